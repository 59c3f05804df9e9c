/** Looking for people: by words of name, login or address, by a role that they hold now, by whether their account works. */
import { MoreThan, type EntityManager } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import { fold, foldedWords } from '../../engine/records/fold.ts'
import { isValid } from './people.ts'
import { Person, RoleAssignment, type PersonRow } from './tables.ts'

export interface PeopleFilter {
  /** Words that must all be found, with or without diacritics. */
  readonly text?: string
  readonly role?: string
  readonly state?: 'active' | 'disabled'
}

/** How many rows are looked at in one go where the database cannot choose: it knows no Latvian letters. */
const BATCH = 500
const MOST_WORDS = 10

/** @returns at most `most` of them, in the order of logins, after the login `after` */
export async function findPeople(
  manager: EntityManager,
  query: PeopleFilter & {
    readonly institutionId: string
    readonly after?: string
    readonly most: number
    readonly at: Instant
  },
): Promise<readonly PersonRow[]> {
  const { institutionId, text = '', role, state, most, at } = query
  const words = foldedWords(text, MOST_WORDS)
  const holders =
    role === undefined
      ? null
      : new Set(
          (await manager.findBy(RoleAssignment, { institutionId, role }))
            .filter((assignment) => isValid(assignment, at))
            .map(({ login }) => login),
        )
  const isMeant = ({ login, name, email }: PersonRow): boolean => {
    if (holders !== null && !holders.has(login)) return false
    const told = fold(`${name} ${login} ${email ?? ''}`)
    return words.every((word) => told.includes(word))
  }
  const take = words.length === 0 && holders === null ? most : Math.max(most, BATCH)
  const found: PersonRow[] = []
  let { after } = query
  while (found.length < most) {
    const rows = await manager.find(Person, {
      where: {
        institutionId,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { login: MoreThan(after) }),
      },
      order: { login: 'ASC' },
      take,
    })
    found.push(...rows.filter(isMeant))
    after = rows.at(-1)?.login
    if (rows.length < take) break
  }
  return found.slice(0, most)
}
