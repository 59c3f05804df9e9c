import { monthsBefore } from '../../../processes/day-of.ts'
import type { BookCheck } from './books.ts'

/** The furthest that the page counts. */
const COUNTED = 1000

/** Where the institution stands is told from what it did: of each process as many completed cases as there are. */
export const standing: BookCheck = function* ({ facts, options, standing: { processes, period } }) {
  const since = monthsBefore(new Date(options.end), period.months).toISOString()
  for (const { process, completed } of processes) {
    const cases = [...facts.instances.values()].filter(
      ({ row }) => row.processKey === process.processKey && row.status === 'completed' && (row.endedAt ?? '') >= since,
    ).length
    if (completed.count !== Math.min(cases, COUNTED))
      yield `${cases} cases of "${process.processKey}" were completed since ${since}, but ${completed.count} count.`
  }
}
