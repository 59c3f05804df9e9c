/**
 * FEEL rewritten so that it can be run by feelin without trust: everything that repeats or grows passes a guard first.
 *
 * In:  `for i in 1..n return items[price > i].name`
 * Out: `for i in __range(1, n, 3) return __value(__list(__filter(items, 2)[(__compare(price, ">", i)) = true]).name)`
 *
 * Functions get names of their own (`__call_count`), so that no variable can stand in their place and a name that is
 * not called is always data. Names beginning with two underscores exist in no checked expression and in no data.
 */
import { BOOLEAN_FUNCTIONS } from './feel-functions.ts'
import { nameOf, textOf, type FeelNode } from './feel-tree.ts'

export interface BoundFeel {
  readonly text: string
  /** Names that it reads as variables. */
  readonly variables: readonly string[]
  /** Functions that it calls, by their own name. */
  readonly functions: readonly string[]
}

/** The value that unary tests compare with, `?` in FEEL. */
export const INPUT_NAME = '__input'

const LITERALS = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null', 'DateTimeLiteral'])
/** What is asked for each item when it stands in a filter. */
const CONDITIONS = new Set(['Comparison', 'Conjunction', 'Disjunction', 'QuantifiedExpression', 'InstanceOfExpression'])
/** What feelin takes for a position in a list rather than a condition on each item. */
const POSITIONS = new Set([
  'NumericLiteral',
  'VariableName',
  'PathExpression',
  'FunctionInvocation',
  'ArithmeticExpression',
])

/** Under which name feelin finds a function. */
export function callName(functionName: string): string {
  return `__call_${functionName.replaceAll(' ', '_')}`
}

/**
 * Puts FEEL through a guard. Each piece gets parentheses of its own: in those of a call the parser also considers a named
 * parameter, whose name may hold operators, and loses its way in a long sum.
 */
export function guard(
  name: 'value' | 'list' | 'filter' | 'items' | 'range' | 'compare',
  ...pieces: readonly (string | number)[]
): string {
  return `__${name}(${pieces.map((piece) => (/^\w+$/.test(String(piece)) ? piece : `(${piece})`)).join(', ')})`
}

