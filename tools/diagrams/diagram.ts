/** A diagram as far as drawing it needs: what stands where in the file, without any position. */
import {
  elementOf,
  elementsOf,
  idOf,
  isModdleElement,
  textOf,
  type ModdleElement,
} from '../../engine/bpmn/xml/moddle-element.ts'

export type NodeShape = 'event' | 'gateway' | 'activity' | 'sub-process' | 'boundary' | 'annotation'

export interface DiagramNode {
  readonly id: string
  readonly shape: NodeShape
  readonly name: string | null
  /** The sub-process that it stands in; null for the process itself. */
  readonly parent: string | null
  readonly lane: string | null
  /** Boundary events: their host. */
  readonly host: string | null
  readonly element: ModdleElement
}

export interface DiagramEdge {
  readonly id: string
  readonly kind: 'sequence' | 'message' | 'association'
  readonly name: string | null
  readonly source: string
  readonly target: string
  /** The sub-process that a sequence flow stands in. */
  readonly parent: string | null
  readonly element: ModdleElement
}

export interface Named {
  readonly id: string
  readonly name: string | null
  readonly element: ModdleElement
}

export interface Diagram {
  readonly definitions: ModdleElement
  /** The collaboration, or the process where there is none: what the main plane shows. */
  readonly root: ModdleElement
  readonly pool: Named | null
  readonly blackBoxes: readonly Named[]
  readonly lanes: readonly Named[]
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly DiagramEdge[]
}

const SHAPES: readonly (readonly [RegExp, NodeShape])[] = [
  [/BoundaryEvent$/, 'boundary'],
  [/Event$/, 'event'],
  [/Gateway$/, 'gateway'],
  [/(SubProcess|Transaction)$/, 'sub-process'],
  [/(Task|CallActivity)$/, 'activity'],
]

/** @throws Error when the file holds no process */
export function readDiagram(definitions: ModdleElement): Diagram {
  const roots = elementsOf(definitions, 'rootElements')
  const process = roots.find((root) => root.$type === 'bpmn:Process')
  if (!process) throw new Error('Expected a process to draw, but the file holds none.')
  const collaboration = roots.find((root) => root.$type === 'bpmn:Collaboration') ?? null
  const participants = elementsOf(collaboration, 'participants')
  const laneOf = new Map<string, string>()
  const lanes = elementsOf(process, 'laneSets').flatMap((set) => elementsOf(set, 'lanes'))
  for (const lane of lanes) {
    for (const node of elementsOf(lane, 'flowNodeRef')) laneOf.set(mustId(node), mustId(lane))
  }
  const nodes: DiagramNode[] = []
  const edges: DiagramEdge[] = []
  collect(process, null, laneOf, nodes, edges)
  for (const flow of elementsOf(collaboration, 'messageFlows')) edges.push(edgeOf(flow, 'message', null))
  const ownPool = participants.find((participant) => elementOf(participant, 'processRef') === process)
  return {
    definitions,
    root: collaboration ?? process,
    pool: ownPool ? named(ownPool) : null,
    blackBoxes: participants.filter((participant) => participant !== ownPool).map(named),
    lanes: lanes.map(named),
    nodes,
    edges,
  }
}

function collect(
  scope: ModdleElement,
  parent: string | null,
  laneOf: ReadonlyMap<string, string>,
  nodes: DiagramNode[],
  edges: DiagramEdge[],
): void {
  for (const element of [...elementsOf(scope, 'flowElements'), ...elementsOf(scope, 'artifacts')]) {
    if (element.$type === 'bpmn:SequenceFlow') edges.push(edgeOf(element, 'sequence', parent))
    else if (element.$type === 'bpmn:Association') edges.push(edgeOf(element, 'association', parent))
    else {
      const node = nodeOf(element, parent, laneOf)
      if (!node) continue
      nodes.push(node)
      if (node.shape === 'sub-process') collect(element, node.id, laneOf, nodes, edges)
    }
  }
}

function nodeOf(
  element: ModdleElement,
  parent: string | null,
  laneOf: ReadonlyMap<string, string>,
): DiagramNode | null {
  const id = mustId(element)
  const common = { id, parent, element, lane: laneOf.get(id) ?? null, host: idOf(elementOf(element, 'attachedToRef')) }
  if (element.$type === 'bpmn:TextAnnotation') return { ...common, shape: 'annotation', name: textOf(element, 'text') }
  const shape = SHAPES.find(([pattern]) => pattern.test(element.$type))?.[1]
  return shape ? { ...common, shape, name: textOf(element, 'name') } : null
}

function edgeOf(element: ModdleElement, kind: DiagramEdge['kind'], parent: string | null): DiagramEdge {
  return {
    id: mustId(element),
    kind,
    name: textOf(element, 'name'),
    source: mustId(element.get('sourceRef')),
    target: mustId(element.get('targetRef')),
    parent,
    element,
  }
}

function named(element: ModdleElement): Named {
  return { id: mustId(element), name: textOf(element, 'name'), element }
}

function mustId(element: unknown): string {
  const id = isModdleElement(element) ? idOf(element) : null
  if (id === null) throw new Error('Expected an id on everything that is drawn, but an element has none.')
  return id
}
