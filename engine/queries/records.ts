/** Records for pages and the API: page by page, newest first. */
import type { EntityManager } from 'typeorm'
import type { RecordListQuery } from '../engine.ts'
import { NotFound } from '../model/errors.ts'
import type { Page } from '../model/views.ts'
import type { RecordView } from '../records/record-unit.ts'
import type { Register } from '../records/register.ts'
import { selectRecord, selectRecords } from '../records/select-records.ts'
import { pageOf, pageSize, readCursor } from './page.ts'

/**
 * One page of a register: the institution's records and those shared by all.
 *
 * @throws NotFound for a register that is not there
 * @throws DataRejected for a field that the register does not have, or a cursor that no page gave
 */
export async function listRecords(
  manager: EntityManager,
  registers: readonly Register[],
  query: RecordListQuery,
): Promise<Page<RecordView>> {
  const { register: name, limit: asked, after, ...filter } = query
  const register = registers.find((candidate) => candidate.register === name)
  if (!register) throw new NotFound('register', name)
  const limit = pageSize(asked)
  const [createdAt, id] = readCursor(after, 2) ?? []
  const found = await selectRecords(manager, {
    ...filter,
    register,
    limit: limit + 1,
    ...(after === undefined ? {} : { after: { createdAt: String(createdAt), id: String(id) } }),
  })
  return pageOf(
    found,
    limit,
    (shown) => shown,
    (record) => [record.createdAt, record.id],
  )
}

/** One record of the institution or a shared one. @throws NotFound */
export async function getRecord(
  manager: EntityManager,
  query: { readonly institutionId: string; readonly register: string; readonly id: string },
): Promise<RecordView> {
  const record = await selectRecord(manager, query.institutionId, query.register, query.id)
  if (!record) throw new NotFound(`${query.register} record`, query.id)
  return record
}
