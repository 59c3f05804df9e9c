import { eventDefinitionsOf } from '../compile/event-trigger.ts'
import type { DiagramNode, DiagramScope } from '../diagram/diagram.ts'
import { textOf } from '../xml/moddle-element.ts'

/** Name of the link that an intermediate event throws or catches; '' where it has none, null where it is no link. */
export function linkNameOf(node: DiagramNode): string | null {
  if (!node.type.startsWith('bpmn:Intermediate')) return null
  const link = eventDefinitionsOf(node).find((definition) => definition.$type === 'bpmn:LinkEventDefinition')
  return link === undefined ? null : (textOf(link, 'name') ?? '')
}

/** The catch events of links of a scope by name, the first of each. */
export function linkTargetsOf(scope: DiagramScope): ReadonlyMap<string, DiagramNode> {
  const targets = new Map<string, DiagramNode>()
  for (const node of scope.nodes) {
    const name = node.type === 'bpmn:IntermediateCatchEvent' ? linkNameOf(node) : null
    if (name !== null && name !== '' && !targets.has(name)) targets.set(name, node)
  }
  return targets
}
