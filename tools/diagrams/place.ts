/** Puts boxes where the hints want them: columns and rows become pixels on a grid of ten. */
import type { Diagram, DiagramNode, Named } from './diagram.ts'
import { boundsOf, boxAround, centreOf, type Box, type Point } from './geometry.ts'
import { nodeHint, type Cell, type DiagramHints, type NodeHint, type PlaneHints } from './hints.ts'

/** Everything of one plane that has a box. */
export interface Placed {
  readonly boxes: ReadonlyMap<string, Box>
  /** Turns a cell into a point; rows of the given lane. */
  readonly cellToPoint: (cell: Cell, lane: string | null) => Point
}

const GAP = 30
const ROW = 120
const BAND = 30
const POOL_GAP = 50
const BLACK_BOX_HEIGHT = 60
const PADDING = 30
const SIZES: Readonly<Record<DiagramNode['shape'], readonly [number, number]>> = {
  event: [36, 36],
  boundary: [36, 36],
  gateway: [50, 50],
  activity: [120, 80],
  'sub-process': [120, 80],
  annotation: [300, 40],
}
/** Room that a column needs for a shape whose label stands outside. */
const LABELLED_WIDTH = 90

export const snap = (value: number): number => Math.round(value / 10) * 10

/** Places the main plane: pools, lanes, nodes and open sub-processes with what is in them. */
export function placeMain(diagram: Diagram, hints: DiagramHints): Placed {
  const boxes = new Map<string, Box>()
  const lanes = diagram.lanes.length > 0 ? diagram.lanes.map((lane) => lane.id) : ['']
  const nodes = diagram.nodes.filter((node) => node.parent === null)
  const inner = new Map<string, ReadonlyMap<string, Box>>()
  const sizes = new Map<string, readonly [number, number]>()
  for (const node of nodes) {
    const sub = hints.subProcesses?.[node.id]
    if (!sub?.expanded) continue
    const content = placeScope(diagram, sub, node.id, { x: 0, y: 0 })
    const bounds = boundsOf([...content.boxes.values()])
    inner.set(node.id, content.boxes)
    sizes.set(node.id, [snap(bounds.width + 2 * PADDING + 20), snap(bounds.height + 2 * PADDING + 40)])
  }
  const left = diagram.pool ? 160 + BAND + (diagram.lanes.length > 0 ? BAND : 0) : 160
  const columns = columnCentres(nodes, hints, sizes, left + 40)
  const blackBoxesAbove = diagram.blackBoxes.filter((box) => poolSide(hints, box) === 'top')
  const top = 80 + (blackBoxesAbove.length > 0 ? BLACK_BOX_HEIGHT + POOL_GAP : 0)
  const rows = new Map<string, readonly number[]>()
  const laneBoxes: { id: string; y: number; height: number }[] = []
  let y = top
  for (const lane of lanes) {
    const laneNodes = nodes.filter((node) => laneOf(node, hints) === (lane === '' ? null : lane) || lane === '')
    const heights = rowHeights(laneNodes, hints, lane, sizes)
    const start = y
    const centres: number[] = []
    for (const height of heights) {
      centres.push(snap(y + height / 2))
      y += height
    }
    rows.set(lane, centres)
    laneBoxes.push({ id: lane, y: start, height: y - start })
  }
  const cellToPoint = (cell: Cell, lane: string | null): Point => ({
    x: snap(between(columns, cell[0])),
    y: snap(between(rows.get(lane ?? '') ?? rows.get(lanes[0] ?? '') ?? [], cell[1])),
  })
  placeNodes(nodes, hints, sizes, cellToPoint, boxes)
  for (const [id, content] of inner) placeInside(id, content, boxes)
  const right = Math.max(...nodes.map((node) => rightOf(boxes, node.id))) + 70
  const poolLeft = 160
  if (diagram.pool) boxes.set(diagram.pool.id, { x: poolLeft, y: top, width: snap(right - poolLeft), height: y - top })
  for (const { id, y: laneTop, height } of laneBoxes) {
    if (id !== '') boxes.set(id, { x: poolLeft + BAND, y: laneTop, width: snap(right - poolLeft) - BAND, height })
  }
  for (const box of diagram.blackBoxes) {
    const hint = hints.pools?.[box.id]
    const from = hint?.fromColumn === undefined ? poolLeft : snap(between(columns, hint.fromColumn))
    const to = hint?.toColumn === undefined ? snap(right) : snap(between(columns, hint.toColumn))
    const boxTop = poolSide(hints, box) === 'top' ? 80 : y + POOL_GAP
    boxes.set(box.id, { x: from, y: boxTop, width: to - from, height: BLACK_BOX_HEIGHT })
  }
  return { boxes, cellToPoint }
}

/** Places the inside of a sub-process; its rows are counted from `origin`. */
export function placeScope(diagram: Diagram, hints: PlaneHints, scope: string, origin: Point): Placed {
  const boxes = new Map<string, Box>()
  const nodes = diagram.nodes.filter((node) => node.parent === scope)
  const columns = columnCentres(nodes, hints, new Map(), origin.x + 40)
  const heights = rowHeights(nodes, hints, '', new Map())
  const centres = heights.map((height, row) => snap(origin.y + sum(heights.slice(0, row)) + height / 2))
  const cellToPoint = (cell: Cell): Point => ({
    x: snap(between(columns, cell[0])),
    y: snap(between(centres, cell[1])),
  })
  placeNodes(nodes, hints, new Map(), cellToPoint, boxes)
  return { boxes, cellToPoint }
}

