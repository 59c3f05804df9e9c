/** Jobs, incidents and external tasks. */
import { Type } from 'typebox'
import { AnyJson, Id, Instant, nullable, object, oneOf, pageOf, PAGING, text, Variables } from './common.ts'

export const Job = object(
  {
    id: Id,
    processInstanceId: Id,
    elementId: Type.String(),
    type: oneOf(['handler', 'external']),
    topic: Type.String(),
    state: oneOf(['open', 'failed']),
    retriesLeft: Type.Integer(),
    dueAt: Instant,
    errorMessage: nullable(Type.String()),
    workerId: nullable(Type.String()),
    lockedUntil: nullable(Instant),
    createdAt: Instant,
  },
  { title: 'Job' },
)
export const JobPage = pageOf(Job, 'JobPage')
export const JobQuery = object({
  processInstanceId: Type.Optional(Id),
  state: Type.Optional(oneOf(['open', 'failed'])),
  ...PAGING,
})
export const JobParams = object({ jobId: Id })
export const RetriesRequest = object(
  { retries: Type.Integer({ minimum: 1, maximum: 100 }) },
  { title: 'RetriesRequest' },
)

export const Incident = object(
  {
    id: Id,
    processInstanceId: Id,
    processKey: Type.String(),
    elementId: Type.String(),
    type: oneOf(['failed-job', 'failed-element', 'failed-call', 'uncaught-error', 'step-budget']),
    message: Type.String(),
    jobId: nullable(Type.String()),
    createdAt: Instant,
  },
  { title: 'Incident' },
)
export const IncidentPage = pageOf(Incident, 'IncidentPage')
export const IncidentQuery = object({ processInstanceId: Type.Optional(Id), ...PAGING })
export const IncidentParams = object({ incidentId: Id })
export const IncidentRetried = object({ id: Id, processInstanceId: Id }, { title: 'IncidentRetried' })

/** In the shape that external task clients of other engines send; what we have no use for is accepted and left alone. */
export const FetchRequest = object(
  {
    workerId: text(200),
    maxTasks: Type.Integer({ minimum: 1, maximum: 200 }),
    usePriority: Type.Optional(Type.Boolean()),
    sorting: Type.Optional(AnyJson),
    asyncResponseTimeout: Type.Optional(
      nullable(Type.Integer({ minimum: 0, maximum: 1_800_000, description: 'milliseconds to wait for a task' })),
    ),
    topics: Type.Array(
      Type.Object(
        {
          topicName: text(200),
          lockDuration: Type.Integer({ minimum: 1000, maximum: 86_400_000, description: 'milliseconds' }),
        },
        { additionalProperties: true },
      ),
      { minItems: 1, maxItems: 100 },
    ),
  },
  { title: 'FetchRequest' },
)

const EXTERNAL_TASK = {
  id: Id,
  topicName: Type.String(),
  workerId: Type.String(),
  lockExpirationTime: Instant,
  processInstanceId: Id,
  processDefinitionKey: Type.String(),
  processDefinitionId: Id,
  activityId: Type.String(),
  businessKey: nullable(Type.String()),
  retries: Type.Integer(),
  priority: Type.Integer(),
}

export const LockedTaskList = object(
  {
    items: Type.Array(object({ ...EXTERNAL_TASK, variables: Variables }, { title: 'LockedExternalTask' })),
    next: Type.Null(),
  },
  { title: 'LockedExternalTaskList' },
)

const TypedVariable = object({ value: AnyJson, type: Type.String(), valueInfo: Type.Record(Type.String(), AnyJson) })

/** A bare list with typed variables, as external task clients of other engines expect it. */
export const TypedLockedTasks = Type.Array(
  object(
    { ...EXTERNAL_TASK, variables: Type.Record(Type.String(), TypedVariable) },
    { title: 'TypedLockedExternalTask' },
  ),
)

export const ExternalTaskParams = object({ jobId: Id })
const WORKER = { workerId: text(200) }

export const ExternalCompleteRequest = object(
  { ...WORKER, variables: Type.Optional(Variables), localVariables: Type.Optional(Variables) },
  { title: 'ExternalCompleteRequest' },
)
export const ExternalFailureRequest = object(
  {
    ...WORKER,
    errorMessage: text(4000),
    errorDetails: Type.Optional(Type.String({ maxLength: 100_000 })),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    retryTimeout: Type.Optional(Type.Integer({ minimum: 0, maximum: 31_536_000_000, description: 'milliseconds' })),
  },
  { title: 'ExternalFailureRequest' },
)
export const ExternalErrorRequest = object(
  { ...WORKER, errorCode: text(200), errorMessage: Type.Optional(text(4000)), variables: Type.Optional(Variables) },
  { title: 'ExternalErrorRequest' },
)
export const ExtendLockRequest = object(
  {
    ...WORKER,
    newDuration: Type.Integer({ minimum: 1000, maximum: 86_400_000, description: 'milliseconds from now' }),
  },
  { title: 'ExtendLockRequest' },
)
