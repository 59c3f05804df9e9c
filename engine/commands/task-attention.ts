/** When a task asks for attention by itself: near its due date, then at it. */
import type { Instant } from '../model/json.ts'
import type { TaskRow } from '../store/tables/task.ts'
import type { EffectContext } from './apply-effects.ts'
import type { OpenInstance } from './open-instance.ts'

/** Which of the two is told of a task: its property `deadline`. */
export type DeadlineRule = 'all' | 'reminder' | 'none'

/** @returns what the diagram says of the task; where it says nothing, both are told */
export function deadlineRuleOf({ definition }: OpenInstance['loaded'], elementId: string): DeadlineRule {
  const said = definition.nodes[elementId]?.properties.deadline
  return said === 'none' || said === 'reminder' ? said : 'all'
}

/**
 * When a task that is opened, or whose due date moves, asks first.
 *
 * @param dueBefore the due date that it had. A reminder whose time passed before the date moved on is not made up for:
 *   who put it off knows of it.
 * @returns null: never
 */
export function attentionOf(
  { unit, parts, before, environment, variables }: Omit<EffectContext, 'idOf' | 'armed'>,
  { elementId, createdAt, dueAt }: Pick<TaskRow, 'elementId' | 'createdAt' | 'dueAt'>,
  dueBefore: Instant | null = null,
): Instant | null {
  if (parts.taskEvents === null || environment === null || dueAt === null) return null
  const rule = deadlineRuleOf(before.loaded, elementId)
  if (rule === 'none') return null
  const last = rule === 'reminder' ? null : dueAt
  const remindAt = parts.taskEvents.remindAt({ openedAt: createdAt, dueAt, variables: variables() }, environment)
  if (remindAt === null || remindAt >= dueAt) return last
  return remindAt <= unit.now && dueBefore !== null && dueBefore < dueAt ? last : remindAt
}
