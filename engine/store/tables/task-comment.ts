import { EntitySchema } from 'typeorm'
import { keyText, text } from './columns.ts'

/** What a person wrote beside a task. */
export interface TaskCommentRow {
  id: string
  taskId: string
  by: string
  at: string
  text: string
}

export const taskCommentTable = new EntitySchema<TaskCommentRow>({
  name: 'task_comment',
  columns: { id: keyText('id'), taskId: text('task_id'), by: text('by'), at: text('at'), text: text('text') },
  indices: [{ name: 'task_comment_task', columns: ['taskId', 'id'] }],
  foreignKeys: [{ name: 'task_comment_task', target: 'task', columnNames: ['taskId'], referencedColumnNames: ['id'] }],
})
