/** Pages of the front office: who is it, their cases, what they say, and disruptions that staff notice. */
import type { PageRoute } from '../shared/page.ts'
import { mayServeAtCounter } from '../shared/may-serve-at-counter.ts'
import { showStarted } from '../start/receipt-page.tsx'
import { showClient, showServices } from './client/client-page.tsx'
import { postDisruption, showDisruption } from './disruption-page.tsx'
import { postFind, showFind } from './find-page.tsx'
import { mayReplyForClients, mayReportDisruption } from './may-serve.ts'
import { postNext } from './next-client.tsx'
import { postAnswer, showAnswer } from './reply/answer-page.tsx'
import { showReply } from './reply/reply-page.tsx'

const counter = (method: 'GET' | 'POST', path: string, handle: PageRoute['handle']): PageRoute => ({
  method,
  path,
  may: mayServeAtCounter,
  handle,
})

const REPLY = '/counter/reply/:processInstanceId'
const DISRUPTION = '/counter/disruption'

export const counterPages: readonly PageRoute[] = [
  counter('GET', '/counter', showFind),
  counter('POST', '/counter', postFind),
  counter('POST', '/counter/next', postNext),
  counter('GET', '/counter/services', showServices),
  counter('GET', '/counter/clients/:clientId', showClient),
  { method: 'GET', path: REPLY, may: mayReplyForClients, handle: showReply },
  { method: 'GET', path: `${REPLY}/:message`, may: mayReplyForClients, handle: showAnswer },
  { method: 'POST', path: `${REPLY}/:message`, may: mayReplyForClients, handle: postAnswer },
  { method: 'GET', path: DISRUPTION, may: mayReportDisruption, handle: showDisruption },
  { method: 'POST', path: DISRUPTION, may: mayReportDisruption, handle: postDisruption },
  { method: 'GET', path: `${DISRUPTION}/reported/:processInstanceId`, may: mayReportDisruption, handle: showStarted },
]
