import type { Snapshot } from '../house/snapshot.ts'
import type { Journal } from '../journal.ts'

/** What invariants look at: what is stored, what was stored one step before, and what the tellers know. */
export interface Moment {
  readonly before: Snapshot | null
  readonly now: Snapshot
  readonly journal: Journal
  /** What the clock of the cases shows. */
  readonly instant: Date
}

/** One thing that must be true at every moment. @returns a sentence for every place where it is not */
export type Invariant = (moment: Moment) => Iterable<string>
