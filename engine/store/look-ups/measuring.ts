/** What measuring reads and writes: subjects as the tables have them, what they added before, and the sums. */
import type { EntityManager } from 'typeorm'
import type { Fact } from '../../measuring/facts.ts'
import type { SumsQuery } from '../../measuring/sums.ts'
import type { Json, Variables } from '../../model/json.ts'
import {
  type MeasuringDueRow,
  type MeasuringWalkRow,
  measuringDueTable,
  measuringWalkTable,
  type SubjectKind,
} from '../tables/measuring.ts'

/** Values in one statement: SQLite takes 32,766. */
const MOST_VALUES = 30_000
/** Months read by one statement. */
const MOST_MONTHS = 500

/** What is to be measured, some of it. */
export function dueSubjects(manager: EntityManager, limit: number): Promise<MeasuringDueRow[]> {
  return manager.find(measuringDueTable, {
    order: { kind: 'ASC', institutionId: 'ASC', subjectId: 'ASC', version: 'ASC' },
    take: limit,
  })
}

/** How many versions of subjects wait to be measured; counted up to a limit. */
export async function countDue(manager: EntityManager, upTo: number): Promise<number> {
  return (await dueSubjects(manager, upTo)).length
}

/** Puts subjects among what is due; one that is there already stays as it is. */
export async function addDue(manager: EntityManager, rows: readonly MeasuringDueRow[]): Promise<void> {
  if (rows.length === 0) return
  await ask(
    manager,
    `INSERT INTO "measuring_due" ("kind", "institution_id", "subject_id", "version") VALUES ${tuples(rows.length, 4)} ON CONFLICT DO NOTHING`,
    rows.flatMap(({ kind, institutionId, subjectId, version }) => [kind, institutionId, subjectId, version]),
  )
}

/** Takes rows out of what is due, those of the same subjects that came in since left there. */
export async function takeDue(manager: EntityManager, rows: readonly MeasuringDueRow[]): Promise<void> {
  await ask(
    manager,
    `DELETE FROM "measuring_due" WHERE ("kind", "institution_id", "subject_id", "version") IN (VALUES ${tuples(rows.length, 4, true)})`,
    rows.flatMap(({ kind, institutionId, subjectId, version }) => [kind, institutionId, subjectId, version]),
  )
}

/** A subject by its kind and id. */
export interface SubjectKey {
  readonly institutionId: string
  readonly subjectId: string
}

/** A process instance, ended or not. */
export interface CaseRow {
  readonly id: string
  readonly institutionId: string
  readonly holderId: string
  readonly processKey: string
  readonly businessKey: string | null
  readonly version: number
  readonly status: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly endState: string | null
  /** Variables at its end, as JSON. */
  readonly result: string | null
}

const CASE = `i.id AS "id", i.institution_id AS "institutionId", i.holder_id AS "holderId", i.process_key AS "processKey", i.business_key AS "businessKey",
  i.definition_version AS "version", i.status AS "status", i.started_at AS "startedAt", i.ended_at AS "endedAt", i.end_state AS "endState", i.result AS "result"`

/** Process instances by their ids. */
export function casesOf(manager: EntityManager, ids: readonly string[]): Promise<CaseRow[]> {
  return ask(manager, `SELECT ${CASE} FROM "process_instance" i WHERE i.id IN (${marks(ids.length)})`, ids)
}

/** A line of a case's history about one of its elements. */
export interface ElementLine {
  readonly processInstanceId: string
  readonly elementId: string
  readonly type: 'element-entered' | 'element-left'
  readonly at: string
}

/** When elements were entered and left, in order. */
export function elementLines(
  manager: EntityManager,
  caseIds: readonly string[],
  elementIds: readonly string[],
): Promise<ElementLine[]> {
  return ask(
    manager,
    `SELECT process_instance_id AS "processInstanceId", element_id AS "elementId", type AS "type", at AS "at" FROM "history_event"
      WHERE process_instance_id IN (${marks(caseIds.length)}) AND type IN ('element-entered', 'element-left') AND element_id IN (${marks(elementIds.length)})
      ORDER BY process_instance_id, sequence`,
    [...caseIds, ...elementIds],
  )
}

