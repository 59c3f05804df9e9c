/**
 * Reads JSON that a person wrote, and remembers where each value stands, so that every problem can name its line.
 * `JSON.parse` cannot: its messages carry no place in some cases, and it takes the last of two equal keys in silence.
 */
import { escapePointer } from '../../engine/model/json-pointer.ts'
import type { Json } from '../../engine/model/json.ts'

/** JSON with the place of each value. */
export interface JsonDocument {
  readonly value: Json
  /** 1-based line of each value by JSON pointer; `''` is the whole document. */
  readonly lines: ReadonlyMap<string, number>
}

/** The text is not JSON as RFC 8259 has it; `line` is 1-based. */
export class JsonSyntaxError extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.name = 'JsonSyntaxError'
    this.line = line
  }
}

/** Deeper than any form or contract needs, and far from the end of the stack. */
const MAX_NESTING = 64

/** Where a text ends; `JSON.parse` then judges what is in it. */
const STRING = /"(?:[^"\\]|\\.)*"/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const WORD = /true|false|null/y
const SPACE = /[ \t\r\n]*/y

/**
 * @returns the value and the line of each part of it
 * @throws {JsonSyntaxError} when the text is no JSON, nests deeper than 64 levels, or names a key twice in one object
 */
export function readJson(text: string): JsonDocument {
  const lines = new Map<string, number>()
  let at = 0
  let line = 1

  const fail = (message: string): never => {
    throw new JsonSyntaxError(message, line)
  }

  const skipSpace = (): void => {
    SPACE.lastIndex = at
    const space = SPACE.exec(text)?.[0] ?? ''
    for (const character of space) if (character === '\n') line += 1
    at += space.length
  }

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found === undefined) return null
    at += found.length
    return found
  }

  const shown = (): string => (at < text.length ? `"${text.slice(at, at + 12).split('\n')[0]}"` : 'the end of the file')

  const expect = (sign: string): void => {
    skipSpace()
    if (text[at] !== sign) fail(`Expected "${sign}", but found ${shown()}.`)
    at += 1
  }

  const readString = (): string => {
    const raw = take(STRING)
    if (raw === null) return fail(`Expected a text in double quotes, but found ${shown()}.`)
    try {
      return JSON.parse(raw) as string
    } catch {
      return fail('Expected a text without line breaks and unknown escapes, but it has some.')
    }
  }

  const readObject = (pointer: string, depth: number): Json => {
    const entries = new Map<string, Json>()
    at += 1
    skipSpace()
    while (text[at] !== '}') {
      if (entries.size > 0) expect(',')
      skipSpace()
      const key = readString()
      if (entries.has(key)) fail(`Expected each key once in an object, but "${key}" is there twice.`)
      expect(':')
      entries.set(key, readValue(`${pointer}/${escapePointer(key)}`, depth + 1))
      skipSpace()
    }
    at += 1
    // fromEntries defines own properties, so a key `__proto__` stays visible to the checks instead of acting.
    return Object.fromEntries(entries)
  }

  const readArray = (pointer: string, depth: number): Json => {
    const items: Json[] = []
    at += 1
    skipSpace()
    while (text[at] !== ']') {
      if (items.length > 0) expect(',')
      items.push(readValue(`${pointer}/${items.length}`, depth + 1))
      skipSpace()
    }
    at += 1
    return items
  }

  const readValue = (pointer: string, depth: number): Json => {
    skipSpace()
    if (depth > MAX_NESTING) fail(`Expected at most ${MAX_NESTING} levels, but it nests deeper.`)
    lines.set(pointer, line)
    const sign = text[at]
    if (sign === '{') return readObject(pointer, depth)
    if (sign === '[') return readArray(pointer, depth)
    if (sign === '"') return readString()
    const literal = take(WORD) ?? take(NUMBER)
    return literal === null ? fail(`Expected a value, but found ${shown()}.`) : (JSON.parse(literal) as Json)
  }

  const value = readValue('', 0)
  skipSpace()
  if (at < text.length) fail(`Expected the end of the file, but found ${shown()}.`)
  return { value, lines }
}
