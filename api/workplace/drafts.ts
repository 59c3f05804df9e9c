/** Drafts: what a person has typed into a form and not sent yet. Nobody else sees them, and no process knows of them. */
import { LessThan } from 'typeorm'
import { Conflict, refusedValue } from '../../engine/model/errors.ts'
import type { Instant } from '../../engine/model/json.ts'
import type { Owner, WorkplacePorts } from './ports.ts'
import { Draft } from './tables.ts'

/** `task:<id>`, `start:<processKey>[:<startEvent>]` or `record:<register>[:<id>]`. */
const KEY = /^(task|start|record)(:[^\s:\p{Cc}]{1,100}){1,2}$/u
/** In bytes of UTF-8. */
export const DRAFT_LIMIT_BYTES = 262_144
/** Of one person: more is a program, or somebody who never finishes. */
export const MOST_DRAFTS = 200

export interface DraftView {
  readonly key: string
  readonly entered: string
  /** 1 for the first; one more with each time it is saved. */
  readonly version: number
  readonly savedAt: Instant
}

export class Drafts {
  private readonly ports: WorkplacePorts

  constructor(ports: WorkplacePorts) {
    this.ports = ports
  }

  /**
   * Keeps what was typed; what was kept before under the same key is replaced.
   *
   * @throws {DataRejected} for a key of another form and for what is too long, {Conflict} `too-many-drafts`
   */
  async save(input: Owner & { readonly key: string; readonly entered: string }): Promise<DraftView> {
    const { institutionId, login, key, entered } = input
    if (!KEY.test(key)) throw refusedValue('/key', 'pattern', `Expected the key of a form, but it is "${key}".`)
    const bytes = Buffer.byteLength(entered)
    if (bytes > DRAFT_LIMIT_BYTES) {
      const sentence = `Expected a draft of at most ${DRAFT_LIMIT_BYTES} bytes, but it has ${bytes}.`
      throw refusedValue('/entered', 'maxLength', sentence)
    }
    if (entered.includes('\0')) throw refusedValue('/entered', 'pattern', 'Expected text, but it has a NUL in it.')
    const where = { institutionId, login, key }
    const savedAt = this.ports.clock.now().toISOString()
    return this.ports.store.write(async (manager) => {
      const again = () => manager.update(Draft, where, { entered, savedAt, version: () => 'version + 1' })
      if ((await again()).affected === 0) {
        if ((await manager.countBy(Draft, { institutionId, login })) >= MOST_DRAFTS) throw tooMany()
        await manager
          .createQueryBuilder()
          .insert()
          .into(Draft)
          .values({ ...where, entered, savedAt, version: 0 })
          .orIgnore()
          .updateEntity(false)
          .execute()
        // Version 1, or one more than what another node has stored at this moment.
        await again()
      }
      return viewOf(await manager.findOneByOrFail(Draft, where))
    })
  }

  /** @returns null where there is none */
  async get({ institutionId, login, key }: Owner & { readonly key: string }): Promise<DraftView | null> {
    const row = await this.ports.store.read((manager) => manager.findOneBy(Draft, { institutionId, login, key }))
    return row && viewOf(row)
  }

  /** All of a person, the latest first, without what was typed. */
  async list({ institutionId, login }: Owner): Promise<readonly Omit<DraftView, 'entered'>[]> {
    return this.ports.store.read((manager) =>
      manager.find(Draft, {
        select: { key: true, version: true, savedAt: true },
        where: { institutionId, login },
        order: { savedAt: 'DESC', key: 'ASC' },
        take: MOST_DRAFTS,
      }),
    )
  }

  /** What was sent, or given up. */
  async discard({ institutionId, login, key }: Owner & { readonly key: string }): Promise<void> {
    await this.ports.store.write((manager) => manager.delete(Draft, { institutionId, login, key }))
  }

  /** @returns how many of those not saved since then were removed; as many as the limit: there may be more */
  async removeOlder(than: Instant, limit: number): Promise<number> {
    return this.ports.store.write(async (manager) => {
      const rows = await manager.find(Draft, {
        select: { institutionId: true, login: true, key: true },
        where: { savedAt: LessThan(than) },
        order: { savedAt: 'ASC' },
        take: limit,
      })
      for (const { institutionId, login, key } of rows) await manager.delete(Draft, { institutionId, login, key })
      return rows.length
    })
  }
}

function viewOf({ key, entered, version, savedAt }: DraftView): DraftView {
  return { key, entered, version, savedAt }
}

function tooMany(): Conflict {
  return new Conflict(
    'too-many-drafts',
    `Expected at most ${MOST_DRAFTS} drafts of one person, but there are as many already. Send or discard one.`,
  )
}
