/** Pages of the front office: who is it, their cases, what they say, and disruptions that staff notice. */
import type { PageRoute } from '../shared/page.ts'
import { mayServeAtCounter } from '../shared/may-serve-at-counter.ts'
import { showClient, showServices } from './client/client-page.tsx'
import { postFind, showFind } from './find-page.tsx'
import { postNext } from './next-client.tsx'

const counter = (method: 'GET' | 'POST', path: string, handle: PageRoute['handle']): PageRoute => ({
  method,
  path,
  may: mayServeAtCounter,
  handle,
})

export const counterPages: readonly PageRoute[] = [
  counter('GET', '/counter', showFind),
  counter('POST', '/counter', postFind),
  counter('POST', '/counter/next', postNext),
  counter('GET', '/counter/services', showServices),
  counter('GET', '/counter/clients/:clientId', showClient),
]
