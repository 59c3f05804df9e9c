/** What one instance told another, done on the receiver in a transaction of its own. */
import type { Told } from '../engine.ts'
import { Conflict, EngineError, NoActiveDefinition } from '../model/errors.ts'
import type { InstanceEvent } from '../model/instance-event.ts'
import type { InstanceState } from '../model/instance-state.ts'
import { callersAbove } from '../store/look-ups/instances.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { NEVER } from '../store/tables/start-timer.ts'
import { type PendingCommandRow, pendingCommandTable } from '../store/tables/pending-command.ts'
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import { addHistory } from './add-history.ts'
import { changeTasks } from './change-tasks.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { definitionByBinding } from './find-definition.ts'
import { type OpenInstance, openInstance } from './open-instance.ts'
import { type Pending, readPending } from './pending-command.ts'
import { renewCase } from './renew-case.ts'
import { renewCases } from './renew-cases.ts'
import { startInstance, stepInstance } from './step-instance.ts'
import type { Unit } from './unit.ts'

/** Runs a pending command and removes it; one that is gone does nothing. */
export const runPending: Command<Told & { readonly pendingId: string }, object> = async (
  { pendingId },
  unit,
  parts,
) => {
  const row = await unit.rows.find(pendingCommandTable, { id: pendingId })
  if (!row) return {}
  const pending = readPending(row)
  if (await waitsForResumption(unit, row, pending)) {
    unit.rows.update(pendingCommandTable, { id: row.id }, { nextTryAt: NEVER })
    return {}
  }
  unit.rows.delete(pendingCommandTable, { id: row.id })
  switch (pending.kind) {
    case 'start-called':
      await startCalled(unit, parts, row, pending)
      break
    case 'start-by-signal':
    case 'start-by-condition':
      await startByEvent(unit, parts, row, pending)
      break
    case 'call-completed':
    case 'call-failed':
    case 'call-error':
    case 'call-escalation':
      await answerCall(unit, parts, row, pending)
      break
    case 'cancel-called': {
      const called = await openInstance(unit, parts, row.processInstanceId)
      if (called.row.endedAt === null)
        await stepInstance(unit, parts, called, { kind: 'cancelled', reason: pending.reason })
      break
    }
    case 'variables-changed': {
      const instance = await openInstance(unit, parts, row.processInstanceId)
      if (instance.row.endedAt === null)
        await stepInstance(unit, parts, instance, { kind: 'variables-changed', variables: pending.variables })
      break
    }
    case 'change-tasks':
      await changeTasks(unit, parts, await openInstance(unit, parts, row.processInstanceId), pending)
      break
    case 'add-history': {
      const instance = await openInstance(unit, parts, row.processInstanceId)
      await addHistory(unit, parts, instance, pending.type, pending.elementId, pending.data)
      break
    }
    case 'renew-cases':
      await renewCases(unit, parts, row.institutionId, pending)
      break
    case 'renew-case':
      await renewCase(unit, parts, row.processInstanceId, pending.change)
      break
    case 'signal': {
      const instance = await openInstance(unit, parts, row.processInstanceId)
      const { triggerId, payload } = pending
      if (instance.state.triggers[triggerId])
        await stepInstance(unit, parts, instance, { kind: 'trigger-fired', triggerId, payload })
      break
    }
  }
  return {}
}

/** A halted instance takes nothing but its end; resuming it makes what waits due again. */
async function waitsForResumption(unit: Unit, row: PendingCommandRow, { kind }: Pending): Promise<boolean> {
  if (kind === 'cancel-called') return false
  return (await unit.rows.find(processInstanceTable, { id: row.processInstanceId }))?.status === 'suspended'
}

/** The called process becomes an instance of its own; where it cannot start, the caller gets an incident. */
async function startCalled(
  unit: Unit,
  parts: EngineParts,
  row: PendingCommandRow,
  call: Extract<Pending, { kind: 'start-called' }>,
): Promise<void> {
  const parent = await openInstance(unit, parts, call.parentInstanceId)
  // The caller may have gone elsewhere since.
  if (!waitsForCall(parent.state, call.callId)) return
  const loaded =
    (await tooDeep(unit, parts, parent, call.processKey)) ??
    (await calledDefinition(unit, parts, call, parent.row.definitionId))
  if (loaded instanceof EngineError) {
    await stepInstance(unit, parts, parent, { kind: 'call-failed', callId: call.callId, message: loaded.message })
    return
  }
  await startInstance(unit, parts, {
    id: row.processInstanceId,
    loaded,
    holderId: call.holderId,
    businessKey: call.businessKey,
    startEventId: null,
    variables: call.variables,
    startedBy: call.startedBy,
    parent: { instanceId: parent.row.id, callId: call.callId, rootInstanceId: parent.row.rootInstanceId },
  })
}

