/** External tasks: service tasks that another system fetches, does, and reports. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Static } from 'typebox'
import { NotFound } from '../../engine/model/errors.ts'
import type { LockedExternalTask } from '../../engine/model/views.ts'
import {
  ExtendLockRequest,
  ExternalCompleteRequest,
  ExternalErrorRequest,
  ExternalFailureRequest,
  ExternalTaskParams,
  FetchRequest,
  LockedTaskList,
  TypedLockedTasks,
} from '../contract/jobs.ts'
import { endpoint, type Call } from '../endpoint.ts'
import { notAllowed } from '../http-refusal.ts'
import { mayWorkOnEveryTopic, mayWorkOnTopic } from '../policies/external-tasks.ts'
import { presentDone } from '../present/answer.ts'
import { presentWhole } from '../present/page.ts'
import { plainVariables, typedVariables } from '../present/variables.ts'

/** Between two looks of a fetch that waits. */
const LOOK_EVERY_MS = 250
/** A case may have more: one for each iteration of a multi-instance activity. */
const MOST_JOBS_AT_ONCE = 200

/** Waits until there is a task, the time is over, the worker has gone, or the server stops. */
async function fetch({
  engine,
  house,
  caller,
  told,
  body,
  request,
}: Call<undefined, undefined, Static<typeof FetchRequest>>): Promise<readonly LockedExternalTask[]> {
  const { workerId, maxTasks, asyncResponseTimeout } = body
  const foreign = body.topics.find(({ topicName }) => !mayWorkOnTopic(caller, topicName))
  if (foreign) throw notAllowed(`Expected topics that are yours, but "${foreign.topicName}" is not.`)
  const topics = body.topics.map(({ topicName, lockDuration }) => ({ topicName, lockDurationMs: lockDuration }))
  const waitMs = Math.min(asyncResponseTimeout ?? 0, house.config.externalTaskPollSeconds * 1000)
  const until = performance.now() + waitMs
  const given = AbortSignal.any([request.gone, house.stopping])
  for (;;) {
    const tasks = await engine.fetchAndLock({ ...told, workerId, maxTasks, topics })
    if (tasks.length > 0 || performance.now() >= until || given.aborted) return tasks
    const pauseMs = Math.min(LOOK_EVERY_MS, Math.max(1, until - performance.now()))
    await request.aside(() => pause(pauseMs, undefined, { signal: given }).catch(() => {}))
    // Locking tasks for somebody who has gone would keep them from others.
    if (given.aborted) return []
  }
}

export const fetchAndLock = endpoint({
  operationId: 'fetchAndLockExternalTasks',
  summary: 'Fetches external tasks and locks them for a worker; may wait for one',
  body: FetchRequest,
  answers: { 200: LockedTaskList },
  handle: async (call) => presentWhole(await fetch(call)),
})

/** The address and the shape that external task clients of other engines know. */
export const fetchAndLockTyped = endpoint({
  operationId: 'fetchAndLockTypedExternalTasks',
  summary: 'Fetches external tasks at the address and in the shape that clients of other engines use',
  body: FetchRequest,
  answers: { 200: TypedLockedTasks },
  handle: async (call) => ({
    body: (await fetch(call)).map((task) => ({ ...task, variables: typedVariables(task.variables) })),
  }),
})

type OneTask = Call<{ readonly jobId: string }, undefined, unknown>

/**
 * A key for some topics may report on tasks of those only. What is not open any more is left to the command: it may be a
 * repeated request, whose answer is kept there under the caller's own idempotency key.
 *
 * @throws {NotFound} in the same words as for a task that is not there
 */
async function refuseForeignTopic({ engine, caller, institutionId, params: { jobId } }: OneTask): Promise<void> {
  if (mayWorkOnEveryTopic(caller)) return
  const [processInstanceId = ''] = jobId.split('.', 1)
  let after: string | null = null
  do {
    const paging: { limit: number; after?: string } = { limit: MOST_JOBS_AT_ONCE, ...(after === null ? {} : { after }) }
    const { items, next } = await engine.listJobs({ institutionId, processInstanceId, ...paging })
    const job = items.find(({ id }) => id === jobId)
    if (job && !(job.type === 'external' && mayWorkOnTopic(caller, job.topic)))
      throw new NotFound('external task', jobId)
    if (job) return
    after = next
  } while (after !== null)
}

const DONE = { params: ExternalTaskParams, answers: { 204: null } } as const

export const complete = endpoint({
  ...DONE,
  operationId: 'completeExternalTask',
  summary: 'Reports an external task as done',
  body: ExternalCompleteRequest,
  handle: async (call) => {
    await refuseForeignTopic(call)
    const { workerId, variables, localVariables } = call.body
    const results = { ...plainVariables(variables), ...plainVariables(localVariables) }
    return presentDone(
      await call.engine.completeExternalTask({ ...call.told, ...call.params, workerId, variables: results }),
    )
  },
})

export const fail = endpoint({
  ...DONE,
  operationId: 'failExternalTask',
  summary: 'Reports that an external task could not be done; with no retries left it becomes an incident',
  body: ExternalFailureRequest,
  handle: async (call) => {
    await refuseForeignTopic(call)
    const { workerId, errorMessage, retries, retryTimeout } = call.body
    const tries = {
      ...(retries === undefined ? {} : { retries }),
      ...(retryTimeout === undefined ? {} : { retryTimeoutMs: retryTimeout }),
    }
    return presentDone(
      await call.engine.failExternalTask({ ...call.told, ...call.params, workerId, errorMessage, ...tries }),
    )
  },
})

export const throwError = endpoint({
  ...DONE,
  operationId: 'throwExternalTaskError',
  summary: 'Takes the error path that is drawn at an external task',
  body: ExternalErrorRequest,
  handle: async (call) => {
    await refuseForeignTopic(call)
    const { variables, ...error } = call.body
    return presentDone(
      await call.engine.throwExternalTaskError({
        ...call.told,
        ...call.params,
        ...error,
        variables: plainVariables(variables),
      }),
    )
  },
})

export const extendLock = endpoint({
  ...DONE,
  operationId: 'extendExternalTaskLock',
  summary: 'Keeps an external task locked for longer',
  body: ExtendLockRequest,
  handle: async (call) => {
    await refuseForeignTopic(call)
    const { workerId, newDuration } = call.body
    return presentDone(
      await call.engine.extendExternalTaskLock({ ...call.told, ...call.params, workerId, newDurationMs: newDuration }),
    )
  },
})

export const unlock = endpoint({
  ...DONE,
  operationId: 'unlockExternalTask',
  summary: 'Gives an external task back, for any worker to fetch',
  handle: async (call) => {
    await refuseForeignTopic(call)
    // Who may work on a topic may free its tasks, also those that a broken worker of theirs holds.
    const by = { ...call.actor, mayManage: true }
    return presentDone(await call.engine.unlockExternalTask({ ...call.told, by, ...call.params }))
  },
})
