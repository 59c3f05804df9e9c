import { mayDeploy } from '../../../api/policies/definitions.ts'
import type { PageRoute } from '../shared/page.ts'
import { postAttach, postChange, showAttach, showChange } from './change-pages.ts'
import { postRemove, showRemove } from './remove-page.tsx'

const BASE = '/processes/:key/documents'
const may = mayDeploy

/** Of the owners of processes; everybody else meets documents on the pages of tasks, procedures and processes. */
export const documentPages: readonly PageRoute[] = [
  { method: 'GET', path: `${BASE}/new`, may, handle: showAttach },
  { method: 'POST', path: `${BASE}/new`, may, handle: postAttach },
  { method: 'GET', path: `${BASE}/:documentId`, may, handle: showChange },
  { method: 'POST', path: `${BASE}/:documentId`, may, handle: postChange },
  { method: 'GET', path: `${BASE}/:documentId/remove`, may, handle: showRemove },
  { method: 'POST', path: `${BASE}/:documentId/remove`, may, handle: postRemove },
]
