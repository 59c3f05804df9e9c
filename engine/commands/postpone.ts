import type { Told } from '../engine.ts'
import { messageTable } from '../store/tables/message.ts'
import { outboxTable } from '../store/tables/outbox.ts'
import { pendingCommandTable } from '../store/tables/pending-command.ts'
import { type StartTimerRow, startTimerTable } from '../store/tables/start-timer.ts'
import { taskTable } from '../store/tables/task.ts'
import { timerTable } from '../store/tables/timer.ts'
import { addDuration } from '../time/iso8601.ts'
import type { Command } from './execute.ts'
import { pauseAfter } from './pause-after.ts'

/** Due work that failed. */
export type Failed =
  | {
      readonly kind: 'timer' | 'message' | 'pending-command' | 'outbox'
      readonly id: string
      readonly attempts: number
    }
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'start-timer'; readonly row: StartTimerRow }

/** A deadline is days away from its task's beginning: minutes do not matter. */
const PAUSE_OF_A_TASK = 'PT10M'

/** Counts a failed try and puts the row aside for a while, longer each time: it must not block the others. */
export const postpone: Command<Told & { readonly failed: Failed }, object> = async ({ failed }, unit) => {
  if (failed.kind === 'start-timer') {
    const { institutionId, holderId, processKey, elementId, attempts } = failed.row
    const changes = { attempts: attempts + 1, nextTryAt: pauseAfter(unit.now, attempts + 1) }
    unit.rows.update(startTimerTable, { institutionId, holderId, processKey, elementId }, changes)
    return {}
  }
  if (failed.kind === 'task') {
    unit.rows.update(taskTable, { id: failed.id }, { attentionAt: addDuration(unit.now, PAUSE_OF_A_TASK) })
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
      break
    case 'outbox':
      unit.rows.update(outboxTable, { id }, changes)
  }
  return {}
}
