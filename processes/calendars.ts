/** The working calendars of an installation, compiled and found by id. */
import { compileCalendar, type WorkingCalendar, type WorkingCalendarJson } from '../engine/time/working-calendar.ts'

/** Working calendars by id. */
export interface Calendars {
  /** @throws RangeError when there is no such calendar */
  get(id: string): WorkingCalendar
}

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
