/**
 * How much working time is left until a moment, on the calendar of the institution. What calendars and settings say is
 * read at most once a minute: a list of tasks asks for every row.
 */
import type { Instant } from '../../../engine/model/json.ts'
import { workingMinutesBetween, type WorkingCalendar } from '../../../engine/time/working-calendar.ts'
import { calendarSource, compileCalendars } from '../../../processes/calendars.ts'
import { settingsOf } from '../../../processes/settings.ts'
import type { UiPorts } from './ports.ts'

const KEPT_MS = 60_000

/** Minutes of working time from now until the moment; below 0 when it has passed. */
export type MinutesLeft = (until: Instant) => number

export interface WorkingTime {
  leftAt(institutionId: string, now: Date): Promise<MinutesLeft>
}

export function createWorkingTime({ engine, data }: Pick<UiPorts, 'engine' | 'data'>): WorkingTime {
  const source = calendarSource(compileCalendars(data.calendars))
  const kept = new Map<string, { readonly at: number; readonly calendar: WorkingCalendar }>()

  const read = async (institutionId: string): Promise<WorkingCalendar> => {
    const list = async (register: string) => (await engine.listRecords({ institutionId, register, limit: 200 })).items
    const institution = (await list('institution')).find(({ id }) => id === institutionId)
    const settings = await settingsOf(data.defaultSettings, { get: async () => institution ?? null }, institutionId)
    const calendars = await source({ list })
    return calendars.get(String(settings['calendar']))
  }

  return {
    async leftAt(institutionId, now) {
      let known = kept.get(institutionId)
      if (!known || now.getTime() - known.at >= KEPT_MS || now.getTime() < known.at) {
        known = { at: now.getTime(), calendar: await read(institutionId) }
        kept.set(institutionId, known)
      }
      const { calendar } = known
      const at = now.toISOString()
      return (until) =>
        until >= at ? workingMinutesBetween(calendar, at, until) : -workingMinutesBetween(calendar, until, at)
    },
  }
}
