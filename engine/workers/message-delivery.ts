import { deliverMessage } from '../commands/deliver-message.ts'
import type { EngineParts } from '../commands/engine-parts.ts'
import { execute } from '../commands/execute.ts'
import { postpone } from '../commands/postpone.ts'
import { systemActor } from '../commands/system-actor.ts'
import { dueMessageRows } from '../store/look-ups/due-work.ts'
import type { MessageRow } from '../store/tables/message.ts'
import type { Work } from './worker.ts'

/** Messages thrown just now, those whose receiver has appeared, and those whose time is over. */
export function messageDelivery(parts: EngineParts): Work<MessageRow> {
  return {
    name: 'message-delivery',
    find: (limit) => parts.store.read((manager) => dueMessageRows(manager, parts.clock.now().toISOString(), limit)),
    async run({ id, institutionId }) {
      await execute('deliver-message', deliverMessage, { by: systemActor(institutionId), messageId: id }, parts)
    },
    async failed({ id, attempts, institutionId }) {
      await execute(
        'postpone',
        postpone,
        { by: systemActor(institutionId), failed: { kind: 'message', id, attempts } },
        parts,
      )
    },
  }
}
