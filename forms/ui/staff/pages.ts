/** Pages of the staff: inbox and tasks. */
import { mayWorkOnTasks } from '../../../api/policies/tasks.ts'
import type { PageRoute } from '../shared/page.ts'
import { events } from './live/events.ts'
import { bulk } from './inbox/bulk.ts'
import { showInbox } from './inbox/inbox-page.tsx'

export const staffPages: readonly PageRoute[] = [
  { method: 'GET', path: '/tasks', may: mayWorkOnTasks, handle: showInbox },
  { method: 'POST', path: '/tasks/bulk', may: mayWorkOnTasks, handle: bulk },
  { method: 'GET', path: '/events', may: mayWorkOnTasks, handle: events },
]
