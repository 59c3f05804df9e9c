/**
 * Sums of figures. What was read of a month stays in memory as long as the month is as it was: its version, which changes in
 * the same transaction as its sums, is read with every question. So months that are over, which most questions are about, are
 * read once, and an answer is always the one that reading everything anew would give.
 */
import type { EntityManager } from 'typeorm'
import type { Fact } from '../../measuring/facts.ts'
import { foldMonth, type MonthSums, monthSums } from '../../measuring/month-sums.ts'
import type { SumsQuery, SumView } from '../../measuring/sums.ts'
import { type MonthKey, monthsOfFigures, sumsOfMonths } from './measuring.ts'

/** Sums that are kept in memory, of all months and answers together: some 60 bytes each. */
const MOST_SUMS = 1_000_000
/** An answer is made of objects, which take more room than numbers in columns. */
const ANSWER_WEIGHT = 2

interface KeptMonth {
  readonly version: number
  readonly sums: MonthSums
  /** What was asked about the whole of it, by the parts that it tells apart. */
  readonly answers: Map<string, readonly SumView[]>
  /** Of both, in sums. */
  weight: number
}

/** @returns sums by figure, month and number, in that order, told apart by what is asked for */
export function createSumsReader(most = MOST_SUMS) {
  /** What was asked for longest ago is first. */
  const kept = new Map<string, KeptMonth>()
  let weight = 0

  function drop(key: string): void {
    weight -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }

  /** As what was asked for last. */
  function keep(key: string, month: KeptMonth): void {
    kept.set(key, month)
    weight += month.weight
  }

  function dropOldest(): void {
    for (const key of kept.keys()) {
      if (weight <= most) return
      drop(key)
    }
  }

  return async (manager: EntityManager, query: SumsQuery): Promise<readonly SumView[]> => {
    const { institutionId } = query
    const keyOf = ({ figure, period }: MonthKey): string => `${institutionId}\u0000${figure}\u0000${period}`
    const wanted = await monthsOfFigures(manager, query)
    const known = new Map<MonthKey, KeptMonth>()
    for (const month of wanted) {
      const one = kept.get(keyOf(month))
      if (one?.version === month.version) known.set(month, one)
    }
    const missing = wanted.filter((month) => !known.has(month))
    const read = byMonth(await sumsOfMonths(manager, institutionId, missing))
    for (const month of missing) known.set(month, newMonth(month, read))
    // From here on nothing waits. What is kept grows by its answers, so its weight is taken out before and put back after.
    for (const month of wanted) drop(keyOf(month))
    const answers = wanted.flatMap((month) => {
      const one = known.get(month)
      return one ? [answerOf(month, one, query)] : []
    })
    for (const [month, one] of known) keep(keyOf(month), one)
    dropOldest()
    return answers.flat()
  }
}

function newMonth({ figure, period, version }: MonthKey, read: ReadonlyMap<string, readonly Fact[]>): KeptMonth {
  const sums = monthSums(read.get(`${figure}\u0000${period}`) ?? [])
  return { version, sums, answers: new Map(), weight: sums.size }
}

function answerOf(month: MonthKey, known: KeptMonth, query: SumsQuery): readonly SumView[] {
  const { only = {}, by = [] } = query
  // There are too many services and groups to keep what was asked about each.
  if (Object.keys(only).length > 0) return foldMonth(month, known.sums, query)
  const question = by.join(' ')
  const before = known.answers.get(question)
  if (before) return before
  const answer = foldMonth(month, known.sums, query)
  known.answers.set(question, answer)
  known.weight += answer.length * ANSWER_WEIGHT
  return answer
}

function byMonth(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const found = new Map<string, Fact[]>()
  for (const fact of facts) {
    const key = `${fact.figure}\u0000${fact.period}`
    const month = found.get(key)
    if (month) month.push(fact)
    else found.set(key, [fact])
  }
  return found
}
