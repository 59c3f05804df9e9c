import { announceDeadline } from '../commands/announce-deadline.ts'
import type { EngineParts } from '../commands/engine-parts.ts'
import { executeIn } from '../commands/execute.ts'
import { postpone } from '../commands/postpone.ts'
import { systemActor } from '../commands/system-actor.ts'
import { askingTaskRows } from '../store/look-ups/due-work.ts'
import type { TaskRow } from '../store/tables/task.ts'
import type { Work } from './worker.ts'

/** Tasks near their due date or past it. After downtime each is told of once. */
export function taskDeadlines(parts: EngineParts): Work<TaskRow> {
  return {
    name: 'task-deadlines',
    find: (manager, limit) => askingTaskRows(manager, parts.clock.now().toISOString(), limit),
    run({ id, institutionId }, session) {
      const input = { by: systemActor(institutionId), taskId: id }
      return executeIn(session, 'announce-deadline', announceDeadline, input, parts)
    },
    failed({ id, institutionId }, _error, session) {
      const input = { by: systemActor(institutionId), failed: { kind: 'task', id } } as const
      return executeIn(session, 'postpone', postpone, input, parts)
    },
  }
}
