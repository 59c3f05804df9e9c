/**
 * Conversations (BPMN 2.0.2 §8.4.2): which of several instances a message is for, by the correlation keys of the
 * collaboration. Key-based: the first message that an instance sends or receives says the values of a key, later ones
 * are awaited with them. Context-based: the process's data say the values, and what is awaited follows the data.
 * Each run of a multi-instance sub-process may have conversations of its own.
 */
import type { Scope } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import { correlationTextOf, keysOfMessage, valuesAt, valuesInPayload } from './correlation-values.ts'
import { MissingKey } from './element-failed.ts'
import type { Run } from './run.ts'

/** The correlation key of a message on its way out: by its payload, else by the conversation it belongs to. */
export const keyOfSent = (run: Run, scopeId: string, name: string, payload: Variables): string | null => {
  const keys = keysOfMessage(run.definition.correlations, name)
  for (const one of keys) {
    const values = valuesInPayload(one.paths, payload, run.environment.now)
    if (values !== null) return correlationTextOf(one, values)
  }
  for (const one of keys) {
    const values = conversationOf(run, scopeId, one.key.id) ?? null
    if (values !== null) return correlationTextOf(one, values)
  }
  return null
}

/**
 * The correlation key with which a message is awaited; null where no conversation has begun, and any will do.
 *
 * @param seen the data that a subscription's paths read
 * @throws MissingKey when the data do not have what they should say
 */
export const keyOfAwaited = (
  run: Run,
  elementId: string,
  scopeId: string,
  name: string,
  seen: Variables,
): string | null => {
  let missing = false
  for (const one of keysOfMessage(run.definition.correlations, name)) {
    const { data, id } = one.key
    const values = data === null ? conversationOf(run, scopeId, id) : valuesAt(data, seen, run.environment)
    if (typeof values === 'string') return correlationTextOf(one, values)
    missing ||= data !== null
  }
  if (!missing) return null
  throw new MissingKey(
    elementId,
    `Expected the data to hold the correlation key of message "${name}", but it has no value of at most 255 characters.`,
  )
}

/** A message that was sent or received begins the conversations whose keys it carries. */
export const followConversation = (
  run: Run,
  { elementId, scopeId, sent }: { readonly elementId: string; readonly scopeId: string; readonly sent: boolean },
  name: string,
  payload: Variables,
): void => {
  for (const { key, paths } of keysOfMessage(run.definition.correlations, name)) {
    if (key.data !== null) continue
    const values = valuesInPayload(paths, payload, run.environment.now)
    if (values !== null) follow(run, { elementId, scopeId, sent }, key.id, values)
  }
}

const follow = (
  run: Run,
  { elementId, scopeId, sent }: { readonly elementId: string; readonly scopeId: string; readonly sent: boolean },
  keyId: string,
  values: string,
): void => {
  const ofLoop = run.scope(scopeId).kind === 'iteration'
  // A receive task that is multi-instance takes a message of each conversation; none of them is the case's own.
  if (ofLoop && !sent) return
  const home = homeOf(run, scopeId)
  const known = conversationOf(run, scopeId, keyId)
  if (known === values || known === null) return
  const own = home.correlations !== undefined && Object.hasOwn(home.correlations, keyId)
  if (known === undefined || (!own && home.kind === 'iteration')) return begin(run, home, keyId, values)
  // A send task that is multi-instance and has told different values has begun several conversations.
  if (ofLoop) return begin(run, home, keyId, null)
  const message = `The message carries ${values} where its conversation goes by ${known}; answers are awaited with ${known}.`
  run.note('warning', elementId, { correlationKey: keyId, warnings: [message] })
}

const begin = (run: Run, home: Scope, keyId: string, values: string | null): void => {
  run.putScope({ ...home, correlations: { ...home.correlations, [keyId]: values } })
}

/** What the nearest scope around that knows the key has for it; undefined where no conversation has begun. */
const conversationOf = (run: Run, scopeId: string, keyId: string): string | null | undefined => {
  for (let id: string | null = scopeId; id !== null;) {
    const scope: Scope = run.scope(id)
    if (scope.correlations !== undefined && Object.hasOwn(scope.correlations, keyId)) return scope.correlations[keyId]
    id = scope.parent
  }
  return undefined
}

/** The run of a multi-instance sub-process around, else the process. The runs of a mere task have no home of their own. */
const homeOf = (run: Run, scopeId: string): Scope => {
  let scope = run.scope(scopeId)
  if (scope.kind === 'iteration' && scope.parent !== null) scope = run.scope(scope.parent)
  while (scope.parent !== null && scope.kind !== 'iteration') scope = run.scope(scope.parent)
  return scope
}
