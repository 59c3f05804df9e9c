/** Finds a place for every label beside its shape or flow, where it covers nothing. */
import { boxAround, centreOf, crosses, grow, overlap, segmentsOf, type Box, type Point } from './geometry.ts'
import type { Side } from './hints.ts'
import { labelSize, OTHER_FONT } from './text-size.ts'

export interface LabelRequest {
  readonly id: string
  readonly text: string
  /** The shape it belongs to, or the waypoints of its flow. */
  readonly shape: Box | null
  readonly path: readonly Point[] | null
  readonly kind: 'event' | 'gateway' | 'boundary' | 'flow'
  readonly wanted: Side | readonly [number, number] | undefined
  /** Flows: pixels to keep free at the start, e.g. for the mark of a default flow. */
  readonly startGap?: number
  /** Flows: other flows of the same source, whose shared part says nothing. */
  readonly siblings?: readonly (readonly Point[])[]
}

/** What labels must not cover. */
export interface Surroundings {
  readonly shapes: readonly Box[]
  readonly paths: readonly (readonly Point[])[]
  /** y of lane borders. */
  readonly borders: readonly number[]
}

interface Candidate {
  readonly box: Box
  readonly cost: number
}

const WRAP = { event: 100, gateway: 110, boundary: 90, flow: 110 } as const
const GAP = 4

/** For the last word on where labels stand; routes are found around tight ones. */
export const ROOMY: readonly number[] = [OTHER_FONT, 1]

/**
 * @param stretches how much wider than Arial the letters may be: with `ROOMY`, a box has room for another font where
 *   there is any.
 * @returns the label's box by id; several rounds, so that labels make room for each other.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  around: Surroundings,
  stretches: readonly number[] = [1],
): Map<string, Box> {
  const candidates = new Map(requests.map((request) => [request.id, candidatesOf(request, stretches)]))
  const chosen = new Map(stretches === ROOMY ? placeLabels(requests, around) : [])
  const segments = around.paths.flatMap(segmentsOf)
  const fixed = new Map<Candidate, number>()
  const fixedCost = (candidate: Candidate): number => {
    const known = fixed.get(candidate)
    if (known !== undefined) return known
    const box = grow(candidate.box, 2)
    let cost = candidate.cost
    for (const shape of around.shapes) if (overlap(box, shape)) cost += 500
    for (const [a, b] of segments) if (crosses(a, b, box)) cost += 150
    for (const y of around.borders) if (y > box.y && y < box.y + box.height) cost += 60
    fixed.set(candidate, cost)
    return cost
  }
  for (let round = 0; round < 4; round += 1) {
    for (const { id } of requests) {
      let best: Candidate | null = null
      let bestCost = Infinity
      for (const candidate of candidates.get(id) ?? []) {
        let cost = fixedCost(candidate)
        if (cost >= bestCost) continue
        for (const [other, box] of chosen) if (other !== id && overlap(grow(candidate.box, 2), box)) cost += 500
        if (cost < bestCost) [best, bestCost] = [candidate, cost]
      }
      if (best) chosen.set(id, best.box)
    }
  }
  return chosen
}

function candidatesOf(request: LabelRequest, stretches: readonly number[]): Candidate[] {
  const { shape, path, kind, wanted } = request
  const widths = kind === 'flow' ? [WRAP.flow, 70] : [WRAP[kind], 70, 140]
  // A tight box costs more than another place, but less than lying on a line.
  return stretches.flatMap((stretch) =>
    widths.flatMap((width, index) => {
      const size = labelSize(request.text, width, stretch)
      const found = shape ? besideShape(shape, size, kind, wanted) : path ? besidePath(path, size, request) : []
      return found.map(({ box, cost }) => ({ box, cost: cost + index * 6 + (stretch < OTHER_FONT ? 30 : 0) }))
    }),
  )
}

type Size = ReturnType<typeof labelSize>

function besideShape(shape: Box, size: Size, kind: LabelRequest['kind'], wanted: LabelRequest['wanted']): Candidate[] {
  const { x, y } = centreOf(shape)
  const across = shape.width / 2 + GAP + size.width / 2
  const down = shape.height / 2 + GAP + size.height / 2
  const at = (dx: number, dy: number): Box => boxAround({ x: x + dx, y: y + dy }, size.width, size.height)
  if (wanted && typeof wanted !== 'string') return [{ box: at(wanted[0], wanted[1]), cost: 0 }]
  const sides: Readonly<Record<Side, Candidate>> = {
    bottom: { box: at(0, down), cost: kind === 'gateway' ? 2 : 0 },
    top: { box: at(0, -down), cost: kind === 'gateway' ? 0 : 4 },
    right: { box: at(across, 0), cost: 8 },
    left: { box: at(-across, 0), cost: 9 },
  }
  if (wanted) return [{ ...sides[wanted], cost: -100 }, ...Object.values(sides)]
  // Beside a line that leaves the shape in the middle: moved half a label to one side.
  const aside = size.width / 2 + (kind === 'boundary' ? 4 : 6)
  const corner = kind === 'gateway' ? 0 : 2
  const near = [1, -1].flatMap((side) => [
    { box: at(side * aside, down - corner), cost: kind === 'boundary' ? 1 - side : 5 - side },
    { box: at(side * aside, -down + corner), cost: kind === 'gateway' ? 3 - side : 7 - side },
    { box: at(side * (across - corner), shape.height / 2 + size.height / 2 - corner), cost: 9 },
    { box: at(side * (across - corner), -shape.height / 2 - size.height / 2 + corner), cost: 9 },
  ])
  return kind === 'boundary' ? near : [...Object.values(sides), ...near]
}

function besidePath(path: readonly Point[], size: Size, request: LabelRequest): Candidate[] {
  const { wanted, startGap = 0, siblings = [] } = request
  const candidates: Candidate[] = []
  for (const [index, [a, b]] of segmentsOf(path).slice(0, 5).entries()) {
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
    const direction = { x: Math.sign(b.x - a.x), y: Math.sign(b.y - a.y) }
    const own = direction.x !== 0 ? size.width : size.height
    for (
      let along = own / 2 + 3 + (index === 0 ? startGap : 0);
      along <= Math.max(length, own / 2 + 3 + startGap);
      along += 10
    ) {
      const point = { x: a.x + direction.x * along, y: a.y + direction.y * along }
      const shared = siblings.some((other) => segmentsOf(other).some(([from, to]) => onSegment(point, from, to)))
      for (const side of [-1, 1]) {
        const offset = (direction.x !== 0 ? size.height : size.width) / 2 + 3
        const centre =
          direction.x !== 0 ? { x: point.x, y: point.y + side * offset } : { x: point.x - side * offset, y: point.y }
        candidates.push({
          box: boxAround(centre, size.width, size.height),
          cost:
            index * 12 + along / 12 + (side === 1 ? 1 : 0) + (along + own / 2 > length ? 10 : 0) + (shared ? 40 : 0),
        })
      }
    }
  }
  const start = path[0]
  if (start && wanted && typeof wanted !== 'string') {
    const centre = { x: start.x + wanted[0], y: start.y + wanted[1] }
    return [{ box: boxAround(centre, size.width, size.height), cost: 0 }]
  }
  return candidates
}

const onSegment = (point: Point, a: Point, b: Point): boolean =>
  point.x >= Math.min(a.x, b.x) - 4 &&
  point.x <= Math.max(a.x, b.x) + 4 &&
  point.y >= Math.min(a.y, b.y) - 4 &&
  point.y <= Math.max(a.y, b.y) + 4
