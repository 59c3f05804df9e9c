/**
 * The ways of tokens in one scope: sequence flows, from an activity to its boundary events, and from the throw event of
 * a link to its catch event. What events start from outside (event sub-processes, compensation handlers) is left out.
 */
import { isActivity, isEventSubProcess, type DiagramNode, type DiagramScope } from '../../diagram/diagram.ts'
import { flagOf } from '../../xml/moddle-element.ts'
import { isCompensationBoundary, isCompensationHandler } from '../compensation-handlers.ts'
import { eventKindsOf } from '../event-kinds.ts'
import { linkNameOf, linkTargetsOf } from '../links.ts'

export interface TokenEdge {
  readonly from: DiagramNode
  readonly to: DiagramNode
  /** A token goes on here; one goes over from an interrupted activity; or each event brings a new one. */
  readonly by: 'flow' | 'interruption' | 'event'
  /** Taken whenever its element is left. */
  readonly isUnconditional: boolean
}

export interface TokenGraph {
  readonly scope: DiagramScope
  readonly nodes: readonly DiagramNode[]
  edgesFrom(node: DiagramNode): readonly TokenEdge[]
  edgesTo(node: DiagramNode): readonly TokenEdge[]
}

const NONE: readonly TokenEdge[] = []

// Several checks ask for the graph of a scope, which is gone with the diagram.
const built = new WeakMap<DiagramScope, TokenGraph>()

export function tokenGraphOf(scope: DiagramScope): TokenGraph {
  const before = built.get(scope)
  if (before !== undefined) return before
  const graph = buildTokenGraph(scope)
  built.set(scope, graph)
  return graph
}

function buildTokenGraph(scope: DiagramScope): TokenGraph {
  const nodes = scope.nodes.filter((node) => !isStartedFromOutside(node))
  const from = new Map<DiagramNode, TokenEdge[]>()
  const to = new Map<DiagramNode, TokenEdge[]>()
  const targets = linkTargetsOf(scope)
  for (const edge of nodes.flatMap((node) => edgesOf(node, targets))) {
    // Flows across a border are errors, and no way of tokens.
    if (edge.to.scope !== scope || isStartedFromOutside(edge.to)) continue
    append(from, edge.from, edge)
    append(to, edge.to, edge)
  }
  return {
    scope,
    nodes,
    edgesFrom: (node) => from.get(node) ?? NONE,
    edgesTo: (node) => to.get(node) ?? NONE,
  }
}

function edgesOf(node: DiagramNode, targets: ReadonlyMap<string, DiagramNode>): TokenEdge[] {
  const byDefault: unknown = node.element.get('default')
  const edges = node.outgoing.flatMap(({ target, element }): TokenEdge[] => {
    if (target === null) return []
    const isUnconditional = element.get('conditionExpression') === undefined && element !== byDefault
    return [{ from: node, to: target, by: 'flow', isUnconditional }]
  })
  for (const event of node.boundaryEvents) {
    if (isCompensationBoundary(event)) continue
    const by = flagOf(event.element, 'cancelActivity') === false ? 'event' : 'interruption'
    edges.push({ from: node, to: event, by, isUnconditional: false })
  }
  const link = node.type === 'bpmn:IntermediateThrowEvent' ? linkNameOf(node) : null
  const caught = link === null ? undefined : targets.get(link)
  if (caught !== undefined) edges.push({ from: node, to: caught, by: 'flow', isUnconditional: true })
  return edges
}

/** Event sub-processes and compensation handlers: no token comes to them by a flow. */
function isStartedFromOutside(node: DiagramNode): boolean {
  return isEventSubProcess(node) || isCompensationBoundary(node) || (isActivity(node) && isCompensationHandler(node))
}

/** An end event that ends more than its own token, so that what waits elsewhere ends, too. */
export function endsScope(node: DiagramNode): boolean {
  if (node.type !== 'bpmn:EndEvent') return false
  return eventKindsOf(node).some((kind) => kind === 'terminate' || kind === 'error' || kind === 'cancel')
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
