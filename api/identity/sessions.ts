/** Sessions: a person logs in, is recognised by the cookie's token, and logs out. */
import { LessThan, MoreThan, Not } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import { notLoggedIn } from '../http-refusal.ts'
import type { Caller } from '../policies/caller.ts'
import type { IdentityPorts } from './doors.ts'
import { LoginLimits, type LoginLimitsSettings } from './login-limits.ts'
import type { Passwords } from './passwords.ts'
import { isValid } from './people.ts'
import { Remembered } from './remembered.ts'
import { hashOf, newToken } from './secrets.ts'
import { substitutesOf, type Substitute } from './substitutes.ts'
import { Person, RoleAssignment, Session, type PersonRow, type RoleAssignmentRow, type SessionRow } from './tables.ts'

export interface SessionSettings extends LoginLimitsSettings {
  readonly sessionHours: number
  readonly sessionIdleMinutes: number
}

/** How often the time of last use is written. */
const SEEN_EVERY_MS = 60_000

/** A place where somebody is logged in. */
export interface SessionView {
  readonly startedAt: Instant
  readonly lastSeenAt: Instant
  readonly expiresAt: Instant
  /** The one that asks. */
  readonly isThis: boolean
}

interface Known {
  readonly session: SessionRow
  readonly person: PersonRow
  readonly held: readonly RoleAssignmentRow[]
  readonly substitutes: readonly Substitute[]
}

export class Sessions {
  private readonly ports: IdentityPorts
  private readonly passwords: Passwords
  private readonly settings: SessionSettings
  private readonly limits: LoginLimits
  private readonly remembered: Remembered<Known>

  constructor(ports: IdentityPorts, passwords: Passwords, settings: SessionSettings) {
    this.ports = ports
    this.passwords = passwords
    this.settings = settings
    this.limits = new LoginLimits(settings)
    this.remembered = new Remembered(ports.clock)
  }

  /**
   * Makes a session with a token of its own; whatever token the browser had before is not continued.
   *
   * @param input `address` is the client's, for the limit of wrong passwords
   * @throws {HttpRefusal} 401 in the same words whether login or password is wrong, 429
   */
  async logIn(input: {
    institutionId: string
    login: string
    password: string
    address: string
  }): Promise<{ token: string; expiresAt: Instant; caller: Caller }> {
    const { institutionId, login, password, address } = input
    const succeeded = await this.limits.attempt(`${institutionId}/${login}`, address)
    const person = await this.ports.store.read((manager) => manager.findOneBy(Person, { institutionId, login }))
    const active = person?.state === 'active' ? person : null
    if (!(await this.passwords.matches(password, active?.passwordHash ?? null)) || !active) {
      this.ports.log.warn({ institutionId, address }, 'login refused')
      throw notLoggedIn('Expected a login name and its password, but they do not belong together.')
    }
    await succeeded()
    const token = newToken()
    const now = this.ports.clock.now()
    const expiresAt = new Date(now.getTime() + this.settings.sessionHours * 3_600_000).toISOString()
    await this.ports.store.write(async (manager) => {
      await manager.delete(Session, { expiresAt: LessThan(now.toISOString()) })
      await manager.insert(Session, {
        tokenHash: hashOf(token),
        institutionId,
        login,
        createdAt: now.toISOString(),
        expiresAt,
        lastSeenAt: now.toISOString(),
      })
    })
    const caller = await this.recognise(token)
    if (!caller) throw notLoggedIn('Expected an account that stays, but it was changed at this moment. Log in again.')
    this.ports.log.info({ login }, 'logged in')
    return { token, expiresAt, caller }
  }

