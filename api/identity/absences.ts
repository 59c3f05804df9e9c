/**
 * Absences: who is away from when until when, and who does their work meanwhile. Rows are never deleted or changed but to
 * be ended: they are the evidence of on whose behalf somebody could act.
 */
import { randomUUID } from 'node:crypto'
import { In, LessThan, MoreThan, type EntityManager } from 'typeorm'
import { Conflict, type FieldError, DataRejected, NotFound } from '../../engine/model/errors.ts'
import type { Instant } from '../../engine/model/json.ts'
import type { Page } from '../../engine/model/views.ts'
import { endOf, rolesIn } from './absence-row.ts'
import type { IdentityPorts } from './doors.ts'
import { once, type Change } from './once.ts'
import { substitutesOf, type Substitute } from './substitutes.ts'
import { Absence, Person, RoleAssignment, type AbsenceRow } from './tables.ts'

export interface AbsenceView {
  readonly id: string
  readonly login: string
  readonly substitute: string
  readonly from: Instant
  readonly until: Instant
  /** Whose work is done meanwhile; null: all of it. */
  readonly roles: readonly string[] | null
  readonly reason: string | null
  readonly createdBy: string
  readonly createdAt: Instant
  readonly endedBy: string | null
  /** Ended before its time. */
  readonly endedAt: Instant | null
}

export interface NewAbsence {
  readonly login: string
  readonly substitute: string
  readonly from: Instant
  readonly until: Instant
  readonly roles?: readonly string[] | null
  readonly reason?: string | null
}

export class Absences {
  private readonly ports: IdentityPorts

  constructor(ports: IdentityPorts) {
    this.ports = ports
  }

  /**
   * Of one person, or of everybody where none is named; the last to begin first; those that are over, too.
   *
   * @param query `after` is the id of the last one of the page before
   */
  async list(query: {
    readonly institutionId: string
    readonly login?: string
    readonly limit: number
    readonly after?: string
  }): Promise<Page<AbsenceView>> {
    const { institutionId, login, limit, after } = query
    const whose = { institutionId, ...(login === undefined ? {} : { login }) }
    return this.ports.store.read(async (manager) => {
      const last = after === undefined ? null : await manager.findOneBy(Absence, { ...whose, id: after })
      const rows = await manager.find(Absence, {
        where: last
          ? [
              { ...whose, from: LessThan(last.from) },
              { ...whose, from: last.from, id: LessThan(last.id) },
            ]
          : whose,
        order: { from: 'DESC', id: 'DESC' },
        take: limit + 1,
      })
      const items = rows.slice(0, limit).map(viewOf)
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    })
  }

  /** @throws {NotFound} */
  async get(institutionId: string, id: string): Promise<AbsenceView> {
    const row = await this.ports.store.read((manager) => manager.findOneBy(Absence, { institutionId, id }))
    if (!row) throw new NotFound('absence', id)
    return viewOf(row)
  }

  /**
   * @throws {DataRejected} at `/from`, `/until`, `/substitute`, `/roles`; {Conflict} `absence-overlaps`,
   * `absence-circle`; {NotFound} for the person
   */
  async create(input: Change & NewAbsence): Promise<AbsenceView & { replayed?: boolean }> {
    const { by, login, substitute } = input
    const { institutionId } = by
    return once(this.ports, input, async (manager) => {
      const now = this.ports.clock.now().toISOString()
      // Both are held by being written, in one order: what two nodes enter at one moment must not make a circle.
      for (const one of [login, substitute].sort())
        await manager.update(Person, { institutionId, login: one }, { updatedAt: now })
      if (!(await manager.existsBy(Person, { institutionId, login }))) throw new NotFound('person', login)
      const row: AbsenceRow = {
        id: randomUUID(),
        institutionId,
        login,
        substitute,
        from: new Date(input.from).toISOString(),
        until: new Date(input.until).toISOString(),
        roles: input.roles && input.roles.length > 0 ? JSON.stringify([...new Set(input.roles)].sort()) : null,
        reason: input.reason ?? null,
        createdBy: by.id,
        createdAt: now,
        endedBy: null,
        endedAt: null,
      }
      await this.refuseWrong(manager, row, now)
      await refuseOverlap(manager, row)
      await refuseCircle(manager, row)
      await manager.insert(Absence, row)
      this.ports.log.info({ by: by.id, login, substitute, from: row.from, until: row.until }, 'absence entered')
      return viewOf(row)
    })
  }

  /** Ends it now, also before it began. @throws {NotFound}, {Conflict} `absence-over` */
  async end(input: Change & { readonly id: string }): Promise<AbsenceView & { replayed?: boolean }> {
    const { by, id } = input
    return once(this.ports, input, async (manager) => {
      const where = { institutionId: by.institutionId, id }
      const now = this.ports.clock.now().toISOString()
      const row = await manager.findOneBy(Absence, where)
      if (!row) throw new NotFound('absence', id)
      if (endOf(row) <= now) {
        throw new Conflict('absence-over', `Expected an absence that lasts, but this one ended at ${endOf(row)}.`)
      }
      await manager.update(Absence, where, { endedAt: now, endedBy: by.id })
      this.ports.log.info({ by: by.id, login: row.login, absenceId: id }, 'absence ended')
      return viewOf({ ...row, endedAt: now, endedBy: by.id })
    })
  }

