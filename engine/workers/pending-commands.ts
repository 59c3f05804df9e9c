import type { EngineParts } from '../commands/engine-parts.ts'
import { execute } from '../commands/execute.ts'
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
    find: (limit) => parts.store.read((manager) => duePendingRows(manager, parts.clock.now().toISOString(), limit)),
    async run({ id, institutionId }) {
      await execute('run-pending', runPending, { by: systemActor(institutionId), pendingId: id }, parts)
    },
    async failed({ id, attempts, institutionId, kind }, error) {
      const by = systemActor(institutionId)
      if (kind === 'start-called' && attempts + 1 >= TRIES_OF_A_CALL) {
        const message = reasonOf(error)
        await execute('fail-call', failCall, { by, pendingId: id, message }, parts)
      } else await execute('postpone', postpone, { by, failed: { kind: 'pending-command', id, attempts } }, parts)
    },
  }
}
