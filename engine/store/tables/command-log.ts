import { EntitySchema } from 'typeorm'
import { keyText, text } from './columns.ts'

/** The answer that a command gave, kept for the caller who asks again with the same idempotency key. */
export interface CommandLogRow {
  institutionId: string
  actorId: string
  key: string
  fingerprint: string
  /** JSON of the answer. */
  answer: string
  at: string
}

export const commandLogTable = new EntitySchema<CommandLogRow>({
  name: 'command_log',
  columns: {
    institutionId: keyText('institution_id'),
    actorId: keyText('actor_id'),
    key: keyText('key'),
    fingerprint: text('fingerprint'),
    answer: text('answer'),
    at: text('at'),
  },
  indices: [{ name: 'command_log_at', columns: ['at'] }],
})
