import { EntitySchema } from 'typeorm'
import { integer, keyText, optionalText, text } from './columns.ts'

/** A message or signal that an instance listens for. */
export interface SubscriptionRow {
  id: string
  institutionId: string
  processInstanceId: string
  rootInstanceId: string
  triggerId: string
  elementId: string
  type: 'message' | 'signal'
  name: string
  correlationKey: string | null
  createdAt: string
  suspended: number
}

export const subscriptionTable = new EntitySchema<SubscriptionRow>({
  name: 'subscription',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    processInstanceId: text('process_instance_id'),
    rootInstanceId: text('root_instance_id'),
    triggerId: text('trigger_id'),
    elementId: text('element_id'),
    type: text('type'),
    name: text('name'),
    correlationKey: optionalText('correlation_key'),
    createdAt: text('created_at'),
    suspended: integer('suspended'),
  },
  indices: [
    { name: 'subscription_receiver', columns: ['institutionId', 'type', 'name', 'correlationKey', 'createdAt'] },
    { name: 'subscription_instance', columns: ['processInstanceId'] },
  ],
})
