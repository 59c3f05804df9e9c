import type { EngineParts } from '../commands/engine-parts.ts'
import { execute } from '../commands/execute.ts'
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
    find: (limit) => parts.store.read((manager) => dueTimerRows(manager, parts.clock.now().toISOString(), limit)),
    async run({ id, institutionId }) {
      await execute('fire-timer', fireTimer, { by: systemActor(institutionId), timerId: id }, parts)
    },
    async failed({ id, attempts, institutionId }) {
      await execute(
        'postpone',
        postpone,
        { by: systemActor(institutionId), failed: { kind: 'timer', id, attempts } },
        parts,
      )
    },
  }
}
