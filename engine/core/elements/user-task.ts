import type { UserTask } from '../../model/process-definition.ts'
import { activity } from '../activity.ts'
import { ElementFailed } from '../element-failed.ts'
import { peopleOf } from '../people.ts'
import { computeDate } from '../times.ts'
import { computeValue, describe, variablesOfToken } from '../variables.ts'

/** Work for a person: opens a task and waits until it is completed (BPMN 2.0.2 §10.3.4.1, §13.3.3). */
export const userTask = activity<UserTask>((run, token, node) => {
  const variables = variablesOfToken(run, token)
  const { now } = run.environment
  const taskId = run.newId('k')
  const task = {
    taskId,
    elementId: node.id,
    name: node.name,
    formKey: node.formKey,
    ...peopleOf(run, node, variables),
    dueAt: computeDate(run, node.id, node.dueDate, variables, now),
    followUpAt: computeDate(run, node.id, node.followUpDate, variables, now),
    priority: node.priority === null ? 50 : readPriority(node.id, computeValue(run, node.id, node.priority, variables)),
  }
  run.emit({ kind: 'task-opened', ...task })
  run.note('task-opened', node.id, {
    taskId,
    dueAt: task.dueAt,
    candidateGroups: task.candidateGroups,
    assignee: task.assignee,
  })
  run.putToken({ ...token, wait: { for: 'task', taskId, setAt: now } })
})

/** A whole number from 0 to 1,000,000; null means Camunda's default 50. */
const readPriority = (elementId: string, value: unknown): number => {
  if (value === null || value === '') return 50
  const priority = Number(value)
  if (Number.isInteger(priority) && priority >= 0 && priority <= 1_000_000) return priority
  throw new ElementFailed(elementId, `Expected a whole number as priority, but got ${describe(value as never)}.`)
}
