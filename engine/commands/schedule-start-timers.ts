/**
 * Start timers as rows: for every institution one per timer start event of each definition in force for it. Run after
 * every change of what is in force, at start, and now and then for institutions that are new; running it again changes
 * nothing.
 */
import type { Told } from '../engine.ts'
import type { TimerStart } from '../definitions/entry-points.ts'
import type { ExpressionEnvironment } from '../expressions/evaluate.ts'
import type { Variables } from '../model/json.ts'
import { reasonOf } from '../model/reason-of.ts'
import { decidingInstitutions, rowsOfHolders } from '../store/look-ups/definitions.ts'
import { isOfStore } from '../store/is-of-store.ts'
import { NEVER, type StartTimerRow, startTimerTable } from '../store/tables/start-timer.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Command, execute } from './execute.ts'
import { firstStart } from './start-timer-due.ts'
import { systemActor } from './system-actor.ts'
import type { Unit } from './unit.ts'

/** Brings the rows of start timers in line with what is in force, one command per institution. */
export async function scheduleStartTimers(parts: EngineParts): Promise<void> {
  const institutions = new Set(await parts.institutions())
  for (const institutionId of await parts.store.read(decidingInstitutions)) institutions.add(institutionId)
  for (const institutionId of institutions)
    await execute('schedule-start-timers', scheduleOf, { by: systemActor(institutionId) }, parts)
}

/**
 * After a change of what is in force, which is done and on disk: a failure here must not undo its answer. It is logged, and
 * housekeeping brings the rows in line within a minute.
 */
export async function rescheduleStartTimers(parts: EngineParts): Promise<void> {
  try {
    await scheduleStartTimers(parts)
  } catch (error) {
    parts.log.error({ error: reasonOf(error) }, 'start timers could not be scheduled; it will be tried again')
  }
}

interface Wanted {
  readonly holderId: string
  readonly processKey: string
  readonly definitionId: string
  readonly start: TimerStart
}

const scheduleOf: Command<Told, object> = async (_input, unit, parts) => {
  const { institutionId } = unit.by
  const rows = await (await unit.look()).findBy(startTimerTable, { institutionId })
  const stale = new Map(rows.map((row) => [keyOf(row), row]))
  for (const wanted of await wantedTimers(unit, parts)) {
    const key = {
      institutionId,
      holderId: wanted.holderId,
      processKey: wanted.processKey,
      elementId: wanted.start.elementId,
    }
    const before = stale.get(keyOf(key))
    stale.delete(keyOf(key))
    if (before?.definitionId === wanted.definitionId) continue
    const row = await firstRow(unit, parts, key, wanted)
    if (!row) continue
    if (!before) unit.rows.insert(startTimerTable, row)
    else unit.rows.update(startTimerTable, key, isMissed(before, unit.now) ? { ...row, ...sinceMissed(before) } : row)
  }
  for (const { holderId, processKey, elementId } of stale.values())
    unit.rows.delete(startTimerTable, { institutionId, holderId, processKey, elementId })
  return {}
}

/** Due, and not fired yet: e.g. after downtime that ended with a new release. */
const isMissed = ({ dueAt, nextTryAt }: StartTimerRow, now: string): boolean => nextTryAt !== NEVER && dueAt <= now

/** A new version makes up for what the one before has missed. */
const sinceMissed = ({ dueAt }: StartTimerRow): Pick<StartTimerRow, 'dueAt' | 'nextTryAt'> => ({
  dueAt,
  nextTryAt: dueAt,
})

function keyOf({
  holderId,
  processKey,
  elementId,
}: Pick<StartTimerRow, 'holderId' | 'processKey' | 'elementId'>): string {
  return JSON.stringify([holderId, processKey, elementId])
}

/** Of the institution: everything in force for it. Of its holders: only what is their own. */
async function wantedTimers(unit: Unit, parts: EngineParts): Promise<Wanted[]> {
  const { institutionId } = unit.by
  const chosen: { holderId: string; processKey: string; definitionId: string; suspended: boolean }[] = []
  for (const choice of (await parts.definitions.inForce(unit.look, institutionId, '')).values())
    chosen.push({ ...choice, holderId: '' })
  for (const { holderId, processKey } of await rowsOfHolders(await unit.look(), institutionId)) {
    const choice = (await parts.definitions.inForce(unit.look, institutionId, holderId)).get(processKey)
    if (choice) chosen.push({ ...choice, holderId })
  }
  const wanted: Wanted[] = []
  for (const { holderId, processKey, definitionId, suspended } of chosen) {
    if (suspended) continue
    const { entryPoints } = await parts.definitions.get(unit.look, definitionId)
    for (const start of entryPoints.timerStarts) wanted.push({ holderId, processKey, definitionId, start })
  }
  return wanted
}

async function firstRow(
  unit: Unit,
  parts: EngineParts,
  key: Pick<StartTimerRow, 'institutionId' | 'holderId' | 'processKey' | 'elementId'>,
  { definitionId, start }: Wanted,
): Promise<StartTimerRow | null> {
  const row = { ...key, definitionId, attempts: 0 }
  try {
    const time = firstStart(start.trigger, await startEnvironment(unit, parts, key))
    if (time) return { ...row, ...time, nextTryAt: time.dueAt }
    return { ...row, dueAt: unit.now, anchorAt: unit.now, remaining: 0, nextTryAt: NEVER }
  } catch (error) {
    if (isOfStore(error)) throw error
    // One timer whose setting is wrong must not keep the others from being scheduled; it is tried at the next occasion.
    parts.log.error({ ...key, error: reasonOf(error) }, 'start timer cannot be scheduled')
    return null
  }
}

/** What the expression of a start event may know: there is no case yet. */
export async function startEnvironment(
  unit: Unit,
  parts: EngineParts,
  { institutionId, holderId, processKey }: Pick<StartTimerRow, 'institutionId' | 'holderId' | 'processKey'>,
  variables: Variables = {},
): Promise<ExpressionEnvironment> {
  const facts = { institutionId, holderId, processKey, processInstanceId: '', businessKey: null, variables }
  const { functions, globals } = await parts.environment.forCase(facts, unit.records)
  return { now: unit.now, functions, globals }
}
