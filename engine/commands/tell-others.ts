/** What a handler has to say beyond its own instance: each thing becomes a command on its receiver. */
import type { HandlerOutcome } from '../ports.ts'
import { runningOfCase } from '../store/look-ups/instances.ts'
import { taskTable } from '../store/tables/task.ts'
import type { EngineParts } from './engine-parts.ts'
import { leaveInOutbox } from './leave-in-outbox.ts'
import type { OpenInstance } from './open-instance.ts'
import { type Pending, leavePending } from './pending-command.ts'
import { throwMessage } from './throw-message.ts'
import type { Unit } from './unit.ts'

type Receiver = Parameters<typeof runningOfCase>[2]

/**
 * New values, task changes, ends and history lines for other instances, messages beside the drawn ones, and what goes to
 * other systems.
 */
export async function tellOthers(
  unit: Unit,
  parts: EngineParts,
  { row, loaded, state }: OpenInstance,
  outcome: HandlerOutcome,
): Promise<void> {
  const { institutionId } = row
  const tell = async (where: Receiver, pending: Pending): Promise<void> => {
    for (const { id, rootInstanceId } of await runningOfCase(await unit.look(), institutionId, where))
      leavePending(unit, { institutionId, processInstanceId: id, rootInstanceId }, pending)
  }
  for (const { where, variables } of outcome.changes ?? []) await tell(where, { kind: 'variables-changed', variables })
  for (const { where, ...change } of outcome.tasks ?? []) {
    const taskId = 'taskId' in where ? where.taskId : null
    const elementId = 'elementId' in where ? where.elementId : null
    const processInstanceId =
      'processInstanceId' in where
        ? where.processInstanceId
        : ((await unit.rows.find(taskTable, { id: where.taskId }))?.processInstanceId ?? '')
    await tell({ processInstanceId }, { kind: 'change-tasks', taskId, elementId, ...change })
  }
  for (const { processInstanceId, ...note } of outcome.notes ?? [])
    await tell({ processInstanceId }, { kind: 'add-history', ...note })
  // Last: what has ended takes nothing more.
  for (const { processInstanceId, reason } of outcome.cancels ?? [])
    await tell({ processInstanceId }, { kind: 'cancel-called', reason })
  for (const message of outcome.messages ?? [])
    await throwMessage(unit, parts, { row, loaded, state }, { ...message, elementId: null })
  for (const entry of outcome.outbox ?? []) leaveInOutbox(unit, parts, institutionId, entry)
}
