/** The trace of who has read personal data, when, and why. */
import type { EntityManager } from 'typeorm'
import type { Instant } from '../model/json.ts'
import { recordReadTable, type RecordReadRow } from './tables.ts'

/** One read: a person or system was shown these records. */
export interface RecordReadView {
  readonly id: string
  readonly at: Instant
  /** User id, or name of the API key. */
  readonly by: string
  readonly register: string
  /** What was asked: `list`, `get`, `history`, `export` … */
  readonly operation: string
  readonly recordIds: readonly string[]
  /** In the reader's words; null where they gave none. */
  readonly purpose: string | null
}

/** Which reads are asked for, newest first. */
export interface SelectReads {
  readonly institutionId: string
  readonly register?: string
  readonly recordId?: string
  readonly by?: string
  readonly since?: Instant
  readonly until?: Instant
  readonly after?: { readonly at: string; readonly id: string }
  readonly limit: number
}

/** By time and by reader there is an index; for one record the reads of the asked time are looked through. */
export async function selectReads(manager: EntityManager, query: SelectReads): Promise<readonly RecordReadView[]> {
  const { institutionId, register, recordId, by, since, until, after, limit } = query
  const select = manager.createQueryBuilder(recordReadTable, 'read').where({
    institutionId,
    ...(register === undefined ? {} : { register }),
    ...(by === undefined ? {} : { by }),
  })
  if (recordId !== undefined) {
    // The ids are a JSON list: with its quotes an id cannot be found inside another.
    const inList = `%${JSON.stringify(recordId).replace(/[!%_]/g, '!$&')}%`
    select.andWhere(`read.recordIds LIKE :inList ESCAPE '!'`, { inList })
  }
  if (since) select.andWhere('read.at >= :since', { since })
  if (until) select.andWhere('read.at < :until', { until })
  if (after) select.andWhere('(read.at < :at OR (read.at = :at AND read.id < :id))', { at: after.at, id: after.id })
  const rows = await select.orderBy('read.at', 'DESC').addOrderBy('read.id', 'DESC').limit(limit).getMany()
  return rows.map(viewOf)
}

function viewOf({ institutionId: _own, recordIds, ...row }: RecordReadRow): RecordReadView {
  return { ...row, recordIds: JSON.parse(recordIds) as string[] }
}
