import type { EntityManager } from 'typeorm'
import type { Instant } from '../model/json.ts'
import type { RunningCount, WaitingCount } from '../model/views.ts'
import { runningDefinitionIds } from '../store/look-ups/instances.ts'
import { definitionsOfKey, selectRunning, selectWaiting } from '../store/look-ups/waiting.ts'
import { getDefinition } from './definitions.ts'

/** Running cases of an institution by the version on which they run. */
export function countRunning(
  manager: EntityManager,
  query: { readonly institutionId: string },
): Promise<readonly RunningCount[]> {
  return selectRunning(manager, query.institutionId)
}

/** What running cases wait for, by version and element: of one version, of all versions of a process, or of all that run. @throws NotFound */
export async function countWaiting(
  manager: EntityManager,
  query: { readonly institutionId: string } & (
    { readonly definitionId: string } | { readonly processKey: string } | { readonly all: true }
  ),
  now: Instant,
): Promise<readonly WaitingCount[]> {
  const { institutionId } = query
  return selectWaiting(manager, institutionId, await definitionsAsked(), now)

  async function definitionsAsked(): Promise<readonly string[]> {
    if ('definitionId' in query) return [(await getDefinition(manager, query)).id]
    if ('processKey' in query) return definitionsOfKey(manager, institutionId, query.processKey)
    return runningDefinitionIds(manager, institutionId)
  }
}
