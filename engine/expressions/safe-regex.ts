/** FEEL's regular expressions on a linear-time engine: no lookaround, no backreferences, no runaway matching. */
import { RE2JS } from 're2js'
import { reasonOf } from '../model/reason-of.ts'
import { charge, FeelRefused, LONGEST_LIST, LONGEST_TEXT } from './meter.ts'

const LONGEST_PATTERN = 500
/** `(a{1000}){1000}` is short to write and long to run. */
const LARGEST_PROGRAM = 5_000

/** The three functions of DMN 1.3 §10.3.4.3 that take a pattern, and where it stands (0-based). */
export const REGEX_FUNCTIONS: Readonly<Record<string, { readonly pattern: number; readonly flags: number | null }>> = {
  matches: { pattern: 1, flags: 2 },
  replace: { pattern: 1, flags: 3 },
  split: { pattern: 1, flags: null },
}

/** @throws FeelRefused when the pattern is too large or no pattern of this engine */
export function compileRegex(pattern: string, flags: string): RE2JS {
  if (pattern.length > LONGEST_PATTERN)
    throw new FeelRefused(`Expected a pattern of at most ${LONGEST_PATTERN} characters, but it has ${pattern.length}.`)
  let bits = 0
  for (const flag of flags) {
    if (flag === 'i') bits |= RE2JS.CASE_INSENSITIVE
    else if (flag === 'm') bits |= RE2JS.MULTILINE
    else if (flag === 's') bits |= RE2JS.DOTALL
    else throw new FeelRefused(`Expected the flags i, m or s, but found "${flag}".`)
  }
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), bits)
  } catch (error) {
    const why = reasonOf(error)
    throw new FeelRefused(
      `Expected a regular expression without lookaround and backreferences, but "${pattern}" is none: ${why}.`,
    )
  }
  if (compiled.programSize() > LARGEST_PROGRAM)
    throw new FeelRefused(`Expected a smaller regular expression, but "${pattern}" repeats too much.`)
  return compiled
}

export function matches(input: unknown, pattern: unknown, flags: unknown): boolean | null {
  if (typeof input !== 'string' || typeof pattern !== 'string') return null
  return prepare(input, pattern, flags).test(input)
}

/** In the replacement `$1` … `$99` are groups, `$0` the whole match and `$$` a dollar sign. */
export function replace(input: unknown, pattern: unknown, replacement: unknown, flags: unknown): string | null {
  if (typeof input !== 'string' || typeof pattern !== 'string' || typeof replacement !== 'string') return null
  let result = ''
  let at = 0
  for (const match of prepare(input, pattern, flags).matchAll(input)) {
    const start = match.index ?? 0
    const filled = replacement.replace(/\$(\$|\d{1,2})/g, (_, group: string) =>
      group === '$' ? '$' : (match[Number(group)] ?? ''),
    )
    result += input.slice(at, start) + filled
    at = start + match[0].length
    charge(1 + filled.length / 16)
    if (result.length > LONGEST_TEXT)
      throw new FeelRefused(`Expected texts of at most ${LONGEST_TEXT} characters, but replacing makes a longer one.`)
  }
  return result + input.slice(at)
}

export function split(input: unknown, delimiter: unknown): string[] | null {
  if (typeof input !== 'string' || typeof delimiter !== 'string') return null
  const parts = prepare(input, delimiter, '').split(input, LONGEST_LIST + 1)
  if (parts.length > LONGEST_LIST)
    throw new FeelRefused(`Expected at most ${LONGEST_LIST} parts, but splitting gives more.`)
  return parts
}

function prepare(input: string, pattern: string, flags: unknown): RE2JS {
  const compiled = compileRegex(pattern, typeof flags === 'string' ? flags : '')
  charge(200 + compiled.programSize() + (compiled.programSize() * input.length) / 100)
  return compiled
}
