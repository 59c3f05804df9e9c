import { idOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Connection } from './artifacts.ts'
import type { DrawnEdge, DrawnShape } from './drawing.ts'
import { borderTowards, centreOf, type Box } from './geometry.ts'

/** Dotted lines between what is drawn, each straight; those that are drawn already are left out. */
export function drawConnections(
  connections: readonly Connection[],
  shapes: readonly DrawnShape[],
  edges: readonly DrawnEdge[],
): DrawnEdge[] {
  if (connections.length === 0) return []
  const boxes = new Map<string, Box>(shapes.map(({ elementId, box }) => [elementId, box]))
  for (const { elementId, points } of edges) {
    const point = points[Math.floor(points.length / 2)]
    const before = points[Math.floor(points.length / 2) - 1]
    if (point === undefined || before === undefined) continue
    boxes.set(elementId, { x: (point.x + before.x) / 2, y: (point.y + before.y) / 2, width: 0, height: 0 })
  }
  const drawn = new Set(edges.map(({ elementId }) => elementId))
  return connections.flatMap(({ id, source, target }) => {
    const [from, to] = [boxAt(boxes, source), boxAt(boxes, target)]
    if (id === null || drawn.has(id) || from === undefined || to === undefined) return []
    return [{ elementId: id, points: line(from, to) }]
  })
}

function boxAt(boxes: ReadonlyMap<string, Box>, element: ModdleElement): Box | undefined {
  const id = idOf(element)
  return id === null ? undefined : boxes.get(id)
}

function line(from: Box, to: Box) {
  return [borderTowards(from, centreOf(to)), borderTowards(to, centreOf(from))]
}
