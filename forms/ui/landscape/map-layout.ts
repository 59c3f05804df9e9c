/** Where the boxes and lines of the map stand: a band per group of processes, lines between the boxes. Pure. */
import type { Interaction } from './interactions.ts'

export const BOX = { width: 212, height: 88 } as const
const GAP = { x: 20, y: 96 } as const
const PADDING = 20
const BAND_LABEL = 32
const MOST_IN_A_ROW = 5

/** A process on the map. */
export interface MapBox<Node> {
  readonly node: Node
  readonly x: number
  readonly y: number
}

/** A group on the map. */
export interface MapBand {
  readonly group: string
  readonly y: number
  readonly height: number
}

export interface MapLine {
  readonly interaction: Interaction
  readonly path: string
}

/** All of it, in pixels. */
export interface MapLayout<Node> {
  readonly width: number
  readonly height: number
  readonly bands: readonly MapBand[]
  readonly boxes: readonly MapBox<Node>[]
  readonly lines: readonly MapLine[]
}

/** @param groups in the order of the bands; a band without processes is left out */
export function layoutMap<Node extends { readonly processKey: string; readonly group: string }>(
  groups: readonly string[],
  nodes: readonly Node[],
  interactions: readonly Interaction[],
): MapLayout<Node> {
  const width = 2 * PADDING + MOST_IN_A_ROW * BOX.width + (MOST_IN_A_ROW - 1) * GAP.x
  const bands: MapBand[] = []
  const boxes: MapBox<Node>[] = []
  let y = PADDING
  for (const group of groups) {
    const members = nodes.filter((node) => node.group === group)
    if (members.length === 0) continue
    const top = y
    y += BAND_LABEL
    for (let start = 0; start < members.length; start += MOST_IN_A_ROW) {
      const row = members.slice(start, start + MOST_IN_A_ROW)
      const space = (width - 2 * PADDING - row.length * BOX.width) / (row.length + 1)
      row.forEach((node, index) => boxes.push({ node, x: PADDING + space + index * (BOX.width + space), y }))
      y += BOX.height + GAP.y
    }
    y -= GAP.y / 2
    bands.push({ group, y: top, height: y - top - GAP.y / 2 + PADDING })
  }
  const byKey = new Map(boxes.map((box) => [box.node.processKey, box]))
  const lines = interactions.flatMap((interaction): MapLine[] => {
    const from = byKey.get(interaction.from)
    const to = byKey.get(interaction.to)
    return from && to ? [{ interaction, path: curve(from, to) }] : []
  })
  return { width, height: y, bands, boxes, lines }
}

/** From edge to edge; two boxes of one row are joined below them, so that no line runs through a box between. */
function curve(from: Place, to: Place): string {
  const middle = ({ x }: Place): number => x + BOX.width / 2
  const aside = from.x <= to.x ? 14 : -14
  if (from.y === to.y) {
    const [a, b] = [middle(from) + aside, middle(to) - aside]
    const below = from.y + BOX.height
    const depth = Math.min(24 + Math.abs(a - b) / 14, GAP.y - 12)
    return `M${a} ${below}C${a} ${below + depth} ${b} ${below + depth} ${b} ${below}`
  }
  const goesDown = from.y < to.y
  const start = goesDown ? from.y + BOX.height : from.y
  const end = goesDown ? to.y : to.y + BOX.height
  const [a, b] = [middle(from) + (goesDown ? 18 : -18), middle(to) + (goesDown ? 18 : -18)]
  const half = (start + end) / 2
  return `M${a} ${start}C${a} ${half} ${b} ${half} ${b} ${end}`
}

interface Place {
  readonly x: number
  readonly y: number
}
