/**
 * What the workers ask: which rows are due, the most overdue first, and nobody else is at. Each question has its index,
 * most of them partial.
 */
import { type EntityManager, type EntitySchema, In, LessThan, LessThanOrEqual, type SelectQueryBuilder } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import { commandLogTable } from '../tables/command-log.ts'
import { type JobRow, jobTable } from '../tables/job.ts'
import { type MessageRow, messageTable } from '../tables/message.ts'
import { type OutboxRow, outboxTable } from '../tables/outbox.ts'
import { type PendingCommandRow, pendingCommandTable } from '../tables/pending-command.ts'
import { type StartTimerRow, startTimerTable } from '../tables/start-timer.ts'
import { type TaskRow, taskTable } from '../tables/task.ts'
import { type TimerRow, timerTable } from '../tables/timer.ts'
import { onlyFree, onlyFreeInstances } from './only-free.ts'

const due = (now: Instant) => ({ nextTryAt: LessThanOrEqual(now) })

/** Rows of a table whose time has come, the most overdue first. */
function dueRows<Row extends { nextTryAt: string | null }>(
  manager: EntityManager,
  table: EntitySchema<Row>,
  now: Instant,
  limit: number,
): SelectQueryBuilder<Row> {
  return manager
    .createQueryBuilder(table, 'due')
    .where('due.nextTryAt <= :now', { now })
    .orderBy('due.nextTryAt', 'ASC')
    .limit(limit)
}

/** Timers of running, unhalted instances that are due. */
export function dueTimerRows(manager: EntityManager, now: Instant, limit: number): Promise<TimerRow[]> {
  const found = dueRows(manager, timerTable, now, limit).andWhere('due.suspended = 0').addOrderBy('due.id', 'ASC')
  return onlyFreeInstances(found).getMany()
}

/** Timer start events that are due. */
export function dueStartTimerRows(manager: EntityManager, now: Instant, limit: number): Promise<StartTimerRow[]> {
  return onlyFree(dueRows(manager, startTimerTable, now, limit)).getMany()
}

/** Jobs of handlers that are due. */
export function dueJobRows(manager: EntityManager, now: Instant, limit: number): Promise<JobRow[]> {
  const found = dueRows(manager, jobTable, now, limit)
    .andWhere("due.state = 'open' AND due.type = 'handler' AND due.suspended = 0")
    .addOrderBy('due.id', 'ASC')
  return onlyFreeInstances(found).getMany()
}

/** Buffered messages that are to be looked at. */
export function dueMessageRows(manager: EntityManager, now: Instant, limit: number): Promise<MessageRow[]> {
  const found = dueRows(manager, messageTable, now, limit)
    .andWhere("due.state = 'buffered'")
    .addOrderBy('due.id', 'ASC')
  return onlyFree(found).getMany()
}

/** Commands from instance to instance that are due. */
export function duePendingRows(manager: EntityManager, now: Instant, limit: number): Promise<PendingCommandRow[]> {
  return onlyFree(dueRows(manager, pendingCommandTable, now, limit).addOrderBy('due.id', 'ASC')).getMany()
}

/** Entries of the outbox that are to be sent, and those whose sender never came back. */
export function dueOutboxRows(manager: EntityManager, now: Instant, limit: number): Promise<OutboxRow[]> {
  return onlyFree(dueRows(manager, outboxTable, now, limit).addOrderBy('due.id', 'ASC')).getMany()
}

/** Open tasks that ask for attention, the longest asking first. */
export function askingTaskRows(manager: EntityManager, now: Instant, limit: number): Promise<TaskRow[]> {
  const found = manager
    .createQueryBuilder(taskTable, 'due')
    .where('due.attentionAt <= :now', { now })
    .orderBy('due.attentionAt', 'ASC')
    .addOrderBy('due.id', 'ASC')
    .limit(limit)
  return onlyFreeInstances(found).getMany()
}

/** Whether automatic steps of these root instances are due. */
export async function hasDueSteps(manager: EntityManager, roots: ReadonlySet<string>, now: Instant): Promise<boolean> {
  const mine = { rootInstanceId: In([...roots]), ...due(now) }
  return (
    (await manager.existsBy(pendingCommandTable, mine)) ||
    (await manager.existsBy(jobTable, { ...mine, state: 'open', type: 'handler', suspended: 0 })) ||
    (await manager.existsBy(messageTable, { ...mine, state: 'buffered' }))
  )
}

/** Forgets the answers given before an instant. */
export async function forgetAnswers(manager: EntityManager, before: Instant): Promise<void> {
  await manager.delete(commandLogTable, { at: LessThan(before) })
}
