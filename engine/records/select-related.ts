/**
 * Many records at once: by their ids, or by what they refer to. Written for walks over thousands of records, so each is
 * one statement per thousand ids, on an index, and rows are read as the driver gives them.
 */
import type { EntityManager } from 'typeorm'
import { DataRejected } from '../model/errors.ts'
import type { Json } from '../model/json.ts'
import type { RecordView } from './record-unit.ts'
import { registerFields } from './register-fields.ts'
import type { Register } from './register.ts'
import { viewOf, whereAnyOf } from './select-records.ts'
import { type RecordRow, recordReferenceTable, recordTable } from './tables.ts'

/** Parameters of one statement; SQLite takes 32,766, and the plan is the same for fewer. */
const IDS_AT_ONCE = 1_000

/** Those of the ids that are there; the institution's own before a shared one of the same id. */
export async function selectByIds(
  manager: EntityManager,
  institutionId: string,
  register: string,
  ids: readonly string[],
): Promise<readonly RecordView[]> {
  const found = new Map<string, RecordView>()
  for (const some of portionsOf(ids)) {
    // By the primary key alone: with the register in the condition SQLite would read all of the register.
    const rows = await rawRows(records(manager, institutionId).andWhere('record.id IN (:...ids)', { ids: some }))
    collect(
      found,
      rows.filter((row) => row.register === register),
      Infinity,
    )
  }
  return [...found.values()]
}

/**
 * Records of a register whose reference `field` names any of the ids, and whose fields have any of the values of `anyOf`.
 *
 * @throws DataRejected when the register has no such reference
 */
export async function selectRelated(
  manager: EntityManager,
  institutionId: string,
  register: Register,
  by: {
    readonly ids: readonly string[]
    readonly field: string
    readonly anyOf?: Readonly<Record<string, readonly Json[]>> | undefined
    readonly limit: number
  },
): Promise<readonly RecordView[]> {
  const { field, limit } = by
  const { names, references } = registerFields(register)
  const refers = (name: string) => references.some((reference) => reference.field === name)
  const strangers = Object.keys(by.anyOf ?? {}).filter(
    (name) => !names.has(name) || refers(name) || !/^\w+$/.test(name),
  )
  if (!refers(field) || strangers.length > 0) {
    const message = `Expected a reference and plain fields of register "${register.register}", but got ${[field, ...strangers].join(', ')}.`
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
    for (const [name, values] of Object.entries(by.anyOf ?? {})) whereAnyOf(select, name, values)
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
  const all = select.connection.getMetadata(recordTable).columns
  const columns = all.filter(({ propertyName }) => propertyName !== 'search')
  const raw = await select
    .select(columns.map(({ propertyName }) => `record.${propertyName}`))
    .getRawMany<Readonly<Record<string, unknown>>>()
  const names = columns.map(({ databaseName, propertyName }) => [`record_${databaseName}`, propertyName] as const)
  return raw.map((row) => {
    const read: Record<string, unknown> = {}
    for (const [alias, property] of names) read[property] = row[alias]
    return read as unknown as RecordRow
  })
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
