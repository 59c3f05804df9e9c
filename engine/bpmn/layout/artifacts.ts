/** Data and notes of a scope, and the dotted lines between them and the rest. */
import type { DiagramNode, DiagramScope } from '../diagram/diagram.ts'
import { elementOf, elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'

export interface Artifacts {
  /** By node: what stands beside it. */
  beside(node: DiagramNode): readonly ModdleElement[]
  /** What belongs to no node. */
  readonly alone: readonly ModdleElement[]
  readonly connections: readonly Connection[]
}

export interface Connection {
  readonly id: string | null
  readonly source: ModdleElement
  readonly target: ModdleElement
}

const SHOWN = ['bpmn:DataObjectReference', 'bpmn:DataStoreReference', 'bpmn:TextAnnotation']

export function readArtifacts(scope: DiagramScope): Artifacts {
  const inScope = [...elementsOf(scope.element, 'flowElements'), ...elementsOf(scope.element, 'artifacts')]
  const shown = new Set(inScope.filter((element) => SHOWN.includes(element.$type) && idOf(element) !== null))
  const connections = [...connectionsIn(inScope), ...scope.nodes.flatMap(({ element }) => dataConnections(element))]
  const byElement = new Map(scope.nodes.map((node) => [node.element, node]))
  const beside = new Map<DiagramNode, ModdleElement[]>()
  const alone = new Set(shown)
  for (const { source, target } of connections) {
    const [artifact, other] = shown.has(source) ? [source, target] : [target, source]
    const node = byElement.get(other)
    const host = node?.attachedTo ?? node
    if (host === undefined || !alone.delete(artifact)) continue
    beside.set(host, [...(beside.get(host) ?? []), artifact])
  }
  return { beside: (node) => beside.get(node) ?? [], alone: [...alone], connections }
}

/** The associations among some elements. */
export function connectionsIn(elements: readonly ModdleElement[]): Connection[] {
  return elements.flatMap((element) => {
    if (element.$type !== 'bpmn:Association') return []
    return connection(element, elementOf(element, 'sourceRef'), elementOf(element, 'targetRef'))
  })
}

function dataConnections(node: ModdleElement): Connection[] {
  return [
    ...elementsOf(node, 'dataInputAssociations').flatMap((one) =>
      connection(one, elementsOf(one, 'sourceRef')[0] ?? null, node),
    ),
    ...elementsOf(node, 'dataOutputAssociations').flatMap((one) => connection(one, node, elementOf(one, 'targetRef'))),
  ]
}

function connection(element: ModdleElement, source: ModdleElement | null, target: ModdleElement | null): Connection[] {
  return source === null || target === null ? [] : [{ id: idOf(element), source, target }]
}
