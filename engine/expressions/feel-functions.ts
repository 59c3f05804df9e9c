/**
 * The functions of FEEL as expressions get them: feelin's own behind the meter, those that read a clock, run a regular
 * expression or are slow on hostile lists replaced.
 */
import { evaluate, FeelFunction } from 'feelin'
import { charge, chargeValue } from './meter.ts'
import { matches, replace, split } from './safe-regex.ts'

/** Pure functions of feelin, DMN 1.3 §10.3.4; what it does not implement, and `sort`, which needs a function, are left out. */
const PURE = [
  'number', 'string', 'not', 'substring', 'string length', 'upper case', 'lower case', 'substring before', 'substring after',
  'contains', 'starts with', 'ends with', 'string join', 'list contains', 'list replace', 'count', 'min', 'max', 'sum', 'mean',
  'all', 'any', 'sublist', 'append', 'concatenate', 'insert before', 'remove', 'reverse', 'index of', 'union', 'distinct values',
  'flatten', 'product', 'stddev', 'mode', 'decimal', 'floor', 'ceiling', 'abs', 'round up', 'round down', 'round half up',
  'round half down', 'modulo', 'sqrt', 'log', 'exp', 'odd', 'even', 'is', 'before', 'after', 'meets', 'met by', 'overlaps',
  'includes', 'day of year', 'day of week', 'month of year', 'week of year', 'get value', 'get entries', 'context',
  'context merge', 'context put',
] as const // prettier-ignore

/** Written by the grammar as words of their own and resolved by feelin; they make one small value each. */
const SPECIAL = ['date', 'time', 'date and time', 'duration', 'years and months duration']

/** Functions that answer with true or false; as a filter they are asked for every item. */
export const BOOLEAN_FUNCTIONS: ReadonlySet<string> = new Set([
  'not', 'contains', 'starts with', 'ends with', 'list contains', 'all', 'any', 'odd', 'even', 'is', 'before', 'after', 'meets',
  'met by', 'overlaps', 'includes', 'matches',
]) // prettier-ignore

type Call = (...args: unknown[]) => unknown

const REPLACED: Readonly<Record<string, { readonly parameters: readonly string[]; readonly call: Call }>> = {
  matches: { parameters: ['input', 'pattern', 'flags'], call: matches },
  replace: { parameters: ['input', 'pattern', 'replacement', 'flags'], call: replace },
  split: { parameters: ['string', 'delimiter'], call: split },
  // feelin sorts numbers as texts: median([2, 10, 3]) was 10.
  median: { parameters: ['...list'], call: median },
}

const BUILT_IN: ReadonlyMap<string, FeelFunction> = new Map([
  ...PURE.map((name) => [name, metered(name, ...builtin(name))] as const),
  ...Object.entries(REPLACED).map(
    ([name, { parameters, call }]) => [name, metered(name, call, [...parameters])] as const,
  ),
])

/** Every name that may be called in FEEL; `now` and `today` are the time of the event. */
export const FEEL_FUNCTION_NAMES: ReadonlySet<string> = new Set([...BUILT_IN.keys(), ...SPECIAL, 'now', 'today'])

/** @returns the function of that name that is the same in every evaluation. */
export function builtInFunction(name: string): FeelFunction | undefined {
  return BUILT_IN.get(name)
}

function builtin(name: string): [Call, string[]] {
  const { value } = evaluate(name, {})
  if (typeof value !== 'function') throw new Error(`Expected feelin to have a function "${name}", but it has none.`)
  const parameters: unknown = '$args' in value ? value.$args : []
  return [(...args) => value(...args), Array.isArray(parameters) ? parameters.map(String) : []]
}

function metered(name: string, call: Call, parameters: string[]): FeelFunction {
  const quadratic = name === 'distinct values' || name === 'union'
  return new FeelFunction((...args: unknown[]) => {
    chargeValue(args)
    if (quadratic) chargePairs(args)
    const result = call(...args)
    chargeValue(result)
    return result
  }, parameters)
}

/** Each list, context or range is compared with every other item. */
function chargePairs(args: readonly unknown[]): void {
  const items = args.flat()
  const compound = items.filter((item) => typeof item === 'object' && item !== null).length
  charge((compound * items.length) / 2)
}

function median(...args: unknown[]): number | null {
  const numbers = args.flat().filter((item) => typeof item === 'number')
  if (numbers.length === 0 || numbers.length !== args.flat().length) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
