/** People and the roles they hold. Nothing here is ever deleted: tasks and history name people by their login. */
import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Conflict, DataRejected, NotAllowed, NotFound, refusedValue } from '../../engine/model/errors.ts'
import type { Instant } from '../../engine/model/json.ts'
import type { Page } from '../../engine/model/views.ts'
import { validAddress } from '../mail/addresses.ts'
import type { IdentityPorts } from './doors.ts'
import { findPeople, type PeopleFilter } from './find-people.ts'
import { holdersOf } from './holders.ts'
import { once, type Change } from './once.ts'
import type { Passwords } from './passwords.ts'
import { Person, RoleAssignment, Session, type PersonRow, type RoleAssignmentRow, type ScopeKind } from './tables.ts'

export interface RoleAssignmentView {
  readonly id: string
  readonly role: string
  readonly scope: { readonly kind: ScopeKind; readonly id: string }
  readonly validFrom: Instant
  readonly validTo: Instant | null
}

export interface PersonView {
  readonly login: string
  readonly name: string
  readonly language: 'lv' | 'en' | null
  /** For what they are told of their work. */
  readonly email: string | null
  readonly state: 'active' | 'disabled'
  readonly roles: readonly RoleAssignmentView[]
}

export interface NewPerson {
  readonly login: string
  readonly name: string
  readonly password: string
  readonly language?: 'lv' | 'en'
  readonly email?: string
}

export interface PersonPatch {
  readonly name?: string
  readonly language?: 'lv' | 'en' | null
  readonly email?: string | null
  readonly state?: 'active' | 'disabled'
  readonly password?: string
}

export interface NewRole {
  readonly role: string
  readonly scope?: { readonly kind: ScopeKind; readonly id?: string }
  readonly validFrom?: Instant
  readonly validTo?: Instant
}

export class People {
  private readonly ports: IdentityPorts
  private readonly passwords: Passwords

  constructor(ports: IdentityPorts, passwords: Passwords) {
    this.ports = ports
    this.passwords = passwords
  }

  /** In the order of logins. @param query `after` is the last login of the page before */
  async list(
    query: PeopleFilter & { institutionId: string; limit: number; after?: string },
  ): Promise<Page<PersonView>> {
    return this.ports.store.read(async (manager) => {
      const { limit } = query
      const rows = await findPeople(manager, { ...query, most: limit + 1, at: this.now() })
      const items: PersonView[] = []
      for (const row of rows.slice(0, limit)) items.push(viewOf(row, await rolesOf(manager, row)))
      return { items, next: rows.length > limit ? (items.at(-1)?.login ?? null) : null }
    })
  }

  /** @throws {NotFound} */
  async get(institutionId: string, login: string): Promise<PersonView> {
    return this.ports.store.read(async (manager) => {
      const row = await personRow(manager, institutionId, login)
      return viewOf(row, await rolesOf(manager, row))
    })
  }

  /** How many people hold each role of the institution now, for everything or for one scope; 0 for a role without holder. */
  async countByRole(institutionId: string): Promise<ReadonlyMap<string, number>> {
    const now = this.now()
    const rows = await this.ports.store.read((manager) => manager.findBy(RoleAssignment, { institutionId }))
    const valid = rows.filter((row) => isValid(row, now))
    return new Map(
      this.ports.roles.all.map(({ key }) => [
        key,
        new Set(valid.flatMap(({ role, login }) => (role === key ? login : []))).size,
      ]),
    )
  }

  /** Logins of those who do the work of a candidate group now; also of whoever stands in for them. */
  async holdersOf(institutionId: string, group: string): Promise<readonly string[]> {
    const at = this.now()
    return this.ports.store.read((manager) => holdersOf(manager, this.ports.roles, { institutionId, group, at }))
  }

  /** @throws {Conflict} `person-exists` */
  async create(input: Change & NewPerson): Promise<PersonView & { replayed?: boolean }> {
    const passwordHash = await this.passwords.hash(input.password)
    return once(this.ports, input, async (manager) => {
      const row = await insertPerson(manager, {
        ...input,
        institutionId: input.by.institutionId,
        passwordHash,
        now: this.now(),
      })
      this.ports.log.info({ by: input.by.id, login: row.login }, 'person created')
      return viewOf(row, [])
    })
  }

