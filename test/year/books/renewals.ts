import type { Instant } from '../../../engine/model/json.ts'
import type { BookCheck, BookRecord } from './books.ts'
import { duesOf, readTimerStarts } from './timer-starts.ts'

const DAY_MS = 86_400_000

/** What registers call a plan or budget that holds. */
const HOLDS = ['in_force', 'active']

/** How long an agreement may wait to be looked at again. */
const REVIEW_MS = 60 * DAY_MS

/**
 * What comes into force by each review, by the start event that begins it, and the days that it may take with the approval of
 * everybody: a budget before its year begins, a continuity plan after its measures, tests, training and audit, which have weeks each.
 */
const RENEWED = {
  FIN_E01: ['budget', 120],
  CAP_E03: ['capacity-plan', 60],
  AVL_E03: ['availability-plan', 60],
  CNT_E03: ['continuity-plan', 240],
} as const

/** Every review ends with plans or a budget that hold; agreements are looked at again, and none outlives its term. */
export const renewals: BookCheck = function* ({ facts, records, options }) {
  for (const { elementId, cycle } of readTimerStarts()) {
    if (!(elementId in RENEWED)) continue
    const [register, days] = RENEWED[elementId as keyof typeof RENEWED]
    for (const due of duesOf(cycle, options.end)) {
      const until = new Date(Date.parse(due) + days * DAY_MS).toISOString()
      if (due < options.from || until > options.end) continue
      const ids = new Set(records.get(register)?.map(({ id }) => id))
      const renewed = facts.snapshot.recordVersions.some(
        ({ recordId, status, at }) => ids.has(recordId) && HOLDS.includes(status ?? '') && at >= due && at < until,
      )
      if (!renewed) yield `After the review of ${due} (${elementId}) no ${register} came into force until ${until}.`
    }
  }
  yield* agreements(records.get('sla') ?? [], options.end)
}

function* agreements(list: readonly BookRecord[], end: Instant): Generator<string> {
  const day = end.slice(0, 10)
  const longAgo = new Date(Date.parse(end) - REVIEW_MS).toISOString().slice(0, 10)
  for (const { id, status, data } of list) {
    if (status !== 'active') continue
    const { validTo, reviewDate } = data
    if (typeof validTo === 'string' && validTo < day)
      yield `Agreement "${id}" was valid until ${validTo}, but is active still.`
    if (typeof reviewDate === 'string' && reviewDate < longAgo)
      yield `Agreement "${id}" should have been looked at again on ${reviewDate}.`
  }
}
