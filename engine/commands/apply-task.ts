import type { Effect } from '../model/effect.ts'
import type { Invited } from '../ports.ts'
import { taskCandidateTable } from '../store/tables/task-candidate.ts'
import { taskTable } from '../store/tables/task.ts'
import type { EffectContext } from './apply-effects.ts'
import { attentionOf } from './task-attention.ts'
import { candidatesOf, leaveQueues, moveInQueues } from './task-candidates.ts'
import { throwMessage } from './throw-message.ts'

/** Opens, changes and closes rows of tasks. */
export async function applyTask(
  context: EffectContext,
  effect: Extract<Effect, { kind: 'task-opened' | 'task-changed' | 'task-closed' }>,
): Promise<void> {
  const { unit, parts, before, idOf } = context
  const { row, loaded } = before
  const id = idOf(effect.taskId)
  switch (effect.kind) {
    case 'task-opened': {
      const { elementId, dueAt } = effect
      unit.rows.insert(taskTable, {
        id,
        institutionId: row.institutionId,
        processInstanceId: row.id,
        rootInstanceId: row.rootInstanceId,
        businessKey: row.businessKey,
        processKey: row.processKey,
        definitionId: row.definitionId,
        elementId,
        name: effect.name,
        nameEn: loaded.definition.nodes[elementId]?.properties.nameEn ?? null,
        formKey: effect.formKey,
        assignee: effect.assignee,
        priority: effect.priority,
        dueAt,
        followUpAt: effect.followUpAt,
        state: 'open',
        createdAt: unit.now,
        claimedAt: null,
        endedAt: null,
        completedBy: null,
        attentionAt: attentionOf(context, { elementId, createdAt: unit.now, dueAt }),
        dueByHand: null,
        escalatedAt: null,
        owner: null,
        delegationState: null,
        takeBack: null,
        completedFor: null,
      })
      const invited = await invitedTo(context, effect)
      for (const candidate of candidatesOf({ id, institutionId: row.institutionId, dueAt }, invited))
        unit.rows.insert(taskCandidateTable, candidate)
      return
    }
    case 'task-changed': {
      const { dueAt, followUpAt } = effect
      const task = await unit.rows.find(taskTable, { id })
      const node = task ? loaded.definition.nodes[task.elementId] : undefined
      const hasFollowUp = node?.kind === 'user-task' && node.followUpDate !== null
      const isFixed = task?.dueByHand === 1
      const moved = !task || isFixed || task.dueAt === dueAt ? null : task
      unit.rows.update(
        taskTable,
        { id },
        {
          // What a person put off stays so, unless the diagram itself says when.
          ...(hasFollowUp ? { followUpAt } : {}),
          ...(isFixed ? {} : { dueAt }),
          ...(moved ? { attentionAt: attentionOf(context, { ...moved, dueAt }, moved.dueAt) } : {}),
        },
      )
      if (moved) await moveInQueues(unit, id, dueAt)
      return
    }
    case 'task-closed': {
      const task = await unit.rows.find(taskTable, { id })
      unit.rows.update(
        taskTable,
        { id },
        {
          state: effect.outcome,
          endedAt: unit.now,
          attentionAt: null,
          ...(effect.outcome === 'completed'
            ? { completedBy: unit.actorId, completedFor: unit.by.onBehalfOf ?? null }
            : {}),
          ...(effect.takeBack === undefined ? {} : { takeBack: JSON.stringify(effect.takeBack) }),
        },
      )
      await leaveQueues(unit, id)
      if (!task || task.escalatedAt === null) return
      for (const message of parts.taskEvents?.escalatedTaskEnded(task) ?? [])
        await throwMessage(unit, parts, before, { ...message, elementId: null })
    }
  }
}

/** Those whom the diagram names, or whom the host knows to be meant by them. */
async function invitedTo(
  { unit, parts, before, environment }: EffectContext,
  { elementId, candidateUsers: users, candidateGroups: groups }: Extract<Effect, { kind: 'task-opened' }>,
): Promise<Invited> {
  const named = { users, groups }
  if (environment === null || parts.taskEvents?.inviteInstead === undefined) return named
  const properties = before.loaded.definition.nodes[elementId]?.properties ?? {}
  const { processKey, institutionId } = before.row
  const there = async (userIds: readonly string[]) =>
    parts.peopleThere(await unit.plain(), { institutionId, userIds, at: unit.now })
  const task = { ...named, processKey, properties, now: unit.now, environment, there }
  return (await parts.taskEvents.inviteInstead(task, unit.records)) ?? named
}
