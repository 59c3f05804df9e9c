/** A service as everybody may see it. Whatever else its record says stays inside. */
import { NotFound } from '../../../engine/model/errors.ts'
import { isObject, type Json } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { FormFile, Language } from '../../check/form-file.ts'
import { formOfData } from '../form/form-of-data.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual } from '../shared/service-names.ts'
import { CATALOGUE_TEXTS } from './catalogue-texts.ts'

/** Where one applies on these pages. */
const ONLINE = 'portal'

/** Whether a record is one of the public catalogue: in force, and not for other institutions only. */
export function isPublic({ register, status, data }: RecordView): boolean {
  return register === 'service' && status === 'active' && !String(data['kind'] ?? '').startsWith('inter_')
}

/** @returns null where there is no such service for the public (any more) */
export async function findService({ ports, institutionId }: PageCall, id: string): Promise<RecordView | null> {
  try {
    const record = await ports.engine.getRecord({ institutionId, register: 'service', id })
    return isPublic(record) ? record : null
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

export function serviceName({ id, data }: RecordView, language: Language): string {
  return bilingual(data['name'], language, id)
}

/** Codes of the channels by which one applies. */
export function channelsOf({ data }: RecordView): readonly string[] {
  const { channels } = data
  const list: readonly Json[] = Array.isArray(channels) ? channels : []
  return list.flatMap((one) => (isObject(one) && typeof one['channel'] === 'string' ? [one['channel']] : []))
}

/** Whether one may apply for it here; a service that names no channels may be applied for anyhow. */
export function isOnline(service: RecordView): boolean {
  const channels = channelsOf(service)
  return channels.length === 0 || channels.includes(ONLINE)
}

/** @returns e.g. `3 darba dienu laikā`; null where it has no term of its own */
export function termWords({ data }: RecordView, language: Language): string | null {
  const { executionTerm } = data
  if (!isObject(executionTerm)) return null
  const { value, unit } = executionTerm
  return typeof value === 'number' ? (CATALOGUE_TEXTS[language].within[String(unit)]?.(value) ?? null) : null
}

/** The form of what the service asks for; null where it asks for nothing, or for nothing that can be drawn. */
export function requestFormOf({ ports }: PageCall, { data }: RecordView): FormFile | null {
  const form = formOfData('service/request', data['requiredData'] ?? null, (list, code, language) =>
    codeLabel(ports.data, list, code, language),
  )
  return form && ports.forms.inspect(form.id, JSON.stringify(form)).problems.length === 0 ? form : null
}
