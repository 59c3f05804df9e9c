import type { Effect } from '../model/effect.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { taskTable } from '../store/tables/task.ts'
import type { EffectContext } from './apply-effects.ts'

/** Opens, changes and closes rows of tasks. */
export function applyTask(
  { unit, before: { row, loaded }, idOf }: EffectContext,
  effect: Extract<Effect, { kind: 'task-opened' | 'task-changed' | 'task-closed' }>,
): void {
  const id = idOf(effect.taskId)
  switch (effect.kind) {
    case 'task-opened':
      unit.rows.insert(taskTable, {
        id,
        institutionId: row.institutionId,
        processInstanceId: row.id,
        rootInstanceId: row.rootInstanceId,
        businessKey: row.businessKey,
        processKey: row.processKey,
        definitionId: row.definitionId,
        elementId: effect.elementId,
        name: effect.name,
        nameEn: loaded.definition.nodes[effect.elementId]?.properties.nameEn ?? null,
        formKey: effect.formKey,
        assignee: effect.assignee,
        priority: effect.priority,
        dueAt: effect.dueAt,
        followUpAt: effect.followUpAt,
        state: 'open',
        createdAt: unit.now,
        claimedAt: null,
        endedAt: null,
        completedBy: null,
      })
      for (const value of new Set(effect.candidateUsers))
        unit.rows.insert(taskCandidateTable, { taskId: id, kind: 'user', value })
      for (const value of new Set(effect.candidateGroups))
        unit.rows.insert(taskCandidateTable, { taskId: id, kind: 'group', value })
      return
    case 'task-changed':
      unit.rows.update(taskTable, { id }, { dueAt: effect.dueAt, followUpAt: effect.followUpAt })
      return
    case 'task-closed':
      unit.rows.update(
        taskTable,
        { id },
        {
          state: effect.outcome,
          endedAt: unit.now,
          ...(effect.outcome === 'completed' ? { completedBy: unit.actorId } : {}),
        },
      )
  }
}