/** @param node a node that `checkTree` has found to be fine */
export function boundFeel(node: FeelNode, source: string): BoundFeel {
  const variables = new Set<string>()
  const functions = new Set<string>()
  const text = emit(node, [], null)
  return { text, variables: [...variables], functions: [...functions] }

  function emit(current: FeelNode, local: readonly string[], parent: FeelNode | null): string {
    const child = (index: number) => current.children[index]
    const write = (index: number, names = local) => {
      const found = child(index)
      return found ? emit(found, names, current) : ''
    }

    switch (current.name) {
      case 'Expression':
        return write(0)
      case 'PositiveUnaryTest':
        return emitTest(current, local)
      // A type is no variable, though the grammar calls it a name.
      case 'Type':
        return textOf(current, source)
      case '?':
        return INPUT_NAME
      case 'VariableName': {
        const name = nameOf(current, source)
        if (!local.includes(name) && name !== INPUT_NAME) variables.add(name)
        return name
      }
      case 'FunctionInvocation': {
        const target = child(0)
        if (target?.name !== 'VariableName') return copy(current, local)
        const name = nameOf(target, source)
        functions.add(name)
        return callName(name) + source.slice(target.to, child(1)?.from) + copy(current, local, 1)
      }
      case 'ForExpression':
      case 'QuantifiedExpression': {
        const names = boundNames(current, source)
        const inner = current.name === 'ForExpression' ? [...local, ...names, 'partial'] : [...local, ...names]
        const last = current.children.length - 1
        const weight = weigh(child(last))
        const iterators = emitIterators(child(1), local, weight)
        const body = current.name === 'ForExpression' ? guard('value', write(last, inner)) : write(last, inner)
        return `${write(0)} ${iterators} ${write(last - 1)} ${body}`
      }
      case 'FilterExpression': {
        const condition = child(2)
        if (!condition) return copy(current, local)
        const names = [...local, 'item']
        const asked = withoutParentheses(condition)
        if (CONDITIONS.has(asked.name) || isBooleanCall(asked)) {
          return `${guard('filter', write(0), weigh(condition))}[(${write(2, names)}) = true]`
        }
        return POSITIONS.has(condition.name)
          ? `${write(0)}[${write(2, names)}]`
          : `${guard('filter', write(0), weigh(condition))}[${write(2, names)}]`
      }
      case 'PathExpression':
        return `${guard('list', write(0))}.${write(2)}`
      case 'InstanceOfExpression':
        return `${guard('value', write(0))}${copy(current, local, 1, child(0)?.to)}`
      case 'Context':
        return emitContext(current, local)
      case 'List':
        return isConstantList(current) ? copy(current, local) : guard('value', copy(current, local))
      case 'Comparison':
        return emitComparison(current, local)
      case 'ArithmeticExpression': {
        const sum = copy(current, local)
        return isJoining(current) && !(parent && isJoining(parent)) ? guard('value', sum) : sum
      }
      default:
        return copy(current, local)
    }
  }

  /** The node as it is written, with its children (from `first` on) emitted. */
  function copy(current: FeelNode, local: readonly string[], first = 0, from?: number): string {
    const children = current.children.slice(first)
    if (children.length === 0) return textOf(current, source)
    let written = ''
    let at = from ?? (first === 0 ? current.from : (children[0]?.from ?? current.from))
    for (const child of children) {
      written += source.slice(at, child.from) + emit(child, local, current)
      at = child.to
    }
    return written + source.slice(at, current.to)
  }

  function emitIterators(iterators: FeelNode | undefined, local: readonly string[], weight: number): string {
    const names: string[] = []
    const parts: string[] = []
    for (const iterator of iterators?.children ?? []) {
      const [name, , range] = iterator.children
      if (iterator.name !== 'InExpression' || !name || !range) continue
      const [start, dots, end] = range.children
      const inner = [...local, ...names]
      const from = start ? emit(start, inner, range) : 'null'
      const list = dots && end ? guard('range', from, emit(end, inner, range), weight) : guard('items', from, weight)
      names.push(nameOf(name, source))
      parts.push(`${nameOf(name, source)} in ${list}`)
    }
    return parts.join(', ')
  }

  function emitContext(context: FeelNode, local: readonly string[]): string {
    const names = [...local]
    const entries: string[] = []
    for (const entry of context.children) {
      const [key, value] = entry.children
      if (entry.name !== 'ContextEntry' || !key || !value) continue
      const written = emit(value, names, entry)
      entries.push(`${textOf(key, source)}: ${LITERALS.has(value.name) ? written : guard('value', written)}`)
      names.push(nameOf(key, source))
    }
    return `{${entries.join(', ')}}`
  }

  function emitComparison(comparison: FeelNode, local: readonly string[]): string {
    const [left, operator, right] = comparison.children
    if (!left || !operator || !right) return copy(comparison, local)
    const symbol = textOf(operator, source)
    const isEquality = operator.name === 'CompareOp' && (symbol === '=' || symbol === '!=')
    if (isEquality && !LITERALS.has(left.name) && !LITERALS.has(right.name)) {
      return `${guard('value', emit(left, local, comparison))} ${symbol} ${guard('value', emit(right, local, comparison))}`
    }
    if (operator.name === 'CompareOp' && !isEquality) {
      return guard('compare', emit(left, local, comparison), `"${symbol}"`, emit(right, local, comparison))
    }
    if ((operator.name === 'in' || operator.name === 'between') && !LITERALS.has(left.name)) {
      return `${guard('value', emit(left, local, comparison))}${source.slice(left.to, operator.from)}${copy(comparison, local, 1)}`
    }
    return copy(comparison, local)
  }

  /** A test after `in`: a value, of which all may be compared. */
  function emitTest(test: FeelNode, local: readonly string[]): string {
    const [value] = test.children
    if (!value) return copy(test, local)
    const written = emit(value, local, test)
    return LITERALS.has(value.name) || value.name === 'SimplePositiveUnaryTest' || value.name === 'List'
      ? written
      : guard('value', written)
  }

  function isBooleanCall(call: FeelNode): boolean {
    const target = call.name === 'FunctionInvocation' ? call.children[0] : undefined
    return target !== undefined && BOOLEAN_FUNCTIONS.has(nameOf(target, source))
  }

  /** Whether it may join texts: `+` without a literal number or time in it. */
  function isJoining(arithmetic: FeelNode): boolean {
    if (arithmetic.name !== 'ArithmeticExpression' || arithmetic.children.length !== 3) return false
    const [left, operator, right] = arithmetic.children
    return (
      operator !== undefined &&
      textOf(operator, source) === '+' &&
      ![left, right].some((side) => side?.name === 'NumericLiteral' || side?.name === 'DateTimeLiteral')
    )
  }
}

function withoutParentheses(node: FeelNode): FeelNode {
  let inner = node
  while (inner.name === 'ParenthesizedExpression' && inner.children[1]) inner = inner.children[1]
  return inner
}

/** Names that `for`, `some` and `every` bind. */
function boundNames(expression: FeelNode, source: string): readonly string[] {
  const iterators = expression.children[1]?.children ?? []
  return iterators.flatMap((iterator) =>
    iterator.children[0] && iterator.name === 'InExpression' ? [nameOf(iterator.children[0], source)] : [],
  )
}

/** What one run of a body costs beside its guards: about a unit for every few words. */
function weigh(body: FeelNode | undefined): number {
  return body ? 1 + Math.ceil((body.to - body.from) / 20) : 1
}

function isConstantList(list: FeelNode): boolean {
  return list.children.every(
    (child) => LITERALS.has(child.name) || child.name === '[' || child.name === ']' || child.name === ',',
  )
}
