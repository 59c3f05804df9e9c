/**
 * What an attribute or text of a diagram means: a literal, or FEEL.
 *
 * `=…` is FEEL. `${…}`, as Camunda's engines write it, is translated to FEEL; where other text stands around it, the
 * whole is a string. Anything else is a literal. In a condition, text without a marker is FEEL too.
 */
import type { Expression, Value } from '../model/process-definition.ts'
import { checkFeel } from './check-feel.ts'
import { JuelProblem } from './juel-tokens.ts'
import { juelToFeel, quoteFeel } from './juel-to-feel.ts'

const LONGEST = 2_000

/**
 * Reads an attribute that may be a literal.
 *
 * @returns the value, or the sentence that says what cannot be run and how to write it. FEEL after `=` is not checked
 *   here: `checkFeel` knows which functions there are.
 */
export function readValue(text: string): { readonly value: Value } | { readonly problem: string } {
  if (text.trimStart().startsWith('=')) {
    const read = readFeel(text, text.trimStart().slice(1))
    return 'problem' in read ? read : { value: read }
  }
  if (!hasMarker(text)) return { value: { literal: text } }
  const read = translate(text, false)
  return 'problem' in read ? read : { value: read }
}

/** Reads a `conditionExpression` or another text that is always an expression. */
export function readCondition(text: string): { readonly expression: Expression } | { readonly problem: string } {
  const trimmed = text.trim()
  if (trimmed.startsWith('=')) return readFeel(text, trimmed.slice(1))
  if (hasMarker(trimmed)) return translate(trimmed, true)
  return readFeel(text, trimmed)
}

function readFeel(source: string, text: string): { readonly expression: Expression } | { readonly problem: string } {
  const feel = text.trim()
  if (feel === '') return { problem: 'Expected a FEEL expression, but there is none.' }
  return { expression: { feel, source: source.trim() } }
}

function hasMarker(text: string): boolean {
  return text.includes('${') || text.includes('#{')
}

function translate(
  text: string,
  onlyWhole: boolean,
): { readonly expression: Expression } | { readonly problem: string } {
  if (text.length > LONGEST)
    return { problem: `Expected an expression of at most ${LONGEST} characters, but it has ${text.length}.` }
  try {
    const parts = readParts(text)
    const whole = parts.length === 1 && parts[0]?.kind === 'feel'
    if (onlyWhole && !whole)
      return {
        problem: `Expected one \${…} as the whole condition, but "${text}" has text around it. Write the comparison inside the braces.`,
      }
    const feel = whole ? (parts[0]?.text ?? '') : parts.map(asText).join(' + ')
    const problem = checkFeel(feel, [])
    return problem === null
      ? { expression: { feel, source: text } }
      : { problem: `Expected "${text}" to have an equivalent in FEEL, but "${feel}" is none: ${problem}` }
  } catch (error) {
    if (error instanceof JuelProblem) return { problem: error.message }
    throw error
  }
}

type Part = { readonly kind: 'text' | 'feel'; readonly text: string }

function readParts(text: string): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  for (;;) {
    const next = /[$#]\{/g
    next.lastIndex = at
    const marker = next.exec(text)
    const end = marker?.index ?? text.length
    if (end > at) parts.push({ kind: 'text', text: text.slice(at, end) })
    if (marker === null) return parts
    const { feel, end: brace } = juelToFeel(text, end + 2)
    parts.push({ kind: 'feel', text: feel })
    at = brace + 1
  }
}

/** A part of a mixed text; null is written as nothing, as JUEL does. */
function asText(part: Part): string {
  return part.kind === 'text' ? quoteFeel(part.text) : `(if (${part.text}) = null then "" else string(${part.text}))`
}
