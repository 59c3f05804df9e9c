/** The drawing of one plane: boxes of shapes, waypoints of edges, boxes of labels. */
import { type Diagram, type DiagramEdge, type DiagramNode } from './diagram.ts'
import { elementOf } from '../../engine/bpmn/xml/moddle-element.ts'
import { boundsOf, boxAround, centreOf, grow, type Box, type Point } from './geometry.ts'
import type { DiagramHints, PlaneHints } from './hints.ts'
import { placeLabels, ROOMY, type LabelRequest, type Surroundings } from './labels.ts'
import { placeMain, placeScope, type Placed } from './place.ts'
import { poolPorts, portsOf } from './ports.ts'
import { Router, type Port, type RouteRequest } from './route.ts'

export interface Plane {
  /** The collaboration, process or collapsed sub-process that it shows. */
  readonly element: string
  readonly boxes: ReadonlyMap<string, Box>
  readonly paths: ReadonlyMap<string, readonly Point[]>
  readonly labels: ReadonlyMap<string, Box>
  /** Sub-processes drawn open on this plane. */
  readonly expanded: ReadonlySet<string>
}

/** Draws the main plane and one plane for each collapsed sub-process. */
export function drawDiagram(diagram: Diagram, hints: DiagramHints, rootId: string): Plane[] {
  const expanded = new Set(
    diagram.nodes
      .filter(({ id, shape }) => shape === 'sub-process' && hints.subProcesses?.[id]?.expanded)
      .map(({ id }) => id),
  )
  const main = drawPlane(diagram, hints, hints, rootId, placeMain(diagram, hints), null, expanded)
  const collapsed = diagram.nodes.filter(({ id, shape }) => shape === 'sub-process' && !expanded.has(id))
  return [
    main,
    ...collapsed.map(({ id }) => {
      const own = hints.subProcesses?.[id]
      if (!own) throw new Error(`Expected hints for sub-process ${id}, but there are none.`)
      return drawPlane(diagram, own, hints, id, placeScope(diagram, own, id, { x: 160, y: 80 }), id, new Set())
    }),
  ]
}

function drawPlane(
  diagram: Diagram,
  own: PlaneHints,
  hints: DiagramHints,
  element: string,
  placed: Placed,
  scope: string | null,
  expanded: ReadonlySet<string>,
): Plane {
  const { boxes } = placed
  const scopes = [scope, ...expanded]
  const nodes = diagram.nodes.filter((node) => scopes.includes(node.parent))
  const visible = (id: string) => boxes.has(id)
  const edges = diagram.edges.filter(
    (edge) =>
      (edge.kind === 'message' ? scope === null : scopes.includes(edge.parent)) &&
      visible(edge.source) &&
      visible(edge.target),
  )
  const merged: PlaneHints = expanded.size === 0 ? own : mergeHints(own, hints, expanded)
  const borders = [diagram.pool, ...diagram.lanes].flatMap((lane) => {
    const box = lane && scope === null ? boxes.get(lane.id) : undefined
    return box ? [box.y, box.y + box.height] : []
  })
  const shapes = nodes.filter((node) => !expanded.has(node.id))
  const shapeBoxes = [...shapes, ...diagram.blackBoxes].flatMap(({ id }) => boxes.get(id) ?? [])
  const titles = [...expanded].flatMap((id) => {
    const box = boxes.get(id)
    return box ? [{ x: box.x, y: box.y, width: box.width, height: 24 }] : []
  })
  const outlines = [...expanded, ...(scope === null && diagram.pool ? [diagram.pool.id] : [])].flatMap((id) => {
    const box = boxes.get(id)
    return box ? [outlineOf(box)] : []
  })
  const nodeLabels = shapes.flatMap((node) => labelRequest(node, boxes, merged))
  const paths = new Map<string, readonly Point[]>()
  const around = (): Surroundings => ({
    shapes: [...shapeBoxes, ...titles, ...edges.flatMap((edge) => defaultMark(edge, paths, nodes))],
    paths: [...paths.values()],
    borders,
  })
  const first = placeLabels(nodeLabels, around())
  const scene: Scene = { diagram, nodes, boxes, hints: merged, placed, expanded }
  const flowLabels = (): LabelRequest[] => edges.flatMap((edge) => flowLabel(edge, edges, paths, scene))
  const router = new Router([...first.values(), ...titles], shapeBoxes, borders)
  const ordered = inOrder(edges, boxes, merged)
  for (const edge of ordered.filter(({ kind }) => kind !== 'message')) {
    paths.set(edge.id, router.route(requestFor(edge, scene)))
  }
  // Messages go around labels; only those of their own ends move once more.
  const second = placeLabels([...nodeLabels, ...flowLabels()], around())
  const ends = new Set(ordered.flatMap(({ kind, source, target }) => (kind === 'message' ? [source, target] : [])))
  router.avoid([...[...second].filter(([id]) => !ends.has(id)).map(([, box]) => box), ...titles])
  for (const edge of ordered.filter(({ kind }) => kind === 'message')) {
    paths.set(edge.id, router.route(requestFor(edge, scene)))
  }
  const { paths: lines, ...rest } = around()
  const labels = placeLabels([...nodeLabels, ...flowLabels()], { ...rest, paths: [...lines, ...outlines] }, ROOMY)
  return { element, boxes, paths, labels, expanded }
}

