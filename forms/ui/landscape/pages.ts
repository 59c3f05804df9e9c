import { mayReadDefinitions } from '../../../api/policies/definitions.ts'
import type { PageRoute } from '../shared/page.ts'
import { showLandscape } from './landscape-page.tsx'

/** Stands before the pages of single processes, whose keys it takes. */
export const landscapePages: readonly PageRoute[] = [
  { method: 'GET', path: '/processes/landscape', may: mayReadDefinitions, handle: showLandscape },
]