  /** A new password and a disabled account end every session. @throws {NotFound}, {NotAllowed}, {DataRejected}, {Conflict} `last-administrator` */
  async update(input: Change & { login: string; patch: PersonPatch }): Promise<PersonView & { replayed?: boolean }> {
    const { by, login, patch } = input
    const passwordHash = patch.password === undefined ? undefined : await this.passwords.hash(patch.password)
    return once(this.ports, input, async (manager) => {
      const where = { institutionId: by.institutionId, login }
      const before = await personRow(manager, by.institutionId, login)
      if (by.id !== login) this.refuseUnlessSuperior(by, await rolesOf(manager, before))
      const { password: _, email, ...rest } = patch
      await manager.update(Person, where, {
        ...rest,
        ...(email === undefined ? {} : { email: acceptedEmail(email) }),
        ...(passwordHash === undefined ? {} : { passwordHash }),
        updatedAt: this.now(),
      })
      if (patch.state === 'disabled') await this.refuseWithoutAdministrator(manager, by.institutionId)
      if (patch.state === 'disabled' || passwordHash !== undefined) await manager.delete(Session, where)
      const row = await personRow(manager, by.institutionId, login)
      this.ports.log.info({ by: by.id, login, changed: Object.keys(patch) }, 'person changed')
      return viewOf(row, await rolesOf(manager, row))
    })
  }

  /** @throws {NotFound}, {DataRejected} for an unknown role, {NotAllowed}, {Conflict} `role-held` */
  async giveRole(input: Change & { login: string; role: NewRole }): Promise<PersonView & { replayed?: boolean }> {
    const { by, login, role } = input
    return once(this.ports, input, async (manager) => {
      const person = await personRow(manager, by.institutionId, login)
      await insertRole(manager, this.ports, {
        institutionId: by.institutionId,
        login,
        role,
        by: by.grants,
        now: this.now(),
      })
      this.ports.log.info({ by: by.id, login, role: role.role, scope: role.scope ?? null }, 'role given')
      return viewOf(person, await rolesOf(manager, person))
    })
  }

  /** @throws {NotFound}, {NotAllowed}, {Conflict} `last-administrator` */
  async takeRole(
    input: Change & { login: string; assignmentId: string },
  ): Promise<PersonView & { replayed?: boolean }> {
    const { by, login, assignmentId } = input
    return once(this.ports, input, async (manager) => {
      const person = await personRow(manager, by.institutionId, login)
      const held = await rolesOf(manager, person)
      const taken = held.find(({ id }) => id === assignmentId)
      if (!taken) throw new NotFound('role assignment', assignmentId)
      this.refuseUnlessSuperior(by, [taken])
      await manager.delete(RoleAssignment, { id: assignmentId })
      await this.refuseWithoutAdministrator(manager, by.institutionId)
      this.ports.log.info({ by: by.id, login, role: taken.role }, 'role taken')
      return viewOf(
        person,
        held.filter((assignment) => assignment !== taken),
      )
    })
  }

  /** Whether an active person may do everything in this institution. */
  async hasAdministrator(manager: EntityManager, institutionId: string): Promise<boolean> {
    const administrator = this.ports.roles.administrator().key
    const held = await manager.findBy(RoleAssignment, { institutionId, role: administrator, scopeId: '' })
    for (const assignment of held.filter((each) => isValid(each, this.now()))) {
      if (await manager.existsBy(Person, { institutionId, login: assignment.login, state: 'active' })) return true
    }
    return false
  }

  private async refuseWithoutAdministrator(manager: EntityManager, institutionId: string): Promise<void> {
    if (await this.hasAdministrator(manager, institutionId)) return
    throw new Conflict(
      'last-administrator',
      'Expected an administrator to remain, but this is the last one. Appoint another first.',
    )
  }

  /** Only who may do everything touches an account that may do everything: no resetting one's way up. */
  private refuseUnlessSuperior(by: Change['by'], held: readonly { readonly role: string }[]): void {
    const mighty = held.some(({ role }) => this.ports.roles.get(role)?.grants.includes('*'))
    if (mighty && !by.grants.has('*'))
      throw new NotAllowed('Expected an administrator to change an administrator, but you are none.')
  }

  private now(): Instant {
    return this.ports.clock.now().toISOString()
  }
}

