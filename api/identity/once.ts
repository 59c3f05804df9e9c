/** Idempotency of identity's own changes: the answer is kept in the transaction of the change, without secrets. */
import type { EntityManager } from 'typeorm'
import { IdempotencyKeyReused } from '../../engine/model/errors.ts'
import type { IdentityPorts } from './doors.ts'
import { IdentityCommand } from './tables.ts'

/** Who changes identity, with the key of the request if it has one. */
export interface Change {
  readonly by: { readonly id: string; readonly institutionId: string; readonly grants: ReadonlySet<string> }
  readonly idempotency?: { readonly key: string; readonly fingerprint: string }
}

/**
 * Does the work in one transaction, or answers as the same request was answered before.
 *
 * @param keep what of the answer is stored; the whole of it where nothing in it is secret
 * @throws {IdempotencyKeyReused} when the key came with another request
 */
export async function once<T extends object>(
  { store, clock }: IdentityPorts,
  change: Change,
  work: (manager: EntityManager) => Promise<T>,
  keep: (answer: T) => object = (answer) => answer,
): Promise<T & { replayed?: boolean }> {
  const { by, idempotency } = change
  if (!idempotency) return store.write(work)
  return store.write(async (manager) => {
    const where = { institutionId: by.institutionId, caller: by.id, key: idempotency.key }
    const earlier = await manager.findOneBy(IdentityCommand, where)
    if (earlier && earlier.fingerprint !== idempotency.fingerprint) throw new IdempotencyKeyReused(idempotency.key)
    if (earlier) return { ...(JSON.parse(earlier.answer) as T), replayed: true }
    const answer = await work(manager)
    await manager.insert(IdentityCommand, {
      ...where,
      fingerprint: idempotency.fingerprint,
      answer: JSON.stringify(keep(answer)),
      createdAt: clock.now().toISOString(),
    })
    return answer
  })
}
