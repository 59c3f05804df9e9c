import type { EngineParts } from '../commands/engine-parts.ts'
import { executeIn } from '../commands/execute.ts'
import { fireTimer } from '../commands/fire-timer.ts'
import { postpone } from '../commands/postpone.ts'
import { systemActor } from '../commands/system-actor.ts'
import { dueTimerRows } from '../store/look-ups/due-work.ts'
import type { TimerRow } from '../store/tables/timer.ts'
import type { Work } from './worker.ts'

/** Timers of running cases. After downtime each due one fires once, in the order in which they were due. */
export function dueTimers(parts: EngineParts): Work<TimerRow> {
  return {
    name: 'due-timers',
    find: (manager, limit) => dueTimerRows(manager, parts.clock.now().toISOString(), limit),
    run({ id, institutionId }, session) {
      return executeIn(session, 'fire-timer', fireTimer, { by: systemActor(institutionId), timerId: id }, parts)
    },
    failed({ id, attempts, institutionId }, _error, session) {
      const failed = { kind: 'timer', id, attempts } as const
      return executeIn(session, 'postpone', postpone, { by: systemActor(institutionId), failed }, parts)
    },
  }
}
