import { EntitySchema } from 'typeorm'
import type { JobView } from '../../model/views.ts'
import { integer, keyText, optionalText, text } from './columns.ts'

/** A service task waiting for its handler, or for a worker of another system. */
export interface JobRow {
  id: string
  institutionId: string
  processInstanceId: string
  rootInstanceId: string
  jobId: string
  elementId: string
  type: JobView['type']
  topic: string
  priority: number
  /** Input mapping results as JSON; null when the task sees all variables. */
  input: string | null
  state: JobView['state']
  retriesLeft: number
  nextTryAt: string
  errorMessage: string | null
  workerId: string | null
  lockedUntil: string | null
  createdAt: string
  suspended: number
}

export const jobTable = new EntitySchema<JobRow>({
  name: 'job',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    processInstanceId: text('process_instance_id'),
    rootInstanceId: text('root_instance_id'),
    jobId: text('job_id'),
    elementId: text('element_id'),
    type: text('type'),
    topic: text('topic'),
    priority: integer('priority'),
    input: optionalText('input'),
    state: text('state'),
    retriesLeft: integer('retries_left'),
    nextTryAt: text('next_try_at'),
    errorMessage: optionalText('error_message'),
    workerId: optionalText('worker_id'),
    lockedUntil: optionalText('locked_until'),
    createdAt: text('created_at'),
    suspended: integer('suspended'),
  },
  indices: [
    { name: 'job_due', columns: ['nextTryAt', 'id'], where: "state = 'open' AND type = 'handler' AND suspended = 0" },
    {
      name: 'job_topic',
      columns: ['topic', 'institutionId', 'priority', 'id'],
      where: "state = 'open' AND type = 'external' AND suspended = 0",
    },
    { name: 'job_list', columns: ['institutionId', 'id'] },
    { name: 'job_instance', columns: ['processInstanceId'] },
    { name: 'job_root', columns: ['rootInstanceId'] },
  ],
})
