/**
 * Orthogonal routes on a grid of ten pixels: shortest with few bends, around shapes, apart from other edges. Edges to
 * the same target, or from the same source, may share a line; others cross at right angles at most.
 */
import { contains, type Box, type Point } from './geometry.ts'
import { GRID, acrossKeys, simplify, unitKey, unitsOf } from './grid.ts'
import { Heap } from './heap.ts'
import type { Side } from './hints.ts'

/** A place on the border of a shape where an edge may start or end. */
export interface Port {
  readonly point: Point
  readonly side: Side
  /** Dislike, in grid steps. */
  readonly cost: number
}

export interface RouteRequest {
  readonly id: string
  readonly kind: 'sequence' | 'message' | 'association'
  readonly source: string
  readonly target: string
  readonly from: readonly Port[]
  readonly to: readonly Port[]
  readonly via: readonly Point[]
  /** What it may not pass through. */
  readonly obstacles: readonly Box[]
  /** What it must not leave, e.g. its sub-process. */
  readonly within: Box
}

interface Line {
  readonly id: string
  readonly kind: RouteRequest['kind']
  readonly source: string
  readonly target: string
}

type Direction = 0 | 1 | 2 | 3
const STEPS: readonly (readonly [number, number])[] = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
]
const OUTWARDS: Readonly<Record<Side, Direction>> = { top: 0, right: 1, bottom: 2, left: 3 }
const BEND = 7
const CROSSING = 5
/** Joining a line that leads to the same place saves ink. */
const SHARED = -0.35
const FORBIDDEN = 60
const CLOSE = 2.5
const BRANCH = 12
/** Running over a label. */
const LABEL = 25
/** Passing a shape as close as it goes. */
const NEAR = 0.8
/** Free room kept around shapes, in pixels. */
const CLEARANCE = 10

/** Remembers what is drawn already and finds a way for the next edge. */
export class Router {
  #soft: readonly Box[]
  #softCost = 2
  readonly #shapes: readonly Box[]
  readonly #borders: readonly number[]
  /** Lines on a grid unit: key of its start and axis. */
  readonly #used = new Map<string, Line[]>()

  /**
   * @param soft boxes that are better avoided: labels
   * @param shapes boxes from which edges keep a distance where there is room
   * @param borders y of lane borders, along which no edge should run
   */
  constructor(soft: readonly Box[], shapes: readonly Box[], borders: readonly number[]) {
    this.#soft = soft
    this.#shapes = shapes
    this.#borders = borders
  }

  /** Labels that have found their place: avoided from now on, while those of before would have moved. */
  avoid(soft: readonly Box[]): void {
    this.#soft = soft
    this.#softCost = LABEL
  }

  /** @returns the waypoints, also remembered for later edges. @throws Error when there is no way */
  route(request: RouteRequest): readonly Point[] {
    const path = this.#search(request)
    const points = simplify(path)
    this.#remember(request, points)
    return points
  }

