/** The form of a service: what it asks of whoever applies (`requiredData` of its record), as a form file. */
import { isObject, type Json } from '../../../engine/model/json.ts'
import { LANGUAGES, type FieldTexts, type FormFile, type FormSchema, type Language } from '../../check/form-file.ts'
import { fieldOptions } from '../../check/form-file.ts'
import { codeLabel } from '../shared/names.ts'
import type { ProcessData } from '../../../processes/load-process-data.ts'

/** @returns null where the service asks for nothing of its own */
export function requestFormOf(requiredData: Json | undefined, data: ProcessData): FormFile | null {
  if (!isObject(requiredData) || !isObject(requiredData['properties'])) return null
  const properties = Object.entries(requiredData['properties']).filter(([, part]) => isObject(part)) as [
    string,
    { readonly [keyword: string]: Json },
  ][]
  if (properties.length === 0) return null
  const fields = (language: Language): Record<string, FieldTexts> =>
    Object.fromEntries(properties.map(([name, part]) => [name, textsOf(name, part, language, data)]))
  const { title: _, ...schema } = requiredData
  return {
    id: 'service/request',
    schema: {
      ...schema,
      type: 'object',
      properties: Object.fromEntries(
        properties.map(([name, { title: __, description: ___, ...part }]) => [name, part]),
      ),
    } as FormSchema,
    ui: { order: properties.map(([name]) => name) },
    i18n: Object.fromEntries(
      LANGUAGES.map((language) => [language, { title: '', fields: fields(language) }]),
    ) as FormFile['i18n'],
  }
}

function textsOf(
  name: string,
  part: { readonly [keyword: string]: Json },
  language: Language,
  data: ProcessData,
): FieldTexts {
  const list = typeof part['x-code-list'] === 'string' ? part['x-code-list'] : ''
  const codes = fieldOptions(part)
  const hint = inLanguage(part['description'], language)
  return {
    label: inLanguage(part['title'], language) ?? name,
    ...(hint === null ? {} : { hint }),
    ...(codes.length === 0
      ? {}
      : { options: Object.fromEntries(codes.map((code) => [code, codeLabel(data, list, code, language)])) }),
  }
}

function inLanguage(text: Json | undefined, language: Language): string | null {
  if (typeof text === 'string') return text
  if (!isObject(text)) return null
  const found = text[language] ?? text['lv']
  return typeof found === 'string' ? found : null
}
