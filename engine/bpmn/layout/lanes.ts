/** The lanes of one scope as bands: an innermost lane is a band, and so is what stands in a lane beside its inner lanes. */
import type { DiagramLane, DiagramNode, DiagramProcess, DiagramScope } from '../diagram/diagram.ts'
import { elementsOf, idOf, type ModdleElement } from '../xml/moddle-element.ts'
import type { DrawnShape } from './drawing.ts'

export interface LaneBands {
  readonly count: number
  /** How many lanes stand inside one another at most. */
  readonly depth: number
  bandOf(node: DiagramNode): number
  /** @param bands where each band stands */
  shapes(bands: readonly { readonly y: number; readonly height: number }[], width: number): DrawnShape[]
}

/** Of the strip in which a lane or pool has its name. */
export const NAME_STRIP = 30

interface LanePlace {
  readonly lane: DiagramLane
  readonly depth: number
  readonly first: number
  last: number
}

export function readLaneBands(process: DiagramProcess, scope: DiagramScope): LaneBands {
  const sets: readonly ModdleElement[] = elementsOf(scope.element, 'laneSets')
  const outer = new Set(sets.flatMap((set) => elementsOf(set, 'lanes')))
  const children = new Map<DiagramLane | null, DiagramLane[]>()
  for (const lane of process.lanes) {
    if (lane.parent === null && !outer.has(lane.element)) continue
    children.set(lane.parent, [...(children.get(lane.parent) ?? []), lane])
  }
  const occupied = new Set(scope.nodes.map(({ lane }) => lane))
  const places: LanePlace[] = []
  const bands = new Map<DiagramLane | null, number>()
  let count = 0
  // The depth limit of the file bounds this recursion.
  const enter = (lane: DiagramLane, depth: number) => {
    const inner = children.get(lane) ?? []
    const place = { lane, depth, first: count, last: count }
    places.push(place)
    if (inner.length === 0 || occupied.has(lane)) {
      bands.set(lane, count)
      count += 1
    }
    for (const child of inner) enter(child, depth + 1)
    place.last = count - 1
  }
  for (const lane of children.get(null) ?? []) enter(lane, 0)

  // What stands in no lane comes below them.
  const rest = scope.nodes.some(({ lane }) => lane === null || !bands.has(lane)) || count === 0
  const restBand = count
  return {
    count: count + (rest ? 1 : 0),
    depth: Math.max(0, ...places.map(({ depth }) => depth + 1)),
    bandOf: ({ lane }) => bands.get(lane) ?? restBand,
    shapes: (placed, width) =>
      places
        .filter(({ lane }) => idOf(lane.element) !== null)
        .map(({ lane, depth, first, last }) => {
          const [top, bottom] = [placed[first], placed[last]]
          const y = top?.y ?? 0
          const x = NAME_STRIP * depth
          const height = (bottom?.y ?? 0) + (bottom?.height ?? 0) - y
          const box = { x, y, width: width - x, height }
          return { elementId: lane.id, box, attributes: ' isHorizontal="true"', label: null }
        }),
  }
}
