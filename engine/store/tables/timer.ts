import { EntitySchema } from 'typeorm'
import { integer, keyText, text } from './columns.ts'

/** A timer that an instance listens for. */
export interface TimerRow {
  id: string
  institutionId: string
  processInstanceId: string
  rootInstanceId: string
  triggerId: string
  elementId: string
  dueAt: string
  /** When the worker looks at it: the due instant, or later after a failed try. */
  nextTryAt: string
  attempts: number
  suspended: number
}

export const timerTable = new EntitySchema<TimerRow>({
  name: 'timer',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    processInstanceId: text('process_instance_id'),
    rootInstanceId: text('root_instance_id'),
    triggerId: text('trigger_id'),
    elementId: text('element_id'),
    dueAt: text('due_at'),
    nextTryAt: text('next_try_at'),
    attempts: integer('attempts'),
    suspended: integer('suspended'),
  },
  indices: [
    { name: 'timer_due', columns: ['nextTryAt', 'id'], where: 'suspended = 0' },
    { name: 'timer_instance', columns: ['processInstanceId'] },
  ],
})
