import type { EngineParts } from '../commands/engine-parts.ts'
import { executeIn } from '../commands/execute.ts'
import { fireStartTimer } from '../commands/fire-start-timer.ts'
import { postpone } from '../commands/postpone.ts'
import { systemActor } from '../commands/system-actor.ts'
import { dueStartTimerRows } from '../store/look-ups/due-work.ts'
import type { StartTimerRow } from '../store/tables/start-timer.ts'
import type { Work } from './worker.ts'

/** Timer start events of definitions in force. */
export function startTimers(parts: EngineParts): Work<StartTimerRow> {
  return {
    name: 'start-timers',
    find: (manager, limit) => dueStartTimerRows(manager, parts.clock.now().toISOString(), limit),
    run(timer, session) {
      const input = { by: systemActor(timer.institutionId), timer }
      return executeIn(session, 'fire-start-timer', fireStartTimer, input, parts)
    },
    failed(row, _error, session) {
      const input = { by: systemActor(row.institutionId), failed: { kind: 'start-timer', row } } as const
      return executeIn(session, 'postpone', postpone, input, parts)
    },
  }
}
