import type { Instant } from '../../../engine/model/json.ts'
import type { BookCheck, BookRecord } from './books.ts'
import { duesOf, readTimerStarts } from './timer-starts.ts'

/** How long a review of all plans may take, with the approval of everybody and the opinions that are waited for. */
const REVIEW_MS = 60 * 86_400_000

/** What comes into force by each review, by the start event that begins it. */
const RENEWED = {
  FIN_E01: 'budget',
  CAP_E03: 'capacity-plan',
  AVL_E03: 'availability-plan',
  CNT_E03: 'continuity-plan',
} as const

/** Every review ends with plans or a budget that hold; agreements are looked at again, and none outlives its term. */
export const renewals: BookCheck = function* ({ facts, records, options }) {
  for (const { elementId, cycle } of readTimerStarts()) {
    const register = RENEWED[elementId as keyof typeof RENEWED]
    if (register === undefined) continue
    for (const due of duesOf(cycle, options.end)) {
      const until = new Date(Date.parse(due) + REVIEW_MS).toISOString()
      if (due < options.from || until > options.end) continue
      const ids = new Set(records.get(register)?.map(({ id }) => id))
      const renewed = facts.snapshot.recordVersions.some(
        ({ recordId, status, at }) => ids.has(recordId) && status === 'in_force' && at >= due && at < until,
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
