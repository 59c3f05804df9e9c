/** The decision of every command that moves an instance: the core takes the event, its effects become rows. */
import { advance } from '../core/advance.ts'
import { scopeVariables } from '../core/visible-variables.ts'
import type { HistoryNote } from '../model/effect.ts'
import type { InstanceEvent } from '../model/instance-event.ts'
import type { Variables } from '../model/json.ts'
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import { STATE_FORMAT } from '../store/state-upgrades.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../store/tables/process-instance.ts'
import { applyEffects } from './apply-effects.ts'
import { caseEnvironment } from './case-environment.ts'
import type { EngineParts } from './engine-parts.ts'
import type { OpenInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

/**
 * Lets an instance take an event and collects everything that follows from it.
 *
 * @param notes lines of history that the command adds, before those of the core
 * @throws InstanceNotActive, Conflict when the instance does not wait for this
 */
export async function stepInstance(
  unit: Unit,
  parts: EngineParts,
  instance: OpenInstance,
  event: InstanceEvent,
  notes: readonly HistoryNote[] = [],
): Promise<OpenInstance> {
  const { row, loaded } = instance
  const environment = await caseEnvironment(unit, parts, row, loaded, scopeVariables(instance.state))
  const { state, effects } = advance(loaded.definition, instance.state, event, environment)
  // A failure is a few bytes, and has to be written down also where the data leaves no room for more.
  const limit = event.kind === 'job-failed' || event.kind === 'call-failed' ? Infinity : parts.limits.maxStateBytes
  return applyEffects(unit, parts, instance, state, [...notes, ...effects], environment, limit)
}

/** An instance about to start: its definition, where it starts and with what. */
export interface NewInstance {
  readonly id?: string
  readonly loaded: LoadedDefinition
  readonly holderId: string
  readonly businessKey: string | null
  /** Null: the plain start event(s). */
  readonly startEventId: string | null
  /** Which definition of a multiple event came; the first where it is absent. */
  readonly part?: number | undefined
  readonly variables: Variables
  readonly startedBy: string | null
  readonly parent: { readonly instanceId: string; readonly callId: string; readonly rootInstanceId: string } | null
}

/** Starts an instance of the actor's institution and runs it until it waits or ends. */
export async function startInstance(unit: Unit, parts: EngineParts, start: NewInstance): Promise<OpenInstance> {
  const { loaded, parent, startEventId, part = 0, variables } = start
  const id = start.id ?? unit.newId()
  const row: ProcessInstanceRow = {
    id,
    institutionId: unit.by.institutionId,
    holderId: start.holderId,
    processKey: loaded.definition.processKey,
    definitionId: loaded.id,
    definitionVersion: loaded.version,
    // A case that nobody named outside is known by its own id.
    businessKey: start.businessKey ?? (parent === null ? id : null),
    status: 'active',
    state: '',
    stateFormat: STATE_FORMAT,
    version: 0,
    historyCount: 0,
    startedAt: unit.now,
    startedBy: start.startedBy,
    endedAt: null,
    endState: null,
    result: null,
    errorCode: null,
    errorMessage: null,
    parentInstanceId: parent?.instanceId ?? null,
    parentCallId: parent?.callId ?? null,
    rootInstanceId: parent?.rootInstanceId ?? id,
  }
  const event: InstanceEvent = { kind: 'started', startEventId, variables, ...(part === 0 ? {} : { part }) }
  const environment = await caseEnvironment(unit, parts, row, loaded, start.variables)
  const { state, effects } = advance(loaded.definition, null, event, environment)
  unit.rows.insert(processInstanceTable, row)
  return applyEffects(
    unit,
    parts,
    { row, state: { ...state, tokens: {}, scopes: {}, triggers: {} }, loaded },
    state,
    effects,
    environment,
  )
}
