/** Jobs and incidents: what runs without people, and what needs one because it failed. */
import {
  IncidentPage,
  IncidentParams,
  IncidentQuery,
  IncidentRetried,
  Job,
  JobPage,
  JobParams,
  JobQuery,
  RetriesRequest,
} from '../contract/jobs.ts'
import { endpoint } from '../endpoint.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage } from '../present/page.ts'

export const list = endpoint({
  operationId: 'listJobs',
  summary: 'Lists jobs',
  query: JobQuery,
  answers: { 200: JobPage },
  handle: async ({ engine, institutionId, query, request }) =>
    presentPage(await engine.listJobs({ institutionId, limit: DEFAULT_LIMIT, ...query }), request.url),
})

export const retry = endpoint({
  operationId: 'retryJob',
  summary: 'Gives a failed job new tries',
  params: JobParams,
  answers: { 200: Job },
  handle: async ({ engine, told, params }) => presentAnswer(await engine.retryJob({ ...told, ...params })),
})

export const setRetries = endpoint({
  operationId: 'setJobRetries',
  summary: 'Gives a failed job this many new tries, in the words of other engines',
  params: JobParams,
  body: RetriesRequest,
  answers: { 200: Job },
  handle: async ({ engine, told, params, body: { retries } }) =>
    presentAnswer(await engine.retryJob({ ...told, ...params, retries })),
})

export const listIncidents = endpoint({
  operationId: 'listIncidents',
  summary: 'Lists open incidents',
  query: IncidentQuery,
  answers: { 200: IncidentPage },
  handle: async ({ engine, institutionId, query, request }) =>
    presentPage(await engine.listIncidents({ institutionId, limit: DEFAULT_LIMIT, ...query }), request.url),
})

export const retryIncident = endpoint({
  operationId: 'retryIncident',
  summary: 'Tries again what failed',
  params: IncidentParams,
  answers: { 200: IncidentRetried },
  handle: async ({ engine, told, params }) => presentAnswer(await engine.retryIncident({ ...told, ...params })),
})
