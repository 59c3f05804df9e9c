import { type EntityManager, type FindOptionsWhere, In, IsNull } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import { type MessageRow, messageTable } from '../tables/message.ts'
import { type SubscriptionRow, subscriptionTable } from '../tables/subscription.ts'

/** Buffered messages of a name and key are looked at again, now. @returns whether there are any */
export async function wakeMessages(
  manager: EntityManager,
  { institutionId, name, correlationKey }: Pick<MessageRow, 'institutionId' | 'name' | 'correlationKey'>,
  now: Instant,
): Promise<boolean> {
  const where: FindOptionsWhere<MessageRow> = {
    institutionId,
    state: 'buffered',
    name,
    correlationKey: correlationKey ?? IsNull(),
  }
  return (await manager.update(messageTable, where, { nextTryAt: now })).affected !== 0
}

/** Buffered messages that would start a case are looked at again, now; those of all institutions for the id ''. */
export async function wakeStartMessages(
  manager: EntityManager,
  institutionId: string,
  names: readonly string[],
  now: Instant,
): Promise<void> {
  const whose = institutionId === '' ? {} : { institutionId }
  await manager.update(messageTable, { ...whose, state: 'buffered', name: In([...names]) }, { nextTryAt: now })
}

/** The instance that has waited for a message the longest; one that is suspended only when no other waits. */
export async function longestWaiting(
  manager: EntityManager,
  { institutionId, name, correlationKey }: Pick<MessageRow, 'institutionId' | 'name' | 'correlationKey'>,
): Promise<SubscriptionRow | null> {
  const where: FindOptionsWhere<SubscriptionRow> = {
    institutionId,
    type: 'message',
    name,
    correlationKey: correlationKey ?? IsNull(),
  }
  const order = { suspended: 'ASC', createdAt: 'ASC', id: 'ASC' } as const
  const [receiver] = await manager.find(subscriptionTable, { where, order, take: 1 })
  return receiver ?? null
}
