import type { EntityManager } from 'typeorm'
import type { Instant } from '../model/json.ts'
import type { RunningCount, WaitingCount } from '../model/views.ts'
import { definitionsOfKey, selectRunning, selectWaiting } from '../store/look-ups/waiting.ts'
import { getDefinition } from './definitions.ts'

/** Running cases of an institution by the version on which they run. */
export function countRunning(
  manager: EntityManager,
  query: { readonly institutionId: string },
): Promise<readonly RunningCount[]> {
  return selectRunning(manager, query.institutionId)
}

/** What running cases wait for, by version and element: of one version, or of all versions of a process. @throws NotFound */
export async function countWaiting(
  manager: EntityManager,
  query: { readonly institutionId: string } & ({ readonly definitionId: string } | { readonly processKey: string }),
  now: Instant,
): Promise<readonly WaitingCount[]> {
  const { institutionId } = query
  const ids =
    'definitionId' in query
      ? [(await getDefinition(manager, query)).id]
      : await definitionsOfKey(manager, institutionId, query.processKey)
  return selectWaiting(manager, institutionId, ids, now)
}
