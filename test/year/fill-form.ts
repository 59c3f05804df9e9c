/**
 * Fills in a form as a person would who has decided the main points: what else the form asks for is made up, field by
 * field, until its own check has nothing to say.
 */
import type { FieldError } from '../../engine/model/errors.ts'
import { isObject, type Instant, type Json, type Variables } from '../../engine/model/json.ts'
import type { FormChecker } from '../../engine/ports.ts'
import type { Random } from '../simulation/random.ts'

export interface Filling {
  readonly random: Random
  readonly now: Instant
  /** What stands in the form already, because the case knows it. */
  readonly known: Variables
  /** Ids of records that a reference may name; none: the field stays empty. */
  readonly recordsOf: (register: string) => readonly string[]
}

/** A form corrects itself after a few rounds; one that does not asks for something that nobody decided. */
const MOST_ROUNDS = 8
const DAY_MS = 86_400_000
const LACKING = new Set(['required', 'minItems', 'required-one-of'])

/**
 * @param decided goes before everything that is made up
 * @throws Error naming each field that is still refused
 */
export function fillForm(checker: FormChecker, form: Json, decided: Variables, filling: Filling): Variables {
  const schema = isObject(form) && isObject(form['schema']) ? form['schema'] : {}
  const content = JSON.stringify(form)
  let data: Variables = { ...decided }
  let errors: readonly FieldError[] = []
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    errors = checker.check(content, data, 'lv', { now: filling.now }).errors
    if (errors.length === 0) return data
    for (const { pointer, code } of errors) {
      const path = pointer.split('/').slice(1)
      // 0 is above nothing that a form asks for, and nothing that is to come is before now.
      if (code === 'notAboveField') data = withValue(data, path, 0) as Variables
      if (code === 'notAfterField')
        data = withValue(data, path, nowIn(schemaAt(schema, path), filling.now)) as Variables
      // What must be so is a box that somebody ticks.
      if (code === 'const') data = withValue(data, path, true) as Variables
      if (!LACKING.has(code)) continue
      const [name = ''] = path
      const stands = path.length === 1 ? withoutNulls(filling.known[name] ?? null) : null
      if (stands !== null && data[name] === undefined && code === 'required') {
        data = { ...data, [name]: stands }
        continue
      }
      data = withValue(data, path, valueOf(schemaAt(schema, path), path.at(-1) ?? '', filling)) as Variables
    }
  }
  const told = errors.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`).join('; ')
  throw new Error(`Expected a form that can be filled in with ${JSON.stringify(decided)}, but: ${told}`)
}

/** Empty cells of a table are not sent. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutNulls)
  if (!isObject(value)) return value
  const full = Object.entries(value).filter(([, one]) => one !== null)
  return Object.fromEntries(full.map(([name, one]) => [name, withoutNulls(one)]))
}

function schemaAt(schema: Json, path: readonly string[]): Json {
  let at: Json = schema
  for (const name of path) {
    if (!isObject(at)) return {}
    at = (/^\d+$/.test(name) ? at['items'] : isObject(at['properties']) ? at['properties'][name] : null) ?? {}
  }
  return at
}

function withValue(data: Json, path: readonly string[], value: Json): Json {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(data)) {
    const list = [...(data as readonly Json[])]
    list[Number(name)] = withValue(list[Number(name)] ?? {}, rest, value)
    return list
  }
  const object = isObject(data) ? data : {}
  return { ...object, [name]: withValue(object[name] ?? {}, rest, value) }
}

const SENTENCES = [
  'Pārbaudīts un saskaņots ar atbildīgo.',
  'Darbs veikts pēc apstiprinātās kārtības.',
  'Sīkāka informācija pievienota lietai.',
  'Atbilst prasībām, piezīmju nav.',
]

function valueOf(schema: Json, name: string, filling: Filling): Json {
  if (!isObject(schema)) return 'x'
  const { random, now, recordsOf } = filling
  const codes = schema['enum']
  if (Array.isArray(codes)) return random.pick((codes as readonly Json[]).filter((code) => code !== null))
  const register = schema['x-ref']
  const type = Array.isArray(schema['type']) ? (schema['type'] as readonly Json[])[0] : schema['type']
  if (typeof register === 'string') {
    const ids = recordsOf(register)
    if (type === 'array') return ids.slice(0, 1)
    return ids.length === 0 ? '' : random.pick(ids)
  }
  switch (type) {
    case 'boolean':
      return random.chance(0.8)
    case 'integer':
    case 'number':
      return numberIn(schema, random)
    case 'array': {
      const rows = Math.max(1, Number(schema['minItems'] ?? 1))
      return Array.from({ length: rows }, () => valueOf(schema['items'] ?? {}, name, filling))
    }
    case 'object': {
      const properties = isObject(schema['properties']) ? schema['properties'] : {}
      const required = Array.isArray(schema['required']) ? (schema['required'] as readonly string[]) : []
      return Object.fromEntries(required.map((one) => [one, valueOf(properties[one] ?? {}, one, filling)]))
    }
    default:
      return textOf(schema, name, random, now)
  }
}

function numberIn(schema: { readonly [keyword: string]: Json }, random: Random): number {
  const least = Number(schema['minimum'] ?? 0)
  const most = Math.min(Number(schema['maximum'] ?? least + 100), least + 100)
  return Math.ceil(least + random.next() * (most - least))
}

const nowIn = (schema: Json, now: Instant): string =>
  isObject(schema) && schema['format'] === 'date' ? now.slice(0, 10) : now

function textOf(schema: { readonly [keyword: string]: Json }, name: string, random: Random, now: Instant): string {
  const later = new Date(Date.parse(now) + (20 + random.below(20)) * DAY_MS).toISOString()
  const moment = schema['notInFuture'] === true ? now : later
  switch (schema['format']) {
    case 'date':
      return moment.slice(0, 10)
    case 'date-time':
      return moment
    case 'phone':
      return '+371 67000000'
    case 'email':
      return 'darbinieks@iestade.example'
    case 'uri':
      return 'https://iestade.example/'
    default:
      return name === 'month' ? now.slice(0, 7) : sentence(schema, name, random)
  }
}

function sentence(schema: { readonly [keyword: string]: Json }, name: string, random: Random): string {
  const text = random.pick(SENTENCES)
  const most = Number(schema['maxLength'] ?? 300)
  return text.length <= most ? text : name.slice(0, most)
}
