/** Puts rows into bands: what stands in a lane moves into its band, and keeps its order and its straight lines there. */
import type { Graph } from './graph.ts'
import type { Layers } from './layers.ts'
import type { Rows } from './rows.ts'

export interface BandedRows extends Rows {
  /** By row: the band that it is part of; each band has at least one row. */
  readonly bandOf: readonly number[]
}

interface Cell {
  readonly row: number
  readonly from: number
  readonly to: number
}

export function putIntoBands(graph: Graph, { column }: Layers, rows: Rows): BandedRows {
  const columnOf = (item: number) => column[item] ?? 0
  const bandOfItem = (item: number) => graph.items[item]?.band ?? 0
  const bandOfLink = graph.links.map(({ from, to }, link) =>
    // A line runs where it is straight: in the row of its end, or in that of its beginning.
    bandOfItem(rows.link[link] === rows.item[to] ? to : from),
  )
  const cells: Cell[][] = Array.from({ length: graph.bands }, () => [])
  graph.items.forEach((_, item) => {
    cells[bandOfItem(item)]?.push({ row: rows.item[item] ?? 0, from: columnOf(item), to: columnOf(item) })
  })
  graph.links.forEach(({ from, to }, link) => {
    const row = rows.link[link]
    if (typeof row !== 'number') return
    cells[bandOfLink[link] ?? 0]?.push({ row, from: columnOf(from) + 1, to: columnOf(to) - 1 })
  })

  const bandOf: number[] = []
  const newRow = cells.map((own, band) => {
    const local = compress(own, graph.bands > 1)
    const start = bandOf.length
    const count = Math.max(1, ...[...local.values()].map((row) => row + 1))
    for (let row = 0; row < count; row += 1) bandOf.push(band)
    return new Map([...local].map(([row, place]) => [row, start + place]))
  })
  return {
    bandOf,
    item: rows.item.map((row, item) => newRow[bandOfItem(item)]?.get(row) ?? 0),
    link: rows.link.map((row, link) => (row === null ? null : (newRow[bandOfLink[link] ?? 0]?.get(row) ?? null))),
  }
}

/** Numbers the rows anew without gaps; with `merge` a row joins the one above where both have room. */
function compress(cells: readonly Cell[], merge: boolean): Map<number, number> {
  const byRow = new Map<number, Cell[]>()
  for (const cell of cells) {
    const others = byRow.get(cell.row)
    if (others === undefined) byRow.set(cell.row, [cell])
    else others.push(cell)
  }
  const places = new Map<number, number>()
  let last = -1
  let taken = new Set<number>()
  for (const row of [...byRow.keys()].toSorted((a, b) => a - b)) {
    const columns = (byRow.get(row) ?? []).flatMap(({ from, to }) =>
      Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index),
    )
    const fits = merge && last >= 0 && columns.every((column) => !taken.has(column))
    if (!fits) {
      last += 1
      taken = new Set()
    }
    for (const column of columns) taken.add(column)
    places.set(row, last)
  }
  return places
}