/** A process that calls itself without end would fill the disk one instance after the other. */
async function tooDeep(
  unit: Unit,
  parts: EngineParts,
  caller: OpenInstance,
  processKey: string,
): Promise<EngineError | null> {
  const { callDepth } = parts.limits
  if ((await callersAbove(await unit.look(), caller.row, callDepth)) + 1 < callDepth) return null
  const message = `Expected at most ${callDepth} processes inside one another, but "${processKey}" would be one more. Does a process call itself?`
  return new Conflict('calls-too-deep', message)
}

/** @returns the definition, or why there is none to start */
async function calledDefinition(
  unit: Unit,
  parts: EngineParts,
  call: Extract<Pending, { kind: 'start-called' }>,
  callerId: string,
): Promise<LoadedDefinition | EngineError> {
  const { holderId, processKey, binding } = call
  try {
    const loaded = await definitionByBinding(unit, parts, holderId, processKey, binding, callerId)
    if (loaded.entryPoints.startsPlainly) return loaded
    return new Conflict(
      'no-plain-start',
      `Expected process "${processKey}" to have a plain start event, but it has none.`,
    )
  } catch (error) {
    if (error instanceof NoActiveDefinition || error instanceof Conflict) return error
    throw error
  }
}

/** A called process that fails again and again at its start: its caller gets an incident instead of waiting for ever. */
export const failCall: Command<Told & { readonly pendingId: string; readonly message: string }, object> = async (
  input,
  unit,
  parts,
) => {
  const row = await unit.rows.find(pendingCommandTable, { id: input.pendingId })
  const call = row ? readPending(row) : null
  if (!row || call?.kind !== 'start-called') return {}
  unit.rows.delete(pendingCommandTable, { id: row.id })
  const parent = await openInstance(unit, parts, call.parentInstanceId)
  if (waitsForCall(parent.state, call.callId))
    await stepInstance(unit, parts, parent, { kind: 'call-failed', callId: call.callId, message: input.message })
  return {}
}

async function startByEvent(
  unit: Unit,
  parts: EngineParts,
  row: PendingCommandRow,
  start: Extract<Pending, { kind: 'start-by-signal' | 'start-by-condition' }>,
): Promise<void> {
  await startInstance(unit, parts, {
    id: row.processInstanceId,
    loaded: await parts.definitions.get(unit.look, start.definitionId),
    holderId: start.holderId,
    businessKey: null,
    startEventId: start.startEventId,
    part: start.part,
    variables: start.payload,
    startedBy: null,
    parent: null,
  })
}

type CallAnswer = Extract<Pending, { kind: 'call-completed' | 'call-failed' | 'call-error' | 'call-escalation' }>

async function answerCall(unit: Unit, parts: EngineParts, row: PendingCommandRow, answer: CallAnswer): Promise<void> {
  const caller: OpenInstance = await openInstance(unit, parts, row.processInstanceId)
  if (waitsForCall(caller.state, answer.callId)) {
    await stepInstance(unit, parts, caller, eventOf(answer))
    return
  }
  // A child that ends because its caller cancelled it is what everybody expects.
  if (answer.kind === 'call-failed') return
  const { callId, calledInstanceId, kind } = answer
  await addHistory(unit, parts, caller, 'warning', null, {
    warning: 'called-process-ended-late',
    callId,
    calledInstanceId,
    answer: kind,
  })
}

function waitsForCall(state: InstanceState, callId: string): boolean {
  return (
    state.status === 'active' &&
    Object.values(state.tokens).some(({ wait }) => wait.for === 'call' && wait.callId === callId)
  )
}

function eventOf(answer: CallAnswer): InstanceEvent {
  const { callId } = answer
  switch (answer.kind) {
    case 'call-completed':
      return { kind: 'call-completed', callId, variables: answer.variables }
    case 'call-failed':
      return { kind: 'call-failed', callId, message: answer.message }
    case 'call-error':
      return {
        kind: 'error-thrown',
        from: { callId },
        errorCode: answer.errorCode,
        message: answer.message,
        variables: answer.variables,
      }
    case 'call-escalation':
      return { kind: 'escalation-thrown', callId, escalationCode: answer.escalationCode, variables: answer.variables }
  }
}
