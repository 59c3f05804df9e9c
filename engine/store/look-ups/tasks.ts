import { type EntityManager, In } from 'typeorm'
import { isLeftAlone, type TaskRow, taskTable } from '../tables/task.ts'

/** The first of some elements' tasks that one of some people completed, themselves or in whose place, in an instance. */
export function completedBy(
  manager: EntityManager,
  processInstanceId: string,
  elementIds: readonly string[],
  people: readonly string[],
): Promise<TaskRow | null> {
  const where = { processInstanceId, elementId: In([...elementIds]), state: 'completed' } as const
  const anyOfThem = In([...people])
  return manager.findOneBy(taskTable, [
    { ...where, completedBy: anyOfThem },
    { ...where, completedFor: anyOfThem },
  ])
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

/** Whether some tasks are all there, and nobody has claimed them, been given them or moved their dates. */
export async function areLeftAlone(manager: EntityManager, ids: readonly string[]): Promise<boolean> {
  const found = await manager.findBy(taskTable, { id: In([...ids]) })
  return found.length === ids.length && found.every(isLeftAlone)
}
