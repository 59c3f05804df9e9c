/** What the workers ask: which rows are due. Each question has its index, most of them partial. */
import { type EntityManager, In, LessThan, LessThanOrEqual } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import { commandLogTable } from '../tables/command-log.ts'
import { type JobRow, jobTable } from '../tables/job.ts'
import { type MessageRow, messageTable } from '../tables/message.ts'
import { type PendingCommandRow, pendingCommandTable } from '../tables/pending-command.ts'
import { type StartTimerRow, startTimerTable } from '../tables/start-timer.ts'
import { type TimerRow, timerTable } from '../tables/timer.ts'

const due = (now: Instant) => ({ nextTryAt: LessThanOrEqual(now) })
const OLDEST_FIRST = { nextTryAt: 'ASC', id: 'ASC' } as const

/** Timers of running, unhalted instances that are due, the most overdue first. */
export function dueTimerRows(manager: EntityManager, now: Instant, take: number): Promise<TimerRow[]> {
  return manager.find(timerTable, { where: { ...due(now), suspended: 0 }, order: OLDEST_FIRST, take })
}

/** Timer start events that are due, the most overdue first. */
export function dueStartTimerRows(manager: EntityManager, now: Instant, take: number): Promise<StartTimerRow[]> {
  return manager.find(startTimerTable, { where: due(now), order: { nextTryAt: 'ASC' }, take })
}

/** Jobs of handlers that are due, the most overdue first. */
export function dueJobRows(manager: EntityManager, now: Instant, take: number): Promise<JobRow[]> {
  const where = { ...due(now), state: 'open', type: 'handler', suspended: 0 } as const
  return manager.find(jobTable, { where, order: OLDEST_FIRST, take })
}

/** Buffered messages that are to be looked at, the most overdue first. */
export function dueMessageRows(manager: EntityManager, now: Instant, take: number): Promise<MessageRow[]> {
  return manager.find(messageTable, { where: { ...due(now), state: 'buffered' }, order: OLDEST_FIRST, take })
}

/** Commands from instance to instance that are due, the most overdue first. */
export function duePendingRows(manager: EntityManager, now: Instant, take: number): Promise<PendingCommandRow[]> {
  return manager.find(pendingCommandTable, { where: due(now), order: OLDEST_FIRST, take })
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
