import type { EngineParts } from '../commands/engine-parts.ts'
import { execute } from '../commands/execute.ts'
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
    find: (limit) => parts.store.read((manager) => dueStartTimerRows(manager, parts.clock.now().toISOString(), limit)),
    async run(timer) {
      await execute('fire-start-timer', fireStartTimer, { by: systemActor(timer.institutionId), timer }, parts)
    },
    async failed(row) {
      await execute(
        'postpone',
        postpone,
        { by: systemActor(row.institutionId), failed: { kind: 'start-timer', row } },
        parts,
      )
    },
  }
}
