/** Pages of the process owners: what is in force, what waits where, and how it is changed. */
import { mayReadDefinitions } from '../../../api/policies/definitions.ts'
import type { PageRoute } from '../shared/page.ts'
import { showIntegrity } from './integrity-page.tsx'
import { showOverview } from './overview-page.tsx'
import { showProcess } from './process-page.tsx'

export const ownerPages: readonly PageRoute[] = [
  { method: 'GET', path: '/processes', may: mayReadDefinitions, handle: showOverview },
  { method: 'GET', path: '/processes/integrity', may: mayReadDefinitions, handle: showIntegrity },
  { method: 'GET', path: '/processes/:key', may: mayReadDefinitions, handle: showProcess },
]
