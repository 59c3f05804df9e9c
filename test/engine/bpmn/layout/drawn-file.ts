/** What a file shows after a drawing was made for it, and what is wrong with that. */
import { DEFAULT_BPMN_LIMITS } from '../../../../engine/bpmn/bpmn-limits.ts'
import { makeDrawing } from '../../../../engine/bpmn/layout/make-drawing.ts'
import { elementOf, elementsOf, idOf, type ModdleElement } from '../../../../engine/bpmn/xml/moddle-element.ts'
import { parseXml } from '../../../../engine/bpmn/xml/parse-xml.ts'
import { scanXml } from '../../../../engine/bpmn/xml/scan-xml.ts'
import { applyEdits } from '../../../../engine/bpmn/xml/text-edits.ts'
import { contains, crosses, overlap, segmentsOf, type Box, type Point } from '../../../../tools/diagrams/geometry.ts'

export interface Shape {
  readonly element: ModdleElement
  readonly box: Box
}

export interface Edge {
  readonly element: ModdleElement
  readonly points: readonly Point[]
}

export interface PlaneOfFile {
  readonly shapes: readonly Shape[]
  readonly edges: readonly Edge[]
}

/** The file with the drawing that is made for it. */
export async function withDrawing(xml: string): Promise<string> {
  const drawing = await makeDrawing(xml, DEFAULT_BPMN_LIMITS)
  return drawing === null ? xml : xml.slice(0, drawing.at) + drawing.text + xml.slice(drawing.at)
}

export async function definitionsOf(xml: string): Promise<ModdleElement> {
  const text = xml.replace(/^\ufeff/, '')
  const { trouble, edits } = scanXml(text, { ...DEFAULT_BPMN_LIMITS, maxElements: 200_000 })
  const { definitions } = await parseXml(applyEdits(text, edits))
  if (trouble !== null || definitions === null) throw new Error(`Expected a file, but: ${trouble?.message ?? 'none'}`)
  return definitions
}

export function planesOf(definitions: ModdleElement): PlaneOfFile[] {
  return elementsOf(definitions, 'diagrams').map((diagram) => {
    const drawn = elementsOf(elementOf(diagram, 'plane'), 'planeElement')
    const element = (di: ModdleElement) => elementOf(di, 'bpmnElement') ?? di
    return {
      shapes: drawn
        .filter(({ $type }) => $type === 'bpmndi:BPMNShape')
        .map((shape) => ({ element: element(shape), box: boxOf(elementOf(shape, 'bounds')) })),
      edges: drawn
        .filter(({ $type }) => $type === 'bpmndi:BPMNEdge')
        .map((edge) => ({ element: element(edge), points: elementsOf(edge, 'waypoint').map(pointOf) })),
    }
  })
}

/** Elements that a whole drawing shows: flow nodes, lanes, pools, data and notes. */
export function expectedShapes(definitions: ModdleElement): string[] {
  const shown = (scope: ModdleElement): ModdleElement[] => [
    ...elementsOf(scope, 'flowElements').filter(
      ({ $type }) => !['bpmn:SequenceFlow', 'bpmn:DataObject'].includes($type),
    ),
    ...elementsOf(scope, 'artifacts').filter(({ $type }) => $type === 'bpmn:TextAnnotation'),
    ...elementsOf(scope, 'laneSets').flatMap(lanesIn),
    ...elementsOf(scope, 'flowElements').flatMap(shown),
  ]
  const roots = elementsOf(definitions, 'rootElements')
  return [
    ...roots.filter(({ $type }) => $type === 'bpmn:Process').flatMap(shown),
    ...roots
      .filter(({ $type }) => $type === 'bpmn:Collaboration')
      .flatMap((root) => [...elementsOf(root, 'participants'), ...shown(root)]),
  ].flatMap((element) => idOf(element) ?? [])
}

function lanesIn(laneSet: ModdleElement): ModdleElement[] {
  return elementsOf(laneSet, 'lanes').flatMap((lane) => {
    const inner = elementOf(lane, 'childLaneSet')
    return [lane, ...(inner === null ? [] : lanesIn(inner))]
  })
}

