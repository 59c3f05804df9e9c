import type { InstanceEvent } from '../../../engine/model/instance-event.ts'
import type { InstanceState } from '../../../engine/model/instance-state.ts'
import type { ProcessDefinition } from '../../../engine/model/process-definition.ts'
import type { OpenWork } from './open-work.ts'
import type { Tape } from './tape.ts'
import { CODES, variables } from './vocabulary.ts'

/** Something that can happen to the instance now; rarely something that cannot any more. Null when there is nothing. */
export const possibleEvents = (
  definition: ProcessDefinition,
  state: InstanceState,
  open: OpenWork,
  tape: Tape,
): InstanceEvent | null => {
  const choices: (() => InstanceEvent)[] = []
  for (const taskId of open.tasks)
    choices.push(
      () => taskCompleted(taskId, tape),
      () => taskCompleted(taskId, tape),
    )
  // The job of an incident is not open for anybody: a late answer is refused.
  for (const jobId of open.jobs)
    choices.push(
      () => aboutJob(jobId, tape),
      () => aboutJob(jobId, tape),
    )
  for (const callId of open.calls)
    choices.push(
      () => aboutCall(callId, tape),
      () => aboutCall(callId, tape),
    )
  for (const incidentId of open.incidents) choices.push(() => ({ kind: 'incident-retried', incidentId }))
  for (const triggerId of open.listening.keys()) choices.push(() => fired(triggerId, tape))
  for (const scopeId of adHocScopes(state)) {
    const starts = definition.scopes[state.scopes[scopeId]?.elementId ?? '']?.implicitStarts ?? []
    for (const elementId of starts)
      choices.push(() => ({ kind: 'activity-selected', elementId, ...(tape.chance(50) ? { scopeId } : {}) }))
  }
  if (tape.chance(8)) return { kind: 'variables-changed', variables: variables(tape) }
  if (tape.chance(5) && open.past.length > 0) return late(tape.one(open.past), tape)
  return choices.length === 0 ? null : tape.one(choices)()
}

const taskCompleted = (taskId: string, tape: Tape): InstanceEvent => ({
  kind: 'task-completed',
  taskId,
  variables: variables(tape),
  by: 'anna',
})

const fired = (triggerId: string, tape: Tape): InstanceEvent => ({
  kind: 'trigger-fired',
  triggerId,
  payload: variables(tape),
})

const aboutJob = (jobId: string, tape: Tape): InstanceEvent => {
  const choice = tape.below(10)
  if (choice < 6) return { kind: 'job-completed', jobId, variables: variables(tape) }
  if (choice < 8) return errorThrown({ jobId }, tape)
  return { kind: 'job-failed', jobId, message: 'as a test' }
}

const aboutCall = (callId: string, tape: Tape): InstanceEvent => {
  const choice = tape.below(10)
  if (choice < 5) return { kind: 'call-completed', callId, variables: variables(tape) }
  if (choice < 7) return errorThrown({ callId }, tape)
  if (choice < 9)
    return { kind: 'escalation-thrown', callId, escalationCode: tape.one(CODES), variables: variables(tape) }
  return { kind: 'call-failed', callId, message: 'as a test' }
}

const errorThrown = (from: { jobId: string } | { callId: string }, tape: Tape): InstanceEvent => ({
  kind: 'error-thrown',
  from,
  errorCode: tape.one(CODES),
  message: tape.chance(50) ? 'as a test' : null,
  variables: variables(tape),
})

const late = (id: string, tape: Tape): InstanceEvent => {
  if (id.startsWith('k')) return taskCompleted(id, tape)
  if (id.startsWith('j')) return aboutJob(id, tape)
  if (id.startsWith('c')) return aboutCall(id, tape)
  if (id.startsWith('i')) return { kind: 'incident-retried', incidentId: id }
  return fired(id, tape)
}

const adHocScopes = (state: InstanceState): string[] =>
  Object.values(state.scopes).flatMap(({ id, adHoc }) => (adHoc === undefined ? [] : [id]))
