/** Who is away, and who is there: nobody is to be given work who will not see it. */
import { In, IsNull, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import type { PeopleThere } from '../../engine/ports.ts'
import { endOf } from './absence-row.ts'
import { Absence, Person } from './tables.ts'

/** @returns logins of those who are away with all of their work */
export async function peopleAway(
  manager: EntityManager,
  institutionId: string,
  at: Instant,
): Promise<ReadonlySet<string>> {
  const where = { institutionId, from: LessThanOrEqual(at), until: MoreThan(at), roles: IsNull() }
  const rows = await manager.findBy(Absence, where)
  return new Set(rows.filter((row) => at < endOf(row)).map(({ login }) => login))
}

/** @returns those who have an account that is not closed, and are away in none of their roles */
export const peopleThere: PeopleThere = async (manager, { institutionId, userIds, at }) => {
  const who = { institutionId, login: In([...userIds]) }
  const people = await manager.findBy(Person, { ...who, state: 'active' })
  const absences = await manager.findBy(Absence, { ...who, from: LessThanOrEqual(at), until: MoreThan(at) })
  const away = new Set(absences.filter((row) => at < endOf(row)).map(({ login }) => login))
  return new Set(people.flatMap(({ login }) => (away.has(login) ? [] : login)))
}
