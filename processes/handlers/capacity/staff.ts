/** How many hours the people of a work group have in a month. */
import type { Variables } from '../../../engine/model/json.ts'
import type { HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { workingMinutesBetween, type WorkingCalendar } from '../../../engine/time/working-calendar.ts'
import { dayStart, monthAt, type Month } from '../availability/months.ts'
import { clipped, merged, type Span } from '../availability/spans.ts'
import { objects, text } from '../input.ts'

/** Working hours of the members in the month that begins next, on the group's calendar, without their absences. */
export async function staffHours(call: HandlerCall, groupId: string, calendar: WorkingCalendar): Promise<number> {
  const month = monthAt(call.now, calendar.timezone, 1)
  const members = await call.records.related([groupId], { register: 'person', field: 'groupIds' })
  const present = members.filter(({ status }) => status !== 'retired')
  const minutes = present.reduce((sum, person) => sum + minutesOf(person, month, calendar), 0)
  return Math.round((minutes / 60) * 100) / 100
}

function minutesOf({ data }: RecordView, { from, to }: Month, calendar: WorkingCalendar): number {
  const bounds = { from: Date.parse(from), to: Date.parse(to) }
  const away = merged(clipped(objects(data, 'absence').flatMap(spanOf(calendar.timezone)), bounds))
  const between = ({ from: start, to: end }: Span): number =>
    workingMinutesBetween(calendar, new Date(start).toISOString(), new Date(end).toISOString())
  return away.reduce((left, span) => left - between(span), between(bounds))
}

/** An absence lasts through its last day. */
const spanOf =
  (timezone: string) =>
  (absence: Variables): readonly Span[] => {
    const [first, last] = [text(absence, 'from'), text(absence, 'to')]
    if (first === null || last === null) return []
    return [{ from: Date.parse(dayStart(first, timezone)), to: Date.parse(dayStart(last, timezone, 1)) }]
  }