  #remember(line: Line, points: readonly Point[]): void {
    for (const [index, to] of points.entries()) {
      const from = points[index - 1]
      if (!from) continue
      for (const key of unitsOf(from, to)) this.#used.set(key, [...(this.#used.get(key) ?? []), line])
    }
  }

  #search(request: RouteRequest): readonly Point[] {
    const starts = request.from.flatMap((port) => stub(port, request.obstacles))
    const ends = request.to.flatMap((port) => stub(port, request.obstacles))
    if (starts.length === 0 || ends.length === 0) throw new Error(`Expected a free side for edge ${request.id}.`)
    const blocked = blockedBy(request.obstacles, request.within)
    let from: SearchState[] = starts.map(({ at, port }) => ({
      x: at.x,
      y: at.y,
      direction: OUTWARDS[port.side],
      cost: port.cost + this.#stubCost(request, port.point, at),
      path: [port.point, at],
    }))
    for (const via of request.via) {
      from = [this.#leg(request, from, [{ x: via.x, y: via.y, direction: null, cost: 0, tail: [] }], blocked)]
    }
    const goals = ends.map(({ at, port }) => ({
      x: at.x,
      y: at.y,
      direction: ((OUTWARDS[port.side] + 2) % 4) as Direction,
      cost: port.cost + this.#stubCost(request, at, port.point),
      tail: [port.point],
    }))
    return this.#leg(request, from, goals, blocked).path
  }

  #leg(request: RouteRequest, from: readonly SearchState[], goals: readonly Goal[], blocked: Blocked): SearchState {
    const queue = new Heap()
    const best = new Map<string, number>()
    const nodes: SearchNode[] = []
    const distance = (x: number, y: number) =>
      Math.min(
        ...goals.map((goal) => ((1 + SHARED) * (Math.abs(goal.x - x) + Math.abs(goal.y - y))) / GRID + goal.cost),
      )
    const push = (node: SearchNode) => {
      const key = `${node.x},${node.y},${node.direction}`
      if ((best.get(key) ?? Infinity) <= node.cost) return
      best.set(key, node.cost)
      nodes.push(node)
      queue.push(node.cost + distance(node.x, node.y), nodes.length - 1)
    }
    for (const state of from) push({ ...state, previous: null, state, goal: null })
    for (;;) {
      const index = queue.pop()
      const node = index === null ? undefined : nodes[index]
      if (!node) throw new Error(`Expected a way from ${request.source} to ${request.target}, but there is none.`)
      if (node.goal) return finish(node)
      if ((best.get(`${node.x},${node.y},${node.direction}`) ?? Infinity) < node.cost) continue
      for (const goal of goals) {
        if (goal.x !== node.x || goal.y !== node.y) continue
        const turn = goal.direction === null ? 0 : turnCost(node.direction, goal.direction)
        if (turn === null) continue
        nodes.push({ ...node, cost: node.cost + turn + goal.cost, previous: node, goal })
        queue.push(node.cost + turn + goal.cost, nodes.length - 1)
      }
      for (const direction of [0, 1, 2, 3] as const) {
        const turn = turnCost(node.direction, direction)
        if (turn === null) continue
        const [dx, dy] = STEPS[direction] as readonly [number, number]
        const x = node.x + dx * GRID
        const y = node.y + dy * GRID
        if (blocked(x, y)) continue
        const cost = node.cost + turn + this.#stepCost(request, node, { x, y })
        push({ x, y, direction, cost, previous: node, state: null, goal: null })
      }
    }
  }

  /** A port that an edge of the other direction uses is as good as taken; branches rather leave by corners of their own. */
  #stubCost(request: RouteRequest, from: Point, to: Point): number {
    let cost = 0
    for (const line of this.#used.get(unitsOf(from, to)[0] ?? '') ?? []) {
      if (!mayShare(request, line)) cost += FORBIDDEN
      else if (line.source === request.source) cost += BRANCH
    }
    return cost
  }

  #stepCost(request: RouteRequest, from: Point, to: Point): number {
    let cost = 1
    const horizontal = from.y === to.y
    const along = (this.#used.get(unitKey(from, to)) ?? []).map((line) => alongCost(request, line))
    if (along.length > 0) cost += Math.max(...along)
    // Another edge beside this one at the distance of one grid line is hard to tell apart.
    for (const side of [-GRID, GRID]) {
      const shift = (point: Point) =>
        horizontal ? { x: point.x, y: point.y + side } : { x: point.x + side, y: point.y }
      for (const line of this.#used.get(unitKey(shift(from), shift(to))) ?? []) {
        cost += mayShare(request, line) ? CLOSE / 2 : CLOSE
      }
    }
    // Crossings: an edge that runs across the point just reached.
    for (const key of acrossKeys(to, horizontal)) {
      for (const line of this.#used.get(key) ?? []) cost += mayShare(request, line) ? 0 : CROSSING / 2
    }
    for (const box of this.#soft) {
      if (to.x > box.x - 3 && to.x < box.x + box.width + 3 && to.y > box.y && to.y < box.y + box.height)
        cost += this.#softCost
    }
    if (this.#shapes.some((box) => inside(to, box, 2 * CLEARANCE))) cost += NEAR
    if (horizontal && this.#borders.some((y) => Math.abs(y - to.y) < GRID)) cost += 6
    return cost
  }
}

interface SearchState {
  readonly x: number
  readonly y: number
  readonly direction: Direction
  readonly cost: number
  readonly path: readonly Point[]
}

interface Goal {
  readonly x: number
  readonly y: number
  readonly direction: Direction | null
  readonly cost: number
  readonly tail: readonly Point[]
}

interface SearchNode {
  readonly x: number
  readonly y: number
  readonly direction: Direction
  readonly cost: number
  readonly previous: SearchNode | null
  readonly state: SearchState | null
  readonly goal: Goal | null
}

type Blocked = (x: number, y: number) => boolean

function finish(end: SearchNode): SearchState & { path: Point[] } {
  const back: Point[] = []
  let node: SearchNode = end
  while (node.previous) {
    back.push({ x: node.x, y: node.y })
    node = node.previous
  }
  const path = [...(node.state?.path ?? []), ...back.reverse(), ...(end.goal?.tail ?? [])]
  return { x: end.x, y: end.y, direction: end.direction, cost: end.cost, path }
}

function turnCost(from: Direction, to: Direction): number | null {
  if (from === to) return 0
  return (from + 2) % 4 === to ? null : BEND
}

const mayShare = (a: Line, b: Line): boolean =>
  a.kind === 'sequence' && b.kind === 'sequence' && (a.target === b.target || a.source === b.source)

const alongCost = (a: Line, b: Line): number => (mayShare(a, b) ? SHARED : FORBIDDEN)

/** The first grid point straight out of a port that is clear of all shapes; none when another shape is in the way. */
function stub(port: Port, obstacles: readonly Box[]): { at: Point; port: Port }[] {
  const [dx, dy] = STEPS[OUTWARDS[port.side]] as readonly [number, number]
  const roundTo = (value: number, direction: number) =>
    direction > 0 ? Math.ceil((value + CLEARANCE) / GRID) * GRID : Math.floor((value - CLEARANCE) / GRID) * GRID
  const at = {
    x: dx === 0 ? port.point.x : roundTo(port.point.x, dx),
    y: dy === 0 ? port.point.y : roundTo(port.point.y, dy),
  }
  const hits = obstacles.filter((box) => inside(at, box, CLEARANCE))
  return hits.length > 0 ? [] : [{ at, port }]
}

const inside = (point: Point, box: Box, margin: number): boolean =>
  point.x > box.x - margin &&
  point.x < box.x + box.width + margin &&
  point.y > box.y - margin &&
  point.y < box.y + box.height + margin

function blockedBy(obstacles: readonly Box[], within: Box): Blocked {
  const known = new Map<number, boolean>()
  return (x, y) => {
    const key = x * 100_000 + y
    const answer = known.get(key)
    if (answer !== undefined) return answer
    const point = { x, y }
    const blocked =
      !contains(within, { x, y, width: 0, height: 0 }) || obstacles.some((box) => inside(point, box, CLEARANCE))
    known.set(key, blocked)
    return blocked
  }
}