/** Faults of a plane, each as a sentence; none of a good drawing. */
export function faultsOf({ shapes, edges }: PlaneOfFile): string[] {
  const boxes = new Map(shapes.map(({ element, box }) => [element, box]))
  const name = (element: ModdleElement) => idOf(element) ?? element.$type
  const faults: string[] = []

  for (const [index, a] of shapes.entries()) {
    for (const b of shapes.slice(index + 1)) {
      if (overlap(a.box, b.box) && !mayTouch(a, b) && !mayTouch(b, a))
        faults.push(`${name(a.element)} on ${name(b.element)}`)
    }
    const host = elementOf(a.element, 'attachedToRef')
    const hostBox = host === null ? undefined : boxes.get(host)
    if (hostBox !== undefined && !sitsBelow(a.box, hostBox)) faults.push(`${name(a.element)} off its host`)
    for (const around of containersOf(a.element, shapes)) {
      if (!contains(around.box, a.box) && hostBox === undefined)
        faults.push(`${name(a.element)} outside ${name(around.element)}`)
    }
  }
  for (const { element, points } of edges) {
    const dotted = element.$type !== 'bpmn:SequenceFlow' && element.$type !== 'bpmn:MessageFlow'
    if (dotted) continue
    const ends = [elementOf(element, 'sourceRef'), elementOf(element, 'targetRef')]
    const places = [points[0], points.at(-1)]
    ends.forEach((end, index) => {
      const [box, at] = [end === null ? undefined : boxes.get(end), places[index]]
      if (!box || !at || !onBorder(box, at))
        faults.push(`${name(element)} does not touch ${end ? name(end) : 'its end'}`)
    })
    if (segmentsOf(points).some(([a, b]) => a.x !== b.x && a.y !== b.y)) faults.push(`${name(element)} is crooked`)
    if (element.$type === 'bpmn:MessageFlow') continue
    for (const shape of shapes) {
      if (ends.includes(shape.element) || isContainer(shape, shapes)) continue
      if (segmentsOf(points).some(([a, b]) => crosses(a, b, shape.box))) {
        faults.push(`${name(element)} through ${name(shape.element)}`)
      }
    }
  }
  return faults
}

function mayTouch(a: Shape, b: Shape): boolean {
  if (elementOf(a.element, 'attachedToRef') === b.element) return true
  // A pool or lane holds what stands in it, and a sub-process what is drawn in it with the events on its border.
  return contains(b.box, a.box) && isHolder(b.element)
}

function isHolder({ $type }: ModdleElement): boolean {
  return /:(Participant|Lane|SubProcess|Transaction|AdHocSubProcess)$/.test($type)
}

function isContainer(shape: Shape, shapes: readonly Shape[]): boolean {
  if (/:(Participant|Lane)$/.test(shape.element.$type)) return true
  return isHolder(shape.element) && shapes.some((other) => other !== shape && contains(shape.box, other.box))
}

/** The sub-process, lanes and pool that an element stands in. */
function containersOf(element: ModdleElement, shapes: readonly Shape[]): Shape[] {
  const parent = element.$parent
  return shapes.filter(
    (shape) =>
      shape.element === parent ||
      elementsOf(shape.element, 'flowNodeRef').includes(element) ||
      (shape.element.$type === 'bpmn:Participant' && elementOf(shape.element, 'processRef') === parent),
  )
}

function sitsBelow(box: Box, host: Box): boolean {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  return y === host.y + host.height && x > host.x && x < host.x + host.width
}

function onBorder(box: Box, { x, y }: Point): boolean {
  const inX = x >= box.x && x <= box.x + box.width
  const inY = y >= box.y && y <= box.y + box.height
  const atX = x === box.x || x === box.x + box.width
  const atY = y === box.y || y === box.y + box.height
  return (inX && atY) || (inY && atX)
}

function boxOf(bounds: ModdleElement | null): Box {
  const number = (property: string) => Number(bounds?.get(property))
  return { x: number('x'), y: number('y'), width: number('width'), height: number('height') }
}

function pointOf(point: ModdleElement): Point {
  return { x: Number(point.get('x')), y: Number(point.get('y')) }
}
