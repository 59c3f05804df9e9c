import type { DiagramNode } from '../diagram/diagram.ts'
import { bodyOf, elementOf, elementsOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { checkEachNode, lostReferencesOf, nameOf, type Check, type NodeFinding } from './check.ts'

const SECTION = '10.3.8'

/** A multi-instance activity says how often it runs, and which event its behaviour throws (BPMN 2.0.2 §10.3.8). */
export const checkMultiInstances: Check = (reading) => {
  const lost = lostReferencesOf(reading)
  return checkEachNode((node) => {
    const loop = elementOf(node.element, 'loopCharacteristics')
    if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return []
    const isLost: IsLost = (property) => lost.get(loop)?.includes(`bpmn:${property}`) === true
    return [...count(node, loop, isLost), ...behaviour(node, loop, isLost)]
  })(reading)
}

type IsLost = (property: string) => boolean

function count(node: DiagramNode, loop: ModdleElement, isLost: IsLost): NodeFinding[] {
  // A lost reference is reported as such.
  if (elementOf(loop, 'loopDataInputRef') !== null || isLost('loopDataInputRef')) return []
  const cardinality = bodyOf(loop, 'loopCardinality')
  const collection = textOf(loop, 'camunda:collection')
  if (cardinality === null && collection === null) {
    const message = `${nameOf(node)} does not say how often it runs; set a loop cardinality or a camunda:collection.`
    return [{ code: 'multi-instance-without-count', message, section: SECTION }]
  }
  if (cardinality !== null && !Number.isNaN(Number(cardinality)) && !/^\d{1,9}$/.test(cardinality)) {
    const message = `The loop cardinality of ${nameOf(node)} is no whole number from 0; write e.g. 3 or =count(items).`
    return [{ code: 'cardinality-invalid', message, section: SECTION }]
  }
  if (collection === null && textOf(loop, 'camunda:elementVariable') !== null) {
    const message = `${nameOf(node)} has an element variable but no collection; set camunda:collection.`
    return [{ severity: 'warning', code: 'element-variable-unused', message }]
  }
  return []
}

const EVENT_OF: Readonly<Record<string, string>> = { None: 'noneBehaviorEventRef', One: 'oneBehaviorEventRef' }

function behaviour(node: DiagramNode, loop: ModdleElement, isLost: IsLost): NodeFinding[] {
  const behavior = textOf(loop, 'behavior') ?? 'All'
  if (behavior === 'Complex') return complexBehaviour(node, loop)
  const property = Object.hasOwn(EVENT_OF, behavior) ? EVENT_OF[behavior] : undefined
  if (property === undefined || elementOf(loop, property) !== null || isLost(property)) return []
  const message = `${nameOf(node)} has the behaviour "${behavior}" but no event to throw; set ${property}, or choose All.`
  return [{ severity: 'warning', code: 'multi-instance-event-missing', message, section: SECTION }]
}

function complexBehaviour(node: DiagramNode, loop: ModdleElement): NodeFinding[] {
  const definitions = elementsOf(loop, 'complexBehaviorDefinition')
  if (definitions.length > 0 && definitions.every((definition) => bodyOf(definition, 'condition') !== null)) return []
  const message = `${nameOf(node)} has the behaviour "Complex", which needs definitions with a condition each; add them, or choose All.`
  return [{ code: 'multi-instance-complex-incomplete', message, section: SECTION }]
}
