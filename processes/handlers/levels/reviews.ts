/** `sla.dueReviews`: agreements whose review comes near, each date told of once. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Handler } from '../../../engine/ports.ts'
import { number, text } from '../input.ts'
import { todayOf } from '../months.ts'
import { settingsIn } from '../registers.ts'
import { walkRecords } from '../walk-records.ts'
import { isValidIn } from './agreements.ts'

/** Told of at a time; after a long standstill the others come the next day. */
const MOST = 200

/**
 * {days?} → {dueReviews: [{slaId, serviceId, reviewDate}]}: agreements in force whose review date is at most `days`
 * (default: the setting `agreementReviewDays`) away or has passed, the most urgent first. What is told is marked on the
 * agreement, so that a date is told of once however often, or late, this runs.
 */
export const findDueReviews: Handler = async (call) => {
  const { input, records, now } = call
  const days = number(input, 'days') ?? number(settingsIn(call), 'agreementReviewDays') ?? 0
  const today = todayOf(call)
  const [day, until] = [today.toString(), today.add({ days: Math.round(days) }).toString()]
  const { found } = await walkRecords(records, { register: 'sla', status: ['active'] }, now)
  const due = found
    .flatMap((agreement) => {
      const reviewDate = text(agreement.data, 'reviewDate')
      const isTold = reviewDate === text(agreement.data, 'reviewAnnounced')
      return reviewDate !== null && reviewDate <= until && !isTold && isValidIn(agreement, day, '9999-12-31')
        ? [{ agreement, reviewDate }]
        : []
    })
    .toSorted((one, other) => one.reviewDate.localeCompare(other.reviewDate))
    .slice(0, MOST)
  const dueReviews: Variables[] = []
  for (const { agreement, reviewDate } of due) {
    await records.update('sla', agreement.id, { reviewAnnounced: reviewDate })
    dueReviews.push({ slaId: agreement.id, serviceId: text(agreement.data, 'serviceId'), reviewDate })
  }
  return { variables: { dueReviews } }
}
