/** The one query behind every list and look-up of records: own and shared, by fields, status and text, in time. */
import type { DataSource, EntityManager, SelectQueryBuilder } from 'typeorm'
import { DataRejected } from '../model/errors.ts'
import type { Instant, Json, Variables } from '../model/json.ts'
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
  /** Created at or after this instant. */
  readonly since?: Instant
  /** Created before this instant. */
  readonly until?: Instant
  /** Only records behind this one. */
  readonly after?: { readonly createdAt: string; readonly id: string }
  /** By when they were created; default: newest first. */
  readonly order?: 'newest' | 'oldest'
  readonly limit: number
}

/** How many records a list has where nobody says. */
export const PLAIN_LIMIT = 100

/** Statuses that are asked for one by one; nobody means more than these, and each is a question of its own. */
const MOST_STATUSES = 20

/**
 * Newest first, or oldest first. Each institution and each status is asked for itself, because an index gives the order of
 * one only, and those asked for may be few among very many; the shared records are few anyway.
 *
 * @throws DataRejected when `where` names a field that the register does not have
 */
export async function selectRecords(manager: EntityManager, query: RecordQuery): Promise<readonly RecordView[]> {
  const { institutionId, status, order, limit } = query
  const parts: (readonly RecordView[])[] = []
  const each = new Set(status ?? [])
  for (const one of status && each.size <= MOST_STATUSES ? each : [undefined])
    parts.push(await selectOf(manager, one === undefined ? query : { ...query, status: [one] }, institutionId))
  if (institutionId !== '') parts.push(await selectOf(manager, query, ''))
  const [first = [], ...others] = parts.filter((part) => part.length > 0)
  if (others.length === 0) return first
  const sign = order === 'oldest' ? 1 : -1
  return [...first, ...others.flat()].toSorted((a, b) => sign * compare(a, b)).slice(0, limit)
}

async function selectOf(
  manager: EntityManager,
  query: RecordQuery,
  institutionId: string,
): Promise<readonly RecordView[]> {
  const { register } = query
  if (isPlain(query)) return selectNewest(manager, register.register, institutionId)
  const select = manager
    .createQueryBuilder(recordTable, 'record')
    .where('record.register = :register', { register: register.register })
    .andWhere('record.institutionId = :institutionId', { institutionId })
  if (query.status) {
    if (query.status.length === 0) return []
    select.andWhere('record.status IN (:...status)', { status: query.status })
  }
  Object.entries(query.where ?? {}).forEach(([field, value], at) => whereField(select, register, field, value, at))
  wordsOf(query.text ?? '').forEach((word, at) => {
    select.andWhere(`record.search LIKE :word${at} ESCAPE '!'`, { [`word${at}`]: `%${word.replace(/[!%_]/g, '!$&')}%` })
  })
  if (query.since) select.andWhere('record.createdAt >= :since', { since: query.since })
  if (query.until) select.andWhere('record.createdAt < :until', { until: query.until })
  const [direction, beyond] = query.order === 'oldest' ? (['ASC', '>'] as const) : (['DESC', '<'] as const)
  if (query.after) {
    const { createdAt, id } = query.after
    const sameInstant = `record.createdAt = :createdAt AND record.id ${beyond} :lastId`
    select.andWhere(`(record.createdAt ${beyond} :createdAt OR (${sameInstant}))`, { createdAt, lastId: id })
  }
  const rows = await select
    .orderBy('record.createdAt', direction)
    .addOrderBy('record.id', direction)
    .limit(query.limit)
    .getMany()
  return rows.map(viewOf)
}

function compare(a: RecordView, b: RecordView): number {
  const [left, right] = a.createdAt === b.createdAt ? [a.id, b.id] : [a.createdAt, b.createdAt]
  return left < right ? -1 : 1
}

/** All that there is, as far as a list goes: cases ask it of small registers at every command. */
function isPlain({ where, status, text, since, until, after, order, limit }: RecordQuery): boolean {
  return limit === PLAIN_LIMIT && [where, status, text, since, until, after, order].every((part) => part === undefined)
}

async function selectNewest(
  manager: EntityManager,
  register: string,
  institutionId: string,
): Promise<readonly RecordView[]> {
  return runPrepared(manager, selectNewests, [register, institutionId], (records) =>
    records
      .where('record.register = :register', { register: '' })
      .andWhere('record.institutionId = :own', { own: '' })
      .orderBy('record.createdAt', 'DESC')
      .addOrderBy('record.id', 'DESC')
      .limit(PLAIN_LIMIT),
  )
}

/** One record of the institution, or a shared one. */
export async function selectRecord(
  manager: EntityManager,
  institutionId: string,
  register: string,
  id: string,
): Promise<RecordView | null> {
  const [record = null] = await runPrepared(
    manager,
    selectOnes,
    [id, register, institutionId, ''],
    (records) =>
      records
        .where('record.id = :id AND record.register = :register', { id: '', register: '' })
        .andWhere('record.institutionId IN (:own, :shared)', { own: '', shared: '' })
        .orderBy('record.institutionId', 'DESC'), // the institution's own before the shared one
  )
  return record
}

interface Prepared {
  readonly text: string
  readonly columns: readonly { readonly alias: string; readonly property: string }[]
}

const selectOnes = new WeakMap<DataSource, Prepared>()
const selectNewests = new WeakMap<DataSource, Prepared>()

/**
 * Runs a query whose text is made once for each database: commands read their institution's settings and calendars so
 * often that making it would show.
 *
 * @param values in the order in which `build` names them
 */
async function runPrepared(
  manager: EntityManager,
  prepared: WeakMap<DataSource, Prepared>,
  values: readonly string[],
  build: (records: SelectQueryBuilder<RecordRow>) => SelectQueryBuilder<RecordRow>,
): Promise<readonly RecordView[]> {
  const known = prepared.get(manager.dataSource) ?? prepare(manager, build)
  prepared.set(manager.dataSource, known)
  const rows = await manager.query<Readonly<Record<string, unknown>>[]>(known.text, [...values])
  return rows.map((raw) => {
    const row = Object.fromEntries(known.columns.map(({ alias, property }) => [property, raw[alias]]))
    return viewOf(row as unknown as RecordRow)
  })
}

function prepare(
  manager: EntityManager,
  build: (records: SelectQueryBuilder<RecordRow>) => SelectQueryBuilder<RecordRow>,
): Prepared {
  const [text] = build(manager.createQueryBuilder(recordTable, 'record')).getQueryAndParameters()
  const columns = manager.dataSource
    .getMetadata(recordTable)
    .columns.map(({ databaseName, propertyName }) => ({ alias: `record_${databaseName}`, property: propertyName }))
  return { text, columns }
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

/**
 * Narrows to records of which a field has the value; a reference is asked of the institution in `:institutionId`.
 *
 * @param at tells the parameters of several fields apart
 * @throws DataRejected when the register has no such field
 */
export function whereField(
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
  if (references.some((reference) => reference.field === field) && typeof value === 'string') {
    // Asked from the reference's side: an index has all who name the value, in however large a register.
    const referring = select
      .subQuery()
      .select(`reference${at}.recordId`)
      .from(recordReferenceTable, `reference${at}`)
      .where(`reference${at}.institutionId = :institutionId`)
      .andWhere(`reference${at}.field = :field${at} AND reference${at}.targetId = :value${at}`)
    select.andWhere(`record.id IN ${referring.getQuery()}`, { [`field${at}`]: field, [`value${at}`]: value })
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
