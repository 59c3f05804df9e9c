/** The schemes that work together: what is in force for one owner, seen from outside. */
import type { MessageContract } from '../model/deployment.ts'
import type { FlowNode, MessageTrigger, ProcessDefinition } from '../model/process-definition.ts'
import { triggersOf } from '../model/triggers-of.ts'

/** One process in force. */
export interface Scheme {
  readonly definition: ProcessDefinition
  /** The edition of a wider owner that it takes the place of; null where there is none. */
  readonly base: ProcessDefinition | null
}

/** Everything that is in force together. */
export interface Landscape {
  readonly schemes: ReadonlyMap<string, Scheme>
  readonly contracts: ReadonlyMap<string, MessageContract>
  /** How many people hold each role that exists; null where the host does not tell. */
  readonly roles: ReadonlyMap<string, number> | null
}

/** A message at an element. Only names written in the diagram: a computed one is known only when it is computed. */
export interface MessageUse {
  readonly processKey: string
  readonly node: FlowNode
  readonly name: string
  readonly trigger: MessageTrigger
}

/** How a process uses messages. */
export interface MessageUses {
  readonly thrown: readonly MessageUse[]
  readonly awaited: readonly MessageUse[]
}

const known = new WeakMap<ProcessDefinition, MessageUses>()

/** Reads a definition once. */
export function messageUses(definition: ProcessDefinition): MessageUses {
  const before = known.get(definition)
  if (before) return before
  const thrown: MessageUse[] = []
  const awaited: MessageUse[] = []
  for (const node of Object.values(definition.nodes)) {
    for (const trigger of triggersOf(node)) {
      if (trigger.type !== 'message' || !('literal' in trigger.name)) continue
      const use = { processKey: definition.processKey, node, name: String(trigger.name.literal), trigger }
      if (throws(node)) thrown.push(use)
      else awaited.push(use)
    }
  }
  const uses = { thrown, awaited }
  known.set(definition, uses)
  return uses
}

/** Uses of all schemes, by what `pick` takes of each. */
export function usesOf({ schemes }: Landscape, pick: keyof MessageUses): readonly MessageUse[] {
  return [...schemes.values()].flatMap(({ definition }) => messageUses(definition)[pick])
}

/** An element as people know it: its id and, where it has one, its name. */
export function nameOf({ id, name }: FlowNode): string {
  return name === null ? id : `${id} “${name}”`
}

function throws({ kind }: FlowNode): boolean {
  return (
    kind !== 'receive-task' &&
    kind !== 'intermediate-catch-event' &&
    kind !== 'boundary-event' &&
    kind !== 'start-event'
  )
}
