/**
 * Where the boxes and lines of a graph stand. The item itself is in the middle column; what it relates to is right of it,
 * what relates to it left; neighbours of neighbours are one column further out. Pure: the same graph gives the same picture.
 */
import type { GraphItem, GraphRelation, ItemGraph } from './item-graph.ts'

export interface Box {
  readonly item: GraphItem
  /** Of its upper left corner. */
  readonly x: number
  readonly y: number
}

export interface Line {
  readonly relation: GraphRelation
  /** Of an SVG path, from the box of its source to that of its target. */
  readonly path: string
  /** Where its words stand, centred. */
  readonly x: number
  readonly y: number
}

export interface GraphLayout {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
}

export const BOX = { width: 196, height: 88 } as const
const GAP = { x: 128, y: 28 } as const
/** So that outlines are not cut. */
const MARGIN = 8
/** How far a line within one column swings out. */
const SWING = 56

export function layoutGraph({ items, relations }: ItemGraph): GraphLayout {
  const columns = columnsOf(items, relations)
  const first = Math.min(...columns.keys())
  const tallest = Math.max(...[...columns.values()].map((column) => column.length))
  const height = tallest * (BOX.height + GAP.y) - GAP.y + 2 * MARGIN
  const width = columns.size * (BOX.width + GAP.x) - GAP.x + 2 * MARGIN
  const boxes = new Map<string, Box>()
  for (const [column, members] of columns) {
    const own = members.length * (BOX.height + GAP.y) - GAP.y
    members.forEach((item, row) => {
      const x = MARGIN + (column - first) * (BOX.width + GAP.x)
      const y = (height - own) / 2 + row * (BOX.height + GAP.y)
      boxes.set(item.record.id, { item, x, y })
    })
  }
  const lines = relations.flatMap((relation) => lineOf(relation, boxes))
  return { width, height, boxes: [...boxes.values()], lines }
}

/** Column → its items, those beside each other that hang on the same neighbour. */
function columnsOf(
  items: ItemGraph['items'],
  relations: readonly GraphRelation[],
): ReadonlyMap<number, readonly GraphItem[]> {
  const places = new Map<string, number>()
  for (const [id, { depth, through }] of items) {
    const points = relations.some(({ from, to }) => from === through && to === id)
    const side = depth < 2 ? (points ? 1 : -1) : Math.sign(places.get(through ?? '') ?? 1)
    places.set(id, depth * side)
  }
  const columns = new Map<number, GraphItem[]>()
  for (const column of [...new Set(places.values())].toSorted((one, other) => one - other)) columns.set(column, [])
  for (const [id, item] of items) columns.get(places.get(id) ?? 0)?.push(item)
  const rows = new Map([...columns.values()].flatMap((column) => column.map(({ record }, row) => [record.id, row])))
  const rowOf = ({ through }: GraphItem): number => rows.get(through ?? '') ?? 0
  return new Map(
    [...columns].map(([column, members]) => [column, members.toSorted((one, other) => rowOf(one) - rowOf(other))]),
  )
}

function lineOf(relation: GraphRelation, boxes: ReadonlyMap<string, Box>): readonly Line[] {
  const from = boxes.get(relation.from)
  const to = boxes.get(relation.to)
  if (!from || !to || from === to) return []
  const middle = (box: Box): number => box.y + BOX.height / 2
  const [y1, y2] = [middle(from), middle(to)]
  if (from.x === to.x) {
    const x = from.x + BOX.width
    return [
      {
        relation,
        path: `M${x} ${y1}C${x + SWING} ${y1} ${x + SWING} ${y2} ${x} ${y2}`,
        x: x + SWING,
        y: (y1 + y2) / 2,
      },
    ]
  }
  const isRightwards = from.x < to.x
  const x1 = isRightwards ? from.x + BOX.width : from.x
  const x2 = isRightwards ? to.x : to.x + BOX.width
  const half = (x1 + x2) / 2
  return [{ relation, path: `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`, x: half, y: (y1 + y2) / 2 }]
}
