/** Process instances: reading, cancelling, suspending, and what happened. */
import type { ProcessInstanceDetails, ProcessInstanceView } from '../../engine/model/views.ts'
import { SuspendRequest } from '../contract/definitions.ts'
import {
  AdHocRequest,
  CancelQuery,
  CancelRequest,
  DecisionPage,
  HistoryPage,
  HistoryQuery,
  Instance,
  InstanceDetails,
  InstancePage,
  InstanceParams,
  InstanceQuery,
  TokenList,
} from '../contract/instances.ts'
import { endpoint, type Call } from '../endpoint.ts'
import { notAllowed } from '../http-refusal.ts'
import { maySeeInstancesOf } from '../policies/instances.ts'
import { presentAnswer } from '../present/answer.ts'
import { presentDecision } from '../present/decision.ts'
import { DEFAULT_LIMIT, presentPage, presentWhole } from '../present/page.ts'
import { visibleInstance } from './visible-instance.ts'

/** The instance that the address names. */
const named = (call: Call<{ readonly processInstanceId: string }, unknown, unknown>): Promise<ProcessInstanceDetails> =>
  visibleInstance(call, call.params.processInstanceId)

export const list = endpoint({
  operationId: 'listProcessInstances',
  summary: 'Lists process instances, newest first',
  query: InstanceQuery,
  answers: { 200: InstancePage },
  handle: async ({ engine, caller, institutionId, query, request }) => {
    const { state, ...rest } = query
    if (!maySeeInstancesOf(caller, query.processKey)) {
      throw notAllowed(
        'Expected a process key whose instances you may see, but you may not see these. Name one with "processKey".',
      )
    }
    const states = state === undefined ? {} : { state: state.split(',') as ProcessInstanceView['state'][] }
    return presentPage(
      await engine.listProcessInstances({ institutionId, limit: DEFAULT_LIMIT, ...rest, ...states }),
      request.url,
    )
  },
})

export const get = endpoint({
  operationId: 'getProcessInstance',
  summary: 'Reads one process instance with its tokens and variables',
  params: InstanceParams,
  answers: { 200: InstanceDetails },
  handle: async (call) => ({ body: await named(call) }),
})

export const listTokens = endpoint({
  operationId: 'listActivityInstances',
  summary: 'Lists where a process instance is now',
  params: InstanceParams,
  answers: { 200: TokenList },
  handle: async (call) => presentWhole((await named(call)).tokens),
})

export const cancel = endpoint({
  operationId: 'cancelProcessInstance',
  summary: 'Cancels a process instance and everything it called',
  params: InstanceParams,
  body: CancelRequest,
  answers: { 200: Instance },
  handle: async ({ engine, told, params, body }) =>
    presentAnswer(await engine.cancelProcessInstance({ ...told, ...params, ...body })),
})

export const remove = endpoint({
  operationId: 'deleteProcessInstance',
  summary: 'Cancels a process instance, with the reason in the query',
  params: InstanceParams,
  query: CancelQuery,
  answers: { 200: Instance },
  handle: async ({ engine, told, params, query }) =>
    presentAnswer(await engine.cancelProcessInstance({ ...told, ...params, ...query })),
})

export const suspend = endpoint({
  operationId: 'suspendProcessInstance',
  summary: 'Stops a process instance for a while, or lets it go on',
  params: InstanceParams,
  body: SuspendRequest,
  answers: { 200: Instance },
  handle: async ({ engine, told, params, body }) =>
    presentAnswer(await engine.suspendProcessInstance({ ...told, ...params, ...body })),
})

export const startAdHoc = endpoint({
  operationId: 'startAdHocActivity',
  summary: 'Begins an activity of an ad-hoc sub-process',
  params: InstanceParams,
  body: AdHocRequest,
  answers: { 200: Instance },
  handle: async ({ engine, told, params, body }) =>
    presentAnswer(await engine.startAdHocActivity({ ...told, ...params, ...body })),
})

export const listHistory = endpoint({
  operationId: 'listHistory',
  summary: 'Lists what happened in a process instance, in order',
  params: InstanceParams,
  query: HistoryQuery,
  answers: { 200: HistoryPage },
  handle: async (call) => {
    await named(call)
    const { engine, institutionId, params, query, request } = call
    return presentPage(
      await engine.listHistory({ institutionId, limit: DEFAULT_LIMIT, ...params, ...query }),
      request.url,
    )
  },
})

export const listDecisions = endpoint({
  operationId: 'listDecisions',
  summary: 'Lists which rules decided in a process instance, what they looked at and why they matched',
  params: InstanceParams,
  query: HistoryQuery,
  answers: { 200: DecisionPage },
  handle: async (call) => {
    await named(call)
    const { engine, institutionId, params, query, request } = call
    const wanted = { institutionId, limit: DEFAULT_LIMIT, ...params, ...query, type: 'decision-evaluated' }
    const page = await engine.listHistory(wanted)
    return presentPage({ ...page, items: page.items.map(presentDecision) }, request.url)
  },
})
