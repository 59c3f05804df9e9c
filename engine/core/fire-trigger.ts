/** A timer, message or signal of the instance came, or a condition came true: the catching element takes it. */
import { Conflict } from '../model/errors.ts'
import type { ArmedTrigger } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { BoundaryEvent, FlowNode, StartEvent } from '../model/process-definition.ts'
import { branchAtBoundary, moveToBoundary } from './boundary.ts'
import { cancelWork } from './cancel.ts'
import { followConversation } from './correlation.ts'
import { startEventSubProcess } from './event-sub-process.ts'
import type { Run } from './run.ts'
import { nextCycle } from './times.ts'
import { arm, armWith, disarm, disarmToken } from './triggers.ts'
import { setVariables, variablesOfScope, variablesOfToken } from './variables.ts'

/** @throws Conflict `trigger-not-armed` when the instance listens for it no longer */
export const fireTrigger = (run: Run, triggerId: string, payload: Variables): void => {
  const trigger = run.trigger(triggerId)
  if (trigger === undefined) {
    throw new Conflict(
      'trigger-not-armed',
      `Expected trigger "${triggerId}" to be armed, but the instance listens for it no longer.`,
      { triggerId },
    )
  }
  noteFiring(run, trigger)
  noteConversation(run, trigger, payload)
  const node = run.node(trigger.elementId)
  if ('trigger' in node && node.trigger.type === 'multiple' && node.trigger.parallel) {
    if (waitsForMore(run, trigger, payload)) return
    listenAgain(run, trigger, node)
  }
  switch (node.kind) {
    case 'boundary-event':
      return fireBoundary(run, trigger, node, payload)
    case 'start-event':
      // One of the process itself has a token: its other definitions had come before.
      return trigger.token === null
        ? fireEventSubProcess(run, trigger, node, payload)
        : fireCatch(run, trigger, payload)
    default:
      return fireCatch(run, trigger, payload)
  }
}

/** A parallel multiple event happens when all of its definitions have come (BPMN 2.0.2 §10.5.5); their data are kept. */
const waitsForMore = (run: Run, trigger: ArmedTrigger, payload: Variables): boolean => {
  disarm(run, trigger)
  const others = run
    .triggers()
    .some(
      ({ elementId, scope, token }) =>
        elementId === trigger.elementId && scope === trigger.scope && token === trigger.token,
    )
  if (others && Object.keys(payload).length > 0) {
    setVariables(run, trigger.scope, payload)
    run.note('variables-set', trigger.elementId, { variables: payload })
  }
  return others
}

/**
 * What does not interrupt may happen again: all of its definitions are awaited anew. A condition that still holds has
 * come already; it is news when it has been false in between.
 */
const listenAgain = (run: Run, { scope, token }: ArmedTrigger, node: FlowNode): void => {
  if (!('interrupting' in node) || node.interrupting) return
  const variables = token === null ? variablesOfScope(run, scope) : variablesOfToken(run, run.token(token))
  arm(run, node, { scope, token, variables })
  for (const armed of run.triggersIn(scope))
    if (armed.elementId === node.id && armed.token === token && armed.on.type === 'condition')
      run.putTrigger({ ...armed, on: { type: 'condition', held: true } })
}

/** Catch events and receive tasks, also behind an event-based gateway: the first event decides. */
const fireCatch = (run: Run, trigger: ArmedTrigger, payload: Variables): void => {
  const token = run.token(trigger.token ?? '')
  if (token.elementId === trigger.elementId) {
    // It came once, also where the token cannot leave; boundary events of a receive task still listen.
    for (const armed of run.triggersOf(token.id)) if (armed.elementId === trigger.elementId) disarm(run, armed)
  } else {
    // The token waits at the event-based gateway; it goes on from the event that came.
    disarmToken(run, token.id)
    run.note('element-left', token.elementId, { tokenId: token.id })
    run.note('element-entered', trigger.elementId, { tokenId: token.id })
    run.putToken({
      ...token,
      elementId: trigger.elementId,
      via: null,
      wait: { for: 'trigger' },
      since: run.environment.now,
    })
  }
  run.schedule({ do: 'leave', tokenId: token.id, payload })
}

const fireBoundary = (run: Run, trigger: ArmedTrigger, event: BoundaryEvent, payload: Variables): void => {
  const host = run.token(trigger.token ?? '')
  if (event.interrupting) {
    cancelWork(run, host)
    moveToBoundary(run, host, event, payload)
  } else {
    stayArmed(run, trigger)
    branchAtBoundary(run, host, event, payload)
  }
}

const fireEventSubProcess = (run: Run, trigger: ArmedTrigger, start: StartEvent, payload: Variables): void => {
  if (!start.interrupting) stayArmed(run, trigger)
  startEventSubProcess(run, run.scope(trigger.scope), start, payload)
}

/** Non-interrupting events come as often as they happen; a timer until its cycle is used up. */
const stayArmed = (run: Run, trigger: ArmedTrigger): void => {
  // One that all others had to come with has been set anew, together with them.
  if (trigger.on.type !== 'timer' || run.trigger(trigger.id) === undefined) return
  const next = nextCycle(trigger.on, run.environment.now)
  if (next === null) disarm(run, trigger)
  else armWith(run, { ...trigger, on: next })
}

const noteConversation = (run: Run, { elementId, scope, on }: ArmedTrigger, payload: Variables): void => {
  if (on.type === 'message') followConversation(run, { elementId, scopeId: scope, sent: false }, on.name, payload)
}

const noteFiring = (run: Run, { elementId, on }: ArmedTrigger): void => {
  switch (on.type) {
    case 'timer':
      return run.note('timer-fired', elementId, { dueAt: on.dueAt })
    case 'message':
      return run.note('message-received', elementId, { name: on.name, correlationKey: on.correlationKey })
    case 'signal':
      return run.note('signal-received', elementId, { name: on.name })
    case 'condition':
      return run.note('condition-fulfilled', elementId)
  }
}
