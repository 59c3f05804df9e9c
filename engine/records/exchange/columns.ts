/** The columns that a register has in a table: what the store knows of a record, then its fields. */
import { type Json, isObject } from '../../model/json.ts'
import type { Register } from '../register.ts'

/** Columns of every register, before its own. */
export const OWN_COLUMNS = ['id', 'number', 'status', 'version'] as const

/** How a value stands in a cell. */
export type CellKind = 'text' | 'number' | 'boolean' | 'texts' | 'numbers' | 'json'

/** One column of a register's fields. */
export interface Column {
  /** Its heading: `fee`, or `name.lv` for the language of a bilingual text. */
  readonly name: string
  readonly field: string
  readonly part: 'lv' | 'en' | null
  readonly kind: CellKind
}

const SCALARS = new Map<Json | undefined, CellKind>([
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
])

/**
 * In the order of the schema. A field that is named like a column of every register is written `data.<field>`.
 */
export function columnsOf({ schema }: Register): readonly Column[] {
  const properties = isObject(schema) ? schema['properties'] : undefined
  if (!isObject(properties)) return []
  return Object.entries(properties).flatMap(([field, property]): Column[] => {
    const name = OWN_COLUMNS.some((own) => own === field) ? `data.${field}` : field
    if (isBilingual(property)) {
      return (['lv', 'en'] as const).map((part) => ({ name: `${name}.${part}`, field, part, kind: 'text' }))
    }
    return [{ name, field, part: null, kind: kindOf(property) }]
  })
}

/** A text that there must be in Latvian, so that its being there can be told from its cells. */
function isBilingual(property: Json): boolean {
  if (!isObject(property) || !isObject(property['properties'])) return false
  const { required, properties } = property
  const parts = Object.entries(properties)
  const areTexts = parts.every(([, part]) => isObject(part) && part['type'] === 'string')
  return (
    areTexts &&
    parts
      .map(([part]) => part)
      .toSorted()
      .join() === 'en,lv' &&
    Array.isArray(required) &&
    required.includes('lv')
  )
}

function kindOf(property: Json): CellKind {
  if (!isObject(property)) return 'json'
  const scalar = SCALARS.get(property['type'])
  if (scalar) return scalar
  const items =
    property['type'] === 'array' && isObject(property['items']) ? SCALARS.get(property['items']['type']) : null
  if (items === 'text') return 'texts'
  return items === 'number' ? 'numbers' : 'json'
}
