/** The parts that all flow nodes, and all activities, have in common. */
import { elementOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { DiagramNode } from '../diagram/diagram.ts'
import type { Compilation } from './compilation.ts'
import { compensationHandlerOf } from './compensation-handlers.ts'
import { compileInputs, compileOutputs } from './mappings.ts'
import { compileMultiInstance } from './multi-instance.ts'
import { dataOf } from './node-data.ts'
import { documentationOf, propertiesOf } from './properties.ts'
import { quantitiesOf } from './quantities.ts'
import { compileStandardLoop } from './standard-loop.ts'

export function nodeBase(node: DiagramNode) {
  return {
    id: node.id,
    name: node.name,
    scope: node.scope.id,
    incoming: node.incoming.map((flow) => flow.id),
    outgoing: node.outgoing.map((flow) => flow.id),
    lane: node.lane?.id ?? null,
    properties: propertiesOf(node.element),
    documentation: documentationOf(node.element),
  }
}

export function activityBase(node: DiagramNode, compilation: Compilation) {
  const standardLoop = compileStandardLoop(node, compilation)
  return {
    ...nodeBase(node),
    ...dataOf(node, compilation),
    defaultFlow: defaultFlowOf(node),
    boundaryEvents: node.boundaryEvents.map((event) => event.id),
    compensationHandler: compensationHandlerOf(node, compilation.process),
    multiInstance: compileMultiInstance(node, compilation),
    ...(standardLoop === null ? {} : { standardLoop }),
    ...quantitiesOf(node.element),
    inputs: compileInputs(node, compilation),
    outputs: compileOutputs(node, compilation),
  }
}

/** The default flow, where it is one of the flows that leave the node. */
export function defaultFlowOf(node: DiagramNode): string | null {
  const element: ModdleElement | null = elementOf(node.element, 'default')
  return node.outgoing.find((flow) => flow.element === element)?.id ?? null
}
