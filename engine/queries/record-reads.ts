import type { EntityManager } from 'typeorm'
import type { RecordReadQuery } from '../engine.ts'
import type { Page } from '../model/views.ts'
import { type RecordReadView, selectReads } from '../records/record-read.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/** A page of who read personal data, newest first. @throws DataRejected for a cursor that no page gave */
export async function listRecordReads(manager: EntityManager, query: RecordReadQuery): Promise<Page<RecordReadView>> {
  const { limit: asked, after, ...filter } = query
  const limit = pageSize(asked)
  const [at, id] = readCursor(after, 2) ?? []
  const found = await selectReads(manager, {
    ...filter,
    limit: limit + 1,
    ...(at === undefined ? {} : { after: { at: String(at), id: String(id) } }),
  })
  return pageOf(
    found,
    limit,
    (shown) => shown,
    (read) => [read.at, read.id],
  )
}
