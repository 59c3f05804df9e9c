/**
 * What the core asked of the world becomes rows: the new state, tasks, timers, subscriptions, jobs, messages, calls,
 * incidents and history, all in the transaction of the command. Ids inside an instance are short; outside they carry
 * the instance's id in front.
 */
import { scopeVariables } from '../core/visible-variables.ts'
import type { Effect } from '../model/effect.ts'
import { refusedValue } from '../model/errors.ts'
import type { Environment } from '../model/instance-event.ts'
import type { InstanceState } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import { historyEventTable } from '../store/tables/history-event.ts'
import { incidentTable } from '../store/tables/incident.ts'
import { pendingCommandTable } from '../store/tables/pending-command.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../store/tables/process-instance.ts'
import { applyCall, reportEnd, reportEscalation } from './apply-call.ts'
import { applyJob } from './apply-job.ts'
import { applyTask } from './apply-task.ts'
import { applyTrigger } from './apply-trigger.ts'
import { broadcastSignal } from './broadcast-signal.ts'
import { writeDataStore } from './data-stores.ts'
import type { EngineParts } from './engine-parts.ts'
import { measureCase, measureTask } from './measure-later.ts'
import { noteCase } from './note-case.ts'
import type { OpenInstance } from './open-instance.ts'
import { throwMessage } from './throw-message.ts'
import type { Unit } from './unit.ts'

/** Where an effect happens: the instance as it was before the run. */
export interface EffectContext {
  readonly unit: Unit
  readonly parts: EngineParts
  readonly before: OpenInstance
  /** Row id of something inside the instance. */
  readonly idOf: (shortId: string) => string
  /** What the run knew of the world; null where nothing ran and only history is added. */
  readonly environment: Environment | null
  /** The instance's data after the run. */
  readonly variables: () => Variables
  /** Timers set in this run. */
  readonly armed: Set<string>
}

/**
 * @param maxStateBytes for the instance's data, in bytes
 * @throws DataRejected when the instance's data outgrew its limit
 */
export async function applyEffects(
  unit: Unit,
  parts: EngineParts,
  before: OpenInstance,
  state: InstanceState,
  effects: readonly Effect[],
  environment: Environment | null = null,
  maxStateBytes: number = parts.limits.maxStateBytes,
): Promise<OpenInstance> {
  const { row } = before
  const { onBehalfOf } = unit.by
  const context: EffectContext = {
    unit,
    parts,
    before,
    environment,
    variables: () => scopeVariables(state),
    idOf: (shortId) => `${row.id}.${shortId}`,
    armed: new Set(),
  }
  let historyCount = row.historyCount
  let ending: Partial<ProcessInstanceRow> = {}

  for (const effect of effects) {
    switch (effect.kind) {
      case 'history':
        historyCount += 1
        unit.rows.insert(historyEventTable, {
          processInstanceId: row.id,
          sequence: historyCount,
          rootInstanceId: row.rootInstanceId,
          at: unit.now,
          type: effect.type,
          elementId: effect.elementId,
          by: unit.actorId,
          data: JSON.stringify(onBehalfOf === undefined ? effect.data : { ...effect.data, onBehalfOf }),
        })
        break
      case 'task-opened':
      case 'task-changed':
      case 'task-closed':
        await applyTask(context, effect)
        if (effect.kind === 'task-closed' && effect.outcome === 'completed')
          await measureTask(unit, parts, row, context.idOf(effect.taskId))
        break
      case 'timer-set':
      case 'timer-removed':
      case 'subscription-set':
      case 'subscription-removed':
        await applyTrigger(context, effect)
        break
      case 'job-opened':
      case 'job-closed':
        applyJob(context, effect)
        break
      case 'message-thrown':
        await throwMessage(unit, parts, before, effect)
        break
      case 'signal-thrown':
        await broadcastSignal(unit, parts, { ...effect, holderId: row.holderId, rootInstanceId: row.rootInstanceId })
        break
      case 'escalation-uncaught':
        reportEscalation(context, effect)
        break
      case 'data-store-written': {
        const key = { institutionId: row.institutionId, dataStoreId: effect.dataStoreId }
        await writeDataStore(unit, key, effect.value, parts.limits.maxStateBytes)
        break
      }
      case 'call-started':
      case 'call-cancelled':
        await applyCall(context, effect)
        break
      case 'incident-opened':
        unit.rows.insert(incidentTable, {
          id: context.idOf(effect.incidentId),
          institutionId: row.institutionId,
          processInstanceId: row.id,
          processKey: row.processKey,
          incidentId: effect.incidentId,
          elementId: effect.elementId,
          type: effect.type,
          message: effect.message,
          jobId: effect.jobId === null ? null : context.idOf(effect.jobId),
          createdAt: unit.now,
          closedAt: null,
        })
        break
      case 'incident-closed':
        unit.rows.update(incidentTable, { id: context.idOf(effect.incidentId) }, { closedAt: unit.now })
        break
      case 'instance-ended':
        ending = {
          status: effect.status,
          endedAt: unit.now,
          endState: effect.endState,
          result: JSON.stringify(effect.variables),
          errorCode: effect.errorCode,
          errorMessage: effect.errorMessage,
        }
        reportEnd(context, effect)
        if (row.status === 'suspended') wakePending(unit, parts, row)
        break
    }
  }

  if ((ending.endedAt ?? row.endedAt) !== null) measureCase(unit, parts, row)
  await noteCase(unit, parts, before, state)
  const stored = JSON.stringify(state)
  if (Buffer.byteLength(stored) > maxStateBytes) {
    const message = `Expected at most ${maxStateBytes} bytes of data in process instance "${row.id}", but this step would exceed them.`
    throw refusedValue('', 'too-large', message)
  }
  const changes: Partial<ProcessInstanceRow> = { state: stored, version: row.version + 1, historyCount, ...ending }
  unit.rows.update(processInstanceTable, { id: row.id }, changes, { version: row.version })
  return { row: { ...row, ...changes }, state, loaded: before.loaded }
}

/** What waited for a halted instance to go on would wait for ever once it has ended: it is looked at now. */
function wakePending(unit: Unit, parts: EngineParts, { id, rootInstanceId }: ProcessInstanceRow): void {
  unit.rows.afterwards((manager) =>
    // The root is what pending commands are found by.
    manager.update(pendingCommandTable, { rootInstanceId, processInstanceId: id }, { nextTryAt: unit.now }),
  )
  unit.afterCommit(parts.nudge)
}
