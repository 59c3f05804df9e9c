/** Who is away with all of their work: nobody is to be given work who will not see it. */
import { IsNull, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import { endOf } from './absence-row.ts'
import { Absence } from './tables.ts'

/** @returns logins */
export async function peopleAway(
  manager: EntityManager,
  institutionId: string,
  at: Instant,
): Promise<ReadonlySet<string>> {
  const where = { institutionId, from: LessThanOrEqual(at), until: MoreThan(at), roles: IsNull() }
  const rows = await manager.findBy(Absence, where)
  return new Set(rows.filter((row) => at < endOf(row)).map(({ login }) => login))
}
