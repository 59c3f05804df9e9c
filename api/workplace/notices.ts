/** What people are told on the pages. One person is told of one event once, whoever notices it, and however often. */
import { randomUUID } from 'node:crypto'
import { IsNull, LessThan, type EntityManager } from 'typeorm'
import type { Instant, Json } from '../../engine/model/json.ts'
import type { Page } from '../../engine/model/views.ts'
import type { NoticeEvent } from './preferences.ts'
import type { Owner, WorkplacePorts } from './ports.ts'
import { Notice, type NoticeRow } from './tables.ts'

export interface NoticeView {
  readonly id: string
  readonly kind: NoticeEvent
  readonly taskId: string | null
  readonly processInstanceId: string | null
  /** What the sentence of the page needs: short, and no more personal data than that. */
  readonly facts: { readonly [name: string]: Json }
  readonly at: Instant
  readonly readAt: Instant | null
}

export interface NewNotice extends Owner {
  readonly kind: NoticeEvent
  /** What happened, the same for everybody who notices it, e.g. `new-work:<task id>`. */
  readonly eventKey: string
  readonly taskId?: string | null
  readonly processInstanceId?: string | null
  readonly facts?: { readonly [name: string]: Json }
}

export class Notices {
  private readonly ports: WorkplacePorts

  constructor(ports: WorkplacePorts) {
    this.ports = ports
  }

  /** @returns whether it is new: false where the person was told of that event before */
  async add(notice: NewNotice): Promise<boolean> {
    return this.ports.store.write((manager) => this.addWithin(manager, notice))
  }

  /** The same, in a transaction that also writes something else. */
  async addWithin(manager: EntityManager, notice: NewNotice): Promise<boolean> {
    const { institutionId, login, kind, eventKey, taskId = null, processInstanceId = null, facts = {} } = notice
    const id = randomUUID()
    const at = this.ports.clock.now().toISOString()
    const row: NoticeRow = {
      id,
      institutionId,
      login,
      kind,
      eventKey,
      taskId,
      processInstanceId,
      facts: JSON.stringify(facts),
      at,
      readAt: null,
    }
    await manager.createQueryBuilder().insert().into(Notice).values(row).orIgnore().updateEntity(false).execute()
    return manager.existsBy(Notice, { id })
  }

  /** The latest first. @param query `after` is the id of the last one of the page before */
  async list(query: Owner & { readonly limit: number; readonly after?: string }): Promise<Page<NoticeView>> {
    const { institutionId, login, limit, after } = query
    return this.ports.store.read(async (manager) => {
      const last = after === undefined ? null : await manager.findOneBy(Notice, { institutionId, login, id: after })
      const rows = await manager.find(Notice, {
        where: last
          ? [
              { institutionId, login, at: LessThan(last.at) },
              { institutionId, login, at: last.at, id: LessThan(last.id) },
            ]
          : { institutionId, login },
        order: { at: 'DESC', id: 'DESC' },
        take: limit + 1,
      })
      const items = rows.slice(0, limit).map(viewOf)
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    })
  }

  async countUnread({ institutionId, login }: Owner): Promise<number> {
    return this.ports.store.read((manager) => manager.countBy(Notice, { institutionId, login, readAt: IsNull() }))
  }

  /** Id of the latest that anybody was told; null where there is none. */
  async newest(institutionId: string): Promise<string | null> {
    const [row] = await this.ports.store.read((manager) =>
      manager.find(Notice, {
        select: { id: true },
        where: { institutionId },
        order: { at: 'DESC', id: 'DESC' },
        take: 1,
      }),
    )
    return row?.id ?? null
  }

  /** Of somebody else, unknown, or read before: nothing happens. */
  async markRead({ institutionId, login, id }: Owner & { readonly id: string }): Promise<void> {
    await this.read({ institutionId, login, id })
  }

  async markAllRead({ institutionId, login }: Owner): Promise<void> {
    await this.read({ institutionId, login })
  }

  /** @returns how many were removed; as many as the limit: there may be more */
  async removeOlder(than: Instant, limit: number): Promise<number> {
    return this.ports.store.write(async (manager) => {
      const where = { at: LessThan(than) }
      const rows = await manager.find(Notice, { select: { id: true }, where, order: { at: 'ASC' }, take: limit })
      if (rows.length > 0)
        await manager.delete(
          Notice,
          rows.map(({ id }) => id),
        )
      return rows.length
    })
  }

  private async read(which: Owner & { readonly id?: string }): Promise<void> {
    const readAt = this.ports.clock.now().toISOString()
    await this.ports.store.write((manager) => manager.update(Notice, { ...which, readAt: IsNull() }, { readAt }))
  }
}

function viewOf({ id, kind, taskId, processInstanceId, facts, at, readAt }: NoticeRow): NoticeView {
  return { id, kind, taskId, processInstanceId, facts: JSON.parse(facts) as NoticeView['facts'], at, readAt }
}
