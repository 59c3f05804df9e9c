import { EntitySchema } from 'typeorm'
import type { MessageView } from '../../model/views.ts'
import { integer, keyText, optionalText, text } from './columns.ts'

/** News from outside or from another instance, buffered until its receiver waits. Delivered rows stay: they are the memory against doubles. */
export interface MessageRow {
  id: string
  institutionId: string
  holderId: string
  name: string
  correlationKey: string | null
  /** Made by the sender, or our own id: the same of one name is the same message. */
  messageId: string
  /** JSON list of the contract's `uniqueBy` values; null where it has none or one is missing. */
  uniqueKey: string | null
  payload: string
  state: MessageView['state']
  /** Why it was not delivered at once. */
  reason: string | null
  receivedAt: string
  expiresAt: string
  deliveredAt: string | null
  deliveredTo: string | null
  sourceInstanceId: string | null
  sourceProcessKey: string | null
  /** Root of the thrower, for those who wait for its automatic steps; null for messages from outside. */
  rootInstanceId: string | null
  /** When the worker looks at it: at once when thrown or when a receiver appears, else when it expires. */
  nextTryAt: string
  attempts: number
}

export const messageTable = new EntitySchema<MessageRow>({
  name: 'message',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    holderId: text('holder_id'),
    name: text('name'),
    correlationKey: optionalText('correlation_key'),
    messageId: text('message_id'),
    uniqueKey: optionalText('unique_key'),
    payload: text('payload'),
    state: text('state'),
    reason: optionalText('reason'),
    receivedAt: text('received_at'),
    expiresAt: text('expires_at'),
    deliveredAt: optionalText('delivered_at'),
    deliveredTo: optionalText('delivered_to'),
    sourceInstanceId: optionalText('source_instance_id'),
    sourceProcessKey: optionalText('source_process_key'),
    rootInstanceId: optionalText('root_instance_id'),
    nextTryAt: text('next_try_at'),
    attempts: integer('attempts'),
  },
  indices: [
    { name: 'message_id', columns: ['institutionId', 'name', 'messageId'], unique: true },
    {
      name: 'message_unique_key',
      columns: ['institutionId', 'name', 'uniqueKey'],
      unique: true,
      where: 'unique_key IS NOT NULL',
    },
    { name: 'message_buffered', columns: ['institutionId', 'name', 'correlationKey'], where: "state = 'buffered'" },
    { name: 'message_due', columns: ['nextTryAt', 'id'], where: "state = 'buffered'" },
    { name: 'message_traffic', columns: ['institutionId', 'receivedAt', 'name', 'sourceProcessKey'] },
    { name: 'message_root', columns: ['rootInstanceId'], where: "state = 'buffered'" },
  ],
})
