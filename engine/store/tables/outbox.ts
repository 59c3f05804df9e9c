import { EntitySchema } from 'typeorm'
import type { OutboxItemView } from '../../model/views.ts'
import { integer, keyText, optionalText, text } from './columns.ts'

/** A record that is to go to another system: written with the record, sent after the commit. */
export interface OutboxRow {
  id: string
  institutionId: string
  /** Name of the connector that carries it. */
  connector: string
  register: string
  recordId: string
  state: OutboxItemView['state']
  /** Tries begun. */
  attempts: number
  /** When somebody is to take it; while it is being sent, when that counts as given up. Null: nobody is to. */
  nextTryAt: string | null
  /** What the other system knows it by. */
  reference: string | null
  error: string | null
  createdAt: string
}

export const outboxTable = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    connector: text('connector'),
    register: text('register'),
    recordId: text('record_id'),
    state: text('state'),
    attempts: integer('attempts'),
    nextTryAt: optionalText('next_try_at'),
    reference: optionalText('reference'),
    error: optionalText('error'),
    createdAt: text('created_at'),
  },
  indices: [
    { name: 'outbox_due', columns: ['nextTryAt', 'id'], where: 'next_try_at IS NOT NULL' },
    { name: 'outbox_list', columns: ['institutionId', 'state', 'id'] },
    { name: 'outbox_record', columns: ['register', 'recordId', 'connector'], unique: true },
  ],
})
