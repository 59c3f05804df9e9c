/** Who answers for what: managers of processes, services and resources, and the matrix of tasks and roles. */
import { mayReadDefinitions } from '../../../api/policies/definitions.ts'
import type { PageRoute } from '../shared/page.ts'
import { postAppointment, showAppointment } from './appoint-page.tsx'
import { showManaging } from './managing-page.tsx'
import { showMatrix } from './matrix-page.tsx'
import { postTask, showTask } from './task-page.tsx'

const BASE = '/processes/responsibilities'
const may = mayReadDefinitions

/** Stands before the pages of single processes, whose keys it takes. */
export const responsibilityPages: readonly PageRoute[] = [
  { method: 'GET', path: BASE, may, handle: showManaging },
  { method: 'GET', path: `${BASE}/managers/:key`, may, handle: showAppointment },
  { method: 'POST', path: `${BASE}/managers/:key`, may, handle: postAppointment },
  { method: 'GET', path: `${BASE}/matrix`, may, handle: showMatrix },
  { method: 'GET', path: `${BASE}/matrix/:task`, may, handle: showTask },
  { method: 'POST', path: `${BASE}/matrix/:task`, may, handle: postTask },
]
