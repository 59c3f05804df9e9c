import type { Json } from '../../../engine/model/json.ts'
import type { Language } from '../../check/form-file.ts'
import { asText, type Control } from './control.ts'
import { TextInput } from './text.tsx'

/** A number; the point or comma, and spaces between thousands, as people write them. */
export const number: Control = {
  draw: (field, drawing) => (
    <TextInput
      field={field}
      drawing={drawing}
      inputmode={field.schema.type === 'integer' ? 'numeric' : 'decimal'}
      width="govuk-input--width-10"
      spellcheck={false}
    />
  ),
  write: (field, value, { put, language }) => put(field.name, writeNumber(value, language)),
  read(field, reading) {
    const typed = reading.text(field.name)
    if (typed === '') return undefined
    const value = readNumber(typed, reading.language)
    if (value === null) reading.refuse(field, 'type', `type:${field.schema.type === 'integer' ? 'integer' : 'number'}`)
    return value ?? undefined
  },
}

/** @returns the number as a person would type it, e.g. `12,5` in Latvian */
export function writeNumber(value: Json, language: Language): string {
  if (typeof value !== 'number') return asText(value)
  return language === 'lv' ? String(value).replace('.', ',') : String(value)
}

/**
 * @returns null where the text is no number, or one that different readers would read differently: `1,234` in English
 */
export function readNumber(typed: string, language: Language): number | null {
  const text = typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace('−', '-')
  const thousands = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
  if (thousands && language === 'en' && !text.includes('.')) return null
  const plain = thousands && text.includes('.') ? text.replaceAll(',', '') : text.replace(',', '.')
  // As many digits as a number can hold; longer ones are mistakes.
  if (plain.length > 40 || !/^[-+]?\d+(\.\d+)?(e[-+]?\d{1,3})?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}
