/**
 * Many records at once: by their ids, or by what they refer to. Written for walks over thousands of records, so each is
 * one statement per some hundred ids, on an index, and rows are read as the driver gives them.
 */
import type { EntityManager } from 'typeorm'
import { DataRejected } from '../model/errors.ts'
import type { RecordView } from './record-unit.ts'
import { registerFields } from './register-fields.ts'
import type { Register } from './register.ts'
import { viewOf } from './select-records.ts'
import { type RecordRow, recordReferenceTable, recordTable } from './tables.ts'

/** Parameters of one statement; SQLite takes 32,766, and the plan is the same for fewer. */
const IDS_AT_ONCE = 500

/** Those of the ids that are there; the institution's own before a shared one of the same id. */
export async function selectByIds(
  manager: EntityManager,
  institutionId: string,
  register: string,
  ids: readonly string[],
): Promise<readonly RecordView[]> {
  const found = new Map<string, RecordView>()
  for (const some of portionsOf(ids)) {
    const select = records(manager, institutionId)
      .andWhere('record.register = :register', { register })
      .andWhere('record.id IN (:...ids)', { ids: some })
    collect(found, await rawRows(select), Infinity)
  }
  return [...found.values()]
}

/**
 * Records of a register whose reference `field` names any of the ids.
 *
 * @throws DataRejected when the register has no such reference
 */
export async function selectRelated(
  manager: EntityManager,
  institutionId: string,
  register: Register,
  by: { readonly ids: readonly string[]; readonly field: string; readonly limit: number },
): Promise<readonly RecordView[]> {
  const { field, limit } = by
  if (!registerFields(register).references.has(field)) {
    const message = `Expected a reference of register "${register.register}", but "${field}" is none.`
    throw new DataRejected(message, [{ pointer: `/${field}`, code: 'unknown-field', message }])
  }
  const found = new Map<string, RecordView>()
  for (const some of portionsOf(by.ids)) {
    if (found.size >= limit) break
    const select = records(manager, institutionId)
      .innerJoin(
        recordReferenceTable.options.name,
        'reference',
        'reference.institutionId = record.institutionId AND reference.recordId = record.id',
      )
      .andWhere('record.register = :register', { register: register.register })
      .andWhere('reference.field = :field AND reference.targetId IN (:...ids)', { field, ids: some })
      .limit(limit)
    collect(found, await rawRows(select), limit)
  }
  return [...found.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

function records(manager: EntityManager, institutionId: string) {
  return manager
    .createQueryBuilder(recordTable, 'record')
    .where('record.institutionId IN (:...institutions)', { institutions: [...new Set([institutionId, ''])] })
}

/** Without entities: making tens of thousands of them would take longer than everything else. */
async function rawRows(select: ReturnType<typeof records>): Promise<readonly RecordRow[]> {
  const columns = select.connection.getMetadata(recordTable).columns
  const raw = await select
    .select(columns.map(({ propertyName }) => `record.${propertyName}`))
    .getRawMany<Readonly<Record<string, unknown>>>()
  const names = columns.map(({ databaseName, propertyName }) => [`record_${databaseName}`, propertyName] as const)
  return raw.map(
    (row) => Object.fromEntries(names.map(([alias, property]) => [property, row[alias]])) as unknown as RecordRow,
  )
}

function collect(found: Map<string, RecordView>, rows: readonly RecordRow[], limit: number): void {
  for (const row of rows) {
    const known = found.get(row.id)
    if (!known && found.size >= limit) continue
    if (!known || row.institutionId !== '') found.set(row.id, viewOf(row))
  }
}

function* portionsOf(ids: readonly string[]): Generator<readonly string[]> {
  const each = [...new Set(ids)]
  for (let at = 0; at < each.length; at += IDS_AT_ONCE) yield each.slice(at, at + IDS_AT_ONCE)
}
