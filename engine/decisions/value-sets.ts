/**
 * The values of a table's column as a few pieces that no rule tells apart: listed texts, true and false, or numbers cut
 * at every limit that a rule names. What a cell accepts is then a set of pieces, and rules can be compared.
 */
import { readLiterals, type Literal } from '../expressions/simple-literal.ts'

/** Values that all rules of a table treat alike; `example` is one of them, as FEEL writes it. */
interface Piece {
  readonly example: string
  /** False for what a modeller may well not mean: halves of what is counted, and less than nothing. */
  readonly expected: boolean
  readonly holds: (test: SimpleTest) => boolean
}

/** One test of a cell, as far as it can be told without any variable. */
export type SimpleTest =
  | { readonly kind: 'value'; readonly value: Literal }
  | {
      readonly kind: 'range'
      readonly from: number
      readonly fromIncluded: boolean
      readonly to: number
      readonly toIncluded: boolean
    }

/** The tests of a cell; negated, it accepts what none of them does. */
export interface SimpleTests {
  readonly negated: boolean
  readonly tests: readonly SimpleTest[]
}

/** What a modeller says of a column beside its rules. */
export interface ColumnValues {
  /** `typeRef` of the input expression, without its prefix. */
  readonly type: string | null
  /** `inputValues`, e.g. `"a", "b"` or `>= 0`. */
  readonly allowed: string | null
}

/** A column cut into pieces. */
export interface Column {
  readonly pieces: readonly Piece[]
  /** True: the pieces are all values that the column may have, so that a gap can be told. */
  readonly complete: boolean
}

const WHOLE = new Set(['integer', 'long'])
const NUMBERS = new Set(['number', 'double', ...WHOLE])

const NUMBER = String.raw`-?\d{1,15}(?:\.\d{1,15})?`
const TEST = new RegExp(
  String.raw`^\s*(?:("[^"\\\r\n]*"|${NUMBER}(?![\w.])|(?:true|false|null)(?!\w))|(<=?|>=?)\s*(${NUMBER})|([[(\]])\s*(${NUMBER})\s*\.\.\s*(${NUMBER})\s*([\])[]))\s*(,|$)`,
)

/** Reads a cell; null where it names variables or takes more than literals, limits and ranges. */
export function readSimpleTests(cell: string): SimpleTests | null {
  const inside = /^\s*not\s*\((.*)\)\s*$/s.exec(cell)?.[1]
  const tests: SimpleTest[] = []
  for (let rest = inside ?? cell; ;) {
    const found = TEST.exec(rest)
    if (!found) return null
    const test = testOf(found)
    if (!test) return null
    tests.push(test)
    if (found[8] !== ',') return { negated: inside !== undefined, tests }
    rest = rest.slice(found[0].length)
  }
}

function testOf([, literal, operator, limit, opens, low, high, closes]: readonly string[]): SimpleTest | null {
  if (literal !== undefined) {
    const [value] = readLiterals(literal) ?? []
    return value === undefined ? null : { kind: 'value', value }
  }
  if (operator !== undefined) {
    const at = Number(limit)
    const included = operator.endsWith('=')
    return operator.startsWith('<')
      ? { kind: 'range', from: -Infinity, fromIncluded: false, to: at, toIncluded: included }
      : { kind: 'range', from: at, fromIncluded: included, to: Infinity, toIncluded: false }
  }
  const [from, to] = [Number(low), Number(high)]
  return { kind: 'range', from, fromIncluded: opens === '[', to, toIncluded: closes === ']' }
}

/** Cuts a column by what its rules name and what the modeller allows. */
export function cutColumn(cells: readonly (SimpleTests | null)[], { type, allowed }: ColumnValues): Column {
  const within = allowed === null ? null : readSimpleTests(allowed)
  const tests = [...cells, within].flatMap((cell) => cell?.tests ?? [])
  const values = tests.flatMap((test) => (test.kind === 'value' ? [test.value] : []))
  const numeric = tests.some((test) => test.kind === 'range') || values.some((value) => typeof value === 'number')
  if (type === 'boolean') return { pieces: [single(true), single(false)], complete: true }
  if (numeric || (type !== null && NUMBERS.has(type))) {
    const pieces = cutNumbers(tests, type !== null && WHOLE.has(type))
    const allowedPieces = within ? pieces.filter((piece) => accepts(within, piece)) : pieces
    const plain = values.every((value) => typeof value === 'number')
    return { pieces: allowedPieces, complete: plain && ((type !== null && NUMBERS.has(type)) || within !== null) }
  }
  const listed = within && !within.negated ? within.tests.flatMap((t) => (t.kind === 'value' ? [t.value] : [])) : null
  if (listed) return { pieces: [...new Set(listed)].map((value) => single(value)), complete: true }
  return { pieces: [...[...new Set(values)].map((value) => single(value)), OTHER], complete: false }
}

/** Whether a cell accepts the values of a piece. */
export function accepts({ negated, tests }: SimpleTests, piece: Piece): boolean {
  return tests.some(piece.holds) !== negated
}

/** A value that no rule names. */
const OTHER: Piece = { example: 'any other value', expected: true, holds: () => false }

function single(value: Literal, expected = true): Piece {
  return {
    example: JSON.stringify(value),
    expected,
    holds: (test) => (test.kind === 'value' ? test.value === value : typeof value === 'number' && inRange(value, test)),
  }
}

/** The limits themselves, and what lies between, before and after them. */
function cutNumbers(tests: readonly SimpleTest[], whole: boolean): readonly Piece[] {
  const named = tests.flatMap((test) => (test.kind === 'range' ? [test.from, test.to] : [test.value]))
  const limits = [...new Set(named.filter((at): at is number => typeof at === 'number' && Number.isFinite(at)))]
  limits.sort((a, b) => a - b)
  const first = limits[0]
  const last = limits.at(-1)
  if (first === undefined || last === undefined) return [single(0)]
  const below = whole ? Math.ceil(first) - 1 : first - 1
  const pieces = [single(below, below >= 0 || first < 0)]
  for (const [index, limit] of limits.entries()) {
    if (!whole || Number.isInteger(limit)) pieces.push(single(limit))
    const next = limits[index + 1]
    if (next === undefined) break
    const between = whole ? Math.floor(limit) + 1 : (limit + next) / 2
    const neighbours = Number.isInteger(limit) && next === limit + 1
    if (between < next) pieces.push(single(between, !neighbours))
  }
  return [...pieces, single(whole ? Math.floor(last) + 1 : last + 1)]
}

function inRange(value: number, range: Extract<SimpleTest, { kind: 'range' }>): boolean {
  const above = range.fromIncluded ? value >= range.from : value > range.from
  const below = range.toIncluded ? value <= range.to : value < range.to
  return above && below
}