/** The border of a pool or sub-process, which no label should lie across. */
const outlineOf = ({ x, y, width, height }: Box): Point[] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
  { x, y },
]

function flowLabel(
  edge: DiagramEdge,
  edges: readonly DiagramEdge[],
  paths: ReadonlyMap<string, readonly Point[]>,
  { nodes, hints }: Scene,
): LabelRequest[] {
  const path = paths.get(edge.id)
  if (!edge.name || !path) return []
  const siblings = edges
    .filter((other) => other !== edge && other.source === edge.source)
    .flatMap(({ id }) => [paths.get(id) ?? []])
  const startGap = isDefault(edge, nodes) ? 18 : 0
  const wanted = hints.labels?.[edge.id]
  return [{ id: edge.id, text: edge.name, shape: null, path, kind: 'flow', wanted, startGap, siblings }]
}

/** The place of the stroke that marks a default flow near its start. */
function defaultMark(
  edge: DiagramEdge,
  paths: ReadonlyMap<string, readonly Point[]>,
  nodes: readonly DiagramNode[],
): Box[] {
  const [start, next] = paths.get(edge.id) ?? []
  if (!start || !next || !isDefault(edge, nodes)) return []
  const at = { x: start.x + 12 * Math.sign(next.x - start.x), y: start.y + 12 * Math.sign(next.y - start.y) }
  return [boxAround(at, 14, 14)]
}

const isDefault = (edge: DiagramEdge, nodes: readonly DiagramNode[]): boolean => {
  const source = nodes.find(({ id }) => id === edge.source)
  return source !== undefined && elementOf(source.element, 'default') === edge.element
}

function mergeHints(own: PlaneHints, hints: DiagramHints, expanded: ReadonlySet<string>): PlaneHints {
  const all = [own, ...[...expanded].flatMap((id) => hints.subProcesses?.[id] ?? [])]
  return {
    nodes: Object.assign({}, ...all.map(({ nodes }) => nodes)) as PlaneHints['nodes'],
    edges: Object.assign({}, ...all.map(({ edges }) => edges ?? {})) as NonNullable<PlaneHints['edges']>,
    labels: Object.assign({}, ...all.map(({ labels }) => labels ?? {})) as NonNullable<PlaneHints['labels']>,
  }
}

