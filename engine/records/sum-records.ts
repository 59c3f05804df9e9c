/**
 * How many records there are and what their fields add up to, by the values of other fields. The database reckons, so
 * that a month of a hundred thousand records costs a read of its index and not a walk through all of them.
 */
import type { EntityManager } from 'typeorm'
import { DataRejected } from '../model/errors.ts'
import type { Json } from '../model/json.ts'
import type { RecordSum, RecordSumQuery } from './record-unit.ts'
import { registerFields } from './register-fields.ts'
import type { Register } from './register.ts'
import { whereField } from './select-records.ts'
import { recordTable } from './tables.ts'

/** More groups than that are a list and no summary. */
const MOST_GROUPS = 20_000

/**
 * Groups in the order of their values. Amounts have two decimals at most and add up exactly: each is counted in
 * hundredths, as a whole number.
 *
 * @throws DataRejected when a field is none of the register's, or there are more than 20,000 groups
 */
export async function sumRecords(
  manager: EntityManager,
  institutionId: string,
  register: Register,
  { groupBy, sum, where = {}, status, dates, since, until }: RecordSumQuery,
): Promise<readonly RecordSum[]> {
  refuseStrangers(register, [...groupBy, ...sum, ...(dates ? ['date'] : [])])
  if (status?.length === 0) return []
  const isPostgres = manager.connection.options.type === 'postgres'
  const json = (field: string) => (isPostgres ? `record.data::jsonb -> '${field}'` : `record.data -> '$.${field}'`)
  const plain = (field: string) => (isPostgres ? `record.data::jsonb ->> '${field}'` : `record.data ->> '$.${field}'`)
  const hundredths = (field: string) =>
    isPostgres
      ? `SUM(ROUND(CAST(${plain(field)} AS numeric) * 100))`
      : `SUM(CAST(ROUND(${plain(field)} * 100) AS INTEGER))`

  const select = manager
    .createQueryBuilder(recordTable, 'record')
    .select('COUNT(*)', 'count')
    .where('record.institutionId IN (:...institutions)', { institutions: [...new Set([institutionId, ''])] })
    .andWhere('record.register = :register', { register: register.register })
    .setParameter('institutionId', institutionId)
    .limit(MOST_GROUPS + 1)
  groupBy.forEach((field, at) => select.addSelect(json(field), `group${at}`).addGroupBy(json(field)))
  sum.forEach((field, at) => select.addSelect(hundredths(field), `sum${at}`))
  Object.entries(where).forEach(([field, value], at) => whereField(select, register, field, value, at))
  if (status) select.andWhere('record.status IN (:...status)', { status })
  if (since) select.andWhere('record.createdAt >= :since', { since })
  if (until) select.andWhere('record.createdAt < :until', { until })
  if (dates) {
    // Said apart, because the index has those records only that have a date.
    select.andWhere(`${plain('date')} IS NOT NULL`)
    if (dates.from !== undefined) select.andWhere(`${plain('date')} >= :from`, { from: dates.from })
    if (dates.before !== undefined) select.andWhere(`${plain('date')} < :before`, { before: dates.before })
  }
  /** SQLite gives JSON as text; PostgreSQL's driver has read it already. */
  const valueOf = (raw: unknown): Json =>
    (typeof raw === 'string' && !isPostgres ? JSON.parse(raw) : (raw ?? null)) as Json
  const rows = await select.getRawMany<Readonly<Record<string, unknown>>>()
  if (rows.length > MOST_GROUPS) {
    const message = `Expected at most ${MOST_GROUPS} groups of "${register.register}", but there are more.`
    throw new DataRejected(message, [{ pointer: '', code: 'too-many-groups', message }])
  }
  return rows
    .map((row) => ({
      group: Object.fromEntries(groupBy.map((field, at) => [field, valueOf(row[`group${at}`])])),
      count: Number(row['count']),
      sums: Object.fromEntries(sum.map((field, at) => [field, Number(row[`sum${at}`] ?? 0) / 100])),
    }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => (JSON.stringify(one.group) < JSON.stringify(other.group) ? -1 : 1))
}

/** Names of fields become part of the query's text. */
function refuseStrangers(register: Register, fields: readonly string[]): void {
  const { names } = registerFields(register)
  const strangers = fields.filter((field) => !names.has(field) || !/^\w+$/.test(field))
  if (strangers.length === 0) return
  const message = `Expected fields of register "${register.register}", but it has no ${strangers.join(', ')}.`
  throw new DataRejected(message, [{ pointer: `/${strangers[0]}`, code: 'unknown-field', message }])
}
