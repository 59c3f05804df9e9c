import { EntitySchema } from 'typeorm'
import { integer, keyText, optionalInteger, text } from './columns.ts'

/** The next fire of a timer start event of a definition in force, once per institution (and holder). */
export interface StartTimerRow {
  institutionId: string
  holderId: string
  processKey: string
  elementId: string
  definitionId: string
  dueAt: string
  /** Cycles: fires still to come after the next one; null without end. 0 for dates and durations. */
  remaining: number | null
  nextTryAt: string
  attempts: number
}

export const startTimerTable = new EntitySchema<StartTimerRow>({
  name: 'start_timer',
  columns: {
    institutionId: keyText('institution_id'),
    holderId: keyText('holder_id'),
    processKey: keyText('process_key'),
    elementId: keyText('element_id'),
    definitionId: text('definition_id'),
    dueAt: text('due_at'),
    remaining: optionalInteger('remaining'),
    nextTryAt: text('next_try_at'),
    attempts: integer('attempts'),
  },
  indices: [{ name: 'start_timer_due', columns: ['nextTryAt'] }],
})
