import type { DiagramNode, DiagramProcess } from '../diagram/diagram.ts'
import { eventDefinitionsOf } from './event-trigger.ts'
import { elementOf, elementsOf, flagOf, idOf, isModdleElement, type ModdleElement } from '../xml/moddle-element.ts'

/** Associations by what they come from, once per process. */
const known = new WeakMap<DiagramProcess, ReadonlyMap<ModdleElement, readonly ModdleElement[]>>()

/**
 * The activity that undoes `node`: an association leads to it from a compensation boundary event (BPMN 2.0.2 §10.7.1).
 *
 * @returns null where none is drawn, or what is drawn is not for compensation
 */
export function compensationHandlerOf(node: DiagramNode, process: DiagramProcess): string | null {
  const boundary = node.boundaryEvents.find((event) =>
    eventDefinitionsOf(event).some(({ $type }) => $type === 'bpmn:CompensateEventDefinition'),
  )
  if (boundary === undefined) return null
  const handler = associatedWith(boundary.element, process).find(
    (target) => flagOf(target, 'isForCompensation') === true,
  )
  return idOf(handler ?? null)
}

/** What associations join with an element, whichever way they were drawn. */
export function associatedWith(element: ModdleElement, process: DiagramProcess): readonly ModdleElement[] {
  return associationsOf(process).get(element) ?? []
}

function associationsOf(process: DiagramProcess): ReadonlyMap<ModdleElement, readonly ModdleElement[]> {
  const before = known.get(process)
  if (before !== undefined) return before
  const targets = new Map<ModdleElement, ModdleElement[]>()
  for (const association of artifactsOf(process)) {
    const [source, target] = [elementOf(association, 'sourceRef'), elementOf(association, 'targetRef')]
    if (association.$type !== 'bpmn:Association' || source === null || target === null) continue
    // Drawn the other way round it means the same.
    for (const [from, to] of [
      [source, target],
      [target, source],
    ] as const)
      targets.set(from, [...(targets.get(from) ?? []), to])
  }
  known.set(process, targets)
  return targets
}

/** Of the process, its sub-processes, and the collaboration around it. */
function artifactsOf(process: DiagramProcess): ModdleElement[] {
  const { $parent } = process.element
  const roots = isModdleElement($parent) ? elementsOf($parent, 'rootElements') : []
  const collaborations = roots.filter(({ $type }) => $type === 'bpmn:Collaboration')
  return [...process.scopes.map(({ element }) => element), ...collaborations].flatMap((holder) =>
    elementsOf(holder, 'artifacts'),
  )
}