/** A task with its case. */
export interface TaskSubjectRow {
  readonly taskId: string
  readonly elementId: string
  readonly state: string
  readonly createdAt: string
  readonly dueAt: string | null
  readonly taskEndedAt: string | null
  readonly completedBy: string | null
  /** The state of its running case, as JSON. */
  readonly caseState: string
}

/** Tasks by their ids, each with its case. */
export function tasksOf(manager: EntityManager, ids: readonly string[]): Promise<(TaskSubjectRow & CaseRow)[]> {
  return ask(
    manager,
    `SELECT t.id AS "taskId", t.element_id AS "elementId", t.state AS "state", t.created_at AS "createdAt", t.due_at AS "dueAt",
      t.ended_at AS "taskEndedAt", t.completed_by AS "completedBy", i.state AS "caseState", ${CASE}
      FROM "task" t JOIN "process_instance" i ON i.id = t.process_instance_id WHERE t.id IN (${marks(ids.length)})`,
    ids,
  )
}

/** A record as it is now. */
export interface RecordSubjectRow {
  readonly institutionId: string
  readonly id: string
  readonly register: string
  readonly number: string | null
  readonly status: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly data: string
}

const RECORD = `institution_id AS "institutionId", id AS "id", register AS "register", number AS "number", status AS "status",
  created_at AS "createdAt", updated_at AS "updatedAt", data AS "data"`

/** Records by institution and id; one that was removed is not there. */
export function recordsOf(manager: EntityManager, keys: readonly SubjectKey[]): Promise<RecordSubjectRow[]> {
  return ask(
    manager,
    `SELECT ${RECORD} FROM "record" WHERE (institution_id, id) IN (VALUES ${tuples(keys.length, 2)})`,
    keys.flatMap(({ institutionId, subjectId }) => [institutionId, subjectId]),
  )
}

/** What subjects of one kind have added to the sums, by `institution id`. */
export async function measuredFacts(
  manager: EntityManager,
  kind: SubjectKind,
  keys: readonly SubjectKey[],
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const rows = await ask<{ institutionId: string; subjectId: string; facts: string }>(
    manager,
    `SELECT institution_id AS "institutionId", subject_id AS "subjectId", facts AS "facts" FROM "measured_subject"
      WHERE kind = ? AND (institution_id, subject_id) IN (VALUES ${tuples(keys.length, 2)})`,
    [kind, ...keys.flatMap(({ institutionId, subjectId }) => [institutionId, subjectId])],
  )
  return new Map(rows.map((row) => [subjectKey(row), JSON.parse(row.facts) as readonly Fact[]]))
}

/** Text that is equal for the same subject of a kind. */
export const subjectKey = ({ institutionId, subjectId }: SubjectKey): string => `${institutionId}\u0000${subjectId}`

/** Keeps what subjects now add; one that adds nothing has no row. */
export async function keepFacts(
  manager: EntityManager,
  kind: SubjectKind,
  subjects: readonly (SubjectKey & { readonly facts: readonly Fact[] })[],
): Promise<void> {
  const [gone, there] = [
    subjects.filter(({ facts }) => facts.length === 0),
    subjects.filter(({ facts }) => facts.length > 0),
  ]
  if (gone.length > 0)
    await ask(
      manager,
      `DELETE FROM "measured_subject" WHERE kind = ? AND (institution_id, subject_id) IN (VALUES ${tuples(gone.length, 2)})`,
      [kind, ...gone.flatMap(({ institutionId, subjectId }) => [institutionId, subjectId])],
    )
  if (there.length > 0)
    await ask(
      manager,
      `INSERT INTO "measured_subject" ("kind", "institution_id", "subject_id", "facts") VALUES ${tuples(there.length, 4)}
        ON CONFLICT ("kind", "institution_id", "subject_id") DO UPDATE SET "facts" = excluded."facts"`,
      there.flatMap(({ institutionId, subjectId, facts }) => [kind, institutionId, subjectId, JSON.stringify(facts)]),
    )
}

