import { idOf, textOf, type ModdleElement } from '../xml/moddle-element.ts'
import { GLOBAL_TASKS } from './called-elements.ts'
import type { DiagramNode, DiagramProcess, DiagramScope } from './diagram.ts'

/** A global task as a process of its own: one task under its id, where the process begins and ends (BPMN 2.0.2 §10.3.7). */
export function processOfGlobalTask(
  definitions: ModdleElement,
  element: ModdleElement,
  callables: ReadonlyMap<string, ModdleElement>,
): DiagramProcess {
  const id = idOf(element) ?? ''
  const nodes: DiagramNode[] = []
  const scope: DiagramScope = { id, element, node: null, nodes }
  nodes.push({
    element,
    id,
    type: GLOBAL_TASKS[element.$type] ?? element.$type,
    name: textOf(element, 'name'),
    scope,
    incoming: [],
    outgoing: [],
    attachedTo: null,
    boundaryEvents: [],
    lane: null,
    messageFlowName: null,
  })
  return { element, definitions, id, poolName: null, scopes: [scope], nodes, flows: [], lanes: [], callables }
}
