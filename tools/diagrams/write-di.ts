/** Writes a drawing into the file as BPMN DI (BPMN 2.0.2 §12), replacing what was drawn before. */
import type { BpmnModdle } from 'bpmn-moddle'
import { textOf, type ModdleElement } from '../../engine/bpmn/xml/moddle-element.ts'
import type { Diagram } from './diagram.ts'
import type { Plane } from './draw.ts'
import type { Box, Point } from './geometry.ts'

export function writeDi(moddle: BpmnModdle, diagram: Diagram, planes: readonly Plane[]): void {
  const definitions = diagram.definitions as ModdleElement & { set(name: string, value: unknown): void }
  definitions.set(
    'diagrams',
    planes.map((plane, index) => diagramOf(moddle, diagram, plane, index)),
  )
}

function diagramOf(moddle: BpmnModdle, diagram: Diagram, plane: Plane, index: number): ModdleElement {
  const elements = elementsById(diagram)
  const shapes = [...plane.boxes].map(([id, box]) => {
    const isPool = diagram.pool?.id === id || diagram.blackBoxes.some((other) => other.id === id)
    const isLane = diagram.lanes.some((lane) => lane.id === id)
    const node = diagram.nodes.find((candidate) => candidate.id === id)
    const attributes: Record<string, unknown> = {
      id: `${id}_di`,
      bpmnElement: elements.get(id),
      bounds: boundsElement(moddle, box),
      ...(isPool || isLane ? { isHorizontal: true } : {}),
      ...(node?.shape === 'sub-process' ? { isExpanded: plane.expanded.has(id) } : {}),
      ...(node?.element.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : {}),
      ...(node && callsByExpression(node.element) ? GREEN : {}),
    }
    return moddle.create('bpmndi:BPMNShape', { ...attributes, ...labelOf(moddle, plane, id) })
  })
  const edges = [...plane.paths].map(([id, path]) =>
    moddle.create('bpmndi:BPMNEdge', {
      id: `${id}_di`,
      bpmnElement: elements.get(id),
      waypoint: path.map((point) => pointElement(moddle, point)),
      ...labelOf(moddle, plane, id),
    }),
  )
  const name = index === 0 ? 'BPMNPlane_1' : `${plane.element}_plane`
  return moddle.create('bpmndi:BPMNDiagram', {
    id: index === 0 ? 'BPMNDiagram_1' : `${plane.element}_diagram`,
    plane: moddle.create('bpmndi:BPMNPlane', {
      id: name,
      bpmnElement: elements.get(plane.element),
      planeElement: [...shapes, ...edges],
    }),
  })
}

/** As bpmn.io writes its green, so that a modeller shows and keeps it. */
const GREEN = {
  'bioc:stroke': '#205022',
  'bioc:fill': '#c8e6c9',
  'color:background-color': '#c8e6c9',
  'color:border-color': '#205022',
}

/** What it calls is decided case by case, e.g. by the service: the place where institutions plug in their own. */
const callsByExpression = (element: ModdleElement): boolean =>
  element.$type === 'bpmn:CallActivity' && (textOf(element, 'calledElement')?.startsWith('=') ?? false)

function elementsById(diagram: Diagram): Map<string, ModdleElement> {
  const all = [...diagram.nodes, ...diagram.edges, ...diagram.lanes, ...diagram.blackBoxes]
  const byId = new Map(all.map(({ id, element }) => [id, element]))
  if (diagram.pool) byId.set(diagram.pool.id, diagram.pool.element)
  byId.set(String(diagram.root.get('id')), diagram.root)
  return byId
}

function labelOf(moddle: BpmnModdle, plane: Plane, id: string): { label?: ModdleElement } {
  const box = plane.labels.get(id)
  return box ? { label: moddle.create('bpmndi:BPMNLabel', { bounds: boundsElement(moddle, box) }) } : {}
}

const boundsElement = (moddle: BpmnModdle, { x, y, width, height }: Box): ModdleElement =>
  moddle.create('dc:Bounds', {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
  })

const pointElement = (moddle: BpmnModdle, { x, y }: Point): ModdleElement => moddle.create('dc:Point', { x, y })
