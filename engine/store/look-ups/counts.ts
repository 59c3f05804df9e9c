/** Counts along an index: their work grows with what is counted, not with the tables. */
import type { EntityManager } from 'typeorm'
import type { Instant } from '../../model/json.ts'
import type { TrafficCount } from '../../model/views.ts'
import { messageTable } from '../tables/message.ts'
import { processInstanceTable } from '../tables/process-instance.ts'

/** @returns how many completed cases there are since an instant; at most `limit` are looked at */
export async function completedUpTo(
  manager: EntityManager,
  query: { readonly institutionId: string; readonly processKey: string; readonly since: Instant },
  limit: number,
): Promise<number> {
  const { institutionId, processKey, since } = query
  const some = manager
    .createQueryBuilder(processInstanceTable, 'instance')
    .select('instance.endedAt', 'endedAt')
    // Spelled out, not as a parameter: only so does a partial index answer it.
    .where("instance.institutionId = :institutionId AND instance.status = 'completed'", { institutionId })
    .andWhere('instance.processKey = :processKey AND instance.endedAt >= :since', { processKey, since })
    .limit(limit)
  const row = await manager
    .createQueryBuilder()
    .select('COUNT(*)', 'count')
    .from(`(${some.getQuery()})`, 'found')
    .setParameters(some.getParameters())
    .getRawOne<{ count: number | string }>()
  return Number(row?.count ?? 0)
}

/** Messages received since an instant, by name and sender; in the order of both. */
export async function traffic(
  manager: EntityManager,
  { institutionId, since }: { readonly institutionId: string; readonly since: Instant },
): Promise<TrafficCount[]> {
  const rows = await manager
    .createQueryBuilder(messageTable, 'message')
    .select('message.name', 'name')
    .addSelect('message.sourceProcessKey', 'from')
    .addSelect('COUNT(*)', 'count')
    .where('message.institutionId = :institutionId AND message.receivedAt >= :since', { institutionId, since })
    .groupBy('message.name')
    .addGroupBy('message.sourceProcessKey')
    .orderBy('message.name')
    .addOrderBy('message.sourceProcessKey')
    .getRawMany<{ name: string; from: string | null; count: number | string }>()
  return rows.map(({ name, from, count }) => ({ name, from, count: Number(count) }))
}
