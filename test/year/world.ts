/** What the simulated people know and what they did: the books at the end are held against this, not against the engine. */
import type { Instant } from '../../engine/model/json.ts'

/** Why somebody applies; the clerk who classifies it hears so. */
export interface Intent {
  readonly kind: 'information' | 'service_request' | 'incident' | 'complaint' | 'suggestion' | 'change' | 'agreement'
  readonly serviceId: string
  /** Level 1 can answer it. */
  readonly isSimple: boolean
  /** Something is missing at first. */
  readonly isIncomplete: boolean
  /** What they will say of the result. */
  readonly opinion: 'confirm' | 'dispute' | 'silent'
}

/** A service that did not work for a while. */
export interface Disturbance {
  readonly serviceId: string
  readonly from: Instant
  readonly to: Instant
}

/** Work that somebody reported with a task. */
export interface Work {
  readonly at: Instant
  readonly userId: string
  readonly minutes: number
  readonly processInstanceId: string
}

export class World {
  readonly intents = new Map<string, Intent>()
  readonly disturbances: Disturbance[] = []
  readonly work: Work[] = []

  disturbanceAt(serviceId: string, at: Instant): Disturbance | undefined {
    return this.disturbances.findLast((one) => one.serviceId === serviceId && one.from <= at)
  }
}
