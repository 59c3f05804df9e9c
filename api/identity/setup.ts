/** The beginning of an installation: a one-time link by which the first administrator names themselves. */
import { Conflict } from '../../engine/model/errors.ts'
import type { IdentityPorts } from './doors.ts'
import type { Passwords } from './passwords.ts'
import { insertPerson, insertRole, type NewPerson, type People } from './people.ts'
import { hashOf, newToken } from './secrets.ts'
import { SetupToken } from './tables.ts'

export class Setup {
  private readonly ports: IdentityPorts
  private readonly passwords: Passwords
  private readonly people: People
  private readonly validMs: number

  constructor(
    ports: IdentityPorts,
    passwords: Passwords,
    people: People,
    settings: { readonly setupLinkHours: number },
  ) {
    this.ports = ports
    this.passwords = passwords
    this.people = people
    this.validMs = settings.setupLinkHours * 3_600_000
  }

  /** @returns a new token, which makes earlier ones worthless, or null when the institution has an administrator. */
  async begin(institutionId: string): Promise<string | null> {
    return this.ports.store.write(async (manager) => {
      if (await this.people.hasAdministrator(manager, institutionId)) return null
      const now = this.ports.clock.now()
      const token = newToken()
      await manager.delete(SetupToken, { institutionId })
      await manager.insert(SetupToken, {
        tokenHash: hashOf(token),
        institutionId,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + this.validMs).toISOString(),
      })
      return token
    })
  }

  /** @returns whether the link still works. */
  async isOpen(token: string): Promise<boolean> {
    return this.ports.store.read(async (manager) => {
      const row = await manager.findOneBy(SetupToken, { tokenHash: hashOf(token) })
      return row !== null && this.ports.clock.now().getTime() < Date.parse(row.expiresAt)
    })
  }

  /** Creates the administrator and uses up the link, both or neither. @throws {Conflict} `setup-link-used`, `person-exists` */
  async finish(input: NewPerson & { token: string }): Promise<void> {
    // The hash is slow by design: nobody without a working link gets one computed, and none is computed in the transaction.
    if (!(await this.isOpen(input.token))) throw linkUsed()
    const passwordHash = await this.passwords.hash(input.password)
    await this.ports.store.write(async (manager) => {
      const now = this.ports.clock.now()
      const row = await manager.findOneBy(SetupToken, { tokenHash: hashOf(input.token) })
      if (!row || now.getTime() >= Date.parse(row.expiresAt)) throw linkUsed()
      const { institutionId } = row
      const role = { role: this.ports.roles.administrator().key }
      await insertPerson(manager, { ...input, institutionId, passwordHash, now: now.toISOString() })
      await insertRole(manager, this.ports, {
        institutionId,
        login: input.login,
        role,
        by: new Set(['*']),
        now: now.toISOString(),
      })
      await manager.delete(SetupToken, { institutionId })
      this.ports.log.info({ login: input.login }, 'first administrator set up')
    })
  }
}

function linkUsed(): Conflict {
  return new Conflict(
    'setup-link-used',
    'Expected a link that works, but this one was used or is too old. Start the server again for a new one.',
  )
}
