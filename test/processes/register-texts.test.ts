/** Every field of every register has its words in both languages, and its place on the pages. */
import { expect } from 'chai'
import { type Json, isObject } from '../../engine/model/json.ts'
import type { Register } from '../../engine/records/register.ts'
import { data } from './handlers/open-case.ts'

interface Field {
  readonly path: string
  readonly schema: { readonly [keyword: string]: Json }
}

const keysOf = (value: Json | undefined): readonly string[] => (isObject(value) ? Object.keys(value) : [])

/** Texts in both languages, and files, are drawn as one field: pages know the words for their parts. */
function isOneField(properties: Json | undefined): boolean {
  const names = keysOf(properties)
  return (
    names.toSorted().join() === 'en,lv' || ['id', 'name', 'mediaType', 'size'].every((name) => names.includes(name))
  )
}

function fieldsOf(schema: Json, base = ''): readonly Field[] {
  const properties = isObject(schema) ? schema['properties'] : undefined
  return Object.entries(isObject(properties) ? properties : {}).flatMap(([name, part]) => {
    if (!isObject(part)) return []
    const inner = isObject(part['items']) ? part['items'] : part
    const below = `${base}${name}/${inner === part ? '' : '*/'}`
    const parts = isOneField(inner['properties']) ? [] : fieldsOf(inner, below)
    return [{ path: `${base}${name}`, schema: part }, ...parts]
  })
}

/** Codes that no code list gives words to. */
function codesWithoutList({ schema }: Field): readonly string[] {
  const inner = isObject(schema['items']) ? schema['items'] : schema
  const list = inner['x-code-list']
  const known = typeof list === 'string' ? (data.codes[list]?.codes ?? []).map(({ code }) => code) : []
  return Array.isArray(inner['enum']) ? inner['enum'].map(String).filter((code) => !known.includes(code)) : []
}

const languages = ['lv', 'en'] as const
const each = (check: (register: Register) => readonly string[]): readonly string[] =>
  data.registers.flatMap((register) => check(register).map((problem) => `${register.register}: ${problem}`))

describe('the texts of registers', () => {
  it('name every field in both languages, and nothing else', () => {
    const wrong = each(({ schema, i18n }) =>
      languages.flatMap((language) => {
        const named = i18n?.[language].fields ?? {}
        const paths = fieldsOf(schema).map(({ path }) => path)
        return [
          ...paths.filter((path) => !named[path]?.label.trim()).map((path) => `${language} has no label of ${path}`),
          ...Object.keys(named).flatMap((path) => (paths.includes(path) ? [] : [`${language} has no field ${path}`])),
        ]
      }),
    )
    expect(wrong).to.deep.equal([])
  })

  it('name every code that no code list names', () => {
    const wrong = each(({ schema, i18n }) =>
      languages.flatMap((language) =>
        fieldsOf(schema).flatMap((field) => {
          const options = Object.keys(i18n?.[language].fields[field.path]?.options ?? {})
          const codes = codesWithoutList(field)
          return options.toSorted().join() === codes.toSorted().join()
            ? []
            : [`${language} ${field.path}: ${codes.join()}`]
        }),
      ),
    )
    expect(wrong).to.deep.equal([])
    const statuses = each(({ status }) => {
      const known = (data.codes[status?.codeList ?? '']?.codes ?? []).map(({ code }) => code)
      return (status?.codes ?? []).filter((code) => !known.includes(code))
    })
    expect(statuses).to.deep.equal([])
  })

  it('say what each register is for, and head every section', () => {
    const wrong = each(({ ui, i18n }) =>
      languages.flatMap((language) => {
        const { plural = '', purpose = '', sections = {} } = i18n?.[language] ?? {}
        const ids = (ui?.sections ?? []).map(({ id }) => id)
        return [
          ...(purpose.trim() === '' || plural.trim() === '' ? [`${language} has no purpose`] : []),
          ...(ids.join() === Object.keys(sections).join()
            ? []
            : [`${language} has sections ${Object.keys(sections).join()}`]),
        ]
      }),
    )
    expect(wrong).to.deep.equal([])
  })

  it('have every field once in the sections, and fields that there are in the list', () => {
    const wrong = each(({ schema, ui }) => {
      const names = keysOf(isObject(schema) ? schema['properties'] : undefined)
      const placed = (ui?.sections ?? []).flatMap(({ fields }) => fields)
      const listed = (ui?.list ?? []).filter((name) => !names.includes(name))
      return [
        ...(ui?.sections && placed.toSorted().join() !== names.toSorted().join()
          ? ['has sections that do not fit']
          : []),
        ...listed.map((name) => `lists ${name}`),
        ...((ui?.list.length ?? 0) === 0 ? ['lists nothing'] : []),
      ]
    })
    expect(wrong).to.deep.equal([])
  })
})
