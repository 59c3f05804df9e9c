/**
 * FEEL that needs no interpreter: most cells of a decision table are a literal, a few literals, or `> 5`. Read directly
 * they cost nothing to compile and nothing to keep, so that a table of thousands of rules stays fast.
 */
import { LONGEST_FEEL } from './feel-tree.ts'

export type Literal = string | number | boolean | null

const LITERAL = /"[^"\\\r\n]*"|-?\d{1,15}(?:\.\d{1,15})?(?![\w.])|(?:true|false|null)(?!\w)/
const ONE = new RegExp(`^(?:${LITERAL.source})$`)
const SEVERAL = new RegExp(`^(?:${LITERAL.source})(?:\\s*,\\s*(?:${LITERAL.source}))*$`)
const EACH = new RegExp(LITERAL.source, 'g')
const ORDER = /^(<=?|>=?)\s*(-?\d{1,15}(?:\.\d{1,15})?)$/

/** The value of a text that is one literal without escapes; undefined for any other FEEL. */
export function readLiteral(feel: string): { readonly value: Literal } | undefined {
  return feel.length <= LONGEST_FEEL && ONE.test(feel) ? { value: valueOf(feel) } : undefined
}

/** The values of unary tests such as `"a", "b"`; undefined for any others. */
export function readLiterals(tests: string): readonly Literal[] | undefined {
  return tests.length <= LONGEST_FEEL && SEVERAL.test(tests) ? tests.match(EACH)?.map(valueOf) : undefined
}

/** Operator and limit of a unary test such as `>= 5`; undefined for any other. */
export function readOrder(test: string): { readonly operator: string; readonly limit: number } | undefined {
  const [, operator, limit] = ORDER.exec(test) ?? []
  return operator === undefined || limit === undefined ? undefined : { operator, limit: Number(limit) }
}

function valueOf(literal: string): Literal {
  if (literal.startsWith('"')) return literal.slice(1, -1)
  if (literal === 'null') return null
  return literal === 'true' || literal === 'false' ? literal === 'true' : Number(literal)
}
