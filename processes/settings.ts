/** Settings in force: the defaults of `processes/settings.json`, overridden by the institution's own record. */
import { type Variables, isObject } from '../engine/model/json.ts'
import type { RecordUnit } from '../engine/records/record-unit.ts'

/** The institution's own record carries the institution's id; without one, or without institutions, defaults hold. */
export async function settingsOf(
  defaults: Variables,
  records: Pick<RecordUnit, 'get'>,
  institutionId: string,
): Promise<Variables> {
  if (institutionId === '') return defaults
  const institution = await records.get('institution', institutionId)
  if (!institution) return defaults
  const { calendarId, orgVariant, targetMaturity, settings } = institution.data
  return {
    ...defaults,
    ...(typeof calendarId === 'string' ? { calendar: calendarId } : {}),
    ...(typeof orgVariant === 'string' ? { orgVariant } : {}),
    ...(typeof targetMaturity === 'number' ? { targetMaturity } : {}),
    ...(isObject(settings) ? settings : {}),
  }
}
