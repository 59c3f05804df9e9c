import { elementsOf, isModdleElement, nearestId, type ModdleElement } from '../xml/moddle-element.ts'
import { problemAt, shorten, type Check, type Finding, type Reading } from './check.ts'
import { childrenOf, isOfType, referencesOf, type ReferenceProperty } from './reference-kinds.ts'
import { isDecisive } from './reference-severity.ts'

// These have checks of their own, which know what the reference is for.
const CHECKED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'bpmn:SequenceFlow': ['sourceRef', 'targetRef'],
  'bpmn:MessageFlow': ['sourceRef', 'targetRef'],
  'bpmn:BoundaryEvent': ['attachedToRef'],
}

/**
 * A reference leads to an element of the kind that the metamodel names: an id alone does not make a message of a task
 * (the attribute tables of BPMN 2.0.2 §8 to §10).
 */
export const checkReferenceTargets: Check = (reading) => {
  const found: Finding[] = []
  const open = elementsOf(reading.diagram.definitions, 'rootElements')
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    for (const property of referencesOf(element)) found.push(...wrongTargets(element, property, reading))
    open.push(...childrenOf(element))
  }
  return found.map((finding) => problemAt(reading, finding))
}

function wrongTargets(holder: ModdleElement, property: ReferenceProperty, { diagram }: Reading): Finding[] {
  const { name, type } = property
  const value = holder.get(name)
  // The default flow has a check that knows its owner.
  if (value === undefined || name === 'default' || CHECKED_ELSEWHERE[holder.$type]?.includes(name) === true) return []
  const targets = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isModdleElement)
  return targets
    .filter((target) => type !== 'bpmn:Element' && !isOfType(target, type))
    .map((target) => {
      const wanted = type.replace('bpmn:', '')
      const given = target.$type.replace(/^bpmn:/, '')
      const at = nearestId(holder)
      const message = `The ${name} at "${shorten(at ?? holder.$type)}" leads to "${shorten(nearestId(target) ?? '')}", a ${shorten(given)}, but must lead to a ${wanted}; correct it.`
      const severity = isDecisive(holder, name, diagram) ? 'error' : 'warning'
      return { severity, elementId: at, code: 'reference-of-wrong-kind', message, section: '8.3.1' }
    })
}
