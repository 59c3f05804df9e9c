import { EntitySchema } from 'typeorm'
import type { TaskView } from '../../model/views.ts'
import { integer, keyText, optionalInteger, optionalText, text } from './columns.ts'

/** Work for a person, open or done. */
export interface TaskRow {
  id: string
  institutionId: string
  processInstanceId: string
  rootInstanceId: string
  businessKey: string | null
  processKey: string
  definitionId: string
  elementId: string
  name: string | null
  nameEn: string | null
  formKey: string | null
  assignee: string | null
  priority: number
  dueAt: string | null
  followUpAt: string | null
  state: TaskView['state']
  createdAt: string
  claimedAt: string | null
  endedAt: string | null
  completedBy: string | null
  /** When the worker looks at it: its reminder, then its due date; null when nothing is left to tell. */
  attentionAt: string | null
  /** 1: the due date was given by hand and is not computed again. */
  dueByHand: number | null
  /** When somebody above was asked about it; null: never. */
  escalatedAt: string | null
  /** Who gets it back from the person that it was delegated to. */
  owner: string | null
  delegationState: TaskView['delegationState']
  /** JSON of a `TakeBack`; null: its completion cannot be taken back. */
  takeBack: string | null
  /** Who was absent, where somebody completed it in their place. */
  completedFor: string | null
}

export const taskTable = new EntitySchema<TaskRow>({
  name: 'task',
  columns: {
    id: keyText('id'),
    institutionId: text('institution_id'),
    processInstanceId: text('process_instance_id'),
    rootInstanceId: text('root_instance_id'),
    businessKey: optionalText('business_key'),
    processKey: text('process_key'),
    definitionId: text('definition_id'),
    elementId: text('element_id'),
    name: optionalText('name'),
    nameEn: optionalText('name_en'),
    formKey: optionalText('form_key'),
    assignee: optionalText('assignee'),
    priority: integer('priority'),
    dueAt: optionalText('due_at'),
    followUpAt: optionalText('follow_up_at'),
    state: text('state'),
    createdAt: text('created_at'),
    claimedAt: optionalText('claimed_at'),
    endedAt: optionalText('ended_at'),
    completedBy: optionalText('completed_by'),
    attentionAt: optionalText('attention_at'),
    dueByHand: optionalInteger('due_by_hand'),
    escalatedAt: optionalText('escalated_at'),
    owner: optionalText('owner'),
    delegationState: optionalText('delegation_state'),
    takeBack: optionalText('take_back'),
    completedFor: optionalText('completed_for'),
  },
  indices: [
    // On the due date with those without one last, an expression that only its migration can say.
    { name: 'task_open_due', columns: ['institutionId', 'dueAt', 'id'], where: "state = 'open'", synchronize: false },
    { name: 'task_attention', columns: ['attentionAt', 'id'], where: 'attention_at IS NOT NULL' },
    { name: 'task_open_assignee', columns: ['assignee', 'id'], where: "state = 'open'" },
    { name: 'task_instance', columns: ['processInstanceId', 'elementId'] },
    {
      name: 'task_completed_by',
      columns: ['completedBy', 'createdAt', 'id'],
      where: 'completed_by IS NOT NULL',
    },
    { name: 'task_created', columns: ['institutionId', 'createdAt', 'id'] },
    {
      name: 'task_business_key',
      columns: ['institutionId', 'businessKey', 'id'],
      where: 'business_key IS NOT NULL',
    },
  ],
  foreignKeys: [
    {
      name: 'task_process_instance',
      target: 'process_instance',
      columnNames: ['processInstanceId'],
      referencedColumnNames: ['id'],
    },
  ],
})

/** Nobody has claimed it, been given it, or moved its date. */
export const isLeftAlone = ({ state, claimedAt, dueByHand }: TaskRow): boolean =>
  state === 'open' && claimedAt === null && dueByHand === null
