import type { Told } from '../engine.ts'
import { InstanceNotActive } from '../model/errors.ts'
import type { ProcessInstanceView } from '../model/views.ts'
import { jobTable } from '../store/tables/job.ts'
import { pendingCommandTable } from '../store/tables/pending-command.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { NEVER } from '../store/tables/start-timer.ts'
import { subscriptionTable } from '../store/tables/subscription.ts'
import { taskTable } from '../store/tables/task.ts'
import { timerTable } from '../store/tables/timer.ts'
import { instanceView } from '../store/to-views.ts'
import { addHistory } from './add-history.ts'
import { lookForBuffered } from './apply-trigger.ts'
import type { Command } from './execute.ts'
import { openInstance } from './open-instance.ts'

/**
 * Halts an instance or lets it go on. A halted one accepts no work: its tasks cannot be done, its timers, jobs and
 * messages wait. What came due meanwhile happens when it goes on.
 *
 * @throws NotFound
 * @throws InstanceNotActive when it has ended
 */
export const suspendProcessInstance: Command<
  Told & { readonly processInstanceId: string; readonly suspended: boolean },
  ProcessInstanceView
> = async ({ processInstanceId, suspended }, unit, parts) => {
  const instance = await openInstance(unit, parts, processInstanceId)
  if (instance.row.endedAt !== null) throw new InstanceNotActive(processInstanceId, instance.row.status)
  const status = suspended ? 'suspended' : 'active'
  if (instance.row.status === status) return instanceView(instance.row)

  const after = await addHistory(unit, parts, instance, suspended ? 'instance-suspended' : 'instance-resumed', null)
  unit.rows.update(processInstanceTable, { id: processInstanceId }, { status })
  const manager = await unit.flush()
  const flag = { suspended: suspended ? 1 : 0 }
  for (const table of [timerTable, subscriptionTable, jobTable])
    await manager.update(table.options.name, { processInstanceId }, flag)
  if (!suspended) {
    const waiting = await manager.findBy(subscriptionTable, { processInstanceId, type: 'message' })
    for (const receiver of waiting) await lookForBuffered(unit, parts, instance.loaded, receiver)
    const { rootInstanceId } = instance.row
    // The root is what pending commands are found by.
    await manager.update(pendingCommandTable, { rootInstanceId, processInstanceId }, { nextTryAt: unit.now })
    await manager.update(taskTable, { processInstanceId, attentionAt: NEVER }, { attentionAt: unit.now })
    unit.afterCommit(parts.nudge)
  }
  return instanceView({ ...after.row, status })
}
