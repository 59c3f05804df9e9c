/** Where the institution stands in the method's levels of development. */
import { mayReadDefinitions } from '../../../api/policies/definitions.ts'
import type { PageRoute } from '../shared/page.ts'
import { postConfirmation, showConfirmation } from './confirm-page.tsx'
import { showStanding } from './standing-page.tsx'

/** Stands before the pages of single processes, whose keys it takes. */
export const standingPages: readonly PageRoute[] = [
  { method: 'GET', path: '/processes/maturity', may: mayReadDefinitions, handle: showStanding },
  { method: 'GET', path: '/processes/maturity/:key/confirm', may: mayReadDefinitions, handle: showConfirmation },
  { method: 'POST', path: '/processes/maturity/:key/confirm', may: mayReadDefinitions, handle: postConfirmation },
]
