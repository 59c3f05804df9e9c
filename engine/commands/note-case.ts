/**
 * Keeps what a case is about beside its tasks: the host describes it by the variables of its root instance and by the
 * status of its main record, and only what changed is written.
 */
import { isDeepStrictEqual } from 'node:util'
import { scopeVariables } from '../core/visible-variables.ts'
import { type CaseDescription, NO_SUMMARY } from '../model/case-summary.ts'
import type { InstanceState } from '../model/instance-state.ts'
import { foldedWords } from '../records/fold.ts'
import type { RecordView } from '../records/record-unit.ts'
import { type CaseSummaryRow, caseSummaryTable } from '../store/tables/case-summary.ts'
import { caseWordTable } from '../store/tables/case-word.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { caseFacts } from './case-environment.ts'
import type { EngineParts } from './engine-parts.ts'
import type { OpenInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

/** Letters of one line of a summary. */
const LONGEST_LINE = 200
/** Words by which one case is found. */
const MOST_WORDS = 40

/** Notes what a step made of a root instance; a called one belongs to the case of its root. */
export async function noteCase(
  unit: Unit,
  parts: EngineParts,
  before: OpenInstance,
  state: InstanceState,
): Promise<void> {
  const { row } = before
  const { environment } = parts
  if (!environment.describeCase || row.parentInstanceId !== null || state === before.state) return
  // An ended case keeps what it was about.
  if (Object.keys(state.scopes).length === 0) return
  const describe = (of: InstanceState) => environment.describeCase?.(caseFacts(row, scopeVariables(of))) ?? {}
  const was = describe(before.state)
  const is = describe(state)
  if (isDeepStrictEqual(was, is)) return
  const { subject, caseNumber, category, clientName, casePriority } = is
  await write(unit, row.id, {
    subject: line(subject),
    caseNumber: line(caseNumber),
    category: line(category),
    clientName: line(clientName),
    casePriority: line(casePriority),
  })
  await writeWords(unit, row.id, wordsOf(is))
}

/** Notes the status of a case's main record, where the host says that a record is one. */
export async function noteCaseStatus(unit: Unit, parts: EngineParts, record: RecordView): Promise<void> {
  const caseStatus = parts.recordRules.caseStatus?.(record) ?? null
  if (caseStatus === null) return
  const instance = await unit.rows.find(processInstanceTable, { id: record.id })
  if (instance?.institutionId !== unit.by.institutionId || instance.parentInstanceId !== null) return
  await write(unit, record.id, { caseStatus })
}

async function write(unit: Unit, rootInstanceId: string, changes: Partial<CaseSummaryRow>): Promise<void> {
  const known = await unit.rows.find(caseSummaryTable, { rootInstanceId })
  if (known) unit.rows.update(caseSummaryTable, { rootInstanceId }, changes)
  else {
    const { institutionId } = unit.by
    unit.rows.insert(caseSummaryTable, { rootInstanceId, institutionId, ...NO_SUMMARY, ...changes })
  }
}

async function writeWords(unit: Unit, rootInstanceId: string, words: readonly string[]): Promise<void> {
  const { institutionId } = unit.by
  const known = await unit.rows.findAll(caseWordTable, { rootInstanceId })
  for (const { word } of known)
    if (!words.includes(word)) unit.rows.delete(caseWordTable, { institutionId, word, rootInstanceId })
  for (const word of words)
    if (!known.some((one) => one.word === word))
      unit.rows.insert(caseWordTable, { institutionId, word, rootInstanceId })
}

function wordsOf({ caseNumber, clientName, subject, alsoFoundBy = [] }: CaseDescription): string[] {
  return foldedWords([caseNumber, clientName, ...alsoFoundBy, subject].join(' '), MOST_WORDS)
}

const line = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_LINE) || null
