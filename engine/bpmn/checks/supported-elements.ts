import { TRIGGER_COMPILERS, eventDefinitionsOf } from '../compile/event-trigger.ts'
import { NODE_COMPILERS } from '../compile/node-compilers.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { elementOf } from '../xml/moddle-element.ts'
import { checkEachNode, nameOf } from './check.ts'

const NOT_YET: Readonly<Record<string, string>> = {
  'bpmn:AdHocSubProcess': 'an ad-hoc sub-process',
}

/** Elements and variants of BPMN that the engine cannot run. */
export const checkSupportedElements = checkEachNode((node) =>
  unsupportedParts(node).map((part) => ({
    code: 'element-not-supported',
    message: `${nameOf(node)} is ${part}, which is not supported yet; draw it with supported elements.`,
  })),
)

function unsupportedParts(node: DiagramNode): string[] {
  const { element, type } = node
  const parts: string[] = []
  if (!Object.hasOwn(NODE_COMPILERS, type)) parts.push(NOT_YET[type] ?? `a "${type}"`)

  const definitions = eventDefinitionsOf(node)
  for (const definition of definitions) {
    const known = Object.hasOwn(TRIGGER_COMPILERS, definition.$type)
    if (!known) parts.push(NOT_YET[definition.$type] ?? `an event with a "${definition.$type}"`)
  }

  const loop = elementOf(element, 'loopCharacteristics')
  if (loop?.$type === 'bpmn:StandardLoopCharacteristics') parts.push('an activity with a standard loop')
  if (elementOf(loop, 'loopDataInputRef') !== null) parts.push('a multi-instance over a data input')
  return parts
}