const SUM_KEY = ['institution_id', 'figure', 'period', 'bucket', 'service', 'group_name', 'version', 'first', 'second']
const SUM_COLUMNS = [...SUM_KEY, 'n', 'total', 'per']

/** Adds to the sums of an institution; one that nothing is left of goes. */
export async function addToSums(
  manager: EntityManager,
  institutionId: string,
  changes: readonly Fact[],
): Promise<void> {
  for (const some of slices(changes, Math.floor(MOST_VALUES / SUM_COLUMNS.length))) {
    await ask(
      manager,
      `INSERT INTO "measured_sum" (${SUM_COLUMNS.map(quoted).join(', ')}) VALUES ${tuples(some.length, SUM_COLUMNS.length)}
        ON CONFLICT (${SUM_KEY.map(quoted).join(', ')}) DO UPDATE SET
        "n" = "measured_sum"."n" + excluded."n", "total" = "measured_sum"."total" + excluded."total", "per" = "measured_sum"."per" + excluded."per"`,
      some.flatMap((fact) => [...keyValues(institutionId, fact), fact.n, fact.total, fact.per]),
    )
    for (const fact of some)
      if (fact.n < 0)
        await ask(
          manager,
          `DELETE FROM "measured_sum" WHERE ${SUM_KEY.map((column) => `${quoted(column)} = ?`).join(' AND ')} AND "n" = 0 AND "total" = 0 AND "per" = 0`,
          keyValues(institutionId, fact),
        )
  }
  await touchMonths(manager, institutionId, changes)
}

/** Says of the months of these sums that they are no more what they were. */
async function touchMonths(manager: EntityManager, institutionId: string, changes: readonly Fact[]): Promise<void> {
  const months = [...new Map(changes.map((fact) => [`${fact.figure} ${fact.period}`, fact])).values()]
  for (const some of slices(months, MOST_MONTHS))
    await ask(
      manager,
      `INSERT INTO "measured_month" ("institution_id", "figure", "period", "version") VALUES ${tuples(some.length, 4, true)}
        ON CONFLICT ("institution_id", "figure", "period") DO UPDATE SET "version" = "measured_month"."version" + 1`,
      some.flatMap(({ figure, period }) => [institutionId, figure, period, 1]),
    )
}

const keyValues = (institutionId: string, fact: Fact): (string | number)[] => {
  const { figure, period, bucket, service, group, version, first, second } = fact
  return [institutionId, figure, period, bucket, service, group, version, first, second]
}

const quoted = (name: string): string => `"${name}"`

/** A month of a figure, and which version of its sums is kept. */
export interface MonthKey {
  readonly figure: string
  /** `YYYY-MM`; '' of what stands. */
  readonly period: string
  readonly version: number
}

/** The months of figures that there are, in the order of their keys. */
export async function monthsOfFigures(
  manager: EntityManager,
  { institutionId, figures, from, to }: SumsQuery,
): Promise<readonly MonthKey[]> {
  if (figures.length === 0) return []
  // PostgreSQL gives whole numbers of this size as texts.
  const rows = await ask<Omit<MonthKey, 'version'> & { readonly version: string | number }>(
    manager,
    `SELECT "figure", "period", "version" FROM "measured_month"
      WHERE "institution_id" = ? AND "figure" IN (${marks(figures.length)}) AND "period" >= ? AND "period" <= ?
      ORDER BY "figure", "period"`,
    [institutionId, ...figures, from, to],
  )
  return rows.map(({ figure, period, version }) => ({ figure, period, version: Number(version) }))
}

/** PostgreSQL gives them as texts. */
type LongNumber = 'bucket' | 'n' | 'total' | 'per'

