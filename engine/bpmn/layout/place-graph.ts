/** Places the boxes of a graph and leads its links between them, in pixels. */
import { putIntoBands } from './bands.ts'
import { placeTrunks } from './channels.ts'
import { withoutStops, type Box, type Point } from './geometry.ts'
import type { Graph } from './graph.ts'
import { findLayers } from './layers.ts'
import { findLines, type Level, type Trunk } from './lines.ts'
import { findRows } from './rows.ts'

export interface PlacedGraph {
  readonly boxes: readonly Box[]
  readonly paths: readonly (readonly Point[])[]
  /** By band: where it begins and how high it is. */
  readonly bands: readonly { readonly y: number; readonly height: number }[]
  readonly width: number
}

export interface LeastRoom {
  readonly height: number
  readonly free: number
}

/** Between two columns, and between two rows. */
const CHANNEL = 50
const GAP = 30
/** Between two lines side by side. */
const TRACK = 10
/** Of a band above its first row. */
export const BAND_TOP = 20

/** @param least by band: how high it must be, and how much of that must be free below its rows */
export function placeGraph(graph: Graph, least: readonly LeastRoom[]): PlacedGraph {
  const layers = findLayers(graph)
  const rows = putIntoBands(graph, layers, findRows(graph, layers))
  const columnCount = graph.items.length === 0 ? 0 : 1 + layers.column.reduce((most, one) => Math.max(most, one), 0)
  const { lines, tracks } = findLines(graph, layers, rows, rows.bandOf.length)
  const channels = placeTrunks(lines, columnCount + 1)

  const widths = Array<number>(columnCount).fill(0)
  const above = rows.bandOf.map(() => 0)
  const below = rows.bandOf.map(() => 0)
  graph.items.forEach(({ cellWidth, ...item }, index) => {
    const [column, row] = [layers.column[index] ?? 0, rows.item[index] ?? 0]
    widths[column] = Math.max(widths[column] ?? 0, cellWidth)
    above[row] = Math.max(above[row] ?? 0, item.above)
    below[row] = Math.max(below[row] ?? 0, item.below)
  })

  const channelX: number[] = []
  const columnX: number[] = []
  let x = 0
  for (let column = 0; column <= columnCount; column += 1) {
    const lanes = channels.lanes[column] ?? 0
    channelX.push(x)
    const isOuter = column === 0 || column === columnCount
    if (!isOuter || lanes > 0) x += Math.max(isOuter ? 0 : CHANNEL, CHANNEL - TRACK + TRACK * lanes)
    columnX.push(x)
    x += widths[column] ?? 0
  }

  const { middle, gapTop, bands } = stackRows(rows.bandOf, above, below, tracks, least)
  const boxes = graph.items.map(({ width, height }, index): Box => {
    const column = layers.column[index] ?? 0
    const left = (columnX[column] ?? 0) + Math.round(((widths[column] ?? 0) - width) / 2)
    return { x: left, y: (middle[rows.item[index] ?? 0] ?? 0) - height / 2, width, height }
  })

  const xOf = (trunk: Trunk) => (channelX[trunk.channel] ?? 0) + CHANNEL / 2 + TRACK * channels.laneOf(trunk)
  const yOf = ({ row, track }: Level) =>
    track === null ? (middle[row] ?? 0) : (gapTop[row] ?? 0) + GAP / 2 + TRACK * track
  const paths = graph.links.map(({ from, to, port }, link): Point[] => {
    const [source, target] = [boxes[from], boxes[to]]
    if (source === undefined || target === undefined) return []
    const { portGap = null, trunks = [] } = lines[link] ?? {}
    const start = { x: source.x + source.width, y: source.y + source.height / 2 }
    const portX = source.x + (port?.x ?? 0)
    const beginning =
      port === null || portGap === null
        ? [start]
        : [
            { x: portX, y: start.y + port.y },
            { x: portX, y: yOf(portGap) },
          ]
    const middlePart = trunks.flatMap((trunk) => [
      { x: xOf(trunk), y: yOf(trunk.from) },
      { x: xOf(trunk), y: yOf(trunk.to) },
    ])
    return withoutStops([...beginning, ...middlePart, { x: target.x, y: target.y + target.height / 2 }])
  })
  return { boxes, paths, bands, width: x }
}

function stackRows(
  bandOf: readonly number[],
  above: readonly number[],
  below: readonly number[],
  tracks: readonly number[],
  least: readonly LeastRoom[],
) {
  const middle: number[] = []
  const gapTop: number[] = []
  const bands: { y: number; height: number }[] = []
  let y = 0
  bandOf.forEach((band, row) => {
    if (bandOf[row - 1] !== band) {
      bands.push({ y, height: 0 })
      y += BAND_TOP
    }
    y += above[row] ?? 0
    middle.push(y)
    y += below[row] ?? 0
    gapTop.push(y)
    y += GAP + TRACK * Math.max(0, (tracks[row] ?? 0) - 1)
    if (bandOf[row + 1] === band) return
    const current = bands[bands.length - 1]
    if (current === undefined) return
    const { height = 0, free = 0 } = least[band] ?? {}
    current.height = Math.max(height, y + free - current.y)
    y = current.y + current.height
  })
  return { middle, gapTop, bands }
}
