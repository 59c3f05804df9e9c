/**
 * FEEL compiled once: parsed, checked, bounded and turned by feelin into closures that only need values.
 *
 * feelin parses at every `evaluate`. What it can keep is a function: the expression is wrapped as
 * `function(a, b) …` over the variables that it reads, evaluated once, and invoked with the values each time.
 */
import { evaluate, FeelFunction, isRange } from 'feelin'
import { createLru } from '../lru.ts'
import { compareValues } from './compare-values.ts'
import { boundFeel, callName, type BoundFeel } from './bound-feel.ts'
import { checkTree } from './check-tree.ts'
import { builtInFunction, FEEL_FUNCTION_NAMES } from './feel-functions.ts'
import { parseFeel, type FeelNode } from './feel-tree.ts'
import { charge, chargeList, chargeValue, FeelRefused, LONGEST_LIST } from './meter.ts'

export interface CompiledFeel {
  /** Variables that it reads, and functions of the host that it calls. */
  readonly variables: readonly string[]
  readonly hostFunctions: readonly string[]
  /** Runs it on FEEL values by name; to be called inside `metered`. */
  readonly run: (
    variables: readonly unknown[],
    functions: readonly unknown[],
  ) => { readonly value: unknown; readonly warnings: readonly string[] }
}

/** Lines kept of one evaluation's warnings. */
const MOST_WARNINGS = 20
/** Characters. */
const LONGEST_WARNING = 200

/** Compiled expressions by their text: definitions share what is written alike. */
const compiled = createLru<CompiledFeel>(5_000)

/** Compiles an expression, or gives what was compiled before. @throws FeelRefused with the sentence of what is wrong */
export function compileFeel(feel: string): CompiledFeel {
  return compiled.getOrMake(feel, () => {
    const parsed = parseFeel(feel)
    if ('problem' in parsed) throw new FeelRefused(parsed.problem)
    checkAgain(parsed.tree, feel)
    return compileBound(boundFeel(parsed.tree, feel), [])
  })
}

/** What was checked at deployment is checked once more: a stored definition may be older than a check. */
export function checkAgain(tree: FeelNode, source: string): void {
  const problem = checkTree(tree, source, null)
  if (problem !== null) throw new FeelRefused(problem)
}

/** @param extra names of values that are passed first, before the variables */
export function compileBound(bound: BoundFeel, extra: readonly string[]): CompiledFeel {
  const hostFunctions = bound.functions.filter((name) => builtInFunction(name) === undefined)
  const scope: Record<string, unknown> = { ...GUARDS }
  for (const name of bound.functions) {
    const fixed = builtInFunction(name)
    if (fixed) scope[callName(name)] = fixed
  }
  const parameters = [...extra, ...hostFunctions.map(callName), ...bound.variables]
  const { value: body, warnings } = build(`function(${parameters.join(', ')}) ${bound.text}`, scope)

  // In each of its warnings feelin holds the values that it is about, however long.
  warnings.push = (...added) => {
    for (const { message } of added) {
      charge(10 + (message.length >> 2))
      warn(message)
    }
    return 0
  }

  return {
    variables: bound.variables,
    hostFunctions,
    run(variables, functions) {
      const outer = lines
      const own = (lines = new Set())
      try {
        const split = extra.length
        const value: unknown = body.invoke([...variables.slice(0, split), ...functions, ...variables.slice(split)])
        return { value, warnings: [...own] }
      } finally {
        lines = outer
      }
    },
  }
}

function build(text: string, scope: Record<string, unknown>) {
  try {
    const { value, warnings } = evaluate(text, scope)
    if (value instanceof FeelFunction) return { value, warnings }
  } catch (error) {
    // The parser looks at few readings at once, and a long text may lose the right one.
    throw new FeelRefused('Expected a simpler expression, but this one cannot be compiled. Shorten it or split it.', {
      cause: error,
    })
  }
  throw new FeelRefused('Expected an expression that can be compiled, but this one cannot.')
}

/** Warnings of the evaluation that runs. */
let lines = new Set<string>()

function warn(message: string): void {
  if (lines.size < MOST_WARNINGS)
    lines.add(message.length > LONGEST_WARNING ? `${message.slice(0, LONGEST_WARNING)}…` : message)
}

/** A variable may be named like a function of FEEL; where there is no such variable it is null, not the function. */
export function isFunctionName(name: string): boolean {
  return FEEL_FUNCTION_NAMES.has(name)
}

const GUARDS = {
  /** Pays for a value that is kept, passed on or compared. */
  __value: new FeelFunction(
    (value: unknown) => {
      chargeValue(value)
      return value
    },
    ['value'],
  ),
  /** Pays for what a path is taken from: `list.name`, and all names of a context where the one is missing. */
  __list: new FeelFunction(
    (value: unknown) => {
      charge(breadth(value))
      if (Array.isArray(value)) for (const item of value) charge(2 + breadth(item))
      return value
    },
    ['value'],
  ),
  /** Pays for a list that is filtered: `list[condition]`. */
  __filter: new FeelFunction(
    (value: unknown, weight: number) => {
      if (Array.isArray(value)) chargeList(value, weight)
      chargeValue(value)
      return value
    },
    ['value', 'weight'],
  ),
  /** Pays for what `for`, `some` and `every` walk, and makes lists of ranges. */
  __items: new FeelFunction(
    (value: unknown, weight: number) => {
      if (isRange(value)) {
        const { start, end } = value
        if (typeof start === 'string' && typeof end === 'string') return value.map((character: unknown) => character)
        const first = value['start included'] ? start : start + Math.sign(end - start)
        const last = value['end included'] ? end : end - Math.sign(end - start)
        return start === end && !(value['start included'] && value['end included']) ? [] : numbers(first, last, weight)
      }
      if (!Array.isArray(value)) return value
      chargeList(value, weight)
      return value
    },
    ['value', 'weight'],
  ),
  /** `left < right`: feelin would compare a text with a number or a time by chance. */
  __compare: new FeelFunction(
    (left: unknown, operator: string, right: unknown) => compareValues(left, operator, right, warn),
    ['left', 'operator', 'right'],
  ),
  /** `start..end` of an iteration. */
  __range: new FeelFunction(
    (start: unknown, end: unknown, weight: number) => numbers(start, end, weight),
    ['start', 'end', 'weight'],
  ),
}

/** How many items or names a value has, itself not counted. */
function breadth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Array.isArray(value) ? value.length : Object.keys(value).length
}

function numbers(start: unknown, end: unknown, weight: number): number[] | null {
  if (start === null || end === null) return null
  if (
    typeof start !== 'number' ||
    typeof end !== 'number' ||
    !Number.isSafeInteger(start) ||
    !Number.isSafeInteger(end)
  ) {
    throw new FeelRefused(`Expected a range of whole numbers, but found ${String(start)}..${String(end)}.`)
  }
  const count = Math.abs(end - start) + 1
  if (count > LONGEST_LIST)
    throw new FeelRefused(`Expected a range of at most ${LONGEST_LIST} numbers, but ${start}..${end} has ${count}.`)
  charge(1 + count * weight)
  const step = end < start ? -1 : 1
  return Array.from({ length: count }, (_, index) => start + index * step)
}
