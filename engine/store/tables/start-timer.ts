import { EntitySchema } from 'typeorm'
import { integer, keyText, optionalInteger, text } from './columns.ts'

/** The next fire of a timer start event of a definition in force, once per institution (and holder). */
export interface StartTimerRow {
  institutionId: string
  holderId: string
  processKey: string
  elementId: string
  definitionId: string
  /** Cycles: the instant from which periods are counted. */
  anchorAt: string
  dueAt: string
  /** Cycles: fires still to come after the next one; null without end. */
  remaining: number | null
  /** When the worker looks at it; `NEVER` when it has fired for the last time. */
  nextTryAt: string
  attempts: number
}

/** Later than every instant: a start timer that is used up keeps its row, so that it is not scheduled anew. */
export const NEVER = '9999-12-31T23:59:59.999Z'

export const startTimerTable = new EntitySchema<StartTimerRow>({
  name: 'start_timer',
  columns: {
    institutionId: keyText('institution_id'),
    holderId: keyText('holder_id'),
    processKey: keyText('process_key'),
    elementId: keyText('element_id'),
    definitionId: text('definition_id'),
    anchorAt: text('anchor_at'),
    dueAt: text('due_at'),
    remaining: optionalInteger('remaining'),
    nextTryAt: text('next_try_at'),
    attempts: integer('attempts'),
  },
  indices: [{ name: 'start_timer_due', columns: ['nextTryAt'] }],
})
