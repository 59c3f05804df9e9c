/**
 * Conditions of a diagram in words, where they are simple: comparisons of fields that a form has words for, joined by "and" and
 * "or". Anything else is no guess: it is told as it stands in the diagram.
 */
import type { Json } from '../../../engine/model/json.ts'
import type { Meaning, Vocabulary } from './vocabulary.ts'

const WORDS = {
  lv: {
    yes: 'jā',
    no: 'nē',
    and: ' un ',
    or: ' vai ',
    given: 'ir norādīts',
    missing: 'nav norādīts',
    some: 'ir vismaz viens',
    none: 'nav neviena',
    not: (text: string) => `nav tā, ka ${text}`,
    than: { '>': 'vairāk nekā', '<': 'mazāk nekā', '>=': 'vismaz', '<=': 'ne vairāk kā', '!=': 'nav' },
  },
  en: {
    yes: 'yes',
    no: 'no',
    and: ' and ',
    or: ' or ',
    given: 'is given',
    missing: 'is not given',
    some: 'has at least one',
    none: 'has none',
    not: (text: string) => `it is not so that ${text}`,
    than: { '>': 'more than', '<': 'less than', '>=': 'at least', '<=': 'at most', '!=': 'is not' },
  },
} as const

/** A variable, or a part of one. */
const NAME = /^[A-Za-z_]\w*(\.\w+)?$/
const DEEPEST = 6

/** @param source FEEL as the diagram has it, with or without its `=`; @returns null where there are no words for it */
export function conditionWords(source: string, vocabulary: Vocabulary, depth = 0): string | null {
  const text = unwrapped(plain(source.replace(/^=/, '').trim()))
  if (depth > DEEPEST) return null
  const words = WORDS[vocabulary.language]
  for (const [joint, between] of [
    [/^or\b/, words.or],
    [/^and\b/, words.and],
  ] as const) {
    const parts = split(text, joint)
    if (parts.length > 1) {
      const told = parts.map((part) => conditionWords(part, vocabulary, depth + 1))
      return told.includes(null) ? null : told.join(between)
    }
  }
  const negated = /^not\((.*)\)$/s.exec(text)
  if (negated?.[1] !== undefined && isBalanced(negated[1])) return negation(negated[1], vocabulary, depth)
  return atom(text, vocabulary)
}

/** Ways to write the same that people need not see: a list that may be missing, a part asked for by its name. */
function plain(text: string): string {
  return text
    .replaceAll(/\bif (\w+) = null then \[\] else \1\b/g, '$1')
    .replaceAll(/count\(\((\w+)\)\)/g, 'count($1)')
    .replaceAll(/get value\((\w+), "(\w+)"\)/g, '$1.$2')
}

function negation(inner: string, vocabulary: Vocabulary, depth: number): string | null {
  const words = WORDS[vocabulary.language]
  const flag = /^([A-Za-z_]\w*(?:\.\w+)?)(?:\s*=\s*true)?$/.exec(inner.trim())
  const meaning = flag?.[1] === undefined ? undefined : meaningOf(flag[1], vocabulary)
  if (meaning) return `${meaning.label}: ${words.no}`
  const told = conditionWords(inner, vocabulary, depth + 1)
  return told === null ? null : words.not(told)
}

function atom(text: string, vocabulary: Vocabulary): string | null {
  const words = WORDS[vocabulary.language]
  const setting = /^settings\.(\w+)$/.exec(text)
  if (setting?.[1] !== undefined) return vocabulary.settings.get(setting[1])?.meaning ?? null
  if (NAME.test(text)) return withLabel(text, vocabulary, () => words.yes)
  const counted = /^count\((\w+)\)\s*([>=])\s*0$/.exec(text)
  if (counted?.[1] !== undefined)
    return withLabel(counted[1], vocabulary, () => (counted[2] === '>' ? words.some : words.none), ' ')
  const among = /^([\w.]+)\s+in\s+\(([^()]*)\)$/.exec(text)
  if (among?.[1] !== undefined) {
    const name = among[1]
    const codes = (among[2] ?? '').split(',').map((code) => literal(code.trim()))
    if (codes.includes(undefined)) return null
    return withLabel(name, vocabulary, (options) =>
      codes.map((code) => valueWords(code, options, vocabulary)).join(words.or),
    )
  }
  const compared = /^([\w.]+)\s*(!=|>=|<=|=|>|<)\s*(.+)$/s.exec(text)
  if (compared?.[1] === undefined) return null
  const [, name, operator = '', right = ''] = compared
  if (right.trim() === 'null')
    return withLabel(name, vocabulary, () => (operator === '!=' ? words.given : words.missing), ' ')
  const other = meaningOf(right.trim(), vocabulary)
  if (other !== undefined)
    return withLabel(name, vocabulary, () =>
      operator === '=' ? other.label : `${words.than[operator as keyof (typeof words)['than']]} “${other.label}”`,
    )
  const value = right.startsWith('settings.')
    ? vocabulary.settings.get(right.slice(9).trim())?.value
    : literal(right.trim())
  if (value === undefined) return null
  return withLabel(name, vocabulary, (options) => {
    const told = valueWords(value, options, vocabulary)
    return operator === '=' ? told : `${words.than[operator as keyof (typeof words)['than']]} ${told}`
  })
}

function meaningOf(name: string, { fields, columns }: Vocabulary): Meaning | undefined {
  const [row, part] = name.split('.')
  return part === undefined ? fields.get(name) : row === 'settings' ? undefined : columns.get(part)
}

function withLabel(
  name: string,
  vocabulary: Vocabulary,
  tell: (options: Readonly<Record<string, string>>) => string,
  between = ': ',
): string | null {
  const meaning = meaningOf(name, vocabulary)
  return meaning === undefined ? null : `${meaning.label}${between}${tell(meaning.options)}`
}

function valueWords(
  value: Json | undefined,
  options: Readonly<Record<string, string>>,
  { language }: Vocabulary,
): string {
  const words = WORDS[language]
  if (typeof value === 'boolean') return value ? words.yes : words.no
  return typeof value === 'string' ? (options[value] ?? `“${value}”`) : String(value)
}

/** @returns undefined for anything but a text, number or truth value */
function literal(text: string): Json | undefined {
  if (text === 'true') return true
  if (text === 'false') return false
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  const quoted = /^"([^"]*)"$/.exec(text)
  return quoted?.[1]
}

/** Splits at a joint that stands outside of brackets and quotes. */
function split(text: string, joint: RegExp): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let start = 0
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? ''
    if (sign === '"') quoted = !quoted
    if (quoted) continue
    if ('([{'.includes(sign)) depth++
    if (')]}'.includes(sign)) depth--
    const found = depth === 0 && /\s/.test(text[index - 1] ?? '') ? joint.exec(text.slice(index, index + 8)) : null
    if (found) {
      parts.push(text.slice(start, index))
      start = index + found[0].length
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim())
}

/** Without brackets around the whole. */
function unwrapped(text: string): string {
  const inner = /^\((.*)\)$/s.exec(text)?.[1]
  return inner !== undefined && isBalanced(inner) ? unwrapped(inner.trim()) : text
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '(') depth++
    if (sign === ')' && --depth < 0) return false
  }
  return depth === 0
}
