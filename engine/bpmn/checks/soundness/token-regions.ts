/**
 * Follows single tokens through a scope. A region is a part of the scope in which there is never more than one token at
 * once: the whole scope at first, a region of its own behind every way out of a split, and again the region around where
 * a join takes all of them. Where that cannot be said (loops with splits, events that come often), there is `MANY`, and
 * nothing is concluded. One pass over the components of the graph, so that the work grows with the diagram.
 */
import type { DiagramNode } from '../../diagram/diagram.ts'
import { textOf } from '../../xml/moddle-element.ts'
import { beginsOf, caseStartersOf } from './begins.ts'
import { componentsOf } from './components.ts'
import type { TokenEdge, TokenGraph } from './token-graph.ts'

/** The scope itself; a way out of a split; what comes out of a join that takes a part of a split only. */
export type Region = typeof WHOLE | typeof MANY | TokenEdge | DiagramNode

const WHOLE = 'whole'
export const MANY = 'many'

export interface TokenRegions {
  /** Where a token is that stands at the element; null where no token comes. */
  at(node: DiagramNode): Region | null
  along(edge: TokenEdge): Region | null
}

export function readTokenRegions(graph: TokenGraph): TokenRegions {
  const at = new Map<DiagramNode, Region>()
  const begins = regionsOfStarts(graph)
  const splitting = new Set(graph.nodes.filter((node) => splits(node, graph)))
  const multiplying = new Set(graph.nodes.filter((node) => !hasQuantityOne(node, 'completionQuantity')))

  const along = (edge: TokenEdge): Region | null => {
    const region = at.get(edge.from) ?? null
    if (region === null || region === MANY || edge.by === 'event') return region === null ? null : MANY
    if (multiplying.has(edge.from)) return MANY
    return edge.by === 'flow' && splitting.has(edge.from) ? edge : region
  }
  const comingTo = (node: DiagramNode, edges: readonly TokenEdge[]): Region[] => {
    const begin = begins.get(node)
    return [...(begin === undefined ? [] : [begin]), ...edges.flatMap((edge) => along(edge) ?? [])]
  }

  const components = componentsOf(graph.nodes, (node) => graph.edgesFrom(node).map(({ to }) => to))
  for (const component of components.toReversed()) {
    const members = new Set(component)
    const isLoop = component.some((node) => graph.edgesFrom(node).some(({ to }) => members.has(to)))
    if (!isLoop) {
      for (const node of component) {
        const region = regionOf(node, comingTo(node, graph.edgesTo(node)), graph, at)
        if (region !== null) at.set(node, region)
      }
      continue
    }
    const coming = component.flatMap((node) =>
      comingTo(
        node,
        graph.edgesTo(node).filter(({ from }) => !members.has(from)),
      ),
    )
    if (coming.length === 0) continue
    const multiplies = component.some((node) => splitting.has(node) || joins(node) || bringsNew(node, graph))
    const region = multiplies ? MANY : same(coming)
    for (const node of component) at.set(node, region)
  }
  return { at: (node) => at.get(node) ?? null, along }
}

/** One start event begins a scope; without any, everything that no flow leads to begins, with a token each. */
function regionsOfStarts({ scope }: TokenGraph): ReadonlyMap<DiagramNode, Region> {
  const begins = beginsOf(scope)
  const starters = caseStartersOf(scope)
  const isOneToken = begins.every(({ type }) => type === 'bpmn:StartEvent') || begins.length + starters.length === 1
  return new Map<DiagramNode, Region>([
    ...begins.map((node) => [node, isOneToken ? WHOLE : node] as const),
    ...starters.map((node) => [node, MANY] as const),
  ])
}

function regionOf(
  node: DiagramNode,
  coming: readonly Region[],
  graph: TokenGraph,
  at: ReadonlyMap<DiagramNode, Region>,
): Region | null {
  if (coming.length === 0) return null
  if (!hasQuantityOne(node, 'startQuantity')) return MANY
  if (!joins(node)) return same(coming)
  const around = regionAroundSplit(coming, graph, at)
  if (around !== null) return around
  if (node.type !== 'bpmn:ParallelGateway') return same(coming)
  // It goes on once at most, as long as one of its ways brings no more than one token.
  return coming.some((region) => region !== MANY) ? node : MANY
}

/** Where the ways are all those out of one split, the token before the split is whole again. */
function regionAroundSplit(
  coming: readonly Region[],
  graph: TokenGraph,
  at: ReadonlyMap<DiagramNode, Region>,
): Region | null {
  const [first] = coming
  if (!isWayOut(first)) return null
  const ways = new Set(coming)
  const all = graph.edgesFrom(first.from).filter(({ by }) => by === 'flow')
  if (ways.size !== coming.length || ways.size !== all.length || !all.every((edge) => ways.has(edge))) return null
  return at.get(first.from) ?? null
}

export function isWayOut(region: Region | null | undefined): region is TokenEdge {
  return typeof region === 'object' && region !== null && 'by' in region
}

function same(coming: readonly Region[]): Region {
  const [first = MANY] = coming
  return coming.every((region) => region === first) ? first : MANY
}

/** Whether leaving it makes several tokens, or may. */
function splits(node: DiagramNode, graph: TokenGraph): boolean {
  if (node.type === 'bpmn:ExclusiveGateway') return false
  if (node.type === 'bpmn:EventBasedGateway' && textOf(node.element, 'eventGatewayType') !== 'Parallel') return false
  return graph.edgesFrom(node).filter(({ by }) => by === 'flow').length > 1
}

/** Whether it waits for several tokens and makes one of them. */
export function joins(node: DiagramNode): boolean {
  const isJoin = ['bpmn:ParallelGateway', 'bpmn:InclusiveGateway', 'bpmn:ComplexGateway'].includes(node.type)
  return isJoin && node.incoming.length > 1
}

function bringsNew(node: DiagramNode, graph: TokenGraph): boolean {
  const quantities = ['startQuantity', 'completionQuantity'].every((attribute) => hasQuantityOne(node, attribute))
  return !quantities || graph.edgesFrom(node).some(({ by }) => by === 'event')
}

function hasQuantityOne(node: DiagramNode, attribute: string): boolean {
  const quantity = node.element.get(attribute)
  return quantity === undefined || quantity === 1
}
