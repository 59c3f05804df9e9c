/** Tokens that meet nowhere, or where none waits for the other: what can be said without playing the diagram. */
import type { DiagramNode, DiagramScope } from '../../diagram/diagram.ts'
import { nameOf, problemAt, scopesOf, type Check, type NodeFinding } from '../check.ts'
import { tokenGraphOf, endsScope, type TokenEdge, type TokenGraph } from './token-graph.ts'
import { isWayOut, joins, MANY, readTokenRegions, type TokenRegions } from './token-regions.ts'

/** Parallel joins that wait in vain, and ways that run twice (BPMN 2.0.2 §13.4.1, §13.4.2). */
export const checkParallelJoins: Check = (reading) =>
  scopesOf(reading).flatMap((scope) =>
    findingsIn(scope).map(([node, finding]) =>
      problemAt(reading, { ...finding, severity: 'warning', elementId: node.id }),
    ),
  )

type Found = readonly [DiagramNode, NodeFinding]

function findingsIn(scope: DiagramScope): Found[] {
  // In an ad-hoc sub-process any activity may begin at any time.
  if (scope.node?.type === 'bpmn:AdHocSubProcess' || scope.nodes.every(({ incoming }) => incoming.length < 2)) return []
  const graph = tokenGraphOf(scope)
  const regions = readTokenRegions(graph)
  const endingWays = endsByWay(graph, regions)
  const isStopped = graph.nodes.some(endsScope)
  return graph.nodes.flatMap((node): Found[] => {
    const coming = graph.edgesTo(node)
    if (coming.length < 2 || regions.at(node) === null) return []
    if (node.type === 'bpmn:ParallelGateway') {
      const finding = inVain(node, coming, regions) ?? leftWaiting(node, coming, regions, endingWays)
      return finding === null ? [] : [[node, finding]]
    }
    if (joins(node) || node.outgoing.length === 0 || isStopped) return []
    const finding = doubled(node, coming, regions)
    return finding === null ? [] : [[node, finding]]
  })
}

/** Two of its ways belong to one token, which comes along one of them only; or none comes along one at all. */
function inVain(node: DiagramNode, coming: readonly TokenEdge[], regions: TokenRegions): NodeFinding | null {
  const seen = new Set<unknown>()
  for (const edge of coming) {
    const region = regions.along(edge)
    if (region === null) {
      const message = `The parallel gateway ${nameOf(node)} waits for a token from ${nameOf(edge.from)}, where none ever comes; connect or remove that way.`
      return { code: 'join-never-complete', message, section: '13.4.1' }
    }
    if (region !== MANY && seen.has(region)) {
      const message = `The parallel gateway ${nameOf(node)} waits for tokens on ways of which only one is taken, so it never goes on; use an exclusive gateway.`
      return { code: 'join-never-complete', message, section: '13.4.1' }
    }
    seen.add(region)
  }
  return null
}

/** A way of the split that it joins may end elsewhere, and the tokens of the others stay. */
function leftWaiting(
  node: DiagramNode,
  coming: readonly TokenEdge[],
  regions: TokenRegions,
  endingWays: ReadonlyMap<TokenEdge, DiagramNode>,
): NodeFinding | null {
  const ways = coming.map((edge) => regions.along(edge)).filter((region) => isWayOut(region))
  for (const way of ways) {
    const end = endingWays.get(way)
    const waiting = ways.find((other) => other !== way && areTakenTogether(way, other))
    if (end === undefined || waiting === undefined) continue
    const message = `One of the ways that ${nameOf(node)} waits for may end at ${nameOf(end)}, and the tokens of the others stay; lead it to the gateway, or end all by a terminate event.`
    return { code: 'join-left-waiting', message, section: '13.4.1' }
  }
  return null
}

/** Parallel ways meet where nothing joins them. */
function doubled(node: DiagramNode, coming: readonly TokenEdge[], regions: TokenRegions): NodeFinding | null {
  const bySplit = new Map<DiagramNode, TokenEdge>()
  for (const edge of coming) {
    const way = regions.along(edge)
    if (!isWayOut(way)) continue
    const other = bySplit.get(way.from)
    if (other !== undefined && other !== way && areTakenTogether(way, other)) {
      const message = `The parallel ways behind ${nameOf(way.from)} meet at ${nameOf(node)} without a join, so all behind it runs once for each; join them by a parallel gateway.`
      return { code: 'token-doubled', message, section: '13.4.2' }
    }
    bySplit.set(way.from, way)
  }
  return null
}

function areTakenTogether(one: TokenEdge, other: TokenEdge): boolean {
  if (one.from !== other.from) return false
  return one.from.type === 'bpmn:ParallelGateway' || (one.isUnconditional && other.isUnconditional)
}

/** For each way out of a split an end where its token can go, if there is one that ends nothing but the token. */
function endsByWay(graph: TokenGraph, regions: TokenRegions): ReadonlyMap<TokenEdge, DiagramNode> {
  const ends = new Map<TokenEdge, DiagramNode>()
  for (const node of graph.nodes) {
    if (endsScope(node) || joins(node) || graph.edgesFrom(node).some(({ by }) => by === 'flow')) continue
    for (const edge of graph.edgesTo(node)) {
      const region = regions.along(edge)
      if (isWayOut(region) && !ends.has(region)) ends.set(region, node)
    }
  }
  return ends
}
