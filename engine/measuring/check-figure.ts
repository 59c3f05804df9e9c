/** Judges figures before they are used: a figure that says nothing sensible would silently count nothing. */
import { type Json, isObject } from '../model/json.ts'

const ROOTS = {
  case: ['case', 'elements', 'variables'],
  task: ['task', 'case', 'variables'],
  record: ['record', 'data', 'item'],
}
const TESTS = ['is', 'isNot', 'in', 'notIn', 'atMost', 'atLeast', 'below', 'above', 'exists', 'includes']
const KEYS = ['key', 'of', 'when', 'at', 'hit', 'value', 'per', 'spread', 'service', 'group', 'version', 'by']
const DEEPEST = 8
const MOST_PARTS = 2

/** @returns what is wrong, each as one sentence; empty where the figure can be used */
export function problemsOfFigure(figure: Json): readonly string[] {
  if (!isObject(figure)) return ['Expected a figure, but got something that is no object.']
  const problems: string[] = []
  const { of } = figure
  const kind = isObject(of)
    ? (['record', 'case', 'task'] as const).find((one) => typeof of[one] === 'string')
    : undefined
  if (typeof figure['key'] !== 'string' || figure['key'] === '') problems.push('Expected a key, but there is none.')
  problems.push(...unknownKeys(figure, KEYS, 'a figure'))
  if (!isObject(of) || kind === undefined)
    return [...problems, 'Expected "of" to name a case, a task or a record, but it names none.']
  problems.push(
    ...unknownKeys(
      of,
      kind === 'task' ? ['task', 'process'] : kind === 'record' ? ['record', 'each'] : ['case'],
      '"of"',
    ),
  )
  if (kind === 'task' && typeof of['process'] !== 'string')
    problems.push('Expected the process of the task, but there is none.')

  const path = (value: Json | undefined): void => {
    const root = typeof value === 'string' ? value.split('.')[0] : undefined
    if (typeof value !== 'string' || !/^[A-Za-z][\w-]*(\.[\w-]+)+$/.test(value) || !ROOTS[kind].includes(root ?? ''))
      problems.push(`Expected a field of ${ROOTS[kind].join(', ')}, but got ${JSON.stringify(value ?? null)}.`)
  }
  const operand = (value: Json | undefined, depth = 0): void => {
    if (typeof value === 'number' && Number.isFinite(value)) return
    const [name, ...others] = isObject(value) ? Object.keys(value) : []
    if (!isObject(value) || name === undefined || others.length > 0 || depth > DEEPEST) {
      problems.push(`Expected a number or one operation, but got ${JSON.stringify(value ?? null)}.`)
      return
    }
    const given = value[name]
    const list = Array.isArray(given) ? given : []
    if (['field', 'size', 'instant'].includes(name)) path(given)
    else if (['minutes', 'workingMinutes'].includes(name) && list.length === 2) list.forEach(path)
    else if (name === 'abs') operand(given, depth + 1)
    else if (
      (['minus', 'over'].includes(name) && list.length === 2) ||
      (['plus', 'times'].includes(name) && list.length > 1)
    )
      for (const one of list) operand(one, depth + 1)
    else problems.push(`Expected an operation that there is, but got ${JSON.stringify(value)}.`)
  }
  const condition = (value: Json, depth = 0): void => {
    if (!isObject(value) || depth > DEEPEST) {
      problems.push(`Expected a condition, but got ${JSON.stringify(value)}.`)
      return
    }
    if (Array.isArray(value['any'])) {
      for (const one of value['any']) condition(one, depth + 1)
      return
    }
    if (value['value'] === undefined) path(value['field'])
    else operand(value['value'])
    const tests = Object.keys(value).filter((name) => name !== 'field' && name !== 'value')
    if (tests.length === 0 || tests.some((name) => !TESTS.includes(name)))
      problems.push(`Expected one of ${TESTS.join(', ')}, but got ${JSON.stringify(value)}.`)
    for (const name of tests) if (isObject(value[name])) path(value[name]['field'])
  }

  for (const name of ['when', 'hit'] as const) for (const one of listOf(figure[name])) condition(one)
  for (const name of ['value', 'per'] as const) if (figure[name] !== undefined) operand(figure[name])
  if (figure['at'] !== undefined) path(figure['at'])
  if (kind === 'record' && of['each'] !== undefined) path(of['each'])
  const by = listOf(figure['by'])
  if (by.length > MOST_PARTS)
    problems.push(`Expected at most ${MOST_PARTS} fields to break down by, but got ${by.length}.`)
  by.forEach(path)
  return problems
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

const unknownKeys = (
  value: { readonly [key: string]: Json },
  known: readonly string[],
  what: string,
): readonly string[] =>
  Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `Expected ${what} to say ${known.join(', ')}, but got "${key}".`)
