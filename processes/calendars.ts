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

/**
 * The calendars that are in force for whoever these records belong to. An institution's own record goes before the
 * typical calendar with its id; an installation has a hundred of its own at most.
 */
export type CalendarSource = (records: Pick<RecordUnit, 'list'>) => Promise<Calendars>

/** Versions of calendar records that are kept compiled. */
const REMEMBERED = 200

/** By the data that they were compiled from: a start asks in several places for the same ones. */
const known = new WeakMap<readonly WorkingCalendarJson[], Calendars>()

/** @throws RangeError naming what is wrong in a calendar */
export function compileCalendars(data: readonly WorkingCalendarJson[]): Calendars {
  const calendars = known.get(data) ?? compileAll(data)
  known.set(data, calendars)
  return calendars
}

function compileAll(data: readonly WorkingCalendarJson[]): Calendars {
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

/** Calendars with the records of institutions before the typical ones; each version is compiled once, when it is used. */
export function calendarSource(typical: Calendars): CalendarSource {
  const compiled = createLru<WorkingCalendar>(REMEMBERED)
  return async (records) => {
    const own = new Map<string, RecordView>()
    for (const record of await records.list('calendar')) {
      // The institution's own before one that all share.
      if (hasHours(record.data) && !(own.has(record.id) && record.institutionId === '')) own.set(record.id, record)
    }
    if (own.size === 0) return typical
    return {
      get(id) {
        const record = own.get(id)
        if (!record) return typical.get(id)
        const key = `${record.institutionId} ${id} ${record.version} ${record.updatedAt}`
        return compiled.getOrMake(key, () => compileCalendar(calendarOfRecord(id, record.data)))
      },
    }
  }
}

/** A record without a week only gives a typical calendar a name, so that people can choose it. */
export function hasHours(data: Variables): boolean {
  return isObject(data['week'])
}

/** A calendar record as the engine computes with it. */
export function calendarOfRecord(id: string, { timezone, week, holidays, exceptions }: Variables): WorkingCalendarJson {
  const json: unknown = { id, timezone, week, holidays: holidays ?? [], ...(exceptions ? { exceptions } : {}) }
  return json as WorkingCalendarJson
}
