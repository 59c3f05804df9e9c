import { EntitySchema } from 'typeorm'
import type { ProcessInstanceView } from '../../model/views.ts'
import { integer, keyText, optionalText, text } from './columns.ts'

/** One running or ended case of a definition. */
export interface ProcessInstanceRow {
  id: string
  institutionId: string
  holderId: string
  processKey: string
  definitionId: string
  definitionVersion: number
  businessKey: string | null
  status: ProcessInstanceView['state']
  /** `InstanceState` as JSON. */
  state: string
  stateFormat: number
  /** Counts every step: the fence against a writer who read an older state. */
  version: number
  /** The sequence of the last history event. */
  historyCount: number
  startedAt: string
  startedBy: string | null
  endedAt: string | null
  endState: string | null
  /** Variables of the process scope at its end, as JSON; null while it runs. */
  result: string | null
  errorCode: string | null
  errorMessage: string | null
  parentInstanceId: string | null
  /** Short id of the call in the parent's state. */
  parentCallId: string | null
  rootInstanceId: string
}

export const processInstanceTable = new EntitySchema<ProcessInstanceRow>({
  name: 'process_instance',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    holderId: text('holder_id'),
    processKey: text('process_key'),
    definitionId: text('definition_id'),
    definitionVersion: integer('definition_version'),
    businessKey: optionalText('business_key'),
    status: text('status'),
    state: text('state'),
    stateFormat: integer('state_format'),
    version: integer('version'),
    historyCount: integer('history_count'),
    startedAt: text('started_at'),
    startedBy: optionalText('started_by'),
    endedAt: optionalText('ended_at'),
    endState: optionalText('end_state'),
    result: optionalText('result'),
    errorCode: optionalText('error_code'),
    errorMessage: optionalText('error_message'),
    parentInstanceId: optionalText('parent_instance_id'),
    parentCallId: optionalText('parent_call_id'),
    rootInstanceId: text('root_instance_id'),
  },
  indices: [
    { name: 'process_instance_list', columns: ['institutionId', 'id'] },
    { name: 'process_instance_key', columns: ['institutionId', 'processKey', 'id'] },
    {
      name: 'process_instance_business_key',
      columns: ['institutionId', 'businessKey', 'id'],
      where: 'business_key IS NOT NULL',
    },
    { name: 'process_instance_running', columns: ['institutionId', 'definitionId'], where: 'ended_at IS NULL' },
    {
      name: 'process_instance_completed',
      columns: ['institutionId', 'processKey', 'endedAt'],
      where: "status = 'completed'",
    },
    { name: 'process_instance_parent', columns: ['parentInstanceId'], where: 'parent_instance_id IS NOT NULL' },
    { name: 'process_instance_root', columns: ['rootInstanceId'] },
  ],
  foreignKeys: [
    {
      name: 'process_instance_definition',
      target: 'process_definition',
      columnNames: ['definitionId'],
      referencedColumnNames: ['id'],
    },
  ],
})
