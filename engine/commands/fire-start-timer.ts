import type { Told } from '../engine.ts'
import { NEVER, type StartTimerRow, startTimerTable } from '../store/tables/start-timer.ts'
import type { Command } from './execute.ts'
import { startEnvironment } from './schedule-start-timers.ts'
import { nextStart } from './start-timer-due.ts'
import { startInstance } from './step-instance.ts'

/** Starts a case by a timer start event that is due, and sets its next fire. */
export const fireStartTimer: Command<Told & { readonly timer: StartTimerRow }, object> = async (
  { timer },
  unit,
  parts,
) => {
  const { institutionId, holderId, processKey, elementId } = timer
  const key = { institutionId, holderId, processKey, elementId }
  const row = await unit.rows.find(startTimerTable, key)
  if (!row || row.nextTryAt > unit.now) return {}
  const loaded = await parts.definitions.get(unit.look, row.definitionId)
  const start = loaded.entryPoints.timerStarts.find((one) => one.elementId === elementId)
  if (!start) {
    unit.rows.delete(startTimerTable, key)
    return {}
  }
  const next = nextStart(start.trigger, row, start.everyPeriod, await startEnvironment(unit, parts, row))
  unit.rows.update(
    startTimerTable,
    key,
    next ? { ...next, nextTryAt: next.dueAt, attempts: 0 } : { nextTryAt: NEVER, attempts: 0 },
  )
  await startInstance(unit, parts, {
    loaded,
    holderId,
    businessKey: null,
    startEventId: start.startEventId,
    part: start.part,
    // Who makes up for missed periods has to know which one this is.
    variables: start.everyPeriod ? { scheduledAt: row.dueAt } : {},
    startedBy: null,
    parent: null,
  })
  return {}
}
