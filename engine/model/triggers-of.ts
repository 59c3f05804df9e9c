import type { FlowNode, SingleTrigger } from './process-definition.ts'

/** What a node catches or throws, one by one: several for a multiple event, none for elements without an event definition. */
export const triggersOf = (node: FlowNode): readonly SingleTrigger[] => {
  if ('trigger' in node) return node.trigger.type === 'multiple' ? node.trigger.triggers : [node.trigger]
  return 'work' in node && node.work.by === 'message' ? [node.work.trigger] : []
}