function placeNodes(
  nodes: readonly DiagramNode[],
  hints: PlaneHints,
  sizes: ReadonlyMap<string, readonly [number, number]>,
  cellToPoint: (cell: Cell, lane: string | null) => Point,
  boxes: Map<string, Box>,
): void {
  const place = (node: DiagramNode) => {
    const hint = hintOf(node, hints)
    const [width, height] = sizeOf(node, hints, sizes)
    const cell = cellToPoint(hint.at, laneOf(node, hints))
    const anchor = hint.under ? boxes.get(hint.under) : undefined
    const [dx, dy] = hint.shift ?? [0, 0]
    const x = anchor ? snap(centreOf(anchor).x) : cell.x
    const end = hint.toColumn === undefined ? null : cellToPoint([hint.toColumn, 0], null).x
    // An even number of grid lines, so that the middle is on one.
    const stretched = end === null ? width : Math.round((end - x) / 20) * 20
    const centre = { x: (end === null ? x : x + stretched / 2) + dx, y: cell.y + dy }
    // An open sub-process or annotation starts at its column; everything else is centred there.
    const leftAligned = sizes.has(node.id) || node.shape === 'annotation'
    boxes.set(node.id, boxAround(leftAligned ? { ...centre, x: centre.x + stretched / 2 } : centre, stretched, height))
  }
  const free = nodes.filter((node) => node.shape !== 'boundary')
  free.filter((node) => !hintOf(node, hints).under).forEach(place)
  for (const node of nodes.filter(({ shape }) => shape === 'boundary')) {
    const host = boxes.get(node.host ?? '')
    if (!host) throw new Error(`Expected a host for boundary event ${node.id}, but it has none.`)
    const siblings = nodes.filter(({ host: other }) => other === node.host)
    const share = ((siblings.indexOf(node) + 1) * host.width) / (siblings.length + 1)
    const x = snap(host.x + (hints.boundaries?.[node.id] ?? share))
    boxes.set(node.id, boxAround({ x, y: host.y + host.height }, 36, 36))
  }
  free.filter((node) => hintOf(node, hints).under).forEach(place)
}

function placeInside(id: string, content: ReadonlyMap<string, Box>, boxes: Map<string, Box>): void {
  const outer = boxes.get(id)
  if (!outer) return
  const bounds = boundsOf([...content.values()])
  const dx = snap(outer.x + PADDING + 10 - bounds.x)
  const dy = snap(outer.y + PADDING + 20 - bounds.y)
  for (const [child, box] of content) boxes.set(child, { ...box, x: box.x + dx, y: box.y + dy })
}

function columnCentres(
  nodes: readonly DiagramNode[],
  hints: PlaneHints,
  sizes: ReadonlyMap<string, readonly [number, number]>,
  left: number,
): number[] {
  const widths: number[] = []
  for (const node of nodes) {
    if (node.shape === 'boundary' || node.shape === 'annotation' || sizes.has(node.id)) continue
    const hint = hintOf(node, hints)
    const [column] = hint.at
    if (hint.under || hint.toColumn !== undefined || !Number.isInteger(column)) continue
    const [width] = sizeOf(node, hints, sizes)
    widths[column] = Math.max(widths[column] ?? 0, width, LABELLED_WIDTH)
  }
  const centres: number[] = []
  let x = left
  for (let column = 0; column < widths.length; column += 1) {
    const width = widths[column] ?? LABELLED_WIDTH
    x += hints.columnGaps?.[String(column)] ?? 0
    centres.push(snap(x + width / 2))
    x += width + GAP
  }
  return centres
}

function rowHeights(
  nodes: readonly DiagramNode[],
  hints: PlaneHints,
  lane: string,
  sizes: ReadonlyMap<string, readonly [number, number]>,
): number[] {
  const given = hints.rows?.[lane]
  if (given) return [...given]
  const rows = nodes
    .filter((node) => node.shape !== 'boundary')
    .map((node) => Math.ceil(hintOf(node, hints).at[1]) + (sizes.has(node.id) ? 1 : 0))
  return Array.from({ length: Math.max(0, ...rows) + 1 }, () => ROW)
}

/** The position of a fractional index; beyond the ends the last distance goes on. */
function between(centres: readonly number[], index: number): number {
  const low = Math.max(0, Math.min(Math.floor(index), centres.length - 2))
  const a = centres[low] ?? 0
  const b = centres[low + 1] ?? a + ROW
  return a + (b - a) * (index - low)
}

function hintOf(node: DiagramNode, hints: PlaneHints): NodeHint {
  const hint = hints.nodes[node.id]
  if (hint) return nodeHint(hint)
  if (node.shape === 'boundary') return { at: [0, 0] }
  throw new Error(`Expected a cell for ${node.id} in the hints, but there is none.`)
}

function laneOf(node: DiagramNode, hints: PlaneHints): string | null {
  return node.lane ?? hintOf(node, hints).lane ?? null
}

function sizeOf(
  node: DiagramNode,
  hints: PlaneHints,
  sizes: ReadonlyMap<string, readonly [number, number]>,
): readonly [number, number] {
  return sizes.get(node.id) ?? hintOf(node, hints).size ?? SIZES[node.shape]
}

function poolSide(hints: DiagramHints, pool: Named): 'top' | 'bottom' {
  return hints.pools?.[pool.id]?.side ?? 'top'
}

function rightOf(boxes: ReadonlyMap<string, Box>, id: string): number {
  const box = boxes.get(id)
  return box ? box.x + box.width : 0
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
