import { EntitySchema } from 'typeorm'
import type { CaseSummary } from '../../model/case-summary.ts'
import { keyText, optionalText, text } from './columns.ts'

/** What a case is about: one row for a root instance and all that it called. */
export interface CaseSummaryRow extends CaseSummary {
  rootInstanceId: string
  institutionId: string
}

export const caseSummaryTable = new EntitySchema<CaseSummaryRow>({
  name: 'case_summary',
  columns: {
    rootInstanceId: keyText('root_instance_id'),
    institutionId: text('institution_id'),
    subject: optionalText('subject'),
    caseNumber: optionalText('case_number'),
    category: optionalText('category'),
    clientName: optionalText('client_name'),
    casePriority: optionalText('case_priority'),
    caseStatus: optionalText('case_status'),
  },
})
