import { type EntityManager, type FindOptionsWhere, In, IsNull } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import { type MessageRow, messageTable } from '../tables/message.ts'
import { type SubscriptionRow, subscriptionTable } from '../tables/subscription.ts'

/**
 * Buffered messages that a receiver may take are looked at again, now: for one that waits with a key those of the key,
 * for one that waits by the name alone all of the name, since a message's key need not be one that it is looked for by.
 *
 * @param orWithout also those without a key: they may be awaited by one of several that their payload has
 * @returns whether there are any
 */
export async function wakeMessages(
  manager: EntityManager,
  { institutionId, name, correlationKey }: Pick<MessageRow, 'institutionId' | 'name' | 'correlationKey'>,
  orWithout: boolean,
  now: Instant,
): Promise<boolean> {
  const ofName: FindOptionsWhere<MessageRow> = { institutionId, state: 'buffered', name }
  const wake = async (where: FindOptionsWhere<MessageRow>): Promise<boolean> =>
    (await manager.update(messageTable, where, { nextTryAt: now })).affected !== 0
  if (correlationKey === null) return wake(ofName)
  const some = await wake({ ...ofName, correlationKey })
  return orWithout ? (await wake({ ...ofName, correlationKey: IsNull() })) || some : some
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
