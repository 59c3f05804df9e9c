/**
 * A register as a form: its schema with the words, sections and controls that pages need. The same view draws a record, asks
 * for one, and reads what was typed.
 */
import { isObject, type Json } from '../../../engine/model/json.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { ProcessData } from '../../../processes/load-process-data.ts'
import {
  LANGUAGES,
  fieldOptions,
  type FieldTexts,
  type FormFile,
  type FormSchema,
  type Language,
  type Widget,
} from '../../check/form-file.ts'
import { wordsOf } from '../controls/field-shape.ts'
import { codeLabel } from '../shared/names.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

type Schema = { readonly [keyword: string]: Json }

const known = new WeakMap<Register, FormFile>()

/** The same register gives the same form. */
export function registerForm(register: Register, data: Pick<ProcessData, 'codes'>): FormFile {
  const before = known.get(register)
  if (before) return before
  const form = makeForm(register, data)
  known.set(register, form)
  return form
}

function makeForm(register: Register, data: Pick<ProcessData, 'codes'>): FormFile {
  const schema = register.schema as unknown as FormSchema
  const sections = register.ui?.sections
  const parts = [...partsOf(schema)]
  const files = parts.flatMap(([path, part]) => (isFiles(part) ? [path] : []))
  return {
    id: `registers/${register.register}`,
    schema,
    ui: {
      order: sections?.flatMap(({ fields }) => fields) ?? Object.keys(schema.properties),
      ...(sections ? { sections } : {}),
      widgets: Object.fromEntries(files.map((path) => [path, FILES])),
      // The store keeps files for cases: who reads a register could not open what was brought to a record.
      readOnly: files.filter((path) => !path.includes('/')),
    },
    i18n: { lv: textsOf('lv'), en: textsOf('en') },
  }

  function textsOf(language: Language): FormFile['i18n'][Language] {
    const texts = register.i18n?.[language]
    return {
      title: register.name[language],
      ...(texts?.sections ? { sections: texts.sections } : {}),
      fields: Object.fromEntries(
        parts.map(([path, part]) => [path, fieldTexts(path, part, language, texts?.fields[path], data)]),
      ),
    }
  }
}

const FILES: Widget = 'files'

function fieldTexts(
  path: string,
  schema: Schema,
  language: Language,
  own: FieldTexts | undefined,
  data: Pick<ProcessData, 'codes'>,
): FieldTexts {
  const name = path.split('/').at(-1) ?? path
  // A text in both languages has one part for each.
  const inLanguage = LANGUAGES.find((one) => one === name)
  const label = inLanguage ? REGISTERS_TEXTS[language].inLanguage[inLanguage] : wordsOf(name)
  const items = isObject(schema['items']) ? schema['items'] : {}
  const list = schema['x-code-list'] ?? items['x-code-list']
  const options = fieldOptions(schema).map((code) => [
    code,
    own?.options?.[code] ?? (typeof list === 'string' ? codeLabel(data, list, code, language) : code),
  ])
  return { label, ...own, ...(options.length > 0 ? { options: Object.fromEntries(options) } : {}) }
}

/** Every field with its path, parts of objects and columns of tables included. */
function* partsOf(schema: Schema, base = ''): Generator<readonly [path: string, schema: Schema]> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  for (const [name, part] of Object.entries(properties)) {
    if (!isObject(part)) continue
    yield [`${base}${name}`, part]
    yield* partsOf(part, `${base}${name}/`)
    if (isObject(part['items'])) yield* partsOf(part['items'], `${base}${name}/*/`)
  }
}

/** A list of files of the file store. */
function isFiles({ items }: Schema): boolean {
  const properties = isObject(items) ? items['properties'] : undefined
  return isObject(properties) && ['id', 'name', 'mediaType', 'size'].every((name) => Object.hasOwn(properties, name))
}
