/**
 * Rows for the items of a graph and for its long links: the first way of each item goes straight on, others stand below
 * it as near as they fit. A long link has the cells between its ends for itself, so nothing stands in its way.
 */
import type { Graph } from './graph.ts'
import type { Layers } from './layers.ts'
import { distance, putInFront, rowContour, union, type Contour } from './contour.ts'

export interface Rows {
  readonly item: readonly number[]
  /** By link: the row in which it runs; null where it has no cell of its own. */
  readonly link: readonly (number | null)[]
}

/** A longer link runs between the rows instead: cells for it would make the picture, and the work, too large. */
const LONGEST_IN_ROW = 40

export function findRows({ links }: Graph, { column, isBack, treeLink, order, out }: Layers): Rows {
  const columnOf = (item: number) => column[item] ?? 0
  const spanOf = (link: number) => columnOf(links[link]?.to ?? 0) - columnOf(links[link]?.from ?? 0) - 1
  const isChild = (link: number) => treeLink[links[link]?.to ?? 0] === link && spanOf(link) <= LONGEST_IN_ROW
  const contours: (Contour | undefined)[] = []
  // Relative to the item that the link leaves.
  const rowOfLink: (number | null)[] = links.map(() => null)

  for (const item of order.toReversed()) {
    const start = columnOf(item) + 1
    let below: Contour | undefined
    for (const link of out[item] ?? []) {
      const span = spanOf(link)
      const child = isChild(link) ? contours[links[link]?.to ?? 0] : undefined
      const isLong = !isBack[link] && span > 0 && span <= LONGEST_IN_ROW
      const part = child ?? (isLong ? rowContour(start, start + span - 1) : undefined)
      if (part === undefined) continue
      // Out of a boundary event the way leads down.
      const least = links[link]?.port === null ? 0 : 1
      const rows = below === undefined ? least : distance(below, part, least)
      rowOfLink[link] = rows
      below = below === undefined ? shifted(part, rows) : union(below, part, rows)
    }
    const own = below ?? rowContour(columnOf(item), columnOf(item))
    const link = treeLink[item] ?? -1
    putInFront(own, link >= 0 && isChild(link) ? columnOf(links[link]?.from ?? 0) + 1 : columnOf(item))
    contours[item] = own
  }
  const row: number[] = []
  let whole: Contour | undefined
  for (const item of order) {
    const link = treeLink[item] ?? -1
    if (link >= 0 && isChild(link)) {
      row[item] = (row[links[link]?.from ?? 0] ?? 0) + (rowOfLink[link] ?? 0)
      continue
    }
    const contour = contours[item] ?? rowContour(columnOf(item), columnOf(item))
    const rows = whole === undefined ? 0 : distance(whole, contour, 0)
    whole = whole === undefined ? contour : union(whole, contour, rows)
    row[item] = rows
  }
  const absolute = rowOfLink.map((rows, link) => (rows === null ? null : (row[links[link]?.from ?? 0] ?? 0) + rows))
  return { item: row, link: absolute }
}

function shifted(contour: Contour, rows: number): Contour {
  if (rows === 0) return contour
  return { ...contour, top: contour.top.map((row) => row + rows), bottom: contour.bottom.map((row) => row + rows) }
}
