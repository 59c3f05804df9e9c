/** Where edges may touch a shape. */
import type { DiagramEdge, DiagramNode } from './diagram.ts'
import { centreOf, type Box } from './geometry.ts'
import { GRID } from './grid.ts'
import type { Side } from './hints.ts'
import type { Port } from './route.ts'

const SIDES: readonly Side[] = ['right', 'bottom', 'top', 'left']
/** Flows leave to the right and arrive from the left; below and above are second, backwards is last. */
const LEAVING: Readonly<Record<Side, number>> = { right: 0, bottom: 2, top: 2, left: 5 }
const ARRIVING: Readonly<Record<Side, number>> = { left: 0, top: 2, bottom: 2, right: 5 }

/** Ports of a flow node, of the wanted side only where one is wanted. */
export function portsOf(
  node: DiagramNode,
  box: Box,
  role: 'source' | 'target',
  edge: DiagramEdge,
  attached: readonly Box[],
  wanted: Side | undefined,
): Port[] {
  const costs = edge.kind === 'sequence' ? (role === 'source' ? LEAVING : ARRIVING) : null
  const sides = wanted ? [wanted] : node.shape === 'boundary' ? boundarySides(edge) : SIDES
  return sides.flatMap((side) => {
    const cost = costs && !wanted && node.shape !== 'boundary' ? costs[side] : sideCost(side, edge)
    const middle = pointOn(box, side, 0)
    if (node.shape === 'boundary' && edge.kind === 'message') return besideFlow(box, side, cost)
    const ports: Port[] = [{ point: middle, side, cost }]
    if (node.shape === 'activity' || node.shape === 'sub-process') ports.push(...alongside(box, side, cost))
    return ports.filter(({ point }) => attached.every((other) => apart(point.x, point.y, other)))
  })
}

/** Ports of a black-box pool: anywhere on its long sides. */
export function poolPorts(box: Box): Port[] {
  const ports: Port[] = []
  for (let x = Math.ceil((box.x + 20) / GRID) * GRID; x <= box.x + box.width - 20; x += GRID) {
    ports.push({ point: { x, y: box.y }, side: 'top', cost: 0 })
    ports.push({ point: { x, y: box.y + box.height }, side: 'bottom', cost: 0 })
  }
  return ports
}

function boundarySides(edge: DiagramEdge): readonly Side[] {
  return edge.kind === 'message' ? ['bottom'] : ['bottom', 'left', 'right']
}

/** A message reaches a boundary event from below, beside the flow that leaves it. */
function besideFlow(box: Box, side: Side, cost: number): Port[] {
  const { x, y } = centreOf(box)
  const radius = box.height / 2
  const rise = Math.sqrt(radius * radius - GRID * GRID)
  return [-GRID, GRID].map((dx) => ({
    point: { x: x + dx, y: Math.round(y + rise) },
    side,
    cost: cost + (dx < 0 ? 0 : 1),
  }))
}

function alongside(box: Box, side: Side, cost: number): Port[] {
  const horizontal = side === 'top' || side === 'bottom'
  const reach = Math.floor(((horizontal ? box.width : box.height) / 2 - GRID) / GRID) * GRID
  const ports: Port[] = []
  for (let offset = -reach; offset <= reach; offset += GRID) {
    if (offset !== 0)
      ports.push({ point: pointOn(box, side, offset), side, cost: cost + Math.min(12, 4 + Math.abs(offset) / GRID) })
  }
  return ports
}

function pointOn(box: Box, side: Side, offset: number) {
  const { x, y } = centreOf(box)
  if (side === 'top') return { x: x + offset, y: box.y }
  if (side === 'bottom') return { x: x + offset, y: box.y + box.height }
  if (side === 'left') return { x: box.x, y: y + offset }
  return { x: box.x + box.width, y: y + offset }
}

function sideCost(side: Side, edge: DiagramEdge): number {
  return edge.kind === 'message' && (side === 'left' || side === 'right') ? 3 : 0
}

const apart = (x: number, y: number, box: Box): boolean =>
  x <= box.x - GRID || x >= box.x + box.width + GRID || y <= box.y - GRID || y >= box.y + box.height + GRID
