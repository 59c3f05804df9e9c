/** Turns texts of the diagram into values and expressions; what cannot be read is noted with its element. */
import { readCondition, readValue } from '../../expressions/translate.ts'
import type { Expression, Value } from '../../model/process-definition.ts'

export interface AttributeProblem {
  readonly elementId: string
  /** One sentence. */
  readonly message: string
}

export interface AttributeReader {
  /** Null for a text that is absent. One that cannot be read gives the literal null, beside the problem noted. */
  value(text: string | null, elementId: string): Value | null
  /** Like `value`; a literal such as `3` becomes the number. */
  number(text: string | null, elementId: string): Value | null
  /** A comma-separated list of values, e.g. `clerk, ${manager}`; a text beginning with `=` is one expression. */
  list(text: string | null, elementId: string): readonly Value[]
  /** A text that is always an expression: `=…`, `${…}`, or FEEL without a marker. */
  expression(text: string | null, elementId: string): Expression | null
  /** Notes a text that means nothing here. */
  refuse(elementId: string, message: string): void
  readonly problems: readonly AttributeProblem[]
}

const NULL_VALUE: Value = { literal: null }

export function createAttributeReader(): AttributeReader {
  const problems: AttributeProblem[] = []

  const value = (text: string | null, elementId: string): Value | null => {
    if (text === null) return null
    const read = readValue(text)
    if ('value' in read) return read.value
    problems.push({ elementId, message: read.problem })
    return NULL_VALUE
  }
  return {
    problems,
    value,
    refuse: (elementId, message) => void problems.push({ elementId, message }),
    number: (text, elementId) => {
      const read = value(text, elementId)
      const isNumber = read !== null && 'literal' in read && text !== null && /^-?\d{1,9}$/.test(text)
      return isNumber ? { literal: Number(text) } : read
    },
    list: (text, elementId) => splitList(text).flatMap((item) => value(item, elementId) ?? []),
    expression: (text, elementId) => {
      if (text === null) return null
      const read = readCondition(text)
      if ('expression' in read) return read.expression
      problems.push({ elementId, message: read.problem })
      return null
    },
  }
}

/** Splits at commas that stand outside `${…}`. */
export function splitList(text: string | null): string[] {
  if (text === null) return []
  if (text.startsWith('=')) return [text]
  const items = text.match(/(?:[$#]\{[^}]*\}|[^,])+/g) ?? []
  return items.map((item) => item.trim()).filter((item) => item !== '')
}
