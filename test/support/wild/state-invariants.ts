/** What is true of every instance at rest, whatever was drawn. */
import type { ArmedTrigger, InstanceState, Scope, Token } from '../../../engine/model/instance-state.ts'
import type { FlowNode, ProcessDefinition } from '../../../engine/model/process-definition.ts'
import { triggersOf } from '../../../engine/model/triggers-of.ts'

/** A state, with what is looked for again and again. */
interface Indexed extends InstanceState {
  /** Scopes in which tokens stand. */
  readonly occupied: ReadonlySet<string>
  readonly innerScopes: ReadonlyMap<string | null, readonly Scope[]>
  readonly byToken: ReadonlyMap<string | null, readonly ArmedTrigger[]>
}

const indexed = (state: InstanceState): Indexed => ({
  ...state,
  occupied: new Set(Object.values(state.tokens).map(({ scope }) => scope)),
  innerScopes: groupBy(Object.values(state.scopes), ({ parent }) => parent),
  byToken: groupBy(Object.values(state.triggers), ({ token }) => token),
})

const groupBy = <T>(entries: readonly T[], keyOf: (entry: T) => string | null): Map<string | null, T[]> => {
  const groups = new Map<string | null, T[]>()
  for (const entry of entries) {
    const group = groups.get(keyOf(entry))
    if (group === undefined) groups.set(keyOf(entry), [entry])
    else group.push(entry)
  }
  return groups
}

/** @returns what is wrong; null when nothing is */
export const wrongWithState = (definition: ProcessDefinition, stored: InstanceState): string | null => {
  const state = indexed(stored)
  const { scopes, tokens, triggers } = state
  if (state.status !== 'active') {
    const left = [scopes, tokens, triggers].flatMap((part) => Object.keys(part))
    return left.length === 0 ? null : `It is ${state.status}, but still holds ${left.join()}.`
  }
  if (Object.values(scopes).filter(({ kind }) => kind === 'process').length !== 1)
    return 'There is not one process scope.'
  if (Object.keys(tokens).length === 0) return 'It is active, but has no token.'
  const first = (wrong: (string | null)[]): string | null => wrong.find((one) => one !== null) ?? null
  return (
    first(Object.values(scopes).map((scope) => ofScope(definition, state, scope))) ??
    first(Object.values(tokens).map((token) => ofToken(definition, state, token))) ??
    first(Object.values(triggers).map((trigger) => ofTrigger(definition, state, trigger))) ??
    armedTwice(state) ??
    first(Object.values(tokens).map((token) => missingBoundary(definition, state, token))) ??
    first(Object.values(scopes).map((scope) => missingStart(definition, state, scope)))
  )
}

const ofScope = (
  definition: ProcessDefinition,
  { scopes, tokens, occupied, innerScopes }: Indexed,
  scope: Scope,
): string | null => {
  const at = `Scope "${scope.id}" (${scope.kind} of ${scope.elementId})`
  const parent = scope.parent === null ? null : scopes[scope.parent]
  if (parent === undefined) return `${at} has a parent that is gone.`
  if ((parent === null) !== (scope.kind === 'process')) return `${at} has parent ${scope.parent}.`
  const isOf = ['sub-process', 'multi-instance', 'compensation'].includes(scope.kind)
  if ((scope.token !== null) !== isOf) return `${at} has token ${scope.token}.`
  const holder = scope.token === null ? null : tokens[scope.token]
  if (holder === undefined) return `${at} has a token that is gone.`
  if (holder !== null && scopeOf(holder) !== scope.id) return `${at} has a token that waits for something else.`
  const busy = occupied.has(scope.id) || innerScopes.has(scope.id)
  // A run over its step budget begins nothing more in ad-hoc sub-processes; the next one, e.g. a retry, does.
  const fails = holder?.wait.for === 'incident' || (scope.adHoc !== undefined && overBudget(tokens))
  if (!busy && !fails && !isOpenAdHoc(definition, scope)) return `${at} is empty, but still there.`
  if (scope.kind === 'multi-instance' && scope.loop === null) return `${at} does not know its runs.`
  return null
}

const overBudget = (tokens: InstanceState['tokens']): boolean =>
  Object.values(tokens).some(({ wait }) => wait.for === 'incident')

/** It waits for a person to choose what begins. */
const isOpenAdHoc = (definition: ProcessDefinition, { adHoc, elementId }: Scope): boolean => {
  const node = definition.nodes[elementId]
  if (adHoc === undefined || adHoc.closing || node?.kind !== 'sub-process') return false
  return node.adHoc !== undefined && (node.adHoc.byHand || node.adHoc.completionCondition !== null)
}

const ofToken = (definition: ProcessDefinition, { scopes, byToken }: Indexed, token: Token): string | null => {
  const at = `Token "${token.id}" at ${token.elementId}`
  const node = definition.nodes[token.elementId]
  if (node === undefined) return `${at} stands nowhere.`
  const scope = scopes[token.scope]
  if (scope === undefined) return `${at} has a scope that is gone.`
  const around = definition.nodes[token.elementId]?.scope
  const inside = scope.kind === 'iteration' || scope.kind === 'compensation'
  // What a cancelled transaction undoes runs in its scope.
  if (!inside && scope.elementId !== around) return `${at} stands in ${scope.elementId} instead of ${around}.`
  if (scope.kind === 'iteration' && scope.elementId !== token.elementId) return `${at} has left its run.`
  if (scope.kind === 'multi-instance') return `${at} stands between runs.`
  const held = scopeOf(token)
  if (held !== null && scopes[held]?.token !== token.id) return `${at} waits for scope "${held}", which is another's.`
  switch (token.wait.for) {
    case 'trigger':
      return (byToken.get(token.id) ?? []).some((trigger) => isWaitedFor(definition, node, trigger))
        ? null
        : `${at} waits for nothing that could come.`
    case 'join':
      return ['parallel-gateway', 'inclusive-gateway', 'complex-gateway'].includes(node.kind) || 'startQuantity' in node
        ? null
        : `${at} waits for a join.`
    case 'turn':
      return scope.adHoc === undefined ? `${at} waits for its turn outside an ad-hoc sub-process.` : null
    case 'data':
      return (node.data?.inputSets.length ?? 0) > 0 ? null : `${at} waits for data that it does not need.`
    default:
      return null
  }
}

