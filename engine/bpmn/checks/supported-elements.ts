import { TRIGGER_COMPILERS, eventDefinitionsOf } from '../compile/event-trigger.ts'
import { NODE_COMPILERS } from '../compile/node-compilers.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import { checkEachNode, nameOf } from './check.ts'

/** Elements and variants of BPMN that the engine cannot run. */
export const checkSupportedElements = checkEachNode((node) =>
  unsupportedParts(node).map((part) => ({
    code: 'element-not-supported',
    message: `${nameOf(node)} is ${part}, which is not supported yet; draw it with supported elements.`,
  })),
)

function unsupportedParts(node: DiagramNode): string[] {
  const { type } = node
  const parts: string[] = []
  if (!Object.hasOwn(NODE_COMPILERS, type)) parts.push(`a "${type}"`)

  const definitions = eventDefinitionsOf(node)
  for (const definition of definitions) {
    const known = Object.hasOwn(TRIGGER_COMPILERS, definition.$type)
    if (!known) parts.push(`an event with a "${definition.$type}"`)
  }

  return parts
}
