/** User tasks: finding, claiming, completing, commenting. */
import type { Static } from 'typebox'
import type { TaskQuery as EngineTaskQuery, Told } from '../../engine/engine.ts'
import { NotFound } from '../../engine/model/errors.ts'
import type { TaskDetails as TaskDetailsView } from '../../engine/model/views.ts'
import {
  ActingRequest,
  AssignRequest,
  Comment,
  CommentList,
  CommentRequest,
  CompleteAnswer,
  CompleteRequest,
  DelegateRequest,
  EscalateRequest,
  FollowUpRequest,
  HandBackAnswer,
  HandOnRequest,
  ResolveRequest,
  SendBackRequest,
  Task,
  TaskCount,
  TaskCountQuery,
  TaskDetails,
  TaskForm,
  TaskPage,
  TaskParams,
  TaskQuery,
  TaskQueryRequest,
} from '../contract/tasks.ts'
import { endpoint, type Call, type Reply } from '../endpoint.ts'
import { absentOf, inPlaceOf, viewerOf } from '../policies/substitutes.ts'
import { mayManageTasks, maySeeTask } from '../policies/tasks.ts'
import { inUtc } from '../contract/check.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage, presentWhole } from '../present/page.ts'
import { plainVariables } from '../present/variables.ts'
import { withFilesOfTask } from './form-files.ts'

type OneTask = Pick<
  Call<{ readonly taskId: string }, unknown, unknown>,
  'engine' | 'caller' | 'institutionId' | 'params'
>

/** @throws {NotFound} in the same words, for what is not there and what the caller may not know of */
async function visibleTask({ engine, caller, institutionId, params }: OneTask): Promise<TaskDetailsView> {
  const task = await engine.getTask({ institutionId, taskId: params.taskId })
  if (!maySeeTask(caller, task)) throw new NotFound('task', params.taskId)
  return task
}

/** As {@link visibleTask}, for what is only told and not shown: who sees all leaves it to the command itself. */
async function checkVisible({ engine, caller, institutionId, params }: OneTask): Promise<void> {
  if (mayManageTasks(caller)) return
  const task = await engine.getTaskView({ institutionId, taskId: params.taskId })
  if (!maySeeTask(caller, task)) throw new NotFound('task', params.taskId)
}

/** As {@link checkVisible}; what is told says in whose place the caller does it, where the body does. */
async function toldAbout(
  call: OneTask & Pick<Call<unknown, unknown, { readonly onBehalfOf?: string }>, 'told' | 'body'>,
): Promise<Told> {
  const { engine, caller, institutionId, params, told, body } = call
  if (body.onBehalfOf === undefined) {
    await checkVisible(call)
    return told
  }
  const task = await engine.getTaskView({ institutionId, taskId: params.taskId })
  if (!maySeeTask(caller, task)) throw new NotFound('task', params.taskId)
  return inPlaceOf(told, caller, body.onBehalfOf, task)
}

type Filters = Omit<EngineTaskQuery, 'institutionId'> & { readonly onBehalfOf?: string }

/**
 * The caller's own tasks and those they may take; with `task.manage` all of the institution; where somebody who is away is
 * named, what the caller may do for them.
 */
function asked(
  { caller, institutionId }: Pick<Call<undefined, unknown, unknown>, 'caller' | 'institutionId'>,
  { onBehalfOf, ...filters }: Filters,
): EngineTaskQuery {
  const { dueBefore, createdAfter } = filters
  const whose =
    onBehalfOf !== undefined
      ? { visibleTo: viewerOf(absentOf(caller, onBehalfOf)), notHeldByOthers: true }
      : mayManageTasks(caller)
        ? {}
        : { visibleTo: { userId: caller.id, groups: caller.groups } }
  return {
    state: 'open',
    ...filters,
    ...(dueBefore === undefined ? {} : { dueBefore: inUtc(dueBefore) }),
    ...(createdAfter === undefined ? {} : { createdAfter: inUtc(createdAfter) }),
    institutionId,
    ...whose,
  }
}

