import { type EntityManager, MoreThan } from 'typeorm'
import { type OutboxRow, outboxTable } from '../tables/outbox.ts'

/** Entries with these values, oldest first, younger than `after`. */
export function selectOutbox(
  manager: EntityManager,
  {
    institutionId,
    ...given
  }: Partial<Pick<OutboxRow, 'state' | 'connector' | 'recordId'>> & {
    readonly institutionId: string
  },
  after: string | null,
  take: number,
): Promise<OutboxRow[]> {
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  const where = { institutionId, ...Object.fromEntries(known), ...(after === null ? {} : { id: MoreThan(after) }) }
  return manager.find(outboxTable, { where, order: { id: 'ASC' }, take })
}
