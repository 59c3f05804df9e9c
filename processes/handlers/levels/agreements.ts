/** Agreements on the level of services, as records of the register `sla`. */
import { Temporal } from 'temporal-polyfill'
import type { RecordUnit, RecordView } from '../../../engine/records/record-unit.ts'
import { objects, text } from '../input.ts'

/** As many as one service can have in force with different recipients. */
const MOST = 200

/** The agreements with recipients that a service has and nobody ended, newest first. */
export async function agreementsOf(records: RecordUnit, serviceId: string): Promise<readonly RecordView[]> {
  return records.list('sla', { where: { serviceId, kind: 'sla' }, status: ['active'], limit: MOST })
}

/** Whether it is valid on some day of the stretch; days are given as `2026-03-01`. */
export function isValidIn({ data }: RecordView, firstDay: string, lastDay: string): boolean {
  return (text(data, 'validFrom') ?? firstDay) <= lastDay && (text(data, 'validTo') ?? lastDay) >= firstDay
}

/** Recipients by name, as people write them; empty where an agreement holds for everybody. */
export function recipientsOf({ data }: Pick<RecordView, 'data'>): ReadonlySet<string> {
  const recipients = objects(data, 'parties').filter(({ kind }) => kind === 'recipient')
  return new Set(recipients.map((party) => (text(party, 'party') ?? '').toLowerCase()))
}

/** The day before, e.g. `2026-02-28` for `2026-03-01`. */
export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()
}

/** The last day of a term that begins on a day. */
export function lastDayOf(firstDay: string, months: number): string {
  return Temporal.PlainDate.from(firstDay).add({ months }).subtract({ days: 1 }).toString()
}
