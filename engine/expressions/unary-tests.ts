/** The cell of a decision table: is the input one of these? DMN 1.3 §7.3.7, grammar rules 7 to 17. */
import { createLru } from '../lru.ts'
import type { Variables } from '../model/json.ts'
import type { Expression } from '../model/process-definition.ts'
import { boundFeel, guard, INPUT_NAME, type BoundFeel } from './bound-feel.ts'
import { checkAgain, compileBound, type CompiledFeel } from './compile-feel.ts'
import { runCompiled, type ExpressionEnvironment } from './evaluate.ts'
import { compareValues } from './compare-values.ts'
import { readLiterals, readOrder } from './simple-literal.ts'
import { BOOLEAN_FUNCTIONS } from './feel-functions.ts'
import { nameOf, parseFeel, type FeelNode } from './feel-tree.ts'
import { FeelRefused } from './meter.ts'

export interface CompiledTests extends CompiledFeel {
  /** `not(…)` around all tests. */
  readonly negated: boolean
}

/** Tests that `in ( … )` compares one by one. */
const LISTED = new Set([
  'SimplePositiveUnaryTest',
  'NumericLiteral',
  'StringLiteral',
  'BooleanLiteral',
  'DateTimeLiteral',
])
/** Expressions that answer by themselves, without the input standing left of them. */
const CONDITIONS = new Set(['Comparison', 'Conjunction', 'Disjunction', 'QuantifiedExpression', 'InstanceOfExpression'])

const compiled = createLru<CompiledTests>(5_000)

/**
 * Whether the input (a FEEL value, so that times compare as times) passes the tests: it equals one, lies in one of the ranges, is in a list, or a condition with `?`
 * (the input) or of its own holds.
 *
 * @throws ExpressionFailed as `evaluate` does
 */
export function passesTests(
  tests: Expression,
  input: unknown,
  variables: Variables,
  environment: ExpressionEnvironment,
): { readonly passes: boolean; readonly warnings: readonly string[] } {
  const simple = passesSimply(tests.feel, input)
  if (simple !== null) return { passes: simple, warnings: [] }

  let negated = false
  const known = () => {
    const found = compileUnaryTests(tests.feel)
    negated = found.negated
    return found
  }
  const { value, warnings } = runCompiled(known, tests.source, variables, environment, [input])
  return { passes: negated ? value !== true : value === true, warnings }
}

/** The same answer without the interpreter, for literals and scalars; null where it takes more. */
function passesSimply(tests: string, input: unknown): boolean | null {
  const isScalar =
    input === null || typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean'
  const literals = isScalar ? readLiterals(tests) : undefined
  if (literals) return literals.some((literal) => literal === input)
  const order = typeof input === 'number' ? readOrder(tests) : undefined
  return order ? compareValues(input, order.operator, order.limit, () => undefined) === true : null
}

/** Compiles tests, or gives what was compiled before. @throws FeelRefused with the sentence of what is wrong */
export function compileUnaryTests(source: string): CompiledTests {
  return compiled.getOrMake(source, () => compile(source))
}

function compile(source: string): CompiledTests {
  const parsed = parseFeel(source, 'unary-tests')
  if ('problem' in parsed) throw new FeelRefused(parsed.problem)
  checkAgain(parsed.tree, source)

  const negated = parsed.tree.children[0]?.name === 'not'
  const tests = parsed.tree.children.find((child) => child.name === 'PositiveUnaryTests')?.children ?? []
  const values = tests.flatMap((test) => test.children.slice(0, 1))
  const bounds = values.map((value) => ({ value, bound: boundFeel(value, source) }))

  const isListed = (value: FeelNode) => LISTED.has(value.name) && orderOf(value, source) === null
  const listed = bounds.filter(({ value }) => isListed(value)).map(({ bound }) => bound.text)
  const single = bounds
    .filter(({ value }) => !isListed(value))
    .map(({ value, bound }) => asCondition(value, bound, source))
  const conditions = listed.length > 0 ? [`${guard('value', INPUT_NAME)} in (${listed.join(', ')})`, ...single] : single
  const text = conditions.length === 0 ? 'true' : conditions.map((condition) => `(${condition})`).join(' or ')

  const merged: BoundFeel = {
    text,
    variables: [...new Set(bounds.flatMap(({ bound }) => bound.variables))],
    functions: [...new Set(bounds.flatMap(({ bound }) => bound.functions))],
  }
  return { ...compileBound(merged, [INPUT_NAME]), negated }
}

function asCondition(value: FeelNode, bound: BoundFeel, source: string): string {
  if (CONDITIONS.has(value.name) || mentionsInput(value) || isBooleanCall(value, source))
    return `(${bound.text}) = true`
  const order = orderOf(value, source)
  if (order !== null) return guard('compare', INPUT_NAME, `"${order.operator}"`, boundFeel(order.limit, source).text)
  // In parentheses alone `in` takes it for no tests at all.
  if (value.name === 'null') return `${INPUT_NAME} = null`
  // Behind `in` parentheses would make a list of tests, so the value is taken out of a list of one.
  return `${guard('value', INPUT_NAME)} in [${bound.text}][1]`
}

/** Of a test such as `< 5`; null for any other, also for `= 5`. */
function orderOf(test: FeelNode, source: string): { readonly operator: string; readonly limit: FeelNode } | null {
  const [operator, limit] = test.name === 'SimplePositiveUnaryTest' ? test.children : []
  if (operator?.name !== 'CompareOp' || limit === undefined) return null
  const text = source.slice(operator.from, operator.to)
  return text === '=' || text === '!=' ? null : { operator: text, limit }
}

function mentionsInput(node: FeelNode): boolean {
  return node.name === '?' || node.children.some(mentionsInput)
}

function isBooleanCall(node: FeelNode, source: string): boolean {
  const target = node.name === 'FunctionInvocation' ? node.children[0] : undefined
  return target !== undefined && BOOLEAN_FUNCTIONS.has(nameOf(target, source))
}
