/** What people call a record, and the words for its status. */
import type { Register } from '../../../engine/records/register.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { moment } from '../shared/format.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual } from '../shared/service-names.ts'
import { registerForm } from './register-form.ts'

/** Register → record id → title. */
export type Titles = { readonly [register: string]: { readonly [id: string]: string } }

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

type Reading = Pick<PageCall, 'language' | 'ports'>

/** @param titles of records that this one may be called after */
export function recordTitle(
  { language, ports }: Reading,
  register: Register,
  { data, number, id }: Pick<RecordView, 'data' | 'number' | 'id'>,
  titles: Titles = {},
): string {
  const otherwise = number ?? id
  const value = data[register.title]
  if (typeof value !== 'string') return bilingual(value, language, otherwise)
  const { schema, i18n } = registerForm(register, ports.data)
  const target = schema.properties[register.title]?.['x-ref']
  if (typeof target === 'string') return titles[target]?.[value] ?? otherwise
  if (INSTANT.test(value)) return moment(value, language)
  return i18n[language].fields[register.title]?.options?.[value] ?? (value.trim() === '' ? otherwise : value)
}

/** @returns the words for a status; '' where the record has none */
export function statusLabel({ language, ports }: Reading, { status }: Register, code: string | null): string {
  if (code === null) return ''
  return status?.codeList === undefined ? code : codeLabel(ports.data, status.codeList, code, language)
}

/** @returns the address of a record's page */
export function recordAddress(register: string, id: string): string {
  return `/registers/${register}/${encodeURIComponent(id)}`
}

/** @returns what the records of a register are called together */
export function pluralName({ name, i18n }: Register, { language }: Pick<PageCall, 'language'>): string {
  return i18n?.[language].plural ?? name[language]
}
