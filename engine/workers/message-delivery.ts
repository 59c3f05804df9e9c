import { deliverMessage } from '../commands/deliver-message.ts'
import type { EngineParts } from '../commands/engine-parts.ts'
import { executeIn } from '../commands/execute.ts'
import { postpone } from '../commands/postpone.ts'
import { systemActor } from '../commands/system-actor.ts'
import { dueMessageRows } from '../store/look-ups/due-work.ts'
import type { MessageRow } from '../store/tables/message.ts'
import type { Work } from './worker.ts'

/** Messages thrown just now, those whose receiver has appeared, and those whose time is over. */
export function messageDelivery(parts: EngineParts): Work<MessageRow> {
  return {
    name: 'message-delivery',
    find: (manager, limit) => dueMessageRows(manager, parts.clock.now().toISOString(), limit),
    run({ id, institutionId }, session) {
      const input = { by: systemActor(institutionId), messageId: id }
      return executeIn(session, 'deliver-message', deliverMessage, input, parts)
    },
    failed({ id, attempts, institutionId }, _error, session) {
      const failed = { kind: 'message', id, attempts } as const
      return executeIn(session, 'postpone', postpone, { by: systemActor(institutionId), failed }, parts)
    },
  }
}
