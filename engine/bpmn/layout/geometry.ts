/** Points, sizes and boxes of a drawing, in pixels; x grows to the right, y downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Point, Size {}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export function moved<T extends Point>(place: T, by: Point): T {
  return { ...place, x: place.x + by.x, y: place.y + by.y }
}

/** Where the line from the centre of a box towards a point leaves the box. */
export function borderTowards(box: Box, point: Point): Point {
  const centre = centreOf(box)
  const [dx, dy] = [point.x - centre.x, point.y - centre.y]
  if (dx === 0 && dy === 0) return centre
  const scale = Math.min(
    dx === 0 ? Infinity : box.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : box.height / 2 / Math.abs(dy),
  )
  return { x: centre.x + dx * scale, y: centre.y + dy * scale }
}

/** Without points that repeat the one before or lie between their neighbours. */
export function withoutStops(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (last !== undefined && last.x === point.x && last.y === point.y) continue
    const before = kept.at(-2)
    const straight =
      before !== undefined &&
      last !== undefined &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    if (straight) kept.pop()
    kept.push(point)
  }
  return kept
}
