import type { Snapshot } from '../checks/snapshot.ts'
import type { VictimOptions } from './open-victim.ts'

/** A database of a run's own, of either kind, in which everything is deployed and no case has begun. */
export interface Arena {
  readonly address: VictimOptions['database']
  /** What is stored now, for a victim that has just been killed: what it will find at its next start. */
  snapshot(): Promise<Snapshot>
  remove(): Promise<void>
}
