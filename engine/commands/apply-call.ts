import type { Effect } from '../model/effect.ts'
import { runningCalled } from '../store/look-ups/instances.ts'
import type { EffectContext } from './apply-effects.ts'
import { leavePending, type Pending } from './pending-command.ts'

/** Starts and cancels called processes: each is an instance of its own, told by a row. */
export async function applyCall(
  { unit, before: { row } }: EffectContext,
  effect: Extract<Effect, { kind: 'call-started' | 'call-cancelled' }>,
): Promise<void> {
  const { institutionId, rootInstanceId } = row
  if (effect.kind === 'call-started') {
    const { callId, processKey, binding, businessKey, variables } = effect
    leavePending(
      unit,
      { institutionId, rootInstanceId, processInstanceId: unit.newId() },
      {
        kind: 'start-called',
        parentInstanceId: row.id,
        callId,
        processKey,
        binding,
        holderId: row.holderId,
        // A called process works on the same case, where the diagram names no other.
        businessKey: businessKey ?? row.businessKey,
        startedBy: row.startedBy,
        variables,
      },
    )
    return
  }
  // One that is still to be started finds its caller gone and starts nothing.
  const called = await runningCalled(await unit.look(), row.id, effect.callId)
  for (const { id } of called)
    leavePending(
      unit,
      { institutionId, rootInstanceId, processInstanceId: id },
      { kind: 'cancel-called', reason: `The calling process instance "${row.id}" went on without it.` },
    )
}

/** Tells the calling instance, if there is one, what nothing here caught; this one goes on. */
export function reportEscalation(
  context: EffectContext,
  { escalationCode, payload: variables }: Extract<Effect, { kind: 'escalation-uncaught' }>,
): void {
  tellCaller(context, (call) => ({ kind: 'call-escalation', ...call, escalationCode, variables }))
}

/** Tells the calling instance, if there is one, how this one ended. */
export function reportEnd(context: EffectContext, ended: Extract<Effect, { kind: 'instance-ended' }>): void {
  const { status, errorCode, errorMessage: message, variables } = ended
  tellCaller(context, (call) => {
    if (status === 'completed' || status === 'terminated') return { kind: 'call-completed', ...call, variables }
    if (status === 'errored' && errorCode !== null)
      return { kind: 'call-error', ...call, errorCode, message, variables }
    const reason = message ?? `The called process instance "${call.calledInstanceId}" was ${status}.`
    return { kind: 'call-failed', ...call, message: reason }
  })
}

interface Call {
  readonly callId: string
  readonly calledInstanceId: string
}

function tellCaller({ unit, before: { row } }: EffectContext, what: (call: Call) => Pending): void {
  const { institutionId, rootInstanceId, parentInstanceId, parentCallId: callId, id: calledInstanceId } = row
  if (parentInstanceId === null || callId === null) return
  leavePending(
    unit,
    { institutionId, rootInstanceId, processInstanceId: parentInstanceId },
    what({ callId, calledInstanceId }),
  )
}