/** All sums of some months, in the order of their keys. */
export async function sumsOfMonths(
  manager: EntityManager,
  institutionId: string,
  months: readonly MonthKey[],
): Promise<readonly Fact[]> {
  const found: Fact[] = []
  for (const some of slices(months, MOST_MONTHS)) {
    const rows = await ask<Omit<Fact, LongNumber> & Readonly<Record<LongNumber, string | number>>>(
      manager,
      `SELECT "figure", "period", "bucket", "service", "group_name" AS "group", "version", "first", "second", "n", "total", "per"
        FROM "measured_sum" WHERE "institution_id" = ? AND ("figure", "period") IN (VALUES ${tuples(some.length, 2)})
        ORDER BY ${SUM_KEY.map(quoted).join(', ')}`,
      [institutionId, ...some.flatMap(({ figure, period }) => [figure, period])],
    )
    for (const row of rows) {
      const { bucket, n, total, per } = row
      found.push({ ...row, bucket: Number(bucket), n: Number(n), total: Number(total), per: Number(per) })
    }
  }
  return found
}

/** The walks over everything, by kind. */
export function walks(manager: EntityManager): Promise<MeasuringWalkRow[]> {
  return manager.find(measuringWalkTable)
}

/** Begins a walk over one kind, or says how far it has come. */
export async function keepWalk(manager: EntityManager, walk: MeasuringWalkRow): Promise<void> {
  await manager.upsert(measuringWalkTable, walk, ['kind'])
}

/** A subject on the walk, with what tells whether a figure looks at it. */
export interface WalkedRow extends SubjectKey {
  readonly version: number
  /** Process key, process key and element id, or register. */
  readonly names: readonly string[]
  /** Whether it has added to the sums. */
  readonly isMeasured: boolean
}

/** Subjects of a kind after one, in the order of the walk. */
export async function walkOn(
  manager: EntityManager,
  kind: SubjectKind,
  after: readonly string[],
  limit: number,
): Promise<readonly WalkedRow[]> {
  const found = await ask<Readonly<Record<string, Json>>>(manager, `${WALK[kind]} LIMIT ${limit}`, [...after])
  return found.map(({ institutionId, subjectId, version, name, element, measured }) => ({
    institutionId: String(institutionId),
    subjectId: String(subjectId),
    version: Number(version),
    names: [name, element].flatMap((one) => (typeof one === 'string' ? [one] : [])),
    isMeasured: Number(measured) === 1,
  }))
}

/** As 0 or 1, on either database. */
const measured = (kind: SubjectKind): string =>
  `CASE WHEN EXISTS (SELECT 1 FROM "measured_subject" m WHERE m.kind = '${kind}' AND m.institution_id = s.institution_id AND m.subject_id = s.id) THEN 1 ELSE 0 END AS "measured"`

const WALK: Readonly<Record<SubjectKind, string>> = {
  case: `SELECT s.institution_id AS "institutionId", s.id AS "subjectId", s.version AS "version", s.process_key AS "name", ${measured('case')} FROM "process_instance" s WHERE s.id > ? ORDER BY s.id`,
  task: `SELECT s.institution_id AS "institutionId", s.id AS "subjectId", 0 AS "version", s.process_key AS "name", s.element_id AS "element", ${measured('task')} FROM "task" s WHERE s.id > ? ORDER BY s.id`,
  record: `SELECT s.institution_id AS "institutionId", s.id AS "subjectId", s.version AS "version", s.register AS "name", ${measured('record')} FROM "record" s WHERE (s.institution_id, s.id) > (?, ?) ORDER BY s.institution_id, s.id`,
}

/** Raw rows; `?` stands for a value on either database. */
async function ask<Row = Variables>(
  manager: EntityManager,
  text: string,
  values: readonly (string | number)[],
): Promise<Row[]> {
  let index = 0
  const numbered = manager.connection.options.type === 'postgres' ? text.replace(/\?/g, () => `$${++index}`) : text
  return manager.query<Row[]>(numbered, [...values])
}

const marks = (count: number): string => Array(count).fill('?').join(', ')

/** @param casts whether the last value is a whole number that PostgreSQL must be told of */
const tuples = (count: number, width: number, casts = false): string => {
  const one = `(${marks(width)})`
  if (!casts) return Array(count).fill(one).join(', ')
  return Array(count)
    .fill(`(${marks(width - 1)}, CAST(? AS integer))`)
    .join(', ')
}

function* slices<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size)
}
