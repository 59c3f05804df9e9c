/**
 * Which part of what happens is told of next. It is fixed before anybody is told: whoever is stopped in between tells of the
 * same part again, so that nothing is missed and what was told once is known by its key.
 */
import { IsNull } from 'typeorm'
import type { Instant } from '../../engine/model/json.ts'
import type { WorkplacePorts } from './ports.ts'
import { NoticeCursor } from './tables.ts'

/** After one instant and up to another. */
export interface NoticeWindow {
  readonly since: Instant
  readonly until: Instant
}

export class NoticeWindows {
  private readonly ports: WorkplacePorts

  constructor(ports: WorkplacePorts) {
    this.ports = ports
  }

  /**
   * @param until the end of the next part, unless one was begun and not finished
   * @returns null the first time, from which on everything is told of, and where nothing is new
   */
  async begin(institutionId: string, until: Instant): Promise<NoticeWindow | null> {
    return this.ports.store.write(async (manager) => {
      const where = { institutionId }
      if (!(await manager.existsBy(NoticeCursor, where))) {
        const row = { institutionId, toldUntil: until, tellingUntil: null }
        await manager.createQueryBuilder().insert().into(NoticeCursor).values(row).orIgnore().execute()
        return null
      }
      await manager.update(NoticeCursor, { institutionId, tellingUntil: IsNull() }, { tellingUntil: until })
      const { toldUntil, tellingUntil } = await manager.findOneByOrFail(NoticeCursor, where)
      if (tellingUntil !== null && tellingUntil > toldUntil) return { since: toldUntil, until: tellingUntil }
      await manager.update(NoticeCursor, where, { tellingUntil: null })
      return null
    })
  }

  /** Everybody has been told. Somebody else may have told them at the same time. */
  async end(institutionId: string, { since, until }: NoticeWindow): Promise<void> {
    const where = { institutionId, toldUntil: since, tellingUntil: until }
    const told = { toldUntil: until, tellingUntil: null }
    await this.ports.store.write((manager) => manager.update(NoticeCursor, where, told))
  }
}
