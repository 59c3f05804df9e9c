/**
 * An instance starts by an event: of a start event, of an instantiating receive task (BPMN 2.0.2 §10.3.3), or behind an
 * instantiating event-based gateway (§10.6.6). The event has come already, so its element goes on with what it brought.
 */
import type { Scope } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { EventBasedGateway, FlowNode } from '../model/process-definition.ts'
import { eventsBehind } from '../model/starting-elements.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { behaviourOf } from './elements/index.ts'
import { isIteration, repeats } from './iterations.ts'
import type { Run } from './run.ts'
import { placeToken } from './scopes.ts'
import { armPart } from './triggers.ts'
import { variablesOfScope } from './variables.ts'

/** What started the instance. */
export interface StartingEvent {
  readonly elementId: string
  /** Which definition of a multiple event came. */
  readonly part: number
  readonly payload: Variables
}

/** Places the tokens of a new instance that began with the event. */
export const startAtEvent = (run: Run, scope: Scope, event: StartingEvent): void => {
  const node = run.node(event.elementId)
  if (node.kind === 'start-event' && !needsAll(node)) {
    placeToken(run, node.id, scope.id)
    return
  }
  const gateway = node.kind === 'start-event' ? null : instantiatingGatewayBefore(run, node)
  if (gateway !== null) noteGateway(run, gateway)
  if (needsAll(node)) awaitOtherParts(run, node, scope, event.part)
  else if (repeats(node)) startFirstIteration(run, node, scope, event.payload)
  else leaveAtOnce(run, node, scope, event.payload)

  if (gateway?.parallel) {
    for (const other of eventsBehind(run.definition, gateway))
      if (other.id !== node.id) placeToken(run, other.id, scope.id, flowBetween(run, gateway, other))
  }
  // What nothing leads to begins with the instance; there is none where there are start events (§10.5.2).
  if (node.kind !== 'start-event')
    for (const id of run.scopeDefinition(scope.elementId).implicitStarts) placeToken(run, id, scope.id)
}

/** A parallel multiple event: the one definition that came is not enough (§10.5.5). */
const needsAll = (node: FlowNode): boolean =>
  'trigger' in node && node.trigger.type === 'multiple' && node.trigger.parallel

const instantiatingGatewayBefore = (run: Run, { incoming }: FlowNode): EventBasedGateway | null => {
  for (const flowId of incoming) {
    const source = run.definition.nodes[run.definition.flows[flowId]?.source ?? '']
    if (source?.kind === 'event-based-gateway' && source.instantiate) return source
  }
  return null
}

const flowBetween = (run: Run, gateway: FlowNode, target: FlowNode): string | null =>
  gateway.outgoing.find((flowId) => run.definition.flows[flowId]?.target === target.id) ?? null

/** No token ever stands at it; the history shows the way. */
const noteGateway = (run: Run, { id, kind }: FlowNode): void => {
  run.note('element-entered', id, { kind })
  run.note('element-left', id)
}

const placeHere = (run: Run, { id, kind }: FlowNode, scope: Scope): string => {
  const tokenId = run.newId('t')
  run.putToken({
    id: tokenId,
    elementId: id,
    scope: scope.id,
    via: null,
    locals: null,
    wait: { for: 'trigger' },
    since: run.environment.now,
  })
  run.note('element-entered', id, { tokenId, kind })
  return tokenId
}

const leaveAtOnce = (run: Run, node: FlowNode, scope: Scope, payload: Variables): void =>
  run.schedule({ do: 'leave', tokenId: placeHere(run, node, scope), payload })

const awaitOtherParts = (run: Run, node: FlowNode, scope: Scope, came: number): void => {
  const token = placeHere(run, node, scope)
  const variables = variablesOfScope(run, scope.id)
  for (const part of triggersOf(node).keys())
    if (part !== came) armPart(run, node, { scope: scope.id, token, variables }, part)
}

/** The message counts for the first run of a receive task that repeats, which never waits; the others wait for theirs. */
const startFirstIteration = (run: Run, node: FlowNode, scope: Scope, payload: Variables): void => {
  const tokenId = placeHere(run, node, scope)
  behaviourOf(node).enter(run, run.token(tokenId), node)
  const first = run.tokens().find((token) => token.elementId === node.id && isIteration(run, token))
  if (!first) return
  run.removeToken(first.id)
  leaveAtOnce(run, node, run.scope(first.scope), payload)
}
