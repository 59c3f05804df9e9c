/** Whether time limits can be counted: the institution's calendar is there and knows the public holidays that come. */
import type { Json } from '../../../engine/model/json.ts'
import { isObject } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from '../shared/page.ts'
import { dayOf, daysLater } from '../shared/typed-day.ts'
import { FIRST_STEPS_TEXTS } from './first-steps-texts.ts'

/** Time limits reach so far. */
const AHEAD_DAYS = 180
const DAYS_OF_A_WEEK = 7

export async function calendarMissing(
  { ports, institutionId, language }: PageCall,
  institution: RecordView | null,
): Promise<readonly string[]> {
  const texts = FIRST_STEPS_TEXTS[language].missing
  const { calendarId, settings } = institution?.data ?? {}
  const own = isObject(settings) ? settings['calendar'] : undefined
  const id = [own, calendarId, ports.data.defaultSettings['calendar']].find((one) => typeof one === 'string') ?? ''
  const { items } = await ports.engine.listRecords({ institutionId, register: 'calendar', limit: 200 })
  const calendar: { readonly week?: Json | object; readonly holidays?: Json | readonly string[] } | undefined =
    items.find((record) => record.id === id)?.data ?? ports.data.calendars.find((one) => one.id === id)
  if (!calendar) return [texts.calendarUnknown(id)]
  const week = calendar.week
  // Where every day is a working day there are no holidays to know of.
  if (typeof week === 'object' && week !== null && Object.keys(week).length === DAYS_OF_A_WEEK) return []
  const year = daysLater(dayOf(ports.clock.now()), AHEAD_DAYS).slice(0, 4)
  const holidays = Array.isArray(calendar.holidays) ? calendar.holidays : []
  return holidays.some((day) => String(day).startsWith(year)) ? [] : [texts.holidays(year)]
}
