import type { EngineParts } from '../commands/engine-parts.ts'
import { executeIn } from '../commands/execute.ts'
import { postpone } from '../commands/postpone.ts'
import { failCall, runPending } from '../commands/run-pending.ts'
import { systemActor } from '../commands/system-actor.ts'
import { reasonOf } from '../model/reason-of.ts'
import { duePendingRows } from '../store/look-ups/due-work.ts'
import type { PendingCommandRow } from '../store/tables/pending-command.ts'
import type { Work } from './worker.ts'

/** A called process that cannot be started gets as many tries as a job. */
const TRIES_OF_A_CALL = 3

/** What instances told each other. */
export function pendingCommands(parts: EngineParts): Work<PendingCommandRow> {
  return {
    name: 'pending-commands',
    find: (manager, limit) => duePendingRows(manager, parts.clock.now().toISOString(), limit),
    run({ id, institutionId }, session) {
      return executeIn(session, 'run-pending', runPending, { by: systemActor(institutionId), pendingId: id }, parts)
    },
    failed({ id, attempts, institutionId, kind }, error, session) {
      const by = systemActor(institutionId)
      if (kind === 'start-called' && attempts + 1 >= TRIES_OF_A_CALL)
        return executeIn(session, 'fail-call', failCall, { by, pendingId: id, message: reasonOf(error) }, parts)
      const failed = { kind: 'pending-command', id, attempts } as const
      return executeIn(session, 'postpone', postpone, { by, failed }, parts)
    },
  }
}
