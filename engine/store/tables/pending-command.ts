import { EntitySchema } from 'typeorm'
import { integer, keyText, text } from './columns.ts'

/**
 * What one instance has to tell another, or what a changed record means to all of them: a row in the teller's
 * transaction, a command on the receiver. Removed when done.
 */
export interface PendingCommandRow {
  id: string
  institutionId: string
  /** The receiver; '' for what concerns all of an institution; for a start the id that the new instance will have. */
  processInstanceId: string
  rootInstanceId: string
  kind:
    | 'start-called'
    | 'call-completed'
    | 'call-failed'
    | 'call-error'
    | 'call-escalation'
    | 'cancel-called'
    | 'variables-changed'
    | 'change-tasks'
    | 'add-history'
    | 'signal'
    | 'start-by-signal'
    | 'start-by-condition'
    | 'renew-cases'
    | 'renew-case'
  /** JSON, by kind. */
  data: string
  createdAt: string
  nextTryAt: string
  attempts: number
}

export const pendingCommandTable = new EntitySchema<PendingCommandRow>({
  name: 'pending_command',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    processInstanceId: text('process_instance_id'),
    rootInstanceId: text('root_instance_id'),
    kind: text('kind'),
    data: text('data'),
    createdAt: text('created_at'),
    nextTryAt: text('next_try_at'),
    attempts: integer('attempts'),
  },
  indices: [
    { name: 'pending_command_due', columns: ['nextTryAt', 'id'] },
    { name: 'pending_command_root', columns: ['rootInstanceId'] },
  ],
})
