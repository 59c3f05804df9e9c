/**
 * `noOverlap`: rows of a table that name the same thing must not name it for overlapping periods, e.g.
 * `{ "by": ["party", "kind"], "from": "validFrom", "to": "validTo" }`. A missing end is open; the last day still counts.
 */
import type { FuncKeywordDefinition } from 'ajv/dist/2020.js'
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js'

interface Rule {
  readonly by: readonly string[]
  readonly from: string
  readonly to: string
}

interface Period {
  readonly row: number
  readonly from: string
  readonly to: string
}

/** Before and after every date. */
const EVER = { from: '', to: '\uffff' } as const

const validate: SchemaValidateFunction = (rule: Rule, rows: readonly unknown[], _schema, place) => {
  const second = overlapping(rows, rule)
  if (second === null) return true
  // The field that can be mended: the later of the two rows, at its beginning.
  const instancePath = `${place?.instancePath ?? ''}/${second}/${rule.from}`
  validate.errors = [{ keyword: 'noOverlap', instancePath, params: {}, message: 'must not overlap another row' }]
  return false
}

/** The keyword, for an ajv. */
export const noOverlap: FuncKeywordDefinition = {
  keyword: 'noOverlap',
  type: 'array',
  schemaType: 'object',
  metaSchema: {
    type: 'object',
    properties: {
      by: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 10 },
      from: { type: 'string' },
      to: { type: 'string' },
    },
    required: ['by', 'from', 'to'],
    additionalProperties: false,
  },
  errors: true,
  validate,
}

/** The index of the first row that overlaps one before it; null where none does. */
function overlapping(rows: readonly unknown[], { by, from, to }: Rule): number | null {
  const known = new Map<string, Period[]>()
  for (const [row, value] of rows.entries()) {
    if (typeof value !== 'object' || value === null) continue
    const fields = new Map(Object.entries(value))
    const key = JSON.stringify(by.map((name) => nameOf(fields.get(name))))
    const period = { row, from: textOf(fields.get(from)) ?? EVER.from, to: textOf(fields.get(to)) ?? EVER.to }
    const others = known.get(key) ?? []
    if (others.some((other) => other.from <= period.to && period.from <= other.to)) return row
    known.set(key, [...others, period])
  }
  return null
}

/** People write the same name in small letters and with spaces around it. */
const nameOf = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : (value ?? null))

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
