import { acknowledged } from './acknowledged.ts'
import { family } from './family.ts'
import { history } from './history.ts'
import type { Moment } from './invariant.ts'
import { messages } from './messages.ts'
import { once } from './once.ts'
import { versions } from './versions.ts'
import { waiting } from './waiting.ts'

const INVARIANTS = { history, versions, waiting, once, family, messages, acknowledged } as const

/** What is not as it must be. */
export interface Violation {
  /** Name of the invariant. */
  readonly invariant: string
  readonly sentence: string
}

/** Looks whether everything is as it must be at every moment. */
export function violations(moment: Moment): Violation[] {
  return Object.entries(INVARIANTS).flatMap(([invariant, check]) =>
    [...check(moment)].map((sentence) => ({ invariant, sentence })),
  )
}
