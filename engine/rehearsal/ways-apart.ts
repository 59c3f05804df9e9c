/** Where ways part and come together: what decides which joins bpmn-engine can be trusted with. */
import type { DiagramNode } from '../bpmn/diagram/diagram.ts'
import { isActivity } from '../bpmn/diagram/diagram.ts'
import { elementOf } from '../bpmn/xml/moddle-element.ts'

/** One way out of a node: where it leads, and the flow by which it gets there. */
interface Way {
  readonly target: DiagramNode
  readonly flowId: string
}

/**
 * The places that make a parallel join unsafe in bpmn-engine, which counts a way that was not taken as one that arrived:
 * every node of which some ways lead to the join and others, or none, to its other incoming flows. Harmless is a node
 * of which one way leads to all of them and no other way to any, e.g. one that skips the whole block or repeats it.
 *
 * @returns those nodes; empty where the join is safe
 */
export function unsafeSplitsBefore(join: DiagramNode, nodes: readonly DiagramNode[]): DiagramNode[] {
  if (join.incoming.length < 2) return []
  return nodes.filter((node) => {
    if (node.scope !== join.scope || node === join || !mayChoose(node)) return false
    const arrivals = waysOut(node)
      .map((way) => arrivalsAt(join, way))
      .filter((flows) => flows.size > 0)
    return arrivals.length > 1 || (arrivals[0] !== undefined && arrivals[0].size < join.incoming.length)
  })
}

/** Whether one of its ways out may be left out. */
function mayChoose(node: DiagramNode): boolean {
  if (node.boundaryEvents.length > 0) return true
  if (node.outgoing.length < 2 || node.type === 'bpmn:ParallelGateway') return false
  const conditional = node.outgoing.some(({ element }) => elementOf(element, 'conditionExpression') !== null)
  return !isActivity(node) || conditional || elementOf(node.element, 'default') !== null
}

/** Of an activity, those of its boundary events, too. */
function waysOut(node: DiagramNode): Way[] {
  return [node, ...node.boundaryEvents].flatMap(({ outgoing }) =>
    outgoing.flatMap(({ id, target }) => (target === null ? [] : [{ target, flowId: id }])),
  )
}

/** The incoming flows of the join that a way leads to, before it has passed the join. */
function arrivalsAt(join: DiagramNode, first: Way): ReadonlySet<string> {
  const arrived = new Set<string>()
  const passed = new Set<string>()
  const left = [first]
  for (let way = left.pop(); way !== undefined; way = left.pop()) {
    if (passed.has(way.flowId)) continue
    passed.add(way.flowId)
    if (way.target === join) arrived.add(way.flowId)
    else left.push(...waysOut(way.target))
  }
  return arrived
}

/** Sequence flows that lead to a parallel join, directly or further on. */
export function flowsToJoins(nodes: readonly DiagramNode[]): ReadonlySet<string> {
  const left = nodes.filter(({ type, incoming }) => type === 'bpmn:ParallelGateway' && incoming.length > 1)
  const found = new Set<string>()
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    for (const { id, source } of node.incoming) {
      if (found.has(id)) continue
      found.add(id)
      if (source !== null) left.push(source, ...(source.attachedTo === null ? [] : [source.attachedTo]))
    }
  }
  return found
}
