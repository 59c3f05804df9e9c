import type { Told } from '../engine.ts'
import { messageTable } from '../store/tables/message.ts'
import { pendingCommandTable } from '../store/tables/pending-command.ts'
import { type StartTimerRow, startTimerTable } from '../store/tables/start-timer.ts'
import { timerTable } from '../store/tables/timer.ts'
import type { Command } from './execute.ts'
import { pauseAfter } from './pause-after.ts'

/** Due work that failed. */
export type Failed =
  | { readonly kind: 'timer' | 'message' | 'pending-command'; readonly id: string; readonly attempts: number }
  | { readonly kind: 'start-timer'; readonly row: StartTimerRow }

/** Counts a failed try and puts the row aside for a while, longer each time: it must not block the others. */
export const postpone: Command<Told & { readonly failed: Failed }, object> = async ({ failed }, unit) => {
  if (failed.kind === 'start-timer') {
    const { institutionId, holderId, processKey, elementId, attempts } = failed.row
    const changes = { attempts: attempts + 1, nextTryAt: pauseAfter(unit.now, attempts + 1) }
    unit.rows.update(startTimerTable, { institutionId, holderId, processKey, elementId }, changes)
    return {}
  }
  const { id } = failed
  const changes = { attempts: failed.attempts + 1, nextTryAt: pauseAfter(unit.now, failed.attempts + 1) }
  switch (failed.kind) {
    case 'timer':
      unit.rows.update(timerTable, { id }, changes)
      break
    case 'message':
      unit.rows.update(messageTable, { id }, changes)
      break
    case 'pending-command':
      unit.rows.update(pendingCommandTable, { id }, changes)
  }
  return {}
}
