import type { Part } from '../../engine/index.ts'
import type { Bilingual } from '../load-process-data.ts'

/** A report: tables of indicators side by side (`processes/measuring-reports.json`). */
export interface Report {
  /** In the address. */
  readonly key: string
  readonly name: Bilingual
  readonly purpose: Bilingual
  readonly sections: readonly ReportSection[]
}

/** One table of a report: with `by` a row for each service, group or kind, else one for each indicator over several periods. */
export interface ReportSection {
  readonly title: Bilingual
  /** Keys. */
  readonly indicators: readonly string[]
  readonly by?: Part
}
