/** User tasks. */
import { Type } from 'typebox'
import { AnyJson, Id, Instant, Key, nullable, object, oneOf, pageOf, PAGING, text, Variables } from './common.ts'

const TASK = {
  id: Id,
  institutionId: Type.String(),
  processInstanceId: Id,
  rootInstanceId: Id,
  businessKey: nullable(Type.String()),
  processKey: Type.String(),
  definitionId: Id,
  elementId: Type.String(),
  name: nullable(Type.String()),
  nameEn: nullable(Type.String()),
  formKey: nullable(Type.String()),
  assignee: nullable(Type.String()),
  candidateUsers: Type.Array(Type.String()),
  candidateGroups: Type.Array(Type.String()),
  priority: Type.Integer(),
  dueAt: nullable(Instant),
  followUpAt: nullable(Instant),
  state: oneOf(['open', 'completed', 'cancelled']),
  createdAt: Instant,
  claimedAt: nullable(Instant),
  endedAt: nullable(Instant),
  completedBy: nullable(Type.String()),
}

export const Task = object(TASK, { title: 'Task' })
export const TaskPage = pageOf(Task, 'TaskPage')

export const Comment = object({ id: Id, by: Type.String(), at: Instant, text: Type.String() }, { title: 'Comment' })

export const TaskDetails = object(
  {
    ...TASK,
    form: nullable(AnyJson),
    variables: Variables,
    instruction: nullable(Type.String()),
    comments: Type.Array(Comment),
  },
  { title: 'TaskDetails' },
)

export const TaskForm = object({ formKey: Type.String(), form: AnyJson, variables: Variables }, { title: 'TaskForm' })

const FILTERS = {
  state: Type.Optional(oneOf(['open', 'completed', 'cancelled'])),
  assignee: Type.Optional(Id),
  unassigned: Type.Optional(Type.Boolean()),
  candidateUser: Type.Optional(Id),
  processInstanceId: Type.Optional(Id),
  rootInstanceId: Type.Optional(Id),
  processKey: Type.Optional(Key),
  elementId: Type.Optional(Id),
  businessKey: Type.Optional(text(200)),
  dueBefore: Type.Optional(Instant),
  followUpReached: Type.Optional(Type.Boolean({ description: 'leaves out what is put off until later' })),
  sortBy: Type.Optional(oneOf(['dueAt', 'createdAt', 'priority'])),
  ...PAGING,
}

export const TaskQuery = object({
  ...FILTERS,
  candidateGroups: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1000, description: 'one or several with commas' }),
  ),
})

export const TaskQueryRequest = object(
  { ...FILTERS, candidateGroups: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })) },
  { title: 'TaskQueryRequest' },
)

/** `data` is the form's object; `variables` is the same in the words of other engines. */
export const CompleteRequest = object(
  { data: Type.Optional(Variables), variables: Type.Optional(Variables) },
  { title: 'CompleteRequest' },
)

export const CompleteAnswer = object({ task: Task }, { title: 'CompleteAnswer' })

export const AssignRequest = object({ assignee: Id }, { title: 'AssignRequest' })

/** To whom a task goes: a candidate group, or a work group by the id of its record. */
export const HandOnRequest = Type.Union(
  [
    object({ group: text(200), note: Type.Optional(text(4000)) }),
    object({ groupId: Id, note: Type.Optional(text(4000)) }),
  ],
  { title: 'HandOnRequest' },
)

export const EscalateRequest = object(
  { reason: text(100, 'a code of the list `escalationReason`'), note: text(4000) },
  { title: 'EscalateRequest' },
)

export const CommentRequest = object({ text: text(8000) }, { title: 'CommentRequest' })

export const CommentList = object({ items: Type.Array(Comment), next: Type.Null() }, { title: 'CommentList' })

export const TaskParams = object({ taskId: Id })
