/** Judges parsed FEEL: what passes here is safe to evaluate on any data within the meter's bounds. */
import { evaluate } from 'feelin'
import { FEEL_FUNCTION_NAMES } from './feel-functions.ts'
import { nameOf, textOf, type FeelNode } from './feel-tree.ts'
import { FeelRefused, isForbiddenKey } from './meter.ts'
import { compileRegex, REGEX_FUNCTIONS } from './safe-regex.ts'

const DEEPEST_NESTING = 50
const LONGEST_LITERAL_RANGE = 1_000

/** What counts as a level of nesting; a chain such as `a + b + c` is none. */
const NESTING = new Set([
  'ParenthesizedExpression',
  'List',
  'Context',
  'FunctionInvocation',
  'FilterExpression',
  'IfExpression',
  'ForExpression',
  'QuantifiedExpression',
])

/**
 * @param functionNames what may be called beside FEEL's own functions; null where that was checked before
 * @returns one sentence that says what is wrong, or null
 */
export function checkTree(tree: FeelNode, source: string, functionNames: readonly string[] | null): string | null {
  const known = functionNames === null ? null : new Set([...FEEL_FUNCTION_NAMES, ...functionNames])
  return check(tree, 0, null)

  function check(node: FeelNode, nesting: number, parent: FeelNode | null): string | null {
    const level = NESTING.has(node.name) ? nesting + 1 : nesting
    if (level > DEEPEST_NESTING) return `Expected at most ${DEEPEST_NESTING} levels of nesting, but there are more.`
    const problem = checkNode(node) ?? checkMistake(node, parent)
    if (problem !== null) return problem
    for (const child of node.children) {
      const found = check(child, level, node)
      if (found !== null) return found
    }
    return null
  }

  function checkNode(node: FeelNode): string | null {
    switch (node.name) {
      case 'FunctionDefinition':
        return 'Expected no function definitions: expressions may call functions, but not make them.'
      case 'BacktickIdentifier':
        return 'Expected names without backticks.'
      case 'Identifier':
        return isForbiddenKey(textOf(node, source))
          ? `Expected ordinary names, but "${textOf(node, source)}" is reserved.`
          : null
      case 'Key':
        return checkKey(node)
      case 'FunctionInvocation':
        return checkCall(node)
      case 'IterationContext':
        return checkRange(node.children[0], node.children[2]) ?? checkInterval(node.children[0])
      case 'DateTimeLiteral':
        return checkTime(node)
      default:
        return null
    }
  }

  /** What the grammar takes, but nobody means: it would be null or worse whenever it is read. */
  function checkMistake(node: FeelNode, parent: FeelNode | null): string | null {
    const text = textOf(node, source)
    const halfComparison = node.name === 'SimplePositiveUnaryTest' && node.children[0]?.name === 'CompareOp'
    if (halfComparison && parent?.name !== 'PositiveUnaryTest' && parent?.name !== 'FilterExpression') {
      return `Expected a value on both sides of a comparison, but found "${text}". Equal is "=", different "!=".`
    }
    if (node.name === 'Comparison' && node.children.some((child) => child.name === 'Comparison')) {
      return `Expected one comparison at a time, but "${text}" has several. Join them with "and", or put one in parentheses.`
    }
    if (node.name === 'NumericLiteral' && /e/i.test(text)) return `Expected a number written out, but found "${text}".`
    if (node.name === 'VariableName' && /^not\s/.test(text))
      return `Expected parentheses after "not", but found "${text}".`
    return null
  }

  function checkKey(node: FeelNode): string | null {
    const literal = node.children[0]
    if (literal?.name !== 'StringLiteral') return null
    const key = literalText(literal) ?? ''
    return isForbiddenKey(key) ? `Expected ordinary names, but "${key}" is reserved.` : null
  }

  function checkCall(node: FeelNode): string | null {
    const target = node.children[0]
    if (target?.name === 'SpecialFunctionName') return null
    if (target?.name !== 'VariableName') {
      const text = target ? textOf(target, source) : ''
      return `Expected a function by its name, but "${text}(…)" calls a value.`
    }
    const name = nameOf(target, source)
    if (known !== null && !known.has(name)) return `Expected a known function, but "${name}" is none.`
    const regex = Object.hasOwn(REGEX_FUNCTIONS, name) ? REGEX_FUNCTIONS[name] : undefined
    return regex ? checkRegex(node, regex) : null
  }

  function checkRegex(call: FeelNode, { pattern, flags }: { pattern: number; flags: number | null }): string | null {
    const parameters = call.children.find((child) => child.name === 'PositionalParameters')?.children ?? []
    const text = literalText(parameters[pattern])
    if (text === null) return null
    try {
      compileRegex(text, (flags === null ? null : literalText(parameters[flags])) ?? '')
      return null
    } catch (error) {
      if (error instanceof FeelRefused) return error.message
      throw error
    }
  }

  function checkInterval(range: FeelNode | undefined): string | null {
    const interval = range?.children[0]
    return interval?.name === 'Interval' ? checkRange(interval.children[1], interval.children[3]) : null
  }

  function checkRange(start: FeelNode | undefined, end: FeelNode | undefined): string | null {
    if (start?.name !== 'NumericLiteral' || end?.name !== 'NumericLiteral') return null
    const [from, to] = [
      Number(textOf(start, source).replaceAll(' ', '')),
      Number(textOf(end, source).replaceAll(' ', '')),
    ]
    if (!Number.isInteger(from) || !Number.isInteger(to))
      return `Expected a range of whole numbers, but found ${from}..${to}.`
    if (Math.abs(to - from) >= LONGEST_LITERAL_RANGE)
      return `Expected a range of at most ${LONGEST_LITERAL_RANGE} numbers, but ${from}..${to} is longer.`
    return null
  }

  /** A literal time that is none would be null whenever it is read. */
  function checkTime(node: FeelNode): string | null {
    const at = node.children[0]?.name === 'AtLiteral' ? node.children[0].children[0] : null
    const parameters = node.children.find((child) => child.name === 'PositionalParameters')?.children ?? []
    const literal = at ?? (parameters.length === 1 ? parameters[0] : null)
    if (literal?.name !== 'StringLiteral') return null
    const text = textOf(node, source)
    return evaluate(text, {}).value === null
      ? `Expected a date, time or duration in ISO 8601, but "${text}" is none.`
      : null
  }

  function literalText(node: FeelNode | undefined): string | null {
    if (node?.name !== 'StringLiteral') return null
    const { value } = evaluate(textOf(node, source), {})
    return typeof value === 'string' ? value : null
  }
}
