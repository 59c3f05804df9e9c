/** What the institution's own record lacks; it has the institution's id. */
import { NotFound } from '../../../engine/model/errors.ts'
import { isObject } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from '../shared/page.ts'
import { FIRST_STEPS_TEXTS } from './first-steps-texts.ts'

export async function institutionRecord({ ports, institutionId }: PageCall): Promise<RecordView | null> {
  try {
    return await ports.engine.getRecord({ institutionId, register: 'institution', id: institutionId })
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

export function institutionMissing({ language }: PageCall, record: RecordView | null): readonly string[] {
  const texts = FIRST_STEPS_TEXTS[language].missing
  if (record === null) return [texts.noInstitution]
  const fields = (['contactEmail', 'contactPhone', 'calendarId'] as const).filter(
    (field) => typeof record.data[field] !== 'string' || record.data[field] === '',
  )
  return fields.length === 0 ? [] : [texts.institutionFields(fields.map((field) => texts.fields[field]).join(', '))]
}

/** Whether the institution has decided on any setting. */
export function settingsMissing({ language, ports }: PageCall, record: RecordView | null): readonly string[] {
  const own = record?.data['settings']
  if (isObject(own) && Object.keys(own).length > 0) return []
  return [FIRST_STEPS_TEXTS[language].missing.settings(ports.data.settings.length)]
}