  /** Who is away at that moment, the last to come back last. */
  async running(institutionId: string, at: Instant): Promise<readonly AbsenceView[]> {
    const rows = await this.ports.store.read((manager) =>
      manager.find(Absence, { where: { institutionId, until: MoreThan(at) }, order: { until: 'ASC', id: 'ASC' } }),
    )
    return rows.filter((row) => row.from <= at && at < endOf(row)).map(viewOf)
  }

  /** Whose work this person does at that moment, and with which of their candidate groups. */
  async substitutedBy(institutionId: string, login: string, at: Instant): Promise<readonly Substitute[]> {
    return this.ports.store.read((manager) => substitutesOf(manager, this.ports.roles, { institutionId, login, at }))
  }

  /** Who does a person's work at that moment: of all of it, or of some roles. */
  async substitutesFor(
    institutionId: string,
    login: string,
    at: Instant,
  ): Promise<readonly { readonly login: string; readonly roles: readonly string[] | null }[]> {
    const rows = await this.ports.store.read((manager) =>
      manager.findBy(Absence, { institutionId, login, until: MoreThan(at) }),
    )
    return rows
      .filter((row) => row.from <= at && at < endOf(row))
      .map((row) => ({ login: row.substitute, roles: rolesIn(row) }))
  }

  private async refuseWrong(manager: EntityManager, row: AbsenceRow, now: Instant): Promise<void> {
    const { institutionId, login, substitute, from, until } = row
    const errors: FieldError[] = []
    const wrong = (pointer: string, code: string, message: string) => errors.push({ pointer, code, message })
    if (until <= from) wrong('/until', 'order', 'Expected an end after the beginning.')
    else if (until <= now) wrong('/until', 'past', 'Expected an end that is still to come.')
    const deputy = await manager.findOneBy(Person, { institutionId, login: substitute })
    if (substitute === login) wrong('/substitute', 'self', 'Expected somebody else to do the work.')
    else if (deputy?.state !== 'active')
      wrong('/substitute', 'unknown-person', 'Expected a person with an account that works.')
    const held = await manager.findBy(RoleAssignment, { institutionId, login })
    const notHeld = (rolesIn(row) ?? []).filter(
      (key) => !held.some(({ role, validTo }) => role === key && (validTo === null || validTo > from)),
    )
    if (notHeld.length > 0)
      wrong('/roles', 'not-held', `Expected roles that the person holds, but not ${notHeld.join(', ')}.`)
    if (errors.length > 0)
      throw new DataRejected(`Expected an absence that can be, but ${errors.length} field(s) are refused.`, errors)
  }
}

/** @throws {Conflict} `absence-overlaps` */
async function refuseOverlap(manager: EntityManager, row: AbsenceRow): Promise<void> {
  const other = (await during(manager, row.institutionId, [row.login], row)).find((each) => {
    const [mine, theirs] = [rolesIn(row), rolesIn(each)]
    return mine === null || theirs === null || mine.some((role) => theirs.includes(role))
  })
  if (!other) return
  const sentence = `Expected no other absence for the same work, but "${row.login}" is away from ${other.from} until ${endOf(other)}.`
  throw new Conflict('absence-overlaps', sentence, { absenceId: other.id, from: other.from, until: endOf(other) })
}

/** Work that goes round comes to nobody. @throws {Conflict} `absence-circle` */
async function refuseCircle(manager: EntityManager, row: AbsenceRow): Promise<void> {
  const seen = new Set<string>()
  let next = [row.substitute]
  while (next.length > 0) {
    for (const login of next) seen.add(login)
    const following = (await during(manager, row.institutionId, next, row)).map(({ substitute }) => substitute)
    if (following.includes(row.login)) {
      const sentence = `Expected somebody to do the work, but "${row.substitute}" is away at that time and "${row.login}" would do it for them.`
      throw new Conflict('absence-circle', sentence, { login: row.login, substitute: row.substitute })
    }
    next = following.filter((login) => !seen.has(login))
  }
}

/** Absences of these people that share a moment with the row. */
async function during(
  manager: EntityManager,
  institutionId: string,
  logins: readonly string[],
  { from, until }: Pick<AbsenceRow, 'from' | 'until'>,
): Promise<readonly AbsenceRow[]> {
  const where = { institutionId, login: In([...logins]), until: MoreThan(from), from: LessThan(until) }
  return (await manager.findBy(Absence, where)).filter((row) => endOf(row) > from && endOf(row) > row.from)
}

function viewOf(row: AbsenceRow): AbsenceView {
  const { id, login, substitute, from, until, reason, createdBy, createdAt, endedBy, endedAt } = row
  return { id, login, substitute, from, until, roles: rolesIn(row), reason, createdBy, createdAt, endedBy, endedAt }
}
