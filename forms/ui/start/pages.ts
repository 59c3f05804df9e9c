/** Pages with which cases begin: what one may start, the form, the receipt. */
import { mayStartSomething } from '../../../api/policies/definitions.ts'
import type { Policy } from '../../../api/endpoint.ts'
import type { PageRoute } from '../shared/page.ts'
import { showStartable } from './list-page.tsx'
import { autosaveStart, postStart } from './post-start.ts'
import { showStarted } from './receipt-page.tsx'
import { showStart } from './start-page.tsx'

const may: Policy = mayStartSomething

export const startPages: readonly PageRoute[] = [
  { method: 'GET', path: '/start', may, handle: showStartable },
  { method: 'GET', path: '/start/:processKey', may, handle: showStart },
  { method: 'POST', path: '/start/:processKey', may, handle: postStart },
  { method: 'POST', path: '/start/:processKey/draft', may, handle: autosaveStart },
  { method: 'GET', path: '/start/:processKey/started/:processInstanceId', may, handle: showStarted },
]
