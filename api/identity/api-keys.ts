/** API keys: `rt_<id>_<secret>`, shown once, for systems. Bound to an institution, to grants and to a date. */
import { randomBytes } from 'node:crypto'
import { MoreThan, type EntityManager } from 'typeorm'
import { DataRejected, NotAllowed, NotFound } from '../../engine/model/errors.ts'
import type { Instant } from '../../engine/model/json.ts'
import type { Page } from '../../engine/model/views.ts'
import type { Caller } from '../policies/caller.ts'
import { allows, isGrant, type Action } from '../policies/grants.ts'
import type { IdentityPorts } from './doors.ts'
import { once, type Change } from './once.ts'
import { Remembered } from './remembered.ts'
import { hashOf, newToken, sameText } from './secrets.ts'
import { ApiKey, type ApiKeyRow } from './tables.ts'

const SHAPE = /^rt_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/
const USED_EVERY_MS = 60_000

export interface ApiKeyView {
  readonly id: string
  readonly name: string
  readonly grants: readonly string[]
  readonly createdAt: Instant
  readonly createdBy: string
  readonly expiresAt: Instant
  readonly lastUsedAt: Instant | null
  readonly revokedAt: Instant | null
}

export class ApiKeys {
  private readonly ports: IdentityPorts
  private readonly remembered: Remembered<ApiKeyRow>

  constructor(ports: IdentityPorts) {
    this.ports = ports
    this.remembered = new Remembered(ports.clock)
  }

  /**
   * @param input nobody can give a key more than they may themselves
   * @returns the key's facts with the key itself in `apiKey`; a repeated request gets the facts without it
   * @throws {DataRejected} for an unknown grant, {NotAllowed}
   */
  async create(
    input: Change & { name: string; grants: readonly string[]; expiresAt: Instant },
  ): Promise<ApiKeyView & { apiKey: string | null; replayed?: boolean }> {
    const { by, name, grants, expiresAt } = input
    const now = this.ports.clock.now().toISOString()
    refuseGrants(by.grants, grants)
    if (Date.parse(expiresAt) <= Date.parse(now)) {
      throw new DataRejected('Expected a key that expires in the future, but it would be expired already.', [
        { pointer: '/expiresAt', code: 'in-the-past', message: 'Expected a moment in the future.' },
      ])
    }
    const id = randomBytes(8).toString('hex')
    const secret = newToken()
    const work = async (manager: EntityManager) => {
      const row: ApiKeyRow = {
        id,
        institutionId: by.institutionId,
        name,
        secretHash: hashOf(secret),
        grants: JSON.stringify(grants),
        createdAt: now,
        createdBy: by.id,
        expiresAt: new Date(Date.parse(expiresAt)).toISOString(),
        lastUsedAt: null,
        revokedAt: null,
      }
      await manager.insert(ApiKey, row)
      this.ports.log.info({ by: by.id, apiKey: id, grants }, 'api key created')
      return { ...viewOf(row), apiKey: `rt_${id}_${secret}` as string | null }
    }
    return once(this.ports, input, work, (answer) => ({ ...answer, apiKey: null }))
  }

  async list(query: { institutionId: string; limit: number; after?: string }): Promise<Page<ApiKeyView>> {
    const { institutionId, limit, after } = query
    const rows = await this.ports.store.read((manager) =>
      manager.find(ApiKey, {
        where: { institutionId, ...(after === undefined ? {} : { id: MoreThan(after) }) },
        order: { id: 'ASC' },
        take: limit + 1,
      }),
    )
    const items = rows.slice(0, limit).map(viewOf)
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  }

  /** @returns null where there is none */
  async get(institutionId: string, id: string): Promise<ApiKeyView | null> {
    const row = await this.ports.store.read((manager) => manager.findOneBy(ApiKey, { institutionId, id }))
    return row ? viewOf(row) : null
  }

  /** The key stops working at once; its line stays. @throws {NotFound} */
  async revoke(input: Change & { id: string }): Promise<ApiKeyView & { replayed?: boolean }> {
    const { by, id } = input
    const revoked = await once(this.ports, input, async (manager) => {
      const where = { id, institutionId: by.institutionId }
      const row = await manager.findOneBy(ApiKey, where)
      if (!row) throw new NotFound('API key', id)
      row.revokedAt ??= this.ports.clock.now().toISOString()
      await manager.update(ApiKey, where, { revokedAt: row.revokedAt })
      this.ports.log.info({ by: by.id, apiKey: id }, 'api key revoked')
      return viewOf(row)
    })
    this.remembered.forget()
    return revoked
  }

  /** @returns the system behind the key, or null when it is unknown, expired or revoked. */
  async recognise(apiKey: string): Promise<Caller | null> {
    const [, id, secret] = SHAPE.exec(apiKey) ?? []
    if (id === undefined || secret === undefined) return null
    const row = await this.remembered.get(id, () =>
      this.ports.store.read((manager) => manager.findOneBy(ApiKey, { id })),
    )
    if (!row || !sameText(hashOf(secret), row.secretHash)) return null
    const now = this.ports.clock.now()
    if (row.revokedAt !== null || now.getTime() >= Date.parse(row.expiresAt)) return null
    if (row.lastUsedAt === null || now.getTime() - Date.parse(row.lastUsedAt) >= USED_EVERY_MS)
      this.used(row, now.toISOString())
    return {
      kind: 'api-key',
      id: `api-key:${id}`,
      name: row.name,
      institutionId: row.institutionId,
      language: null,
      substitutes: [],
      roles: [],
      groups: [],
      grants: new Set(JSON.parse(row.grants) as string[]),
    }
  }

  private used(row: ApiKeyRow, now: Instant): void {
    row.lastUsedAt = now
    this.ports.store
      .write((manager) => manager.update(ApiKey, { id: row.id }, { lastUsedAt: now }))
      .catch((error: unknown) => this.ports.log.warn({ error: String(error) }, 'time of last use not written'))
  }
}

function refuseGrants(mine: ReadonlySet<string>, wanted: readonly string[]): void {
  const unknown = wanted.filter((grant) => !isGrant(grant))
  if (unknown.length > 0) {
    throw new DataRejected(
      `Expected grants that exist, but ${unknown.map((grant) => `"${grant}"`).join(', ')} is none.`,
      unknown.map((grant) => ({
        pointer: `/grants/${wanted.indexOf(grant)}`,
        code: 'unknown-grant',
        message: `"${grant}" is no grant.`,
      })),
    )
  }
  const tooMuch = wanted.find((grant) => {
    const [action = '', thing] = grant.split(/:(.*)/s)
    return grant === '*' ? !mine.has('*') : !allows(mine, action as Action, thing)
  })
  if (tooMuch !== undefined)
    throw new NotAllowed(`Expected grants that you have yourself, but "${tooMuch}" is not among them.`)
}

function viewOf({ id, name, grants, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt }: ApiKeyRow): ApiKeyView {
  return { id, name, grants: JSON.parse(grants) as string[], createdAt, createdBy, expiresAt, lastUsedAt, revokedAt }
}
