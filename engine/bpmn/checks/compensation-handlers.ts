import { associatedWith } from '../compile/compensation-handlers.ts'
import type { Diagram, DiagramNode } from '../diagram/diagram.ts'
import { flagOf } from '../xml/moddle-element.ts'
import { hasEventKind } from './event-kinds.ts'

/** Elements that an association joins with each compensation boundary event, whichever way it was drawn. */
export type CompensationHandlers = ReadonlyMap<DiagramNode, readonly DiagramNode[]>

export function isCompensationHandler(node: DiagramNode): boolean {
  return flagOf(node.element, 'isForCompensation') === true
}

export function isCompensationBoundary(node: DiagramNode): boolean {
  return node.type === 'bpmn:BoundaryEvent' && hasEventKind(node, 'compensation')
}

/** @returns an entry for every compensation boundary event, an empty one where nothing is associated */
export function compensationHandlersOf({ processes }: Diagram): CompensationHandlers {
  const handlers = new Map<DiagramNode, readonly DiagramNode[]>()
  for (const process of processes) {
    const boundaries = process.nodes.filter(isCompensationBoundary)
    if (boundaries.length === 0) continue
    const byElement = new Map(process.nodes.map((node) => [node.element, node]))
    for (const event of boundaries) {
      const associated = associatedWith(event.element, process)
      handlers.set(
        event,
        associated.flatMap((element) => byElement.get(element) ?? []),
      )
    }
  }
  return handlers
}
