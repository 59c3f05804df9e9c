/** How messages are correlated by the definitions that may receive or send them. */
import { keysOfMessage, type MessageKey } from '../core/correlation-values.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import type { EntryPoints } from './entry-points.ts'
import type { LoadedDefinition } from './loaded-definition.ts'

/** What the definitions in force say about the messages of one name. */
export interface MessageCorrelation {
  /** Of definitions that may receive it; those of senders are not looked up by. */
  readonly receivers: readonly MessageKey[]
  readonly all: readonly MessageKey[]
}

/** Message name → its keys; empty where no definition has any. The keys of a message whose contract names one do not count. */
export function collectCorrelations(definitions: readonly LoadedDefinition[]): ReadonlyMap<string, MessageCorrelation> {
  const found = new Map<string, MessageCorrelation>()
  for (const loaded of definitions) {
    for (const name of correlatedNames(loaded)) {
      const keys = keysOfMessage(loaded.definition.correlations, name)
      const ofOne = { receivers: mayReceive(loaded, name) ? keys : [], all: keys }
      found.set(name, joinCorrelations(found.get(name), ofOne))
    }
  }
  return found
}

/** What two sets of definitions say together. */
export function joinCorrelations(...parts: readonly (MessageCorrelation | undefined)[]): MessageCorrelation {
  return {
    receivers: parts.flatMap((part) => part?.receivers ?? []),
    all: parts.flatMap((part) => part?.all ?? []),
  }
}

/** Names of the messages that the definition correlates by its keys. */
function correlatedNames({ definition, bundle }: LoadedDefinition): string[] {
  const names = (definition.correlations ?? []).flatMap(({ messages }) => Object.keys(messages))
  return [...new Set(names)].filter((name) => (bundle.contracts.get(name)?.key ?? null) === null)
}

/** Names of messages that a definition coming into force may find a receiver for. */
export function namesWokenBy(
  { correlations = [] }: ProcessDefinition,
  { messageStarts }: Pick<EntryPoints, 'messageStarts'>,
): string[] {
  return [...new Set([...messageStarts.keys(), ...correlations.flatMap(({ messages }) => Object.keys(messages))])]
}

/** Whether cases of the definition, running or still to start, may take the message. */
export function mayReceive({ entryPoints }: LoadedDefinition, name: string): boolean {
  return entryPoints.messageStarts.has(name) || entryPoints.mayReceive(name)
}
