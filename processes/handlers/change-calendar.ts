/**
 * `calendar.check` {from, to, downtimeMinutes?, serviceIds?, ciIds?, changeId?} → {collisions: [{kind, title, from, to,
 * record}], collisionCount}: what stands against working on the services and items in that time.
 *
 * - `freeze`: a period of the change calendar in which nothing changes; without services it holds for all.
 * - `change`: another change that touches one of the services or items then.
 * - `service_hours`: downtime within the agreed hours of a service that has no availability target.
 * - `availability`: downtime that a service's availability target leaves no room for this month, with the outages that it
 *   has had.
 */
import type { Instant, Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import { readInstant } from '../../engine/time/iso8601.ts'
import { workingMinutesBetween, type WorkingCalendar } from '../../engine/time/working-calendar.ts'
import type { CalendarSource } from '../calendars.ts'
import { number, objects, requiredText, text, texts } from './input.ts'
import { activeSla, settingText } from './registers.ts'

const MOST_ENTRIES = 1000
/** Entries of the change calendar that no longer stand against anything. */
const OVER = ['cancelled']

interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** Looks at the change calendar and at what is agreed for each service. */
export const checkCalendar =
  (calendarsOf: CalendarSource): Handler =>
  async (call) => {
    const { input } = call
    const wanted = { from: instant(input, 'from'), to: instant(input, 'to') }
    const downtime = number(input, 'downtimeMinutes') ?? 0
    const collisions = [...(await entriesAgainst(call, wanted))]
    for (const serviceId of downtime > 0 ? texts(input['serviceIds']) : []) {
      const found = await agreementAgainst(call, calendarsOf, serviceId, wanted, downtime)
      if (found) collisions.push(found)
    }
    return { variables: { collisions, collisionCount: collisions.length } }
  }

async function entriesAgainst({ input, records }: HandlerCall, wanted: Span): Promise<readonly Variables[]> {
  const [services, items] = [texts(input['serviceIds']), texts(input['ciIds'])]
  const shares = (field: readonly string[], mine: readonly string[]) => field.some((id) => mine.includes(id))
  const entries = await records.list('change-window', { limit: MOST_ENTRIES })
  return entries.flatMap(({ id, status, data }) => {
    const span = { from: instant(data, 'from'), to: instant(data, 'to') }
    const [theirServices, theirItems] = [texts(data['serviceIds']), texts(data['ciIds'])]
    const touches = shares(theirServices, services) || shares(theirItems, items)
    const forAll = data['kind'] === 'freeze' && theirServices.length + theirItems.length === 0
    const isOwn = text(data, 'changeId') !== null && data['changeId'] === input['changeId']
    if (isOwn || OVER.includes(status ?? '') || !overlap(span, wanted) || !(touches || forAll)) return []
    return [{ kind: data['kind'] ?? null, title: data['title'] ?? null, ...span, record: id }]
  })
}

async function agreementAgainst(
  call: HandlerCall,
  calendarsOf: CalendarSource,
  serviceId: string,
  wanted: Span,
  downtime: number,
): Promise<Variables | null> {
  const sla = await activeSla(call, serviceId)
  const calendarId = (sla ? text(sla.data, 'calendarId') : null) ?? settingText(call, 'calendar')
  const calendar = (await calendarsOf(call.records)).get(calendarId)
  if (workingMinutesBetween(calendar, wanted.from, wanted.to) === 0) return null

  const service = await call.records.get('service', serviceId)
  const title = service ? (text(service.data, 'code') ?? serviceId) : serviceId
  const targets = sla ? objects(sla.data, 'targets') : []
  const percent = targets
    .filter(({ parameter }) => parameter === 'availability')
    .map((target) => number(target, 'value'))[0]
  if (percent === undefined || percent === null) return { kind: 'service_hours', title, ...wanted, record: serviceId }
  const month = monthOf(wanted.from, calendar)
  const allowed = (workingMinutesBetween(calendar, month.from, month.to) * (100 - percent)) / 100
  const used = await outageMinutes(call, serviceId, month)
  if (used + downtime <= allowed) return null
  return { kind: 'availability', title: `${title} ${percent} %`, ...wanted, record: serviceId }
}

async function outageMinutes({ records }: HandlerCall, serviceId: string, month: Span): Promise<number> {
  const outages = await records.list('outage', { where: { serviceId }, limit: MOST_ENTRIES })
  return outages
    .filter(({ data }) => instant(data, 'from') >= month.from && instant(data, 'from') < month.to)
    .reduce((sum, { data }) => sum + (number(data, 'minutes') ?? 0), 0)
}

/** The calendar month of a moment, where the service is. */
function monthOf(at: Instant, { timezone }: WorkingCalendar): Span {
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit' }).format(
    new Date(at),
  )
  const [year = 0, month = 1] = local.split('-').map(Number)
  const first = (y: number, m: number) => startOfMonth(`${y}-${String(m).padStart(2, '0')}-01`, timezone)
  return { from: first(year, month), to: month === 12 ? first(year + 1, 1) : first(year, month + 1) }
}

function startOfMonth(date: string, timezone: string): Instant {
  return readInstant(`${date}T00:00[${timezone}]`) ?? `${date}T00:00:00.000Z`
}

/** Systems may give a local time with its offset; instants are compared as text. */
function instant(data: Variables, name: string): Instant {
  const given = requiredText(data, name)
  const at = readInstant(given)
  if (at === null) throw new Error(`Expected "${name}" to be a moment, but it is "${given}".`)
  return at
}

function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to
}