function labelRequest(node: DiagramNode, boxes: ReadonlyMap<string, Box>, hints: PlaneHints): LabelRequest[] {
  const { id, shape, name } = node
  const box = boxes.get(id)
  if (!name || !box || (shape !== 'event' && shape !== 'gateway' && shape !== 'boundary')) return []
  return [{ id, text: name, shape: box, path: null, kind: shape, wanted: hints.labels?.[id] }]
}

/** Short and straight edges first; messages last, since they may cross the rest. */
function inOrder(edges: readonly DiagramEdge[], boxes: ReadonlyMap<string, Box>, hints: PlaneHints): DiagramEdge[] {
  const weight = (edge: DiagramEdge): number => {
    const [a, b] = [boxes.get(edge.source), boxes.get(edge.target)]
    const [from, to] = [a ? centreOf(a) : null, b ? centreOf(b) : null]
    const length = from && to ? Math.abs(from.x - to.x) + Math.abs(from.y - to.y) : 0
    return (hints.edges?.[edge.id]?.order ?? 0) * 100_000 + (edge.kind === 'message' ? 50_000 : 0) + length
  }
  return [...edges].sort((a, b) => weight(a) - weight(b))
}

interface Scene {
  readonly diagram: Diagram
  readonly nodes: readonly DiagramNode[]
  readonly boxes: ReadonlyMap<string, Box>
  readonly hints: PlaneHints
  readonly placed: Placed
  readonly expanded: ReadonlySet<string>
}

function requestFor(edge: DiagramEdge, scene: Scene): RouteRequest {
  const { diagram, nodes, boxes, hints, placed } = scene
  const hint = hints.edges?.[edge.id]
  const around = new Set([...ancestors(edge.source, diagram), ...ancestors(edge.target, diagram)])
  const obstacles = [...nodes, ...diagram.blackBoxes]
    .filter(({ id }) => !around.has(id))
    .flatMap(({ id }) => boxes.get(id) ?? [])
  const ends = (id: string, role: 'source' | 'target'): Port[] => {
    const box = boxes.get(id)
    const node = nodes.find((candidate) => candidate.id === id)
    if (!box) throw new Error(`Expected a box for ${id}, but it was not placed.`)
    if (!node) return poolPorts(box)
    const attached = nodes.filter(({ host }) => host === id).flatMap((boundary) => boxes.get(boundary.id) ?? [])
    return portsOf(node, box, role, edge, attached, role === 'source' ? hint?.from : hint?.to)
  }
  const source = nodes.find(({ id }) => id === edge.source)
  const home = edge.kind === 'sequence' && edge.parent !== null ? boxes.get(edge.parent) : undefined
  const everything = grow(boundsOf([...boxes.values()]), 200)
  return {
    id: edge.id,
    kind: edge.kind,
    source: edge.source,
    target: edge.target,
    from: ends(edge.source, 'source'),
    to: ends(edge.target, 'target'),
    via: (hint?.via ?? []).map((cell) => placed.cellToPoint(cell, source?.lane ?? null)),
    obstacles,
    within: home ? grow(home, -10) : (ownPool(edge, diagram, boxes) ?? everything),
  }
}

/** A sequence flow stays in its pool. */
function ownPool(edge: DiagramEdge, diagram: Diagram, boxes: ReadonlyMap<string, Box>): Box | undefined {
  const box = edge.kind === 'sequence' && diagram.pool ? boxes.get(diagram.pool.id) : undefined
  return box ? { x: box.x + 70, y: box.y + 10, width: box.width - 80, height: box.height - 20 } : undefined
}

/** The open sub-processes around a node: an edge to it may enter them. */
function ancestors(id: string, diagram: Diagram): string[] {
  const found: string[] = []
  for (let parent = parentOf(id, diagram); parent !== null; parent = parentOf(parent, diagram)) found.push(parent)
  return found
}

const parentOf = (id: string, diagram: Diagram): string | null =>
  diagram.nodes.find((node) => node.id === id)?.parent ?? null