  /** @returns the person behind the token, or null when the session is unknown, over or unused for too long. */
  async recognise(token: string): Promise<Caller | null> {
    const tokenHash = hashOf(token)
    const known = await this.remembered.get(tokenHash, () => this.find(tokenHash))
    if (!known) return null
    const now = this.ports.clock.now()
    const { session, person, held, substitutes } = known
    const idleSince = Date.parse(session.lastSeenAt)
    const over =
      now.getTime() >= Date.parse(session.expiresAt) ||
      now.getTime() - idleSince >= this.settings.sessionIdleMinutes * 60_000
    if (over || person.state !== 'active') return null
    if (now.getTime() - idleSince >= SEEN_EVERY_MS) this.seen(session, now.toISOString())
    const roles = held.filter((assignment) => isValid(assignment, now.toISOString()))
    return {
      kind: 'person',
      id: person.login,
      name: person.name,
      institutionId: person.institutionId,
      language: person.language,
      roles: [...new Set(roles.map(({ role }) => role))],
      ...this.ports.roles.given(roles),
      substitutes,
    }
  }

  async logOut(token: string): Promise<void> {
    await this.ports.store.write((manager) => manager.delete(Session, { tokenHash: hashOf(token) }))
    this.forget()
  }

  /** Where a person is logged in, the last used first. @param token of the session that asks */
  async list(input: { institutionId: string; login: string; token: string }): Promise<readonly SessionView[]> {
    const { institutionId, login, token } = input
    const now = this.ports.clock.now()
    const usedSince = new Date(now.getTime() - this.settings.sessionIdleMinutes * 60_000).toISOString()
    const rows = await this.ports.store.read((manager) =>
      manager.find(Session, {
        where: { institutionId, login, expiresAt: MoreThan(now.toISOString()), lastSeenAt: MoreThan(usedSince) },
        order: { lastSeenAt: 'DESC' },
      }),
    )
    const mine = hashOf(token)
    return rows.map(({ tokenHash, createdAt, lastSeenAt, expiresAt }) => ({
      startedAt: createdAt,
      lastSeenAt,
      expiresAt,
      isThis: tokenHash === mine,
    }))
  }

  /** Logs a person out everywhere but where they ask for it. */
  async logOutElsewhere(input: { institutionId: string; login: string; token: string }): Promise<void> {
    const { institutionId, login, token } = input
    await this.ports.store.write((manager) =>
      manager.delete(Session, { institutionId, login, tokenHash: Not(hashOf(token)) }),
    )
    this.forget()
    this.ports.log.info({ login }, 'logged out elsewhere')
  }

  /** @returns whether this is the person's password; counted as an attempt to log in. @throws {HttpRefusal} 429 */
  async isPassword(input: {
    institutionId: string
    login: string
    password: string
    address: string
  }): Promise<boolean> {
    const { institutionId, login, password, address } = input
    const succeeded = await this.limits.attempt(`${institutionId}/${login}`, address)
    const person = await this.ports.store.read((manager) => manager.findOneBy(Person, { institutionId, login }))
    if (!(await this.passwords.matches(password, person?.passwordHash ?? null))) return false
    await succeeded()
    return true
  }

  /** To be called after every change of people or roles. */
  forget(): void {
    this.remembered.forget()
  }

  private async find(tokenHash: string): Promise<Known | null> {
    return this.ports.store.read(async (manager) => {
      const session = await manager.findOneBy(Session, { tokenHash })
      if (!session) return null
      const { institutionId, login } = session
      const person = await manager.findOneBy(Person, { institutionId, login })
      if (!person) return null
      const held = await manager.findBy(RoleAssignment, { institutionId, login })
      const at = this.ports.clock.now().toISOString()
      const substitutes = await substitutesOf(manager, this.ports.roles, { institutionId, login, at })
      return { session, person, held, substitutes }
    })
  }

  /** Not waited for: a request is not held up by the time of last use. */
  private seen(session: SessionRow, now: Instant): void {
    session.lastSeenAt = now
    this.ports.store
      .write((manager) => manager.update(Session, { tokenHash: session.tokenHash }, { lastSeenAt: now }))
      .catch((error: unknown) => this.ports.log.warn({ error: String(error) }, 'time of last use not written'))
  }
}
