import { mayReadDefinitions } from '../../../api/policies/definitions.ts'
import type { PageRoute } from '../shared/page.ts'
import { showProcedure } from './procedure-page.tsx'

export const procedurePages: readonly PageRoute[] = [
  { method: 'GET', path: '/processes/:key/procedure', may: mayReadDefinitions, handle: showProcedure },
]
