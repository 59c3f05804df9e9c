import type { Told } from '../engine.ts'
import { NEVER } from '../store/tables/start-timer.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { taskTable } from '../store/tables/task.ts'
import { applyEffects } from './apply-effects.ts'
import type { Command } from './execute.ts'
import { openInstance } from './open-instance.ts'
import { deadlineRuleOf } from './task-attention.ts'
import { handleTaskEvent, notesOfTask } from './task-event.ts'
import { tellOthers } from './tell-others.ts'

/**
 * Tells the host that a task comes near its due date, or has missed it. One that was closed, moved or told of meanwhile
 * does nothing; one of a halted instance waits until that goes on.
 */
export const announceDeadline: Command<Told & { readonly taskId: string }, object> = async (
  { taskId },
  unit,
  parts,
) => {
  const task = await unit.rows.find(taskTable, { id: taskId })
  if (!task || task.state !== 'open' || task.attentionAt === null || task.attentionAt > unit.now) return {}
  const instance = await openInstance(unit, parts, task.processInstanceId)
  if (instance.row.status === 'suspended') {
    unit.rows.update(taskTable, { id: taskId }, { attentionAt: NEVER })
    return {}
  }
  const rule = deadlineRuleOf(instance.loaded, task.elementId)
  const { dueAt } = task
  if (rule === 'none' || dueAt === null) {
    unit.rows.update(taskTable, { id: taskId }, { attentionAt: null })
    return {}
  }
  const kind = rule === 'all' && dueAt <= unit.now ? 'overdue' : 'due-soon'
  unit.rows.update(
    taskTable,
    { id: taskId },
    kind === 'overdue' ? { attentionAt: null, escalatedAt: unit.now } : { attentionAt: rule === 'all' ? dueAt : null },
  )
  const candidates = await unit.rows.findAll(taskCandidateTable, { taskId })
  const outcome = await handleTaskEvent(unit, parts, { task, candidates, instance }, { kind })
  const after = await applyEffects(unit, parts, instance, instance.state, [
    { kind: 'history', type: `task-${kind}`, elementId: task.elementId, data: { taskId, dueAt } },
    ...notesOfTask(task.elementId, outcome),
  ])
  await tellOthers(unit, parts, after, outcome)
  return {}
}
