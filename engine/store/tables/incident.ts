import { EntitySchema } from 'typeorm'
import type { IncidentType } from '../../model/effect.ts'
import { keyText, optionalText, text } from './columns.ts'

/** A technical failure that needs a person. */
export interface IncidentRow {
  id: string
  institutionId: string
  processInstanceId: string
  processKey: string
  incidentId: string
  elementId: string
  type: IncidentType
  message: string
  /** Row id of the failed job. */
  jobId: string | null
  createdAt: string
  closedAt: string | null
}

export const incidentTable = new EntitySchema<IncidentRow>({
  name: 'incident',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    processInstanceId: text('process_instance_id'),
    processKey: text('process_key'),
    incidentId: text('incident_id'),
    elementId: text('element_id'),
    type: text('type'),
    message: text('message'),
    jobId: optionalText('job_id'),
    createdAt: text('created_at'),
    closedAt: optionalText('closed_at'),
  },
  indices: [
    { name: 'incident_open', columns: ['institutionId', 'id'], where: 'closed_at IS NULL' },
    { name: 'incident_instance', columns: ['processInstanceId'] },
  ],
})
