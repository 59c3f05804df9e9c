import { EntitySchema } from 'typeorm'
import { keyText } from './columns.ts'

/** Who may take a task: one row per person or group. */
export interface TaskCandidateRow {
  taskId: string
  kind: 'user' | 'group'
  value: string
}

export const taskCandidateTable = new EntitySchema<TaskCandidateRow>({
  name: 'task_candidate',
  columns: { taskId: keyText('task_id'), kind: keyText('kind'), value: keyText('value') },
  indices: [{ name: 'task_candidate_value', columns: ['value', 'kind', 'taskId'] }],
  foreignKeys: [
    { name: 'task_candidate_task', target: 'task', columnNames: ['taskId'], referencedColumnNames: ['id'] },
  ],
})
