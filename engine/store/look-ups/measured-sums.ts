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

/** Sums that are kept in memory, of all months together: some 60 bytes each. */
const MOST_SUMS = 1_000_000

interface KeptMonth {
  readonly version: number
  readonly sums: MonthSums
}

/** @returns sums by figure, month and number, in that order, told apart by what is asked for */
export function createSumsReader(most = MOST_SUMS) {
  /** What was asked for longest ago is first. */
  const kept = new Map<string, KeptMonth>()
  let size = 0

  function keep(key: string, month: KeptMonth): void {
    size += month.sums.size - (kept.get(key)?.sums.size ?? 0)
    kept.delete(key)
    kept.set(key, month)
  }

  function dropOldest(): void {
    for (const [key, { sums }] of kept) {
      if (size <= most) return
      kept.delete(key)
      size -= sums.size
    }
  }

  return async (manager: EntityManager, query: SumsQuery): Promise<readonly SumView[]> => {
    const { institutionId } = query
    const keyOf = ({ figure, period }: MonthKey): string => `${institutionId}\u0000${figure}\u0000${period}`
    const wanted = await monthsOfFigures(manager, query)
    const known = new Map<MonthKey, MonthSums>()
    for (const month of wanted) {
      const one = kept.get(keyOf(month))
      if (one?.version === month.version) known.set(month, one.sums)
    }
    const missing = wanted.filter((month) => !known.has(month))
    const read = byMonth(await sumsOfMonths(manager, institutionId, missing))
    for (const month of missing) known.set(month, monthSums(read.get(`${month.figure}\u0000${month.period}`) ?? []))
    for (const [month, sums] of known) keep(keyOf(month), { version: month.version, sums })
    dropOldest()
    return wanted.flatMap((month) => {
      const sums = known.get(month)
      return sums ? foldMonth(month, sums, query) : []
    })
  }
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
