/** What all of the workplace shares. */
import type { Clock, Log } from '../../engine/ports.ts'
import type { Doors } from '../identity/doors.ts'

export interface WorkplacePorts {
  readonly store: Doors
  readonly clock: Clock
  readonly log: Log
}

/** Whose it is. */
export interface Owner {
  readonly institutionId: string
  readonly login: string
}
