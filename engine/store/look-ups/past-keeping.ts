/**
 * Rows that are kept no longer: few at a time, found through an index that is there for other reasons, so that keeping
 * house holds nobody up.
 */
import { type EntityManager, type EntitySchema, In, LessThan } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import { recordReadTable } from '../../records/tables.ts'
import { outboxTable } from '../tables/outbox.ts'

/** One kind of row that is forgotten when it is old. */
export interface Forgettable {
  /** For the log. */
  readonly name: string
  readonly table: EntitySchema<{ id: string; institutionId: string }>
  /** Ids of an institution's oldest rows from before an instant. */
  oldest(manager: EntityManager, institutionId: string, before: Instant, limit: number): Promise<readonly string[]>
}

/** What was sent; what waits, is kept or has failed stays, because somebody may still want to send it. */
export const sentOutboxItems: Forgettable = {
  name: 'outbox',
  table: outboxTable,
  async oldest(manager, institutionId, before, limit) {
    // Ids sort by time of making: the oldest come first, and there is no need to look at those after them.
    const where = { institutionId, state: 'sent' as const }
    const rows = await manager.find(outboxTable, { where, order: { id: 'ASC' }, take: limit })
    return rows.filter(({ createdAt }) => createdAt < before).map(({ id }) => id)
  },
}

/** Who read personal data. */
export const readTraces: Forgettable = {
  name: 'record_read',
  table: recordReadTable,
  async oldest(manager, institutionId, before, limit) {
    const where = { institutionId, at: LessThan(before) }
    const rows = await manager.find(recordReadTable, {
      select: { id: true },
      where,
      order: { at: 'ASC', id: 'ASC' },
      take: limit,
    })
    return rows.map(({ id }) => id)
  },
}

/** The first institution after another with rows of this kind: a step through the index, not a look at every row. */
export async function nextInstitution(
  manager: EntityManager,
  { table }: Forgettable,
  after: string | null,
): Promise<string | null> {
  const select = manager.createQueryBuilder(table, 'kept').select('MIN(kept.institutionId)', 'next')
  if (after !== null) select.where('kept.institutionId > :after', { after })
  return (await select.getRawOne<{ next: string | null }>())?.next ?? null
}

/** Removes one batch of old rows. @returns how many */
export async function forgetBatch(
  manager: EntityManager,
  kind: Forgettable,
  institutionId: string,
  before: Instant,
  limit: number,
): Promise<number> {
  const ids = await kind.oldest(manager, institutionId, before, limit)
  if (ids.length > 0) await manager.delete(kind.table, { id: In([...ids]) })
  return ids.length
}
