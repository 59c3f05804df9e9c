import type { Journal } from '../workload/journal.ts'
import { answers } from './answers.ts'
import { doubled } from './doubled.ts'
import { ended } from './ended.ts'
import { type Check, collectFacts } from './facts.ts'
import { faultless } from './faultless.ts'
import { gaps } from './gaps.ts'
import { lost } from './lost.ts'
import { orphans } from './orphans.ts'
import { outbox } from './outbox.ts'
import type { Snapshot } from './snapshot.ts'

const damaged: Check = ({ snapshot }) => snapshot.damage

/** True at every moment that a crash can choose. */
const ALWAYS = { damaged, lost, doubled, gaps, orphans, outbox, answers, faultless } as const
/** True in addition when every case has been led to its end. */
const AT_THE_END = { ended } as const

/** Which check found something. */
export type CheckName = keyof typeof ALWAYS | keyof typeof AT_THE_END

/** Something that is not as it must be. */
export interface Finding {
  readonly check: CheckName
  readonly sentence: string
}

/** Compares what is stored with what was acknowledged, and with itself. */
export function findFaults(snapshot: Snapshot, journal: Pick<Journal, 'entries'>, isEnd = false): Finding[] {
  const facts = collectFacts(snapshot, journal.entries)
  const checks = Object.entries(isEnd ? { ...ALWAYS, ...AT_THE_END } : ALWAYS) as [CheckName, Check][]
  return checks.flatMap(([check, run]) => [...run(facts)].map((sentence) => ({ check, sentence })))
}
