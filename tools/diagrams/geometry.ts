/** Points and boxes of a drawing, in pixels; x grows to the right, y downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** @returns the box of this size around a centre. */
export const boxAround = (centre: Point, width: number, height: number): Box => ({
  x: centre.x - width / 2,
  y: centre.y - height / 2,
  width,
  height,
})

export const centreOf = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

/** @returns the box made larger by `by` pixels on every side; smaller when negative. */
export const grow = (box: Box, by: number): Box => ({
  x: box.x - by,
  y: box.y - by,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
})

/** @returns whether two boxes share more than their border. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** @returns whether `inner` lies in `outer`, touching allowed. */
export const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** @returns the smallest box around all; an empty box at the origin for none. */
export const boundsOf = (boxes: readonly Box[]): Box => {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}

/** @returns the box of an orthogonal segment, without thickness. */
export const segmentBox = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

/** @returns whether an orthogonal segment runs through the inside of a box; along its border does not count. */
export const crosses = (a: Point, b: Point, box: Box): boolean => {
  const segment = segmentBox(a, b)
  return (
    segment.x < box.x + box.width &&
    box.x < segment.x + segment.width + (segment.width === 0 ? 1e-9 : 0) &&
    segment.y < box.y + box.height &&
    box.y < segment.y + segment.height + (segment.height === 0 ? 1e-9 : 0)
  )
}

/** @returns consecutive pairs of a list of waypoints. */
export const segmentsOf = (points: readonly Point[]): (readonly [Point, Point])[] =>
  points.slice(1).map((point, index) => [points[index] as Point, point] as const)
