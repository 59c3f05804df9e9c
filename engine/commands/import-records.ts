/**
 * Many records at once, all or none. Each row is tried, so that whoever brought the file learns of everything wrong with
 * it at one time; with one problem, or when it was only to be checked, the command refuses, and with it all it wrote.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Actor, Told } from '../engine.ts'
import { Conflict, DataRejected, EngineError, NotFound } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import {
  type ImportProblem,
  ImportRejected,
  type ImportReport,
  type ImportRow,
  MOST_PROBLEMS,
} from '../records/exchange/import-row.ts'
import { problemOf, type ProblemCode } from '../records/exchange/sentences.ts'
import { inOrderOfReferences } from '../records/exchange/order-rows.ts'
import type { RecordUnit, RecordView } from '../records/record-unit.ts'
import type { Register } from '../records/register.ts'
import { statusChangedBy } from '../records/statuses.ts'
import { isOfStore } from '../store/is-of-store.ts'
import { checkVariables } from './check-variables.ts'
import type { Command } from './execute.ts'

/** What was read from a file. */
export interface ImportRecords extends Told {
  readonly register: string
  readonly rows: readonly ImportRow[]
  /** What was wrong with it before any row was tried. */
  readonly problems: readonly ImportProblem[]
  readonly mode: 'check' | 'apply'
}

/** Ends a check: what it wrote goes, its report stays. */
export class ImportChecked extends EngineError {
  readonly code = 'import-checked'
  readonly nature = 'conflict'
  readonly report: ImportReport
  constructor(report: ImportReport) {
    super('Expected no more than a check, so that nothing of it is kept.')
    this.report = report
  }
}

type Outcome = 'created' | 'updated' | 'unchanged'

/** @throws ImportRejected, ImportChecked, NotFound for a register that is not there */
export const importRecords: Command<ImportRecords, ImportReport> = async (input, unit, parts) => {
  const { rows, mode, by } = input
  const register = parts.registers.find((one) => one.register === input.register)
  if (!register) throw new NotFound('register', input.register)
  const problems = [...input.problems]
  const counts: Record<Outcome, number> = { created: 0, updated: 0, unchanged: 0 }
  const seen = new Map<string, number>()
  for (const row of inOrderOfReferences(register, rows)) {
    try {
      checkVariables(row.data, { maxBytes: parts.limits.maxVariablesBytes, language: by.language })
      const { id, outcome } = await importRow(row, register, unit.records, seen, by)
      seen.set(id, row.row)
      counts[outcome] += 1
    } catch (error) {
      problems.push(...problemsOf(error, row.row, by.language))
    }
  }
  const report: ImportReport = {
    mode,
    ...counts,
    problems: problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)).slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
  }
  if (mode === 'check') throw new ImportChecked(report)
  if (problems.length > 0) throw new ImportRejected(register.register, report)
  return report
}

/** Ends one row. */
class RowRefused extends Error {
  readonly problem: ImportProblem
  constructor(problem: ImportProblem) {
    super(problem.message)
    this.problem = problem
  }
}

async function importRow(
  row: ImportRow,
  register: Register,
  records: RecordUnit,
  seen: ReadonlyMap<string, number>,
  by: Actor,
): Promise<{ readonly id: string; readonly outcome: Outcome }> {
  const refuse = (code: ProblemCode, field: string, facts: Readonly<Record<string, string | number | null>> = {}) =>
    new RowRefused(problemOf(by.language, code, { row: row.row, field }, facts))
  const name = register.register
  const before = row.id === null ? await byUniqueSet(row.data, register, records) : await records.get(name, row.id)
  const other = seen.get(before?.id ?? row.id ?? '')
  if (other !== undefined) throw refuse('doubled-row', 'id', { id: before?.id ?? row.id, other })
  if (row.number !== null && row.number !== before?.number) {
    throw refuse('number-not-yours', 'number', { number: before?.number ?? null })
  }
  const isMoved = row.status !== null && row.status !== before?.status
  if (isMoved && statusChangedBy(register) === 'process') throw refuse('status-not-yours', 'status')
  const status = row.status === null ? {} : { status: row.status }

  if (!before) {
    const created = await records.create(name, row.data, { ...status, ...(row.id === null ? {} : { id: row.id }) })
    return { id: created.id, outcome: 'created' }
  }
  if (!isMoved && holdsAll(before, row.data)) return { id: before.id, outcome: 'unchanged' }
  if (before.institutionId !== by.institutionId) throw refuse('shared', 'id', { id: before.id })
  if (row.version !== null && row.version !== before.version) {
    throw refuse('record-changed', 'version', { version: before.version })
  }
  await records.update(name, before.id, row.data, { ...status, expectedVersion: before.version })
  return { id: before.id, outcome: 'updated' }
}

/** The record that one of the register's unique sets finds. */
async function byUniqueSet(data: Variables, register: Register, records: RecordUnit): Promise<RecordView | null> {
  for (const fields of register.unique) {
    const values = fields.map((field) => [field, data[field] ?? null] as const)
    if (values.some(([, value]) => value === null)) continue
    const found = await records.findBy(register.register, Object.fromEntries(values))
    if (found) return found
  }
  return null
}

/** Whether a record has these values already; null: it has none. */
function holdsAll(record: RecordView, data: Variables): boolean {
  return Object.entries(data).every(([field, value]) => isDeepStrictEqual(record.data[field] ?? null, value))
}

/** What one row's refusal says, field by field. @throws what is no refusal */
function problemsOf(error: unknown, row: number, language: 'lv' | 'en'): readonly ImportProblem[] {
  if (error instanceof RowRefused) return [error.problem]
  if (error instanceof DataRejected) {
    return error.errors.map(({ pointer, code, message }) => {
      const field = pointer.slice(1).replaceAll('/', '.')
      return { ...problemOf(language, 'refused', { row, field: field === '' ? null : field }, { message }), code }
    })
  }
  if (error instanceof Conflict && error.code === 'record-exists') {
    const { id, key } = error.details
    const field = String(key).split('+')[0] ?? null
    return [problemOf(language, 'record-exists', { row, field }, { id: String(id), key: String(key) })]
  }
  if (error instanceof EngineError && !isOfStore(error)) {
    return [problemOf(language, 'refused', { row }, { message: error.message })]
  }
  throw error
}
