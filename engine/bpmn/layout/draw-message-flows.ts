/** Leads message flows between pools: out of a pool where nothing stands in the way, then along between the pools. */
import { elementOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { Drawing, DrawnEdge, DrawnShape } from './drawing.ts'
import { withoutStops, type Box, type Point } from './geometry.ts'

export interface Pool {
  readonly id: string
  readonly box: Box
  readonly content: Drawing
}

/** Between two message flows side by side. */
export const TRACK = 10

/** From a border of the pool to its element; the border first. */
interface Way {
  readonly pool: number
  readonly points: readonly Point[]
}

export function drawMessageFlows(flows: readonly ModdleElement[], pools: readonly Pool[]): DrawnEdge[] {
  const poolOf = new Map<string, number>()
  const shapes = new Map<string, DrawnShape>()
  pools.forEach(({ id, content }, index) => {
    poolOf.set(id, index)
    for (const shape of content.shapes) {
      poolOf.set(shape.elementId, index)
      shapes.set(shape.elementId, shape)
    }
  })
  const place = (element: ModdleElement | null) => {
    const id = element === null ? null : idOf(element)
    const pool = id === null ? undefined : poolOf.get(id)
    return pool === undefined || id === null ? null : { pool, shape: shapes.get(id) ?? null }
  }

  return flows.flatMap((flow, number): DrawnEdge[] => {
    const id = idOf(flow)
    const [source, target] = [place(elementOf(flow, 'sourceRef')), place(elementOf(flow, 'targetRef'))]
    if (id === null || source === null || target === null || source.pool === target.pool) return []
    const down = source.pool < target.pool
    const shift = TRACK * number
    const preferred = (source.shape ?? target.shape)?.box
    const fallback = preferred === undefined ? 100 + shift : preferred.x + preferred.width / 2
    const leave = wayOut(pools, source.pool, source.shape, down, fallback, shift)
    const arrive = wayOut(pools, target.pool, target.shape, !down, fallback, shift)
    return [{ elementId: id, points: withoutStops(connect(leave, arrive, pools, down, shift)) }]
  })
}

function wayOut(
  pools: readonly Pool[],
  index: number,
  shape: DrawnShape | null,
  down: boolean,
  fallback: number,
  shift: number,
): Way {
  const pool = pools[index]
  if (pool === undefined) return { pool: index, points: [] }
  const border = down ? pool.box.y + pool.box.height : pool.box.y
  if (shape === null) return { pool: index, points: [{ x: fallback, y: border }] }

  const { box } = shape
  const x = box.x + box.width / 2
  const edge = down ? box.y + box.height : box.y
  const isFree = pool.content.shapes.every(
    (other) =>
      other.box.x > x ||
      other.box.x + other.box.width < x ||
      (down ? other.box.y < edge : other.box.y + other.box.height > edge) ||
      holds(other.box, box),
  )
  if (isFree)
    return {
      pool: index,
      points: [
        { x, y: border },
        { x, y: edge },
      ],
    }
  const beside = box.x + box.width + 8 + (shift % 30)
  const stop = down ? edge + 8 : edge - 8
  return {
    pool: index,
    points: [
      { x: beside, y: border },
      { x: beside, y: stop },
      { x, y: stop },
      { x, y: edge },
    ],
  }
}

function connect(leave: Way, arrive: Way, pools: readonly Pool[], down: boolean, shift: number): Point[] {
  const [out, into] = [leave.points[0], arrive.points[0]]
  if (out === undefined || into === undefined) return []
  const away = 25 + shift
  const first = out.y + (down ? away : -away)
  const middle: Point[] = [
    { x: out.x, y: first },
    { x: into.x, y: first },
  ]
  if (Math.abs(leave.pool - arrive.pool) > 1) {
    // Past the pools between, on their left.
    const left = (pools[0]?.box.x ?? 0) - 20 - shift
    const last = into.y + (down ? -away : away)
    middle.splice(1, 1, { x: left, y: first }, { x: left, y: last }, { x: into.x, y: last })
  }
  return [...leave.points.toReversed(), ...middle, ...arrive.points]
}

function holds(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  )
}
