/** The outline of a part of a drawing: for each column from `from` to `to` the first and the last row that it takes. */
export interface Contour {
  from: number
  readonly to: number
  /** The last column first, so that a column is put in front cheaply. */
  readonly top: number[]
  readonly bottom: number[]
}

/** One row over some columns. */
export function rowContour(from: number, to: number): Contour {
  const length = to - from + 1
  return { from, to, top: Array<number>(length).fill(0), bottom: Array<number>(length).fill(0) }
}

/** Takes row 0 of the columns in front of the contour, from column `from` on. */
export function putInFront(contour: Contour, from: number): void {
  for (; contour.from > from; contour.from -= 1) {
    contour.top.push(0)
    contour.bottom.push(0)
  }
}

/** How many rows the lower part must move down so as not to touch the upper one; at least `least`. */
export function distance(upper: Contour, lower: Contour, least: number): number {
  let rows = least
  for (let column = Math.max(upper.from, lower.from); column <= Math.min(upper.to, lower.to); column += 1) {
    const bottom = upper.bottom[upper.to - column] ?? -Infinity
    const top = lower.top[lower.to - column] ?? Infinity
    rows = Math.max(rows, bottom - top + 1)
  }
  return rows
}

/** Both as one, with the lower part moved down. */
export function union(upper: Contour, lower: Contour, rows: number): Contour {
  const [from, to] = [Math.min(upper.from, lower.from), Math.max(upper.to, lower.to)]
  const top: number[] = []
  const bottom: number[] = []
  for (let column = to; column >= from; column -= 1) {
    top.push(Math.min(upper.top[upper.to - column] ?? Infinity, (lower.top[lower.to - column] ?? Infinity) + rows))
    bottom.push(
      Math.max(upper.bottom[upper.to - column] ?? -Infinity, (lower.bottom[lower.to - column] ?? -Infinity) + rows),
    )
  }
  return { from, to, top, bottom }
}
