import type { Variables } from '../engine/model/json.ts'
import type { Outbox, OutboxStanding } from '../engine/ports.ts'

/** Register of what is on its way to catalogues outside the house. */
export const DELIVERIES = 'catalogue-delivery'

const STATUS = { due: 'queued', sent: 'sent', failed: 'failed', kept: 'kept' } as const

/** What a delivery to a catalogue says of its own sending. */
export const describeDelivery: NonNullable<Outbox['describe']> = (register, standing) =>
  register === DELIVERIES ? { status: STATUS[standing.state], patch: factsOf(standing) } : null

function factsOf(standing: OutboxStanding): Variables {
  const nothing = { attempts: null, nextTryAt: null, failure: null }
  switch (standing.state) {
    case 'due':
      return { attempts: standing.attempts, nextTryAt: standing.nextTryAt, failure: standing.error }
    case 'sent':
      return { ...nothing, attempts: standing.attempts, sentAt: standing.sentAt, reference: standing.reference }
    case 'failed':
      return { ...nothing, attempts: standing.attempts, failure: standing.error }
    case 'kept':
      return nothing
  }
}