async function page(call: Call<undefined, unknown, unknown>, filters: Filters): Promise<Reply> {
  return presentPage(await call.engine.listTasks(asked(call, { limit: DEFAULT_LIMIT, ...filters })), call.request.url)
}

const LISTS = ['candidateGroups', 'processKeys', 'categories', 'casePriorities', 'caseStatuses'] as const

type WithLists<Query> = Omit<Query, (typeof LISTS)[number]> & Partial<Record<(typeof LISTS)[number], readonly string[]>>

/** Values with commas between them become lists. */
function withLists<Query extends Partial<Record<(typeof LISTS)[number], string>>>(query: Query): WithLists<Query> {
  const { candidateGroups, processKeys, categories, casePriorities, caseStatuses, ...rest } = query
  const given = { candidateGroups, processKeys, categories, casePriorities, caseStatuses }
  const lists = LISTS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name].split(',')] as const]))
  return { ...rest, ...Object.fromEntries(lists) }
}

export const list = endpoint({
  operationId: 'listTasks',
  summary: 'Lists the open tasks that are yours, or yours to take',
  query: TaskQuery,
  answers: { 200: TaskPage },
  handle: (call) => page(call, withLists(call.query)),
})

export const count = endpoint({
  operationId: 'countTasks',
  summary: 'Counts the tasks that a list would show, up to a bound',
  query: TaskCountQuery,
  answers: { 200: TaskCount },
  async handle(call) {
    const { upTo, ...filters } = call.query
    return { body: await call.engine.countTasks(asked(call, withLists(filters)), upTo) }
  },
})

export const query = endpoint({
  operationId: 'queryTasks',
  summary: 'Lists tasks, with the query in the body; `after` goes there too',
  body: TaskQueryRequest,
  bodyOptional: true,
  answers: { 200: TaskPage },
  handle: async (call) => {
    const { body } = await page(call, call.body)
    return { body }
  },
})

export const get = endpoint({
  operationId: 'getTask',
  summary: 'Reads one task with its form, variables and comments',
  params: TaskParams,
  answers: { 200: TaskDetails },
  handle: async (call) => ({ body: await visibleTask(call) }),
})

export const getForm = endpoint({
  operationId: 'getTaskForm',
  summary: 'Reads the form of a task with its values; no content where it has none',
  params: TaskParams,
  answers: { 200: TaskForm, 204: null },
  handle: async (call) => {
    const { formKey, form, variables } = await visibleTask(call)
    return form === null ? {} : { body: { formKey, form, variables } }
  },
})

export const claim = endpoint({
  operationId: 'claimTask',
  summary: 'Takes a task for oneself',
  params: TaskParams,
  body: ActingRequest,
  bodyOptional: true,
  answers: { 200: Task },
  handle: async (call) => presentAnswer(await call.engine.claimTask({ ...(await toldAbout(call)), ...call.params })),
})

export const unclaim = endpoint({
  operationId: 'unclaimTask',
  summary: 'Gives a task back to its group',
  params: TaskParams,
  body: ActingRequest,
  bodyOptional: true,
  answers: { 200: Task },
  handle: async (call) => presentAnswer(await call.engine.unclaimTask({ ...(await toldAbout(call)), ...call.params })),
})

export const assign = endpoint({
  operationId: 'assignTask',
  summary: 'Gives a task to a person',
  params: TaskParams,
  body: AssignRequest,
  answers: { 200: Task },
  handle: async (call) => {
    const { engine, house, institutionId, params, body } = call
    const { assignee } = body
    await house.identity.people.get(institutionId, assignee)
    return presentAnswer(await engine.assignTask({ ...(await toldAbout(call)), ...params, assignee }))
  },
})

export const handOn = endpoint({
  operationId: 'escalateTaskFunctionally',
  summary: 'Gives a task that you hold to another group; its due date stays',
  params: TaskParams,
  body: HandOnRequest,
  answers: { 200: Task },
  handle: async (call) => {
    const told = await toldAbout(call)
    const { engine, params, body } = call
    const { note = '', onBehalfOf: _acting, ...to } = body
    return presentAnswer(await engine.handOnTask({ ...told, ...params, to, note }))
  },
})

