/** The first half of a run: what the event itself changes. The moves that it schedules come after. */
import { Conflict } from '../model/errors.ts'
import type { InstanceEvent } from '../model/instance-event.ts'
import type { Token, Wait } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { selectActivity } from './ad-hoc.ts'
import { followConversation } from './correlation.ts'
import { keepPayload } from './data-outputs.ts'
import { ElementFailed } from './element-failed.ts'
import { throwError, type ThrownError } from './errors.ts'
import { throwEscalation } from './escalations.ts'
import { fireTrigger } from './fire-trigger.ts'
import { sendBack, takeBack } from './hand-back.ts'
import { openIncident, retryIncident } from './incidents.ts'
import { changeVariables } from './retime.ts'
import type { Run } from './run.ts'
import { endProcess, openScope, rootScope, startTokens } from './scopes.ts'
import { startAtEvent } from './start-at-event.ts'

/** @throws Conflict when the instance does not wait for what the event answers, or cannot take it */
export const takeEvent = (run: Run, event: InstanceEvent): void => {
  try {
    change(run, event)
  } catch (error) {
    if (!(error instanceof ElementFailed)) throw error
    throw new Conflict('event-not-taken', error.message, { event: event.kind })
  }
}

const change = (run: Run, event: InstanceEvent): void => {
  switch (event.kind) {
    case 'started':
      return start(run, event)
    case 'task-completed': {
      const token = waiting(run, 'task', event.taskId)
      run.emit({ kind: 'task-closed', taskId: event.taskId, outcome: 'completed' })
      run.note('task-completed', token.elementId, { taskId: event.taskId, by: event.by })
      return finish(run, token, event.variables)
    }
    case 'task-sent-back':
      return sendBack(run, waiting(run, 'task', event.taskId), event)
    case 'task-taken-back':
      return takeBack(run, event)
    case 'job-completed': {
      const token = waiting(run, 'job', event.jobId)
      run.emit({ kind: 'job-closed', jobId: event.jobId, outcome: 'completed' })
      run.note('job-completed', token.elementId, { jobId: event.jobId })
      return finish(run, token, event.variables)
    }
    case 'call-completed': {
      const token = waiting(run, 'call', event.callId)
      run.note('call-completed', token.elementId, { callId: event.callId })
      return finish(run, token, event.variables)
    }
    case 'job-failed': {
      const token = waiting(run, 'job', event.jobId)
      return openIncident(run, token, { type: 'failed-job', message: event.message, step: 'work', jobId: event.jobId })
    }
    case 'call-failed': {
      const token = waiting(run, 'call', event.callId)
      return openIncident(run, token, { type: 'failed-call', message: event.message, step: 'work' })
    }
    case 'error-thrown':
      return takeError(run, event)
    case 'escalation-thrown': {
      const token = waiting(run, 'call', event.callId)
      const { escalationCode: code, variables } = event
      return throwEscalation(run, token, token.elementId, { code, variables })
    }
    case 'trigger-fired':
      return fireTrigger(run, event.triggerId, event.payload)
    case 'incident-retried':
      return retryIncident(run, event.incidentId)
    case 'variables-changed':
      return changeVariables(run, event.variables)
    case 'activity-selected':
      return selectActivity(run, event.elementId, event.scopeId ?? null)
    case 'cancelled':
      run.note('element-cancelled', run.definition.processKey, { reason: event.reason })
      return endProcess(run, rootScope(run), { status: 'cancelled' })
  }
}

const start = (run: Run, { startEventId, part = 0, variables }: Extract<InstanceEvent, { kind: 'started' }>): void => {
  run.note('instance-started', startEventId, { variables })
  const scope = openScope(run, {
    kind: 'process',
    elementId: run.definition.processKey,
    parent: null,
    token: null,
    variables,
  })
  if (startEventId === null) startTokens(run, scope)
  else {
    beginConversation(run, scope.id, startEventId, part, variables)
    startAtEvent(run, scope, { elementId: startEventId, part, payload: variables })
  }
  for (const token of run.tokens()) keepPayload(run, token.id, variables)
}

/** The message that starts an instance is the first of its conversation. */
const beginConversation = (run: Run, scopeId: string, elementId: string, part: number, payload: Variables): void => {
  if (run.definition.correlations === undefined) return
  const trigger = triggersOf(run.node(elementId))[part]
  if (trigger?.type === 'message' && 'literal' in trigger.name)
    followConversation(run, { elementId, scopeId, sent: false }, String(trigger.name.literal), payload)
}

/** The work is done, whatever comes next; the rest is a move of its own. */
const finish = (
  run: Run,
  token: Token,
  payload: Extract<InstanceEvent, { kind: 'job-completed' }>['variables'],
): void => {
  run.putToken({ ...token, wait: { for: 'trigger' } })
  run.schedule({ do: 'leave', tokenId: token.id, payload })
}

/**
 * An error from a job or called process. What nothing catches goes on to the caller of this instance; in an
 * instance that nobody called, the work keeps its place with an incident, so that a person can mend it.
 */
const takeError = (
  run: Run,
  { from, errorCode, message, variables }: Extract<InstanceEvent, { kind: 'error-thrown' }>,
): void => {
  const token = 'jobId' in from ? waiting(run, 'job', from.jobId) : waiting(run, 'call', from.callId)
  if ('jobId' in from) run.emit({ kind: 'job-closed', jobId: from.jobId, outcome: 'completed' })
  run.note('error-thrown', token.elementId, { errorCode, message })
  const error: ThrownError = { code: errorCode, message, variables }
  const thrower = run.putToken({ ...token, wait: { for: 'trigger' } })
  if (throwError(run, thrower, error)) return
  if (run.environment.called) endProcess(run, rootScope(run), { status: 'errored', errorCode, errorMessage: message })
  else
    openIncident(run, thrower, {
      type: 'uncaught-error',
      message: `Error "${errorCode}" is caught by nothing. ${message ?? ''}`.trim(),
      step: 'work',
    })
}

type WaitFor = 'task' | 'job' | 'call'

const waiting = (run: Run, kind: WaitFor, id: string): Token => {
  const token = run.tokens().find(({ wait }) => idOf(wait, kind) === id)
  if (token) return token
  throw new Conflict(`${kind}-not-open`, `Expected the instance to wait for ${kind} "${id}", but it does not.`, { id })
}

const idOf = (wait: Wait, kind: WaitFor): string | null => {
  if (wait.for !== kind) return null
  return wait.for === 'task' ? wait.taskId : wait.for === 'job' ? wait.jobId : wait.for === 'call' ? wait.callId : null
}
