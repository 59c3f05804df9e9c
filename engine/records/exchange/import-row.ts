/** What passes when records come in from a file: rows, what is wrong with them, and what came of them. */
import { EngineError } from '../../model/errors.ts'
import type { Variables } from '../../model/json.ts'

/** Formats that registers are written to and read from. */
export const FORMATS = ['csv', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** One import is one transaction that others wait behind: so many new records took a second and a half. */
export const MOST_ROWS = 2_000

/** A report names no more problems than somebody would read. */
export const MOST_PROBLEMS = 200

/** One record as a file has it. */
export interface ImportRow {
  /** As a spreadsheet counts, its heading being 1; in JSON the place in the list, from 1. */
  readonly row: number
  readonly id: string | null
  /** Given by the register; only to be compared. */
  readonly number: string | null
  readonly status: string | null
  /** The version that the file was made from; null: whatever it is now. */
  readonly version: number | null
  /** Fields of the file; null: the record has no such value. What the file leaves out stays as it is. */
  readonly data: Variables
}

/** One thing wrong: the place, what is wrong, and what to do. */
export interface ImportProblem {
  /** Null: the file as a whole. */
  readonly row: number | null
  /** Column or field, e.g. `name.lv` or `updates.0.ciId`. */
  readonly field: string | null
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/** What a file holds. */
export interface ImportFile {
  readonly rows: readonly ImportRow[]
  readonly problems: readonly ImportProblem[]
}

/** What came, or would come, of an import. */
export interface ImportReport {
  readonly mode: 'check' | 'apply'
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** The first of them, at most 200. */
  readonly problems: readonly ImportProblem[]
  readonly problemCount: number
}

/** Something is wrong with the file, and nothing of it was taken over. Details: `report`. */
export class ImportRejected extends EngineError {
  readonly code = 'import-rejected'
  readonly nature = 'invalid'
  readonly report: ImportReport
  constructor(register: string, report: ImportReport) {
    const [first] = report.problems
    const place = first && [first.row === null ? '' : `row ${first.row}`, first.field ?? ''].filter(Boolean).join(', ')
    super(
      `Expected a file that register "${register}" accepts, but ${report.problemCount} thing(s) are wrong, the first (${place || 'the file'}): ${first?.message ?? ''} Nothing was changed.`,
      { report },
    )
    this.report = report
  }
}
