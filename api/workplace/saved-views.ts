/** Views of the inbox that people have named: their own, and those that somebody shares with a group of theirs. */
import { randomUUID } from 'node:crypto'
import { In } from 'typeorm'
import { Conflict, NotFound, refusedValue } from '../../engine/model/errors.ts'
import type { Owner, WorkplacePorts } from './ports.ts'
import { SavedView, type SavedViewRow } from './tables.ts'

/** Of one person. */
export const MOST_SAVED_VIEWS = 50
const LONGEST_NAME = 100
const LONGEST_QUERY = 2000

export interface SavedViewView {
  readonly id: string
  readonly name: string
  /** Query string of the page, without `?`; the page knows what is in it. */
  readonly query: string
  readonly owner: string
  /** Candidate group; null: nobody else. */
  readonly sharedWith: string | null
}

export interface SavedViewContent {
  readonly name: string
  readonly query: string
  readonly sharedWith?: string | null
}

export class SavedViews {
  private readonly ports: WorkplacePorts

  constructor(ports: WorkplacePorts) {
    this.ports = ports
  }

  /** One's own, then those that are shared with these groups; each in the order of names. */
  async list({
    institutionId,
    login,
    groups,
  }: Owner & { readonly groups: readonly string[] }): Promise<readonly SavedViewView[]> {
    return this.ports.store.read(async (manager) => {
      const order = { name: 'ASC', id: 'ASC' } as const
      const own = await manager.find(SavedView, { where: { institutionId, owner: login }, order })
      const where = { institutionId, sharedWith: In([...groups]) }
      const shared = groups.length === 0 ? [] : await manager.find(SavedView, { where, order })
      return [...own, ...shared.filter(({ owner }) => owner !== login)].map(viewOf)
    })
  }

  /** @throws {DataRejected}, {Conflict} `too-many-views` */
  async save(input: Owner & SavedViewContent): Promise<SavedViewView> {
    const { institutionId, login } = input
    const content = accepted(input)
    return this.ports.store.write(async (manager) => {
      if ((await manager.countBy(SavedView, { institutionId, owner: login })) >= MOST_SAVED_VIEWS) {
        throw new Conflict('too-many-views', `Expected at most ${MOST_SAVED_VIEWS} views of one person. Remove one.`)
      }
      const createdAt = this.ports.clock.now().toISOString()
      const row: SavedViewRow = { id: randomUUID(), institutionId, owner: login, ...content, createdAt }
      await manager.insert(SavedView, row)
      return viewOf(row)
    })
  }

  /**
   * Gives it another name, content or group.
   *
   * @param input `mayManage`: also the views of others
   * @throws {DataRejected}, {NotFound} also for a view of somebody else
   */
  async change(
    input: Owner & SavedViewContent & { readonly id: string; readonly mayManage: boolean },
  ): Promise<SavedViewView> {
    const content = accepted(input)
    return this.ports.store.write(async (manager) => {
      const where = whereOf(input)
      const row = await manager.findOneBy(SavedView, where)
      if (!row) throw new NotFound('saved view', input.id)
      await manager.update(SavedView, where, content)
      return viewOf({ ...row, ...content })
    })
  }

  /** @throws {NotFound} also for a view of somebody else, without `mayManage` */
  async remove(input: Owner & { readonly id: string; readonly mayManage: boolean }): Promise<void> {
    await this.ports.store.write(async (manager) => {
      const { affected } = await manager.delete(SavedView, whereOf(input))
      if (affected === 0) throw new NotFound('saved view', input.id)
    })
  }
}

function whereOf({
  institutionId,
  login,
  id,
  mayManage,
}: Owner & { readonly id: string; readonly mayManage: boolean }) {
  return { institutionId, id, ...(mayManage ? {} : { owner: login }) }
}

function accepted({ name, query, sharedWith = null }: SavedViewContent) {
  const bare = name.trim()
  if (bare === '' || bare.length > LONGEST_NAME || /\p{Cc}/u.test(bare))
    throw refusedValue('/name', 'length', `Expected a name of 1 to ${LONGEST_NAME} characters.`)
  if (query.length > LONGEST_QUERY || /[\s\p{Cc}?#]/u.test(query))
    throw refusedValue('/query', 'length', `Expected a query string of at most ${LONGEST_QUERY} characters.`)
  return { name: bare, query, sharedWith: sharedWith === '' ? null : sharedWith }
}

function viewOf({ id, name, query, owner, sharedWith }: SavedViewRow): SavedViewView {
  return { id, name, query, owner, sharedWith }
}
