/** Draws what stands directly in a process or sub-process, from its upper left corner on. */
import type { DiagramNode, DiagramProcess, DiagramScope } from '../diagram/diagram.ts'
import { idOf } from '../xml/moddle-element.ts'
import { readArtifacts, type Artifacts } from './artifacts.ts'
import { artifactSize, makeCell, portOf, shapeOfArtifact, shapesOfCell, type Cell } from './cells.ts'
import { drawConnections } from './draw-connections.ts'
import { moveDrawing, type Drawing, type DrawnEdge, type DrawnShape } from './drawing.ts'
import { moved, type Size } from './geometry.ts'
import type { GraphLink } from './graph.ts'
import { NAME_STRIP, readLaneBands } from './lanes.ts'
import { BAND_TOP, placeGraph } from './place-graph.ts'
import { arrangeShelf, type ShelfItem } from './shelf.ts'

/** The drawing of a scope, with its own size. */
export type ScopeDrawing = Drawing & Size

const SIDE = 30
const LANE_HEIGHT = 120

/** @param insides drawings of the sub-processes in it */
export function drawScope(
  process: DiagramProcess,
  scope: DiagramScope,
  insides: ReadonlyMap<DiagramNode, ScopeDrawing>,
): ScopeDrawing {
  const lanes = readLaneBands(process, scope)
  const artifacts = readArtifacts(scope)
  const links = readLinks(process, scope, artifacts)
  const cells = scope.nodes
    .filter((node) => node.attachedTo === null && idOf(node.element) !== null)
    .map((node) => makeCell(node, insides.get(node) ?? null, artifacts.beside(node)))

  const linked = new Set(links.flatMap(({ source, target }) => [hostOf(source), hostOf(target)]))
  const placed = cells.filter(({ node }) => linked.has(node))
  const numbers = new Map(placed.map(({ node }, number) => [node, number]))
  const known = links.filter(({ source, target }) => numbers.has(hostOf(source)) && numbers.has(hostOf(target)))
  const graph = {
    items: placed.map((cell) => ({ ...cell, band: lanes.bandOf(cell.node) })),
    links: known.map((link) => toGraphLink(link, numbers, placed)),
    bands: lanes.count,
  }
  const roomy = graph.items.reduce((sum, { cellWidth }) => sum + cellWidth, 0)
  const shelfWidth = Math.max(800, Math.min(roomy, 2000))
  const shelves = Array.from({ length: lanes.count }, (_, band) => {
    const isLast = band === lanes.count - 1
    const alone = cells.filter(({ node }) => !linked.has(node) && lanes.bandOf(node) === band)
    return arrangeShelf([...alone.map(ofCell), ...(isLast ? artifacts.alone.map(ofArtifact) : [])], shelfWidth)
  })
  // Below the rows, or beside them where lines lead on to other bands.
  const isBeside = lanes.count > 1
  const least = shelves.map(({ height }) => ({
    height: Math.max(lanes.depth > 0 ? LANE_HEIGHT : 0, isBeside && height > 0 ? BAND_TOP + height : 0),
    free: isBeside ? 0 : height,
  }))
  const { boxes, paths, bands, width } = placeGraph(graph, least)

  const corner = { x: lanes.depth * NAME_STRIP + SIDE, y: 0 }
  const shapes: DrawnShape[] = []
  const insideEdges: DrawnEdge[] = []
  let content = width
  placed.forEach((cell, number) => {
    const box = boxes[number]
    if (box !== undefined) draw(cell, moved(box, corner))
  })
  shelves.forEach((shelf, band) => {
    const { y = 0, height = 0 } = bands[band] ?? {}
    const left = isBeside && width > 0 ? width + SIDE : 0
    const top = { x: corner.x + left, y: isBeside ? y + BAND_TOP : y + height - shelf.height }
    content = Math.max(content, shelf.width > 0 ? left + shelf.width : 0)
    for (const { item, place } of shelf.places) item.draw(moved(place, top))
  })
  const total = corner.x + content + SIDE
  const last = bands.at(-1)
  const edges = known.flatMap(({ id }, link): DrawnEdge[] => {
    const points = paths[link] ?? []
    return id === null ? [] : [{ elementId: id, points: points.map((point) => moved(point, corner)) }]
  })
  const laneShapes = lanes.shapes(bands, total)
  return {
    shapes: [...laneShapes, ...shapes],
    edges: [...edges, ...insideEdges, ...drawConnections(artifacts.connections, shapes, edges)],
    width: total,
    height: even((last?.y ?? 0) + (last?.height ?? 0)),
  }

  function draw(cell: Cell, box: DrawnShape['box']): void {
    shapes.push(...shapesOfCell(cell, box))
    if (cell.inside === null) return
    const inside = moveDrawing(cell.inside, box)
    shapes.push(...inside.shapes)
    insideEdges.push(...inside.edges)
  }
  function ofCell(cell: Cell): ShelfItem {
    const height = cell.above + cell.below
    const inset = { x: Math.round((cell.cellWidth - cell.width) / 2), y: cell.above - cell.height / 2 }
    const { width: boxWidth, height: boxHeight } = cell
    return {
      width: cell.cellWidth,
      height,
      draw: (place) => draw(cell, { ...moved(place, inset), width: boxWidth, height: boxHeight }),
    }
  }
  function ofArtifact(artifact: Artifacts['alone'][number]): ShelfItem {
    const size = artifactSize(artifact)
    return { ...size, draw: (place) => void shapes.push(shapeOfArtifact(artifact, { ...place, ...size })) }
  }
}

interface Link {
  /** Null for a flow without id: it cannot be referred to, and so not be drawn. */
  readonly id: string | null
  readonly source: DiagramNode
  readonly target: DiagramNode
}

/** Sequence flows, and what leads from a compensation event to its handler. */
function readLinks(process: DiagramProcess, scope: DiagramScope, { connections }: Artifacts): Link[] {
  const flows = process.flows.flatMap(({ element, scope: at, source, target }): Link[] => {
    if (at !== scope || source === null || target === null) return []
    return source.scope === scope && target.scope === scope ? [{ id: idOf(element), source, target }] : []
  })
  const byElement = new Map(scope.nodes.map((node) => [node.element, node]))
  const handlers = connections.flatMap(({ id, source, target }): Link[] => {
    const [event, handler] = [byElement.get(source), byElement.get(target)]
    return event === undefined || handler === undefined ? [] : [{ id, source: event, target: handler }]
  })
  return [...flows, ...handlers]
}

function hostOf(node: DiagramNode): DiagramNode {
  return node.attachedTo ?? node
}

function toGraphLink(
  { source, target }: Link,
  numbers: ReadonlyMap<DiagramNode, number>,
  cells: readonly Cell[],
): GraphLink {
  const from = numbers.get(hostOf(source)) ?? 0
  const to = numbers.get(hostOf(target)) ?? 0
  const cell = cells[from]
  if (source.attachedTo === null || cell === undefined) return { from, to, port: null }
  const { x } = portOf(source.attachedTo.boundaryEvents.indexOf(source), cell)
  return { from, to, port: { x, y: cell.height / 2 + 18 } }
}

/** So that middles are whole numbers. */
function even(length: number): number {
  return Math.max(80, 2 * Math.ceil(length / 2))
}
