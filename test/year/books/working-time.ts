import { isOpen, readCalendar } from '../working-day.ts'
import type { BookCheck } from './books.ts'

/** Public holidays of Latvia on days that would be worked otherwise, by law; not read from the calendar that is tested. */
const HOLIDAYS = new Set([
  '2026-04-03',
  '2026-04-06',
  '2026-05-01',
  '2026-05-04',
  '2026-06-23',
  '2026-06-24',
  '2026-11-18',
  '2026-12-24',
  '2026-12-25',
  '2026-12-31',
  '2027-01-01',
  '2027-03-26',
  '2027-03-29',
  '2027-05-04',
  '2027-06-23',
  '2027-06-24',
])

/** Processes of the office alone. What concerns a service goes by its hours, which may be round the clock. */
const OFFICE = new Set(['capacity', 'continuity', 'finance', 'improvement', 'feedback'])

/** Tasks that are due on a day that somebody chose, whatever day that is. */
const CHOSEN = new Set(['CNT_P01_U1', 'CSI_P01_U1'])

const MINUTE_MS = 60_000
const dayIn = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Riga' })

/** Nobody works on a public holiday, and in the office nothing is to be ready when nobody works. */
export const workingTime: BookCheck = function* ({ facts }) {
  const calendar = readCalendar('lv-public')
  for (const { id, elementId, processKey, state, endedAt, dueAt } of facts.snapshot.tasks) {
    if (state === 'completed' && endedAt !== null && HOLIDAYS.has(dayIn.format(new Date(endedAt))))
      yield `Task "${id}" at ${elementId} was done at ${endedAt}, on a public holiday.`
    if (dueAt === null || !OFFICE.has(processKey) || CHOSEN.has(elementId)) continue
    // The end of a working day is due time still.
    const before = new Date(Date.parse(dueAt) - MINUTE_MS).toISOString()
    if (HOLIDAYS.has(dayIn.format(new Date(dueAt))) || !(isOpen(calendar, dueAt) || isOpen(calendar, before)))
      yield `Task "${id}" at ${elementId} is due at ${dueAt}, when nobody works.`
  }
}