export const escalate = endpoint({
  operationId: 'escalateTask',
  summary: 'Asks somebody above to decide about a task that you hold',
  params: TaskParams,
  body: EscalateRequest,
  answers: { 200: Task },
  handle: async (call) => {
    const told = await toldAbout(call)
    const { reason, note } = call.body
    return presentAnswer(await call.engine.escalateTask({ ...told, ...call.params, reason, note }))
  },
})

export const followUp = endpoint({
  operationId: 'setTaskFollowUp',
  summary: 'Puts a task off until later, or no longer',
  params: TaskParams,
  body: FollowUpRequest,
  answers: { 200: Task },
  handle: async (call) => {
    const told = await toldAbout(call)
    const { followUpAt } = call.body
    return presentAnswer(await call.engine.setFollowUp({ ...told, ...call.params, followUpAt }))
  },
})

export const delegate = endpoint({
  operationId: 'delegateTask',
  summary: 'Lets somebody else work on a task that you hold; it comes back to you',
  params: TaskParams,
  body: DelegateRequest,
  answers: { 200: Task },
  handle: async (call) => {
    const told = await toldAbout(call)
    const { engine, house, institutionId, params, body } = call
    await house.identity.people.get(institutionId, body.to)
    return presentAnswer(await engine.delegateTask({ ...told, ...params, to: body.to, note: body.note ?? '' }))
  },
})

export const resolve = endpoint({
  operationId: 'resolveTask',
  summary: 'Gives a delegated task back to its owner',
  params: TaskParams,
  body: ResolveRequest,
  bodyOptional: true,
  answers: { 200: Task },
  handle: async (call) => {
    const told = await toldAbout(call)
    const { engine, params, body } = call
    return presentAnswer(await engine.resolveDelegation({ ...told, ...params, note: body.note ?? '' }))
  },
})

export const sendBack = endpoint({
  operationId: 'sendTaskBack',
  summary: 'Sends a task back to one before it, where the diagram allows it',
  params: TaskParams,
  body: SendBackRequest,
  answers: { 200: HandBackAnswer },
  handle: async (call) => {
    const told = await toldAbout(call)
    const { onBehalfOf: _acting, ...rest } = call.body
    return presentAnswer(await call.engine.sendBackTask({ ...told, ...call.params, ...rest }))
  },
})

export const takeBack = endpoint({
  operationId: 'takeTaskBack',
  summary: 'Takes a task back that you completed, where the diagram allows it and nobody has gone on from it',
  params: TaskParams,
  body: ActingRequest,
  bodyOptional: true,
  answers: { 200: HandBackAnswer },
  handle: async (call) => presentAnswer(await call.engine.takeBackTask({ ...(await toldAbout(call)), ...call.params })),
})

export const complete = endpoint({
  operationId: 'completeTask',
  summary: 'Completes a task with the data of its form',
  params: TaskParams,
  body: CompleteRequest,
  bodyOptional: true,
  answers: { 200: CompleteAnswer },
  handle: async (call) => {
    const told = await toldAbout(call)
    const { engine, params, body } = call
    return presentAnswer(
      await withFilesOfTask(call, params.taskId, dataOf(body), (data) =>
        engine.completeTask({ ...told, ...params, data }),
      ),
    )
  },
})

function dataOf({ data, variables }: Static<typeof CompleteRequest>): ReturnType<typeof plainVariables> {
  return { ...plainVariables(variables), ...plainVariables(data) }
}

export const listComments = endpoint({
  operationId: 'listTaskComments',
  summary: 'Lists the comments on a task',
  params: TaskParams,
  answers: { 200: CommentList },
  handle: async (call) => presentWhole((await visibleTask(call)).comments),
})

export const comment = endpoint({
  operationId: 'commentTask',
  summary: 'Adds a comment to a task',
  params: TaskParams,
  body: CommentRequest,
  answers: { 201: Comment },
  handle: async (call) => {
    await checkVisible(call)
    return presentAnswer(await call.engine.commentTask({ ...call.told, ...call.params, ...call.body }), 201)
  },
})
