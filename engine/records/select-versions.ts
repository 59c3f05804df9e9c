/** The versions of a record, as they were written. */
import { LessThan, type EntityManager } from 'typeorm'
import type { Variables } from '../model/json.ts'
import type { RecordVersionView } from './record-unit.ts'
import { recordRemovalTable, recordVersionTable, type RecordVersionRow } from './tables.ts'

interface OneRecord {
  /** Where the record is: an institution's own, or '' for a shared one. */
  readonly institutionId: string
  readonly id: string
}

/** Newest first. @param query `before` asks for older versions only */
export async function selectVersions(
  manager: EntityManager,
  { institutionId, id, before, limit }: OneRecord & { readonly before?: number; readonly limit: number },
): Promise<readonly RecordVersionView[]> {
  const where = { institutionId, recordId: id, ...(before === undefined ? {} : { version: LessThan(before) }) }
  const rows = await manager.find(recordVersionTable, { where, order: { version: 'DESC' }, take: limit })
  return rows.map(viewOf)
}

export async function selectVersion(
  manager: EntityManager,
  { institutionId, id, version }: OneRecord & { readonly version: number },
): Promise<RecordVersionView | null> {
  const row = await manager.findOneBy(recordVersionTable, { institutionId, recordId: id, version })
  return row && viewOf(row)
}

/** Whether the register had such a record, which was removed. */
export function wasRemoved(
  manager: EntityManager,
  { institutionId, id, register }: OneRecord & { readonly register: string },
): Promise<boolean> {
  return manager.existsBy(recordRemovalTable, { institutionId, recordId: id, register })
}

function viewOf({ version, at, by, status, data }: RecordVersionRow): RecordVersionView {
  return { version, at, by, status, data: JSON.parse(data) as Variables | null }
}
