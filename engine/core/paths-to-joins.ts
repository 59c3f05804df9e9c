/**
 * From where a token can still come to a join (BPMN 2.0.2 §13.4.3): the directed paths to each of its incoming flows that
 * do not visit the join itself. A path follows sequence flows, goes from an activity to its boundary events, and from a
 * link that throws to the one that catches. Computed when a join first asks, once per definition.
 */
import type { FlowNode, ProcessDefinition } from '../model/process-definition.ts'
import { triggersOf } from '../model/triggers-of.ts'

/** Gateways that wait for what can still arrive. */
export type WaitingJoin = Extract<FlowNode, { kind: 'inclusive-gateway' | 'complex-gateway' }>

interface Paths {
  /** By id, in document order; the value is its place in that order. */
  readonly joins: ReadonlyMap<string, number>
  /** Place of every node in its bit set. */
  readonly places: ReadonlyMap<string, number>
  /** Elements directly before an element. */
  readonly before: ReadonlyMap<string, readonly string[]>
  /** By incoming flow of a join: one bit per node, set where a path leads from it to the flow. */
  readonly reach: Map<string, Uint8Array>
}

const known = new WeakMap<ProcessDefinition, Paths>()

/** Ids of the joins of a definition, with their place in document order; empty for most definitions. */
export const waitingJoins = (definition: ProcessDefinition): ReadonlyMap<string, number> => pathsOf(definition).joins

/** @returns whether a token at the element can come to the incoming flow without visiting the flow's target before */
export const leadsTo = (definition: ProcessDefinition, elementId: string, flowId: string): boolean => {
  const paths = pathsOf(definition)
  const place = paths.places.get(elementId)
  if (place === undefined) return false
  let bits = paths.reach.get(flowId)
  if (bits === undefined) paths.reach.set(flowId, (bits = reachBackwards(definition, paths, flowId)))
  return ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0
}

const pathsOf = (definition: ProcessDefinition): Paths => {
  const before = known.get(definition)
  if (before) return before
  const nodes = Object.values(definition.nodes)
  const joins = nodes.flatMap(({ id, kind }) =>
    kind === 'inclusive-gateway' || kind === 'complex-gateway' ? [id] : [],
  )
  const paths: Paths = {
    joins: new Map(joins.map((id, index) => [id, index])),
    // Without joins nobody ever asks.
    places: new Map(joins.length === 0 ? [] : nodes.map(({ id }, index) => [id, index])),
    before: joins.length === 0 ? new Map() : stepsBack(definition, nodes),
    reach: new Map(),
  }
  known.set(definition, paths)
  return paths
}

const stepsBack = (definition: ProcessDefinition, nodes: readonly FlowNode[]): Map<string, string[]> => {
  const before = new Map<string, string[]>(nodes.map(({ id }) => [id, []]))
  for (const { source, target } of Object.values(definition.flows)) before.get(target)?.push(source)
  for (const node of nodes) {
    if (node.kind === 'boundary-event') before.get(node.id)?.push(node.attachedTo)
    for (const trigger of triggersOf(node))
      if (trigger.type === 'link' && trigger.target !== null) before.get(trigger.target)?.push(node.id)
  }
  return before
}

/** The join itself may be where a path begins, for a token that has yet to leave it, but no path goes on through it. */
const reachBackwards = (definition: ProcessDefinition, { places, before }: Paths, flowId: string): Uint8Array => {
  const bits = new Uint8Array((places.size >> 3) + 1)
  const flow = definition.flows[flowId]
  if (!flow) return bits
  const open: string[] = [flow.source]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const place = places.get(id)
    if (place === undefined) continue
    const bit = 1 << (place & 7)
    const byte = bits[place >> 3] ?? 0
    if ((byte & bit) !== 0) continue
    bits[place >> 3] = byte | bit
    if (id !== flow.target) open.push(...(before.get(id) ?? []))
  }
  return bits
}
