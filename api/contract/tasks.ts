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
  completedFor: nullable(Type.String({ description: 'who was absent, where somebody did it in their place' })),
  owner: nullable(Type.String({ description: 'who gets it back from the person that it is delegated to' })),
  delegationState: nullable(oneOf(['pending', 'resolved'])),
  subject: nullable(Type.String({ description: 'what the case is about, in one line' })),
  caseNumber: nullable(Type.String()),
  category: nullable(Type.String({ description: 'e.g. the id of a service' })),
  clientName: nullable(Type.String()),
  casePriority: nullable(Type.String()),
  caseStatus: nullable(Type.String()),
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
    instructionEn: nullable(Type.String()),
    sendBackTo: Type.Array(object({ elementId: Id, name: nullable(Type.String()), nameEn: nullable(Type.String()) })),
    canBeTakenBack: Type.Boolean(),
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
  overdue: Type.Optional(Type.Boolean()),
  text: Type.Optional(text(200, 'words, or beginnings of words, that are all found in what the case is about')),
  completedBy: Type.Optional(Id),
  createdAfter: Type.Optional(Instant),
  followUpReached: Type.Optional(Type.Boolean({ description: 'leaves out what is put off until later' })),
  onBehalfOf: Type.Optional(text(100, 'tasks of the work that you do for this person, who is away')),
  sortBy: Type.Optional(oneOf(['dueAt', 'createdAt', 'priority'])),
  direction: Type.Optional(oneOf(['asc', 'desc'])),
  ...PAGING,
}

/** In addresses several values stand in one, with commas. */
const SEVERAL = Type.String({ minLength: 1, maxLength: 1000, description: 'one or several with commas' })
const MANY = Type.Array(Id, { minItems: 1, maxItems: 100 })

export const TaskQuery = object({
  ...FILTERS,
  candidateGroups: Type.Optional(SEVERAL),
  processKeys: Type.Optional(SEVERAL),
  categories: Type.Optional(SEVERAL),
  casePriorities: Type.Optional(SEVERAL),
  caseStatuses: Type.Optional(SEVERAL),
})

const { limit: _limit, after: _after, sortBy: _sortBy, direction: _direction, ...COUNTED } = TaskQuery.properties

export const TaskCountQuery = object({
  ...COUNTED,
  upTo: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'counts no further; default 1000' })),
})

export const TaskCount = object({ count: Type.Integer(), more: Type.Boolean() }, { title: 'TaskCount' })

export const TaskQueryRequest = object(
  {
    ...FILTERS,
    candidateGroups: Type.Optional(MANY),
    processKeys: Type.Optional(MANY),
    categories: Type.Optional(MANY),
    casePriorities: Type.Optional(MANY),
    caseStatuses: Type.Optional(MANY),
  },
  { title: 'TaskQueryRequest' },
)

/** Every command about a task may name who is away and in whose place the caller does it. */
const ACTING = {
  onBehalfOf: Type.Optional(text(100, 'who is away and whose work you do; see `substitutes` of the session')),
}

export const ActingRequest = object(ACTING, { title: 'ActingRequest' })

/** `data` is the form's object; `variables` is the same in the words of other engines. */
export const CompleteRequest = object(
  { data: Type.Optional(Variables), variables: Type.Optional(Variables), ...ACTING },
  { title: 'CompleteRequest' },
)

export const CompleteAnswer = object({ task: Task }, { title: 'CompleteAnswer' })

export const AssignRequest = object({ assignee: Id, ...ACTING }, { title: 'AssignRequest' })

/** To whom a task goes: a candidate group, or a work group by the id of its record. */
export const HandOnRequest = Type.Union(
  [
    object({ group: text(200), note: Type.Optional(text(4000)), ...ACTING }),
    object({ groupId: Id, note: Type.Optional(text(4000)), ...ACTING }),
  ],
  { title: 'HandOnRequest' },
)

export const EscalateRequest = object(
  { reason: text(100, 'a code of the list `escalationReason`'), note: text(4000), ...ACTING },
  { title: 'EscalateRequest' },
)

const NOTE = Type.Optional(text(4000))

export const FollowUpRequest = object({ followUpAt: nullable(Instant), ...ACTING }, { title: 'FollowUpRequest' })

export const DelegateRequest = object({ to: Id, note: NOTE, ...ACTING }, { title: 'DelegateRequest' })

export const ResolveRequest = object({ note: NOTE, ...ACTING }, { title: 'ResolveRequest' })

export const SendBackRequest = object(
  { to: Type.Optional(Id), note: text(4000, 'stands beside the task that is opened'), ...ACTING },
  { title: 'SendBackRequest' },
)

export const HandBackAnswer = object({ task: Task, opened: Type.Array(Task) }, { title: 'HandBackAnswer' })

export const CommentRequest = object({ text: text(8000) }, { title: 'CommentRequest' })

export const CommentList = object({ items: Type.Array(Comment), next: Type.Null() }, { title: 'CommentList' })

export const TaskParams = object({ taskId: Id })