/** @throws {Conflict} `person-exists` */
export async function insertPerson(
  manager: EntityManager,
  person: Omit<NewPerson, 'password'> & {
    readonly institutionId: string
    readonly passwordHash: string
    readonly now: Instant
  },
): Promise<PersonRow> {
  const { institutionId, login, name, passwordHash, now } = person
  if (await manager.existsBy(Person, { institutionId, login })) {
    throw new Conflict('person-exists', `Expected a login that is free, but "${login}" is taken.`, { login })
  }
  const row: PersonRow = {
    institutionId,
    login,
    name,
    language: person.language ?? null,
    email: acceptedEmail(person.email ?? null),
    passwordHash,
    state: 'active',
    createdAt: now,
    updatedAt: now,
  }
  await manager.insert(Person, row)
  return row
}

/** @throws {DataRejected} for an unknown role, {NotAllowed}, {Conflict} `role-held` */
export async function insertRole(
  manager: EntityManager,
  { roles }: Pick<IdentityPorts, 'roles'>,
  given: {
    readonly institutionId: string
    readonly login: string
    readonly role: NewRole
    readonly by: ReadonlySet<string>
    readonly now: Instant
  },
): Promise<void> {
  const { institutionId, login, role, now } = given
  const known = roles.get(role.role)
  if (!known) {
    const keys = roles.all.map(({ key }) => key).join(', ')
    throw new DataRejected(`Expected a role of this institution (${keys}), but "${role.role}" is none.`, [
      { pointer: '/role', code: 'unknown-role', message: `Expected one of ${keys}.` },
    ])
  }
  if (known.grants.includes('*') && !given.by.has('*')) {
    throw new NotAllowed(`Expected an administrator to give role "${role.role}", but you are none.`)
  }
  const scopeKind = role.scope?.kind ?? 'institution'
  const scopeId = scopeKind === 'institution' ? '' : (role.scope?.id ?? '')
  if (scopeKind !== 'institution' && scopeId === '') {
    throw new DataRejected(`Expected the id of the ${scopeKind}, but there is none.`, [
      { pointer: '/scope/id', code: 'required', message: `Expected the id of the ${scopeKind}.` },
    ])
  }
  if (await manager.existsBy(RoleAssignment, { institutionId, login, role: role.role, scopeId })) {
    throw new Conflict(
      'role-held',
      `Expected a role that "${login}" does not hold yet, but they hold "${role.role}" there already.`,
    )
  }
  await manager.insert(RoleAssignment, {
    id: randomUUID(),
    institutionId,
    login,
    role: role.role,
    scopeKind,
    scopeId,
    validFrom: role.validFrom === undefined ? now : new Date(role.validFrom).toISOString(),
    validTo: role.validTo === undefined ? null : new Date(role.validTo).toISOString(),
  })
}

/** @returns whether the role is held at that moment. */
export function isValid(row: Pick<RoleAssignmentRow, 'validFrom' | 'validTo'>, now: Instant): boolean {
  return (
    Date.parse(row.validFrom) <= Date.parse(now) && (row.validTo === null || Date.parse(now) < Date.parse(row.validTo))
  )
}

async function personRow(manager: EntityManager, institutionId: string, login: string): Promise<PersonRow> {
  const row = await manager.findOneBy(Person, { institutionId, login })
  if (!row) throw new NotFound('person', login)
  return row
}

async function rolesOf(manager: EntityManager, { institutionId, login }: PersonRow): Promise<RoleAssignmentView[]> {
  const rows = await manager.find(RoleAssignment, {
    where: { institutionId, login },
    order: { role: 'ASC', scopeId: 'ASC' },
  })
  return rows.map(({ id, role, scopeKind, scopeId, validFrom, validTo }) => ({
    id,
    role,
    scope: { kind: scopeKind, id: scopeId },
    validFrom,
    validTo,
  }))
}

function viewOf({ login, name, language, email, state }: PersonRow, roles: readonly RoleAssignmentView[]): PersonView {
  return { login, name, language, email, state, roles }
}

/** @throws {DataRejected} for what no mail server would take */
function acceptedEmail(email: string | null): string | null {
  if (email === null || email.trim() === '') return null
  const address = validAddress(email)
  if (address === null) throw refusedValue('/email', 'format', 'Expected one e-mail address, but it is something else.')
  return address
}
