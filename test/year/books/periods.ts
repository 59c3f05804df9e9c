import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../../engine/model/json.ts'
import { workingMinutesBetween } from '../../../engine/time/working-calendar.ts'
import { readCalendar } from '../working-day.ts'
import type { BookCheck, BookRecord, Books } from './books.ts'
import { amountOf } from './work.ts'

const ZONE = 'Europe/Riga'

/** How long it takes until people have approved and explained what is told of a period. */
const DAYS_TO_CLOSE = 35

/** Reports on a period that is over, by how many months that is. */
const REPORTS = { 'monthly-report': 1, finance: 1, availability: 1, 'service-report': 3 } as const

/** A month or quarter that is over. */
interface Period {
  readonly label: string
  readonly from: Instant
  readonly to: Instant
  /** First day of the next one. */
  readonly nextDay: string
}

/** Every period that is over is told of once, and its accounts are closed with what was entered. */
export const periods: BookCheck = function* (books) {
  const reports = books.records.get('report') ?? []
  for (const [kind, months] of Object.entries(REPORTS))
    for (const { label } of closedPeriods(books, months)) {
      const own = reports.filter(({ data }) => data['kind'] === kind && data['period'] === label)
      const states = own.map(({ status }) => status).join(', ')
      if (states !== 'published') yield `The report "${kind}" on ${label} should be published once, but is: ${states}.`
    }
  for (const period of closedPeriods(books, 1)) {
    yield* costs(books, period)
    yield* availability(books, period)
  }
}

/** What the accounts of a month say is what was entered: in the month, and since the beginning of the year. */
function* costs({ records }: Books, { label, nextDay }: Period): Generator<string> {
  const entries = records.get('cost-entry') ?? []
  const until = entries.filter(({ data }) => String(data['date']) < nextDay && inYearOf(data['date'], label))
  const sum = until.reduce((total, { data }) => total + amountOf(data, 'amount'), 0)
  const report = records.get('report')?.find(({ data }) => data['kind'] === 'finance' && data['period'] === label)
  const told = report?.data['content'] as { readonly costs?: { readonly totals?: { readonly total?: number } } }
  const total = told?.costs?.totals?.total
  if (total === undefined || Math.abs(total - sum) > 0.05)
    yield `The costs until the end of ${label} are ${sum.toFixed(2)} EUR, but its report says ${total}.`
  const count = entries.filter(({ data }) => String(data['date']).startsWith(label)).length
  const quality = records.get('cost-quality')?.filter(({ data }) => data['period'] === label) ?? []
  const counted = quality.map(({ data }) => amountOf(data, 'entries'))
  if (counted.length !== 1 || counted[0] !== count)
    yield `${count} costs were entered in ${label}, but the control of the month counted ${counted.join(', ')}.`
}

const inYearOf = (date: unknown, label: string): boolean => String(date).slice(0, 4) === label.slice(0, 4)

/** The minutes in which a service did not work are those of its outages within its hours. */
function* availability({ records }: Books, { label, from, to }: Period): Generator<string> {
  const outages = records.get('outage') ?? []
  for (const { data } of records.get('availability-measurement') ?? []) {
    if (data['period'] !== label) continue
    const own = outages.filter((one) => one.data['serviceId'] === data['serviceId'] && one.data['planned'] !== true)
    const minutes = openMinutes(own, String(data['calendarId']), from, to)
    if (Math.abs(minutes - amountOf(data, 'downtimeMinutes')) > own.length + 1)
      yield `"${String(data['serviceId'])}" was down for ${minutes} minutes in ${label}, but ${amountOf(data, 'downtimeMinutes')} were measured.`
  }
}

/** What is down twice at once counts once. */
function openMinutes(outages: readonly BookRecord[], calendarId: string, from: Instant, to: Instant): number {
  const calendar = readCalendar(calendarId)
  let [minutes, counted] = [0, from]
  for (const { data } of outages.toSorted((one, other) => compare(one.data['from'], other.data['from']))) {
    const began = String(data['from']) > counted ? String(data['from']) : counted
    const ended = String(data['to'] ?? to) < to ? String(data['to']) : to
    if (began >= ended) continue
    minutes += workingMinutesBetween(calendar, began, ended)
    counted = ended
  }
  return minutes
}

const compare = (one: unknown, other: unknown): number => (String(one) < String(other) ? -1 : 1)

/** Those that ended within the time and so long before its end that everything about them should be done. */
function closedPeriods({ options }: Books, months: 1 | 3): readonly Period[] {
  const found: Period[] = []
  const dayOf = (at: Instant): Temporal.PlainDate => Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate()
  const last = dayOf(options.end).subtract({ days: DAYS_TO_CLOSE })
  const first = dayOf(options.from).with({ day: 1 })
  let begin = first.subtract({ months: (first.month - 1) % months })
  for (;;) {
    const next = begin.add({ months })
    if (Temporal.PlainDate.compare(next, last) > 0) return found
    const label =
      months === 1 ? begin.toPlainYearMonth().toString() : `${begin.year}-Q${Math.ceil(begin.month / months)}`
    found.push({ label, from: startOf(begin), to: startOf(next), nextDay: next.toString() })
    begin = next
  }
}

function startOf(day: Temporal.PlainDate): Instant {
  return day.toZonedDateTime(ZONE).toInstant().toString({ smallestUnit: 'millisecond' })
}
