/**
 * Back along the way, where the diagram allows it: a task sent back to one before it (`sendBackTo`), and a completion
 * taken back while nobody has touched what it led to (`takeBack`). Both cancel tasks and open one anew; nothing that
 * reached the world outside is ever undone.
 */
import type { Effect, TakeBack } from '../model/effect.ts'
import { Conflict } from '../model/errors.ts'
import type { InstanceEvent } from '../model/instance-event.ts'
import type { InstanceState, Scope, Token } from '../model/instance-state.ts'
import type { Json } from '../model/json.ts'
import type { ProcessDefinition } from '../model/process-definition.ts'
import { elementsNamed } from '../model/elements-named.ts'
import { cancelToken, cancelWork } from './cancel.ts'
import type { Run } from './run.ts'
import { placeToken } from './scopes.ts'
import { setVariables } from './variables.ts'
import { visibleVariables } from './visible-variables.ts'

/** Moves the token of an open task to another user task of its scope. @throws Conflict `send-back-not-allowed` */
export const sendBack = (
  run: Run,
  token: Token,
  { taskId, to, note }: Extract<InstanceEvent, { kind: 'task-sent-back' }>,
): void => {
  const node = run.node(token.elementId)
  if (!elementsNamed(node.properties['sendBackTo']).includes(to)) {
    const message = `Expected a task that the diagram lets be sent back to "${to}", but "${token.elementId}" is not.`
    throw new Conflict('send-back-not-allowed', message, { elementId: token.elementId, to })
  }
  run.note('task-sent-back', token.elementId, { taskId, to, note })
  cancelWork(run, token)
  run.note('element-cancelled', token.elementId, { tokenId: token.id })
  const { now } = run.environment
  run.putToken({ ...token, elementId: to, via: null, locals: null, wait: { for: 'trigger' }, since: now })
  run.schedule({ do: 'enter', tokenId: token.id })
}

/** Cancels what a completion led to and opens its task again. @throws Conflict `already-gone-on` */
export const takeBack = (run: Run, event: Extract<InstanceEvent, { kind: 'task-taken-back' }>): void => {
  const { taskId, elementId, scope, tokens, restore } = event
  const made = tokens.map((one) => {
    const token = run.hasToken(one.tokenId) ? run.token(one.tokenId) : null
    if (token?.wait.for === 'task' && token.wait.taskId === one.taskId) return token
    const message = `Expected that nobody went on from task "${taskId}", but what it led to is not there any more.`
    throw new Conflict('already-gone-on', message, { taskId })
  })
  run.note('task-taken-back', elementId, { taskId })
  for (const token of made) cancelToken(run, token)
  if (Object.keys(restore).length > 0) {
    setVariables(run, scope, restore)
    run.note('variables-set', elementId, { variables: restore })
  }
  placeToken(run, elementId, scope, null)
}

/**
 * What it would take to take a completion back: the tokens that it made, all of them waiting at user tasks of the same
 * scope, and the data that it changed as they were. Null where it did anything that cannot be undone, e.g. began a job
 * or threw a message.
 */
const takeBackOf = (
  definition: ProcessDefinition,
  before: InstanceState,
  { taskId }: Extract<InstanceEvent, { kind: 'task-completed' }>,
  { state, effects }: { readonly state: InstanceState; readonly effects: readonly Effect[] },
): TakeBack | null => {
  const token = Object.values(before.tokens).find(({ wait }) => wait.for === 'task' && wait.taskId === taskId)
  const node = token && definition.nodes[token.elementId]
  if (!token || !node || node.properties['takeBack'] !== 'true') return null
  if (state.status !== 'active' || !effects.every(canBeUndone) || !haveSameScopes(before, state)) return null
  const made = Object.values(state.tokens).filter(({ id, wait }) => !isSame(before.tokens[id]?.wait, wait))
  const tokens = made.flatMap(({ id, scope, wait }) =>
    wait.for === 'task' && scope === token.scope ? [{ tokenId: id, taskId: wait.taskId }] : [],
  )
  if (tokens.length === 0 || tokens.length < made.length) return null
  return { scope: token.scope, tokens, restore: asBefore(before, token, effects) }
}

/** The result of a completion, which says what it would take to take it back, where that is possible. */
export const withTakeBack = <Result extends { readonly state: InstanceState; readonly effects: readonly Effect[] }>(
  definition: ProcessDefinition,
  before: InstanceState,
  event: Extract<InstanceEvent, { kind: 'task-completed' }>,
  result: Result,
): Result => {
  const found = takeBackOf(definition, before, event, result)
  if (found === null) return result
  const effects = result.effects.map((effect) =>
    effect.kind === 'task-closed' && effect.taskId === event.taskId ? { ...effect, takeBack: found } : effect,
  )
  return { ...result, effects }
}

const HARMLESS: ReadonlySet<Effect['kind']> = new Set([
  'task-opened',
  'task-closed',
  'timer-set',
  'timer-removed',
  'subscription-set',
  'subscription-removed',
  'history',
])

const canBeUndone = (effect: Effect): boolean =>
  HARMLESS.has(effect.kind) && !(effect.kind === 'task-closed' && effect.outcome === 'cancelled')

/** States are plain JSON, and what is left as it was keeps the order of its names. */
const isSame = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after)

/** Only their variables may differ. */
const haveSameScopes = (before: InstanceState, after: InstanceState): boolean => {
  const bare = ({ scopes }: InstanceState) =>
    Object.values(scopes).map(({ variables: _variables, ...rest }: Scope) => rest)
  return isSame(bare(before), bare(after))
}

/** What was not there before is null: expressions see no difference. */
const asBefore = (before: InstanceState, token: Token, effects: readonly Effect[]): Record<string, Json> => {
  const seen = visibleVariables({ ...before, tokens: { [token.id]: { ...token, locals: null } } }, token.id)
  const names = effects.flatMap((effect) => {
    const set = effect.kind === 'history' && effect.type === 'variables-set' ? effect.data['variables'] : null
    return typeof set === 'object' && set !== null ? Object.keys(set) : []
  })
  return Object.fromEntries(names.map((name) => [name, seen[name] ?? null]))
}
