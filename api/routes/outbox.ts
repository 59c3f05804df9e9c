/** What goes to other systems: what is stuck, and sending it again. */
import { OutboxItem, OutboxPage, OutboxParams, OutboxQuery } from '../contract/outbox.ts'
import { endpoint } from '../endpoint.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage } from '../present/page.ts'

export const list = endpoint({
  operationId: 'listOutbox',
  summary: 'Lists what goes to other systems, e.g. e-mails that could not be sent',
  query: OutboxQuery,
  answers: { 200: OutboxPage },
  handle: async ({ engine, institutionId, query, request }) =>
    presentPage(await engine.listOutbox({ institutionId, limit: DEFAULT_LIMIT, ...query }), request.url),
})

export const retry = endpoint({
  operationId: 'retryOutboxItem',
  summary: 'Sends again what failed, is kept, or waits for its next try',
  params: OutboxParams,
  answers: { 200: OutboxItem },
  handle: async ({ engine, told, params }) => presentAnswer(await engine.retryOutboxItem({ ...told, ...params })),
})
