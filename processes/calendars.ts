/** The working calendars of an installation and those that its institutions keep as records, compiled and found by id. */
import { createLru } from '../engine/lru.ts'
import { type Variables, isObject } from '../engine/model/json.ts'
import type { RecordUnit, RecordView } from '../engine/records/record-unit.ts'
import { compileCalendar, type WorkingCalendar, type WorkingCalendarJson } from '../engine/time/working-calendar.ts'

/** Working calendars by id. */
export interface Calendars {
  /** @throws RangeError when there is no such calendar */
  get(id: string): WorkingCalendar
}

/** Calendars as one institution sees them: its own record with an id goes before the typical calendar. */
export interface InstitutionCalendars {
  /** @throws RangeError when there is no such calendar, or the record cannot be used */
  get(id: string): Promise<WorkingCalendar>
}

/** The calendars that are in force for whoever these records belong to. */
export type CalendarSource = (records: Pick<RecordUnit, 'get'>) => InstitutionCalendars

/** Versions of calendar records that are kept compiled. */
const REMEMBERED = 200

/** @throws RangeError naming what is wrong in a calendar */
export function compileCalendars(data: readonly WorkingCalendarJson[]): Calendars {
  const compiled = new Map(data.map((json) => [json.id, compileCalendar(json)]))
  return {
    get(id) {
      const calendar = compiled.get(id)
      if (calendar) return calendar
      throw new RangeError(
        `Expected a working calendar "${id}", but there are only ${[...compiled.keys()].join(', ')}.`,
      )
    },
  }
}

/**
 * Calendars with the records of institutions before the typical ones. A record costs one look at its row; it is
 * compiled once for each version.
 */
export function calendarSource(typical: Calendars): CalendarSource {
  const compiled = createLru<WorkingCalendar>(REMEMBERED)
  return (records) => ({
    async get(id) {
      const record = await records.get('calendar', id)
      if (!record || !isOwn(record)) return typical.get(id)
      const key = `${record.institutionId} ${id} ${record.version} ${record.updatedAt}`
      return compiled.getOrMake(key, () => compileCalendar(calendarOfRecord(id, record.data)))
    },
  })
}

/** A record that only names a typical calendar, so that people can choose it, has no week of its own. */
function isOwn({ data }: RecordView): boolean {
  return isObject(data['week'])
}

/** A calendar record as the engine computes with it. */
export function calendarOfRecord(id: string, { timezone, week, holidays, exceptions }: Variables): WorkingCalendarJson {
  const json: unknown = {
    id,
    timezone,
    week: week ?? {},
    holidays: holidays ?? [],
    ...(exceptions ? { exceptions } : {}),
  }
  return json as WorkingCalendarJson
}
