import type { FlowNode, ProcessDefinition, SingleTrigger } from './process-definition.ts'
import { triggersOf } from './triggers-of.ts'

/** One event that starts instances of a process. */
export interface StartingElement {
  /** A start event, an instantiating receive task, or an event behind an instantiating gateway. */
  readonly node: FlowNode
  /** Which of the node's event definitions it is; 0 where there is but one. */
  readonly part: number
  readonly trigger: SingleTrigger
}

/** Every event that starts instances of a definition, in document order (BPMN 2.0.2 §10.3.3, §10.5.2, §10.6.6). */
export const startingElements = (definition: ProcessDefinition): readonly StartingElement[] =>
  Object.values(definition.nodes)
    .filter((node) => node.scope === definition.processKey)
    .flatMap((node) => startsAt(definition, node))
    .flatMap((node) => triggersOf(node).map((trigger, part) => ({ node, part, trigger })))

/** Whether the definition has receive tasks or gateways that start instances. */
export const hasInstantiating = (definition: ProcessDefinition): boolean =>
  Object.values(definition.nodes).some((node) => node.kind !== 'start-event' && startsAt(definition, node).length > 0)

const startsAt = (definition: ProcessDefinition, node: FlowNode): readonly FlowNode[] => {
  if (node.kind === 'start-event' || (node.kind === 'receive-task' && node.instantiate)) return [node]
  if (node.kind !== 'event-based-gateway' || !node.instantiate) return []
  return eventsBehind(definition, node)
}

/** The elements that the flows of an event-based gateway lead to. */
export const eventsBehind = (definition: ProcessDefinition, gateway: FlowNode): readonly FlowNode[] =>
  gateway.outgoing.flatMap((flowId) => definition.nodes[definition.flows[flowId]?.target ?? ''] ?? [])
