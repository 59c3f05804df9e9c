/** Routes on a grid of ten pixels: names for its units, and the corners of a way along it. */
import type { Point } from './geometry.ts'

export const GRID = 10

/** @returns the name of the grid unit between two neighbouring points. */
export function unitKey(a: Point, b: Point): string {
  const horizontal = a.y === b.y
  return horizontal ? `h${Math.min(a.x, b.x)},${a.y}` : `v${a.x},${Math.min(a.y, b.y)}`
}

/** @returns the units that meet a point at right angles to a way in this direction. */
export function acrossKeys(at: Point, horizontal: boolean): readonly string[] {
  return horizontal ? [`v${at.x},${at.y - GRID}`, `v${at.x},${at.y}`] : [`h${at.x - GRID},${at.y}`, `h${at.x},${at.y}`]
}

/** @returns the grid units that a segment covers, rounded outwards. */
export function unitsOf(a: Point, b: Point): string[] {
  const keys: string[] = []
  if (a.y === b.y) {
    const [low, high] = [Math.floor(Math.min(a.x, b.x) / GRID) * GRID, Math.max(a.x, b.x)]
    for (let x = low; x < high; x += GRID) keys.push(`h${x},${a.y}`)
  } else {
    const [low, high] = [Math.floor(Math.min(a.y, b.y) / GRID) * GRID, Math.max(a.y, b.y)]
    for (let y = low; y < high; y += GRID) keys.push(`v${a.x},${y}`)
  }
  return keys
}

/** @returns the corners of a way, without the points between them. */
export function simplify(path: readonly Point[]): Point[] {
  const points: Point[] = []
  for (const point of path) {
    const last = points[points.length - 1]
    const before = points[points.length - 2]
    if (last && last.x === point.x && last.y === point.y) continue
    const straight =
      before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    if (straight) points[points.length - 1] = point
    else points.push(point)
  }
  return points
}
