/** Values on their way into FEEL and out of it. In: plain data only. Out: JSON, with times as ISO 8601 text. */
import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin'
import { charge, DEEPEST_VALUE, FeelRefused, isForbiddenKey, LONGEST_LIST } from './meter.ts'
import { readInstant } from '../time/iso8601.ts'
import type { Json } from '../model/json.ts'

/** All that one expression reads, or gives: characters of its texts and names, and 8 for every other value. */
const LARGEST_DATA = 1_000_000

/** @returns a function that copies values into FEEL, refusing when all of them together are too large */
export function dataReader(): (value: Json) => unknown {
  let size = 0
  const grow = (by: number) => {
    size += by
    charge(1 + (by >> 4))
    if (size > LARGEST_DATA)
      throw new FeelRefused(`Expected to read at most ${LARGEST_DATA} characters of data, but the variables hold more.`)
  }

  const copy = (value: Json, depth: number): unknown => {
    if (typeof value === 'string') {
      grow(value.length)
      return value
    }
    grow(8)
    if (typeof value !== 'object' || value === null) return value ?? null
    if (depth > DEEPEST_VALUE)
      throw new FeelRefused(`Expected data at most ${DEEPEST_VALUE} levels deep, but it is deeper.`)
    if (Array.isArray(value)) {
      // Not map: a hole or an array of another realm must not bring anything along.
      const list: unknown[] = []
      for (const item of value) list.push(copy(item, depth + 1))
      return list
    }
    const context: Record<string, unknown> = {}
    for (const [key, entry] of Object.entries(value)) {
      grow(key.length)
      if (!isForbiddenKey(key)) context[key] = copy(entry, depth + 1)
    }
    return context
  }
  return (value) => copy(value, 0)
}

/**
 * A result as JSON: zoned date-times as instants in UTC, other times and durations as FEEL writes them.
 *
 * @param warn told about numbers that JSON cannot hold; they become null
 * @throws FeelRefused for functions and ranges, and when it is too large
 */
export function toJson(result: unknown, warn: (text: string) => void): Json {
  let size = 0
  const grow = (by: number) => {
    size += by
    if (size > LARGEST_DATA)
      throw new FeelRefused(`Expected a result of at most ${LARGEST_DATA} characters, but it is larger.`)
  }

  const convert = (value: unknown, depth: number): Json => {
    grow(typeof value === 'string' ? value.length : 8)
    if (value === null || value === undefined) return null
    if (typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') {
      if (Number.isFinite(value)) return value === 0 ? 0 : value
      warn(`Expected a number, but the result is ${value}; it is taken as null.`)
      return null
    }
    if (value instanceof FeelDateTime) return dateTimeText(value)
    if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDuration) return value.toString()
    if (depth > DEEPEST_VALUE)
      throw new FeelRefused(`Expected a result at most ${DEEPEST_VALUE} levels deep, but it is deeper.`)
    if (Array.isArray(value)) {
      if (value.length > LONGEST_LIST)
        throw new FeelRefused(`Expected a list of at most ${LONGEST_LIST} items, but the result has ${value.length}.`)
      return value.map((item) => convert(item, depth + 1))
    }
    if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      const context: Record<string, Json> = {}
      for (const [key, entry] of Object.entries(value)) {
        grow(key.length)
        if (!isForbiddenKey(key)) context[key] = convert(entry, depth + 1)
      }
      return context
    }
    throw new FeelRefused('Expected plain data, but the result is or holds a function or a range.')
  }
  return convert(result, 0)
}

function dateTimeText(value: FeelDateTime): string {
  const zone: unknown = value.timezone
  if (typeof zone !== 'string') return value.toString()
  // FEEL writes `…@Europe/Riga`, ISO 8601 `…[Europe/Riga]`.
  const text = value.toString().replace(/@(.+)$/, '[$1]')
  const instant = readInstant(text)
  if (instant === null)
    throw new FeelRefused(`Expected a date-time with a known time zone, but got "${value.toString()}".`)
  return instant
}
