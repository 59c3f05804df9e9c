import { EntitySchema } from 'typeorm'
import { keyText, optionalText, text } from './columns.ts'

/**
 * Who may take a task: one row per person or group. While the task is open its rows are a queue: each person and group has
 * its open tasks in the order of their due dates in one index, however many tasks there are or were.
 */
export interface TaskCandidateRow {
  taskId: string
  /** `anywhere`: who holds a role everywhere finds the tasks of its scopes: `SM@*` beside the group `SM@S-014`. */
  kind: 'user' | 'group' | 'anywhere'
  value: string
  institutionId: string
  /** Due date of the open task, `9999` where it has none; null once it is closed. */
  openDue: string | null
}

/** Sorts after every due date. */
export const NO_DUE_DATE = '9999'

export const taskCandidateTable = new EntitySchema<TaskCandidateRow>({
  name: 'task_candidate',
  columns: {
    taskId: keyText('task_id'),
    kind: keyText('kind'),
    value: keyText('value'),
    institutionId: text('institution_id'),
    openDue: optionalText('open_due'),
  },
  indices: [
    {
      name: 'task_candidate_open',
      columns: ['institutionId', 'kind', 'value', 'openDue', 'taskId'],
      where: 'open_due IS NOT NULL',
    },
  ],
  foreignKeys: [
    { name: 'task_candidate_task', target: 'task', columnNames: ['taskId'], referencedColumnNames: ['id'] },
  ],
})
