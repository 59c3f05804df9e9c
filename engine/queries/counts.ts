/** How much there was of something in a period. */
import type { EntityManager } from 'typeorm'
import type { Count } from '../model/views.ts'
import type { Instant } from '../model/json.ts'
import type { TrafficCount } from '../model/views.ts'
import { completedUpTo, traffic } from '../store/look-ups/counts.ts'

const COUNTED = 1_000
const MOST_COUNTED = 10_000

/** Cases of a process that were completed since an instant, counted up to a bound. */
export async function countCompleted(
  manager: EntityManager,
  query: {
    readonly institutionId: string
    readonly processKey: string
    readonly since: Instant
    readonly upTo?: number
  },
): Promise<Count> {
  const most = Math.min(Math.max(Math.trunc(query.upTo ?? COUNTED), 1), MOST_COUNTED)
  const count = await completedUpTo(manager, query, most + 1)
  return { count: Math.min(count, most), more: count > most }
}

/** Messages received since an instant, by name and sender. */
export function countTraffic(
  manager: EntityManager,
  query: { readonly institutionId: string; readonly since: Instant },
): Promise<readonly TrafficCount[]> {
  return traffic(manager, query)
}
