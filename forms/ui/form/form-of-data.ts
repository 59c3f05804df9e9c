import { isObject, type Json } from '../../../engine/model/json.ts'
import {
  fieldOptions,
  formFields,
  type FieldTexts,
  type FormFile,
  type FormSchema,
  type Language,
} from '../../check/form-file.ts'
import { wordsOf } from '../controls/field-shape.ts'

/**
 * Makes a form of what a service says that it needs (`requiredData` of its record): a JSON Schema whose fields have a `title`,
 * of one text or of one per language.
 *
 * @param labelOf what people call a code of a code list (`x-code-list`)
 * @returns null where it is no schema of an object
 */
export function formOfData(
  id: string,
  schema: Json,
  labelOf: LabelOf = (_list, code) => wordsOf(code),
): FormFile | null {
  if (!isObject(schema) || !isObject(schema.properties)) return null
  const titles = Object.entries(schema.properties).filter((entry): entry is [string, Field] => isObject(entry[1]))
  if (titles.length === 0) return null
  // JSON Schema knows titles as texts only: ours would be refused where the schema is compiled.
  const properties = Object.fromEntries(titles.map(([name, field]) => [name, withoutTitles(field)]))
  const texts = (language: Language) => ({
    title: id,
    // With the columns of tables.
    fields: Object.fromEntries(
      formFields({ type: 'object', properties: Object.fromEntries(titles) }).map(({ path, schema: field }) => [
        path,
        textsOf(path.split('/').at(-1) ?? path, field, language, labelOf),
      ]),
    ),
  })
  return {
    id,
    schema: { ...schema, type: 'object', properties } satisfies FormSchema,
    ui: { order: titles.map(([name]) => name) },
    i18n: { lv: texts('lv'), en: texts('en') },
  }
}

function withoutTitles({ title: _title, ...field }: Field): Field {
  const { items } = field
  if (!isObject(items) || !isObject(items.properties)) return field
  const columns = Object.entries(items.properties).map(([name, column]) => [
    name,
    isObject(column) ? withoutTitles(column) : column,
  ])
  return { ...field, items: { ...items, properties: Object.fromEntries(columns) as Field } }
}

type Field = { readonly [keyword: string]: Json }

type LabelOf = (list: string, code: string, language: Language) => string

function textsOf(
  name: string,
  field: { readonly [keyword: string]: Json },
  language: Language,
  labelOf: LabelOf,
): FieldTexts {
  const codes = fieldOptions(field)
  const list = field['x-code-list']
  const labelled = (code: string) => (typeof list === 'string' ? labelOf(list, code, language) : wordsOf(code))
  const options = Object.fromEntries(codes.map((code) => [code, labelled(code)]))
  return { label: titleOf(field.title, language) ?? wordsOf(name), ...(codes.length > 0 ? { options } : {}) }
}

function titleOf(title: Json | undefined, language: Language): string | null {
  const text = isObject(title) ? (title[language] ?? title.lv) : title
  return typeof text === 'string' && text !== '' ? text : null
}
