import type { DataAssignment } from '../../model/process-definition.ts'
import { idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { variableNameOf } from './variable-name-of.ts'

const PATH = /^[A-Za-z_]\w*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u
const LONGEST = 500

/**
 * Where an assignment writes to: the target of its association (by id or name, or said by nothing), a variable, or an
 * entry inside one of them, e.g. `order.status`; the text may stand in `${…}` or behind `=`.
 *
 * @returns null when the text is no such place
 */
export function readAssignmentTarget(
  text: string | null,
  target: ModdleElement | null,
): Pick<DataAssignment, 'variable' | 'path'> | null {
  if (text === null) return target === null ? null : { variable: null, path: [] }
  const place = withoutMarker(text)
  if (place.length > LONGEST) return null
  const names = target === null ? [] : [idOf(target), textOf(target, 'name'), variableNameOf(target)]
  for (const name of names) {
    if (name === null) continue
    if (place === name) return { variable: null, path: [] }
    const rest = place.startsWith(`${name}.`) ? place.slice(name.length + 1) : null
    if (rest !== null && PATH.test(`_.${rest}`)) return { variable: null, path: rest.split('.') }
  }
  if (!PATH.test(place)) return null
  const [variable = '', ...path] = place.split('.')
  return { variable, path }
}

function withoutMarker(text: string): string {
  const trimmed = text.trim()
  if (trimmed.startsWith('=')) return trimmed.slice(1).trim()
  return /^[$#]\{([^{}]*)\}$/.exec(trimmed)?.[1]?.trim() ?? trimmed
}
