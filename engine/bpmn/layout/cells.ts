/** How much room a flow node takes with all that belongs to it: its name, boundary events, data and notes beside it. */
import { isActivity, isGateway, type DiagramNode } from '../diagram/diagram.ts'
import { textOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Drawing, DrawnShape } from './drawing.ts'
import type { Box, Point, Size } from './geometry.ts'

export interface Cell extends Size {
  readonly node: DiagramNode
  readonly cellWidth: number
  readonly above: number
  readonly below: number
  /** Data and notes that stand above it. */
  readonly artifacts: readonly ModdleElement[]
  /** What is drawn in it, for an open sub-process. */
  readonly inside: Drawing | null
}

const EVENT = 36
const GATEWAY = 50
const TASK: Size = { width: 100, height: 80 }
const LABEL_WIDTH = 90
const LINE_HEIGHT = 14
const ARTIFACT_GAP = 20
const PORT = { first: 30, apart: 110 }

export function makeCell(
  node: DiagramNode,
  inside: (Drawing & Size) | null,
  artifacts: readonly ModdleElement[],
): Cell {
  const own: Size = isActivity(node) ? (inside ?? TASK) : isGateway(node) ? square(GATEWAY) : square(EVENT)
  const events = node.boundaryEvents.length
  const width = Math.max(own.width, events === 0 ? 0 : PORT.first * 2 + PORT.apart * (events - 1))
  const label = isActivity(node) ? 0 : labelHeight(node.name)
  const ports = Math.max(0, ...node.boundaryEvents.map(({ name }) => Math.max(EVENT / 2, labelHeight(name))))
  const sizes = artifacts.map(artifactSize)
  const artifactWidth = sizes.reduce((sum, size) => sum + size.width + ARTIFACT_GAP, 0)
  const artifactHeight = Math.max(0, ...sizes.map((size) => size.height + ARTIFACT_GAP))
  // The name of the last boundary event may stand out to the right; what is centred needs that room on both sides.
  const overhang = events === 0 ? 0 : Math.max(0, PORT.first + PORT.apart * (events - 1) + EVENT / 2 + 84 - width)
  return {
    node,
    width,
    height: own.height,
    cellWidth: Math.max(width + 2 * overhang, label > 0 ? LABEL_WIDTH + 10 : 0, artifactWidth),
    above: own.height / 2 + artifactHeight,
    below: own.height / 2 + label + ports,
    artifacts,
    inside: inside !== null && isActivity(node) ? inside : null,
  }
}

/** Of a boundary event: the middle, from the upper left corner of its host. */
export function portOf(index: number, { height }: Size): Point {
  return { x: PORT.first + PORT.apart * index, y: height }
}

/** The shapes of a cell: the node at `box`, its boundary events on the lower border, artifacts above. */
export function shapesOfCell(cell: Cell, box: Box): DrawnShape[] {
  const { node, artifacts } = cell
  const events = node.boundaryEvents.map((event, index): DrawnShape => {
    const { x, y } = portOf(index, box)
    const at = { x: box.x + x - EVENT / 2, y: box.y + y - EVENT / 2, ...square(EVENT) }
    // Beside the line that leads down from it.
    const height = labelHeight(event.name)
    const label = height === 0 ? null : { x: at.x + EVENT + 4, y: box.y + y + 2, width: 80, height }
    return { elementId: event.id, box: at, attributes: '', label }
  })
  const sizes = artifacts.map(artifactSize)
  const total = sizes.reduce((sum, { width }) => sum + width + ARTIFACT_GAP, -ARTIFACT_GAP)
  let x = box.x + Math.round((box.width - total) / 2)
  const beside = artifacts.map((artifact, index): DrawnShape => {
    const size = sizes[index] ?? square(0)
    const at = { x, y: box.y - ARTIFACT_GAP - size.height, ...size }
    x += size.width + ARTIFACT_GAP
    return shapeOfArtifact(artifact, at)
  })
  const own: DrawnShape = { elementId: node.id, box, attributes: attributesOf(cell), label: null }
  return [own, ...events, ...beside]
}

/** An artifact that takes the room of its name, too. */
export function artifactSize(artifact: ModdleElement): Size {
  if (artifact.$type === 'bpmn:TextAnnotation') {
    const lines = Math.ceil((textOf(artifact, 'text') ?? '').length / 18)
    return { width: 120, height: 30 + LINE_HEIGHT * Math.min(8, Math.max(0, lines - 1)) }
  }
  return { width: LABEL_WIDTH, height: 50 + labelHeight(textOf(artifact, 'name')) }
}

export function shapeOfArtifact(artifact: ModdleElement, room: Box): DrawnShape {
  const elementId = textOf(artifact, 'id') ?? ''
  if (artifact.$type === 'bpmn:TextAnnotation') return { elementId, box: room, attributes: '', label: null }
  const width = artifact.$type === 'bpmn:DataStoreReference' ? 50 : 36
  const box = { x: room.x + Math.round((room.width - width) / 2), y: room.y, width, height: 50 }
  return { elementId, box, attributes: '', label: null }
}

function attributesOf({ node, inside }: Cell): string {
  if (node.type === 'bpmn:ExclusiveGateway') return ' isMarkerVisible="true"'
  const isScope = ['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess'].includes(node.type)
  return isScope ? ` isExpanded="${inside !== null}"` : ''
}

function labelHeight(name: string | null): number {
  return name === null ? 0 : 6 + LINE_HEIGHT * Math.min(5, Math.ceil(name.length / 14))
}

function square(side: number): Size {
  return { width: side, height: side }
}
