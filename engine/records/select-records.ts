/** The one query behind every list and look-up of records: own and shared, by fields, status and text, newest first. */
import type { DataSource, EntityManager, SelectQueryBuilder } from 'typeorm'
import { DataRejected } from '../model/errors.ts'
import type { Json, Variables } from '../model/json.ts'
import type { Register } from './register.ts'
import type { RecordView } from './record-unit.ts'
import { fold } from './fold.ts'
import { registerFields } from './register-fields.ts'
import { recordReferenceTable, recordTable, type RecordRow } from './tables.ts'

/** Which records of a register are asked for. */
export interface RecordQuery {
  readonly register: Register
  /** Records of this institution, and those shared by all. */
  readonly institutionId: string
  /** Compares top-level fields. A field that refers to records matches when its id, or one of its ids, is the value. */
  readonly where?: Variables
  /** Any of these. */
  readonly status?: readonly string[]
  /** Words that must all be found in the search fields; case and missing diacritics do not matter. */
  readonly text?: string
  /** Only records older than this one. */
  readonly after?: { readonly createdAt: string; readonly id: string }
  readonly limit: number
}

/** Newest first. @throws DataRejected when `where` names a field that the register does not have */
export async function selectRecords(manager: EntityManager, query: RecordQuery): Promise<readonly RecordView[]> {
  const { register, institutionId } = query
  const select = manager
    .createQueryBuilder(recordTable, 'record')
    .where('record.register = :register', { register: register.register })
    .andWhere('record.institutionId IN (:...institutions)', { institutions: [...new Set([institutionId, ''])] })
  if (query.status) {
    if (query.status.length === 0) return []
    select.andWhere('record.status IN (:...status)', { status: query.status })
  }
  Object.entries(query.where ?? {}).forEach(([field, value], at) => whereField(select, register, field, value, at))
  wordsOf(query.text ?? '').forEach((word, at) => {
    select.andWhere(`record.search LIKE :word${at} ESCAPE '!'`, { [`word${at}`]: `%${word.replace(/[!%_]/g, '!$&')}%` })
  })
  if (query.after) {
    const { createdAt, id } = query.after
    select.andWhere('(record.createdAt < :createdAt OR (record.createdAt = :createdAt AND record.id < :lastId))', {
      createdAt,
      lastId: id,
    })
  }
  const rows = await select
    .orderBy('record.createdAt', 'DESC')
    .addOrderBy('record.id', 'DESC')
    .limit(query.limit)
    .getMany()
  return rows.map(viewOf)
}

/** One record of the institution, or a shared one. */
export async function selectRecord(
  manager: EntityManager,
  institutionId: string,
  register: string,
  id: string,
): Promise<RecordView | null> {
  const { text, columns } = selectOne(manager)
  const values = [id, register, institutionId, '']
  const [raw] = await manager.query<Readonly<Record<string, unknown>>[]>(text, values)
  if (!raw) return null
  const row = Object.fromEntries(columns.map(({ alias, property }) => [property, raw[alias]]))
  return viewOf(row as unknown as RecordRow)
}

interface SelectOne {
  readonly text: string
  readonly columns: readonly { readonly alias: string; readonly property: string }[]
}

const selectOnes = new WeakMap<DataSource, SelectOne>()

/** Made once for each database: commands read their institution's settings so often that making it would show. */
function selectOne(manager: EntityManager): SelectOne {
  const known = selectOnes.get(manager.dataSource)
  if (known) return known
  const select = manager
    .createQueryBuilder(recordTable, 'record')
    .where('record.id = :id AND record.register = :register', { id: '', register: '' })
    .andWhere('record.institutionId IN (:own, :shared)', { own: '', shared: '' })
    .orderBy('record.institutionId', 'DESC') // the institution's own before the shared one
  const [text] = select.getQueryAndParameters()
  const columns = manager.dataSource
    .getMetadata(recordTable)
    .columns.map(({ databaseName, propertyName }) => ({ alias: `record_${databaseName}`, property: propertyName }))
  const made = { text, columns }
  selectOnes.set(manager.dataSource, made)
  return made
}

/** A row as everybody else sees it. */
export function viewOf(row: RecordRow): RecordView {
  const { data, search: _search, ...rest } = row
  return { ...rest, data: JSON.parse(data) as Variables }
}

/** What `record.search` holds for these data. Bilingual texts count in both languages. */
export function searchText(register: Register, number: string | null, data: Variables): string {
  const texts = [number ?? '', ...register.search.flatMap((field) => textsOf(data[field] ?? null))]
  const lower = texts.filter(Boolean).join('\n').toLowerCase()
  const folded = fold(lower)
  return folded === lower ? lower : `${lower}\n${folded}`
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((inner) => textsOf(inner))
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean).slice(0, 10)
}

/** Narrows to records of which a field, which refers to nothing, has any of the values. */
export function whereAnyOf(select: SelectQueryBuilder<RecordRow>, field: string, values: readonly Json[]): void {
  const postgres = select.connection.options.type === 'postgres'
  const names = values.map((_, at) => `${field}Is${at}`)
  select.andWhere(
    postgres
      ? `record.data::jsonb -> '${field}' IN (${names.map((name) => `CAST(:${name} AS jsonb)`).join(', ')})`
      : `record.data -> '$.${field}' IN (${names.map((name) => `json(:${name})`).join(', ')})`,
    Object.fromEntries(names.map((name, at) => [name, JSON.stringify(values[at])])),
  )
}

function whereField(
  select: SelectQueryBuilder<RecordRow>,
  register: Register,
  field: string,
  value: Json,
  at: number,
): void {
  const { names, references } = registerFields(register)
  if (!names.has(field) || !/^\w+$/.test(field)) {
    throw new DataRejected(`Expected fields of register "${register.register}", but it has no "${field}".`, [
      { pointer: `/${field}`, code: 'unknown-field', message: `There is no field "${field}".` },
    ])
  }
  if (references.has(field) && typeof value === 'string') {
    const reference = select
      .subQuery()
      .select('1')
      .from(recordReferenceTable, `reference${at}`)
      .where(`reference${at}.institutionId = record.institutionId AND reference${at}.recordId = record.id`)
      .andWhere(`reference${at}.field = :field${at} AND reference${at}.targetId = :value${at}`)
    select.andWhere(`EXISTS ${reference.getQuery()}`, { [`field${at}`]: field, [`value${at}`]: value })
    return
  }
  // The two databases read JSON text in their own words; the field is one of the register's own names.
  const postgres = select.connection.options.type === 'postgres'
  if (value === null) {
    select.andWhere(postgres ? `(record.data::jsonb -> '${field}') IS NULL` : `record.data -> '$.${field}' IS NULL`)
  } else if (postgres) {
    select.andWhere(`record.data::jsonb -> '${field}' = CAST(:value${at} AS jsonb)`, {
      [`value${at}`]: JSON.stringify(value),
    })
  } else {
    // `->` gives the value's JSON text; json() writes ours the same way.
    select.andWhere(`record.data -> '$.${field}' = json(:value${at})`, { [`value${at}`]: JSON.stringify(value) })
  }
}
