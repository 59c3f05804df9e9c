import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { createFormChecker } from '../../../forms/checker.ts'
import { fieldOptions, formFields, LANGUAGES } from '../../../forms/check/form-file.ts'
import type { Json } from '../../../engine/model/json.ts'
import { readForms } from './read-forms.ts'
import { specifiedFields } from './specified-fields.ts'

interface CodeLists {
  readonly codes: Readonly<
    Record<string, { readonly codes: readonly { readonly code: string; readonly lv: string; readonly en: string }[] }>
  >
}

const processes = join(import.meta.dirname, '../../../processes')
const { codes } = JSON.parse(readFileSync(join(processes, 'codes.json'), 'utf8')) as CodeLists
const registers = readdirSync(join(processes, 'registers'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''))

const commonFields = ['comment', 'attachments', 'workMinutes']
const startForms = [
  'application/received',
  'client-info/question',
  'problem/raise',
  'change/request',
  'configuration/plan-start',
  'configuration/manual',
  'finance/review',
  'improvement/propose',
  'improvement/set-up',
  'availability/plan-start',
  'capacity/plan-start',
  'sla/need',
  'catalogue-publication/request',
  'assessment/start',
  'continuity/start',
  'involvement/start',
  'process-life-cycle/start',
]

const kebab = (name: string): string => name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()

/** What a field of a type must say at least. */
function expected(type: string): Readonly<Record<string, Json>> {
  const reference = /^ref\((\w+)\)(\[\])?$/.exec(type)
  const register = reference?.[1] === 'CI' ? 'configuration-item' : kebab(reference?.[1] ?? '')
  if (reference) return { type: reference[2] ? 'array' : 'string', 'x-ref': register }
  if (type === 'text' || type === 'string') return { type: 'string' }
  if (['int', 'decimal', 'money', 'percent'].includes(type)) return { type: type === 'int' ? 'integer' : 'number' }
  if (type === 'date') return { type: 'string', format: 'date' }
  if (type === 'bool') return { type: 'boolean' }
  if (type === 'int') return { type: 'integer' }
  if (type === 'decimal') return { type: 'number' }
  if (type === 'money') return { type: 'number', multipleOf: 0.01 }
  if (type === 'date') return { type: 'string', format: 'date' }
  if (type === 'datetime') return { type: 'string', format: 'date-time' }
  if (type === 'json') return { type: 'object' }
  if (type.startsWith('table') || type.endsWith('[]')) return { type: 'array' }
  return codes[type] ? { type: 'string', 'x-code-list': type } : { type: 'string' }
}

describe('the forms of the typical edition', () => {
  const forms = readForms()
  const checker = createFormChecker()

  it('are those of the specification', () => {
    expect(forms.map((form) => form.file.id).toSorted()).to.deep.equal(Object.keys(specifiedFields).toSorted())
  })

  for (const { name, content, file } of forms) {
    describe(file.id, () => {
      it('can be deployed', () => {
        expect(checker.inspect(name, content)).to.deep.equal({ formId: name.replace('.form.json', ''), problems: [] })
      })

      it('has the fields of its table, required where the table has a star', () => {
        const table = specifiedFields[file.id] ?? {}
        const common = startForms.includes(file.id) ? [] : commonFields
        const shown = file.ui.readOnly ?? []
        expect(Object.keys(file.schema.properties).toSorted()).to.deep.equal(
          [...Object.keys(table), ...common, ...shown].toSorted(),
        )
        expect([...((file.schema.required as string[] | undefined) ?? [])].toSorted()).to.deep.equal(
          Object.keys(table)
            .filter((field) => table[field]?.[0].endsWith('*'))
            .toSorted(),
        )
      })

      it('has the types and labels of its table', () => {
        for (const [field, [type, lv, en]] of Object.entries(specifiedFields[file.id] ?? {})) {
          expect(file.schema.properties[field], field).to.include(expected(type.replace('*', '')))
          expect(file.i18n.lv.fields[field]?.label, field).to.equal(lv)
          expect(file.i18n.en.fields[field]?.label, field).to.equal(en)
        }
      })

      it('offers whole code lists, with their labels', () => {
        for (const { path, schema } of formFields(file.schema)) {
          const list = schema['x-code-list'] ?? (schema.items as { 'x-code-list'?: Json } | undefined)?.['x-code-list']
          if (typeof list !== 'string') continue
          const known = codes[list]?.codes ?? []
          expect(fieldOptions(schema), path).to.deep.equal(known.map((one) => one.code))
          for (const language of LANGUAGES)
            expect(file.i18n[language].fields[path]?.options, path).to.deep.equal(
              Object.fromEntries(known.map((one) => [one.code, one[language]])),
            )
        }
      })

      it('refers to registers that are there', () => {
        for (const { path, schema } of formFields(file.schema)) {
          if (schema['x-ref'] !== undefined) expect(registers, path).to.include(schema['x-ref'])
        }
      })

      it('says in Latvian what it says in Latvian letters, and has a hint in both languages or in none', () => {
        for (const [path, lv] of Object.entries(file.i18n.lv.fields)) {
          const en = file.i18n.en.fields[path]
          expect(Boolean(lv.hint), path).to.equal(Boolean(en?.hint))
          expect(`${en?.label} ${en?.hint ?? ''}`, path).not.to.match(/[āčēģīķļņšūž]/i)
        }
      })
    })
  }

  it('ask for the common fields in one way', () => {
    const tasks = forms.filter((form) => !startForms.includes(form.file.id))
    for (const field of commonFields) {
      for (const { file } of tasks) {
        expect(file.schema.properties[field], file.id).to.deep.equal(tasks[0]?.file.schema.properties[field])
        for (const language of LANGUAGES)
          expect(file.i18n[language].fields[field], file.id).to.deep.equal(tasks[0]?.file.i18n[language].fields[field])
      }
    }
  })
})
