/** Pages of the staff: inbox and tasks. */
import { mayWorkOnTasks } from '../../../api/policies/tasks.ts'
import type { PageRoute } from '../shared/page.ts'
import { bulk } from './inbox/bulk.ts'
import { showInbox } from './inbox/inbox-page.tsx'
import { removeView, saveView } from './inbox/save-view.ts'
import { events } from './live/events.ts'
import { act, ACT_NAMES } from './task/act.ts'
import { autosave, postTask } from './task/complete.ts'
import { showDone } from './task/done-page.tsx'
import { showTask } from './task/task-page.tsx'

const staff = (method: 'GET' | 'POST', path: string, handle: PageRoute['handle']): PageRoute => ({
  method,
  path,
  may: mayWorkOnTasks,
  handle,
})

export const staffPages: readonly PageRoute[] = [
  staff('GET', '/tasks', showInbox),
  staff('POST', '/tasks/bulk', bulk),
  staff('POST', '/tasks/views', saveView),
  staff('POST', '/tasks/views/:viewId/remove', removeView),
  // Whoever is logged in is told of notices.
  { method: 'GET', path: '/events', may: ({ kind }) => kind === 'person', handle: events },
  staff('GET', '/tasks/:taskId', showTask),
  staff('POST', '/tasks/:taskId', postTask),
  staff('POST', '/tasks/:taskId/draft', autosave),
  staff('GET', '/tasks/:taskId/done', showDone),
  ...ACT_NAMES.map((name) => staff('POST', `/tasks/:taskId/${name}`, act(name))),
]
