import { type EntityManager, In } from 'typeorm'
import { type TaskRow, taskTable } from '../tables/task.ts'

/** The first of some elements' tasks that a person completed in an instance. */
export function completedBy(
  manager: EntityManager,
  processInstanceId: string,
  elementIds: readonly string[],
  personId: string,
): Promise<TaskRow | null> {
  const where = {
    processInstanceId,
    elementId: In([...elementIds]),
    state: 'completed',
    completedBy: personId,
  } as const
  return manager.findOneBy(taskTable, where)
}

/** Who last completed a task at one of some elements of an instance; null for nobody. */
export async function lastCompletedBy(
  manager: EntityManager,
  processInstanceId: string,
  elementIds: readonly string[],
): Promise<string | null> {
  const found = await manager.findOne(taskTable, {
    where: { processInstanceId, elementId: In([...elementIds]), state: 'completed' },
    order: { endedAt: 'DESC', id: 'DESC' },
  })
  return found?.completedBy ?? null
}
