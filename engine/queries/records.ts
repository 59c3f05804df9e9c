/** Records for pages and the API, page by page: lists, one record, its versions, and who refers to it. */
import type { EntityManager } from 'typeorm'
import type { RecordListQuery, RelatedListQuery, ReferringListQuery } from '../engine.ts'
import { NotFound } from '../model/errors.ts'
import type { Page } from '../model/views.ts'
import type { RecordVersionView, RecordView } from '../records/record-unit.ts'
import type { Register } from '../records/register.ts'
import { selectRecord, selectRecords } from '../records/select-records.ts'
import { type ReferringRecord, selectReferring } from '../records/select-referring.ts'
import { selectByIds, selectRelated } from '../records/select-related.ts'
import { selectVersion, selectVersions, wasRemoved } from '../records/select-versions.ts'
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

/** Names one record. */
export interface RecordQuery {
  readonly institutionId: string
  readonly register: string
  readonly id: string
}

/**
 * One record of the institution or a shared one.
 *
 * @param query `version` asks for the record as it was then; `updatedAt` and `updatedBy` are that version's
 * @throws NotFound
 */
export async function getRecord(
  manager: EntityManager,
  query: RecordQuery & { readonly version?: number },
): Promise<RecordView> {
  const { institutionId, register, id, version } = query
  const record = await selectRecord(manager, institutionId, register, id)
  if (!record) throw new NotFound(`${register} record`, id)
  if (version === undefined || version === record.version) return record
  const then = await selectVersion(manager, { institutionId: record.institutionId, id, version })
  if (!then?.data) throw new NotFound(`version of ${register} record "${id}"`, String(version))
  const { status, data, at, by } = then
  return { ...record, version, status, data, updatedAt: at, updatedBy: by }
}

/** A page of a record's versions, newest first; also of a record that was removed. @throws NotFound */
export async function listRecordVersions(
  manager: EntityManager,
  query: RecordQuery & { readonly limit?: number; readonly after?: string },
): Promise<Page<RecordVersionView>> {
  const { institutionId, register, id } = query
  const record = await selectRecord(manager, institutionId, register, id)
  if (!record && !(await wasRemoved(manager, query))) throw new NotFound(`${register} record`, id)
  const limit = pageSize(query.limit)
  const [before] = readCursor(query.after, 1) ?? []
  const found = await selectVersions(manager, {
    institutionId: record?.institutionId ?? institutionId,
    id,
    limit: limit + 1,
    ...(before === undefined ? {} : { before: Number(before) }),
  })
  return pageOf(
    found,
    limit,
    (shown) => shown,
    ({ version }) => [version],
  )
}

/** A page of the records that refer to one, of those registers only that the query names. @throws NotFound */
export async function listReferringRecords(
  manager: EntityManager,
  query: ReferringListQuery,
): Promise<Page<ReferringRecord>> {
  const { institutionId, register, id, registers } = query
  await getRecord(manager, { institutionId, register, id })
  const limit = pageSize(query.limit)
  const [field, last] = readCursor(query.after, 2) ?? []
  const found = await selectReferring(manager, {
    institutionId,
    id,
    limit: limit + 1,
    ...(registers === undefined ? {} : { registers }),
    ...(field === undefined ? {} : { after: { field: String(field), id: String(last) } }),
  })
  return pageOf(
    found,
    limit,
    (shown) => shown,
    (one) => [one.field, one.id],
  )
}

/** Records that one step along references may bring. */
const MOST_RELATED = 100_000

/** Those of the ids that are there, in no order. */
export function getRecords(
  manager: EntityManager,
  query: { readonly institutionId: string; readonly register: string; readonly ids: readonly string[] },
): Promise<readonly RecordView[]> {
  return selectByIds(manager, query.institutionId, query.register, query.ids)
}

/**
 * The records of a register whose reference names any of the ids; see `RecordUnit.related`.
 *
 * @throws NotFound for a register that is not there
 * @throws DataRejected where it has no such reference
 */
export async function listRelatedRecords(
  manager: EntityManager,
  registers: readonly Register[],
  { institutionId, register: name, ids, field, anyOf, limit = MOST_RELATED }: RelatedListQuery,
): Promise<readonly RecordView[]> {
  const register = registers.find((candidate) => candidate.register === name)
  if (!register) throw new NotFound('register', name)
  const most = Math.min(limit, MOST_RELATED)
  return selectRelated(manager, institutionId, register, { ids, field, anyOf, limit: most })
}
