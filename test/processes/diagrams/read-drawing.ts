/** A `.bpmn` file as it is drawn: shapes, flows and labels of each plane. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { elementOf, elementsOf, flagOf, idOf, type ModdleElement } from '../../../engine/bpmn/xml/moddle-element.ts'
import type { Box, Point } from '../../../tools/diagrams/geometry.ts'
import { createModdle, parseBpmn } from '../../../tools/diagrams/moddle.ts'

export interface DrawnShape {
  readonly id: string
  readonly element: ModdleElement
  readonly box: Box
  readonly label: Box | null
  /** It may hold others: a pool, a lane, an open sub-process. */
  readonly container: boolean
}

export interface DrawnEdge {
  readonly id: string
  readonly element: ModdleElement
  readonly source: string
  readonly target: string
  readonly points: readonly Point[]
  readonly label: Box | null
}

export interface DrawnPlane {
  readonly id: string
  readonly shapes: readonly DrawnShape[]
  readonly edges: readonly DrawnEdge[]
}

const FOLDER = new URL('../../../processes/', import.meta.url).pathname

/** File names of all diagrams of the typical edition, relative to `processes`. */
export const diagramFiles = (): string[] =>
  ['.', 'services']
    .flatMap((folder) => readdirSync(join(FOLDER, folder)).map((name) => join(folder, name)))
    .filter((name) => name.endsWith('.bpmn'))

export const diagramText = (name: string): string => readFileSync(join(FOLDER, name), 'utf8')

export const readDefinitions = (xml: string): Promise<ModdleElement> => parseBpmn(createModdle(), xml)

export async function readDrawing(name: string): Promise<DrawnPlane[]> {
  const definitions = await readDefinitions(diagramText(name))
  return elementsOf(definitions, 'diagrams').map((diagram) => {
    const plane = mustElement(diagram, 'plane')
    const drawn = elementsOf(plane, 'planeElement')
    return {
      id: mustId(mustElement(plane, 'bpmnElement')),
      shapes: drawn.filter(({ $type }) => $type === 'bpmndi:BPMNShape').map(shapeOf),
      edges: drawn.filter(({ $type }) => $type === 'bpmndi:BPMNEdge').map(edgeOf),
    }
  })
}

/** All elements of the process that must be drawn: flow nodes, flows, artifacts, lanes, pools, message flows. */
export async function drawableElements(name: string): Promise<ModdleElement[]> {
  const roots = elementsOf(await readDefinitions(diagramText(name)), 'rootElements')
  return roots.flatMap((root) => [
    ...elementsOf(root, 'participants'),
    ...elementsOf(root, 'messageFlows'),
    ...elementsOf(root, 'laneSets').flatMap((set) => elementsOf(set, 'lanes')),
    ...insideOf(root),
  ])
}

/** The process element of a diagram. */
export async function readProcess(name: string): Promise<ModdleElement> {
  const roots = elementsOf(await readDefinitions(diagramText(name)), 'rootElements')
  const process = roots.find(({ $type }) => $type === 'bpmn:Process')
  if (!process) throw new Error(`Expected a process in ${name}, but there is none.`)
  return process
}

/** What stands in a process, at any depth. */
export const insideOf = (scope: ModdleElement): ModdleElement[] =>
  [...elementsOf(scope, 'flowElements'), ...elementsOf(scope, 'artifacts')].flatMap((element) => [
    element,
    ...insideOf(element),
  ])

export const mustId = (element: ModdleElement): string => {
  const id = idOf(element)
  if (id === null) throw new Error(`Expected an id on a ${element.$type}, but there is none.`)
  return id
}

export const mustElement = (element: ModdleElement, property: string): ModdleElement => {
  const found = elementOf(element, property)
  if (!found) throw new Error(`Expected ${property} on a ${element.$type}, but there is none.`)
  return found
}

function shapeOf(shape: ModdleElement): DrawnShape {
  const element = mustElement(shape, 'bpmnElement')
  return {
    id: mustId(element),
    element,
    box: boxOf(mustElement(shape, 'bounds')),
    label: labelOf(shape),
    container: /:(Participant|Lane)$/.test(element.$type) || flagOf(shape, 'isExpanded') === true,
  }
}

function edgeOf(edge: ModdleElement): DrawnEdge {
  const element = mustElement(edge, 'bpmnElement')
  return {
    id: mustId(element),
    element,
    source: mustId(mustElement(element, 'sourceRef')),
    target: mustId(mustElement(element, 'targetRef')),
    points: elementsOf(edge, 'waypoint').map((point) => ({ x: numberOf(point, 'x'), y: numberOf(point, 'y') })),
    label: labelOf(edge),
  }
}

function labelOf(drawn: ModdleElement): Box | null {
  const bounds = elementOf(elementOf(drawn, 'label'), 'bounds')
  return bounds ? boxOf(bounds) : null
}

const boxOf = (bounds: ModdleElement): Box => ({
  x: numberOf(bounds, 'x'),
  y: numberOf(bounds, 'y'),
  width: numberOf(bounds, 'width'),
  height: numberOf(bounds, 'height'),
})

function numberOf(element: ModdleElement, property: string): number {
  const value = element.get(property)
  if (typeof value !== 'number') throw new Error(`Expected a number as ${property}, but found ${String(value)}.`)
  return value
}
