import { EntitySchema } from 'typeorm'
import { keyInteger, keyText, optionalText, text } from './columns.ts'

/** One line of what happened. The primary key is what makes every transition happen exactly once. */
export interface HistoryEventRow {
  processInstanceId: string
  sequence: number
  rootInstanceId: string
  at: string
  type: string
  elementId: string | null
  by: string | null
  data: string
}

/** What people are told of; as the index says it, word for word. */
export const IS_NEWS =
  "type IN ('message-received', 'task-assigned', 'task-delegated', 'task-due-soon', 'task-handed-on', 'task-overdue')"

export const historyEventTable = new EntitySchema<HistoryEventRow>({
  name: 'history_event',
  columns: {
    processInstanceId: keyText('process_instance_id'),
    sequence: keyInteger('sequence'),
    rootInstanceId: text('root_instance_id'),
    at: text('at'),
    type: text('type'),
    elementId: optionalText('element_id'),
    by: optionalText('by'),
    data: text('data'),
  },
  indices: [{ name: 'history_news', columns: ['at', 'processInstanceId', 'sequence'], where: IS_NEWS }],
  withoutRowid: true,
})