const isWaitedFor = (definition: ProcessDefinition, node: FlowNode, { elementId }: ArmedTrigger): boolean =>
  elementId === node.id ||
  (node.kind === 'event-based-gateway' && node.outgoing.some((flow) => definition.flows[flow]?.target === elementId))

const ofTrigger = (
  definition: ProcessDefinition,
  { scopes, tokens }: Indexed,
  trigger: ArmedTrigger,
): string | null => {
  const at = `Trigger "${trigger.id}" of ${trigger.elementId}`
  const node = definition.nodes[trigger.elementId]
  if (node === undefined) return `${at} is nobody's.`
  const scope = scopes[trigger.scope]
  if (scope === undefined) return `${at} has a scope that is gone.`
  const type = triggersOf(node)[trigger.part ?? 0]?.type
  if (type !== trigger.on.type) return `${at} listens for a ${trigger.on.type}, but it is drawn as ${type}.`
  if (trigger.token === null) {
    const around = definition.scopes[scope.elementId]
    const armed = node.kind === 'start-event' && around?.eventSubProcesses.includes(node.scope)
    return armed ? null : `${at} listens without a token.`
  }
  const token = tokens[trigger.token]
  if (token === undefined) return `${at} has a token that is gone.`
  if (token.scope !== trigger.scope) return `${at} listens in another scope than its token.`
  if (node.kind === 'boundary-event') {
    if (node.attachedTo !== token.elementId) return `${at} listens for a token that is at ${token.elementId}.`
    return ['join', 'turn', 'data'].includes(token.wait.for) ? `${at} listens before its activity has begun.` : null
  }
  const host = definition.nodes[token.elementId]
  return host !== undefined && isWaitedFor(definition, host, trigger)
    ? null
    : `${at} listens for a token that is at ${token.elementId}.`
}

const armedTwice = ({ triggers }: InstanceState): string | null => {
  const seen = new Set<string>()
  for (const { elementId, part = 0, scope, token } of Object.values(triggers)) {
    const what = `${elementId} part ${part} in ${scope} for ${token}`
    if (seen.has(what)) return `${what} is armed twice.`
    seen.add(what)
  }
  return null
}

/** An interrupting event listens as long as what it interrupts: nothing but its own coming ends that. */
const listensFor = (event: FlowNode): boolean => {
  const [trigger, second] = triggersOf(event)
  return (
    'interrupting' in event &&
    event.interrupting &&
    second === undefined &&
    ['timer', 'signal', 'condition'].includes(trigger?.type ?? '')
  )
}

const missingBoundary = (definition: ProcessDefinition, { scopes, byToken }: Indexed, token: Token): string | null => {
  const node = definition.nodes[token.elementId]
  if (node === undefined || !('boundaryEvents' in node)) return null
  const scope = scopes[token.scope]
  const isAtWork =
    ['task', 'job', 'call', 'scope'].includes(token.wait.for) ||
    (token.wait.for === 'incident' && token.wait.step !== 'enter')
  const isRun = scope?.kind === 'iteration' && scope.elementId === token.elementId
  if (!isAtWork || isRun) return null
  const missing = node.boundaryEvents.find((id) => {
    const event = definition.nodes[id]
    if (event === undefined || !listensFor(event)) return false
    return !(byToken.get(token.id) ?? []).some((trigger) => trigger.elementId === id)
  })
  return missing === undefined ? null : `Boundary event ${missing} does not listen beside token "${token.id}".`
}

const missingStart = (
  definition: ProcessDefinition,
  { innerScopes, byToken, occupied }: Indexed,
  scope: Scope,
): string | null => {
  if (!['process', 'sub-process', 'event-sub-process'].includes(scope.kind)) return null
  // What undoes a cancelled transaction, or fails to leave, is not interrupted any more.
  if (scope.undo !== undefined || !occupied.has(scope.id)) return null
  const startsOf = (id: string): readonly FlowNode[] =>
    (definition.scopes[id]?.startEvents ?? []).flatMap((start) => definition.nodes[start] ?? [])
  const isInterrupted = (innerScopes.get(scope.id) ?? []).some(
    ({ kind, elementId }) =>
      kind === 'event-sub-process' &&
      startsOf(elementId).some((start) => start.kind === 'start-event' && start.interrupting),
  )
  if (isInterrupted) return null
  const missing = (definition.scopes[scope.elementId]?.eventSubProcesses ?? [])
    .flatMap(startsOf)
    .find(
      (start) =>
        listensFor(start) &&
        !(byToken.get(null) ?? []).some((trigger) => trigger.elementId === start.id && trigger.scope === scope.id),
    )
  return missing === undefined ? null : `Start event ${missing.id} does not listen in scope "${scope.id}".`
}

const scopeOf = ({ wait }: Token): string | null =>
  wait.for === 'scope' ? wait.scopeId : wait.for === 'incident' ? (wait.scopeId ?? null) : null
