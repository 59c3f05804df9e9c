/** The tasks that an address asks for, as far as the person may see them. */
import type { Count, TaskQuery } from '../../../../engine/engine.ts'
import type { Page, TaskView } from '../../../../engine/model/views.ts'
import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import type { PageCall } from '../../shared/page.ts'
import type { InboxList, InboxQuery } from './inbox-query.ts'

const PAGE_SIZE = 25
/** Beyond it a count is only told to be larger. */
export const MOST_COUNTED = 1000

const SORT: Readonly<Record<InboxQuery['sort'], Partial<TaskQuery>>> = {
  due: { sortBy: 'dueAt' },
  newest: { sortBy: 'createdAt', direction: 'desc' },
  oldest: { sortBy: 'createdAt', direction: 'asc' },
  priority: { sortBy: 'priority' },
}

/** Lists that somebody has: all tasks of the institution only where they may manage them. */
export function listsOf({ caller }: PageCall): readonly InboxList[] {
  return mayManageTasks(caller) ? ['mine', 'groups', 'all', 'done'] : ['mine', 'groups', 'done']
}

export function findTasks(call: PageCall, query: InboxQuery): Promise<Page<TaskView>> {
  const { after } = query
  return call.ports.engine.listTasks({
    ...taskQuery(call, query),
    ...SORT[query.sort],
    limit: PAGE_SIZE,
    ...(after === '' ? {} : { after }),
  })
}

export function countTasks(call: PageCall, query: InboxQuery): Promise<Count> {
  return call.ports.engine.countTasks(taskQuery(call, query), MOST_COUNTED)
}

export function taskQuery({ caller, institutionId }: PageCall, query: InboxQuery): TaskQuery {
  const { list, text, process, service, priority, status, overdue, waiting } = query
  return {
    institutionId,
    state: list === 'done' ? 'completed' : 'open',
    ...whose(caller, list),
    ...(text === '' ? {} : { text }),
    ...(process === '' ? {} : { processKey: process }),
    ...(service === '' ? {} : { categories: [service] }),
    ...(priority === '' ? {} : { casePriorities: [priority] }),
    ...(status === '' ? {} : { caseStatuses: [status] }),
    ...(overdue ? { overdue: true } : {}),
    ...(waiting || list === 'done' ? {} : { followUpReached: true }),
  }
}

function whose(caller: PageCall['caller'], list: InboxList): Partial<TaskQuery> {
  const visibleTo = { userId: caller.id, groups: caller.groups }
  if (list === 'mine') return { assignee: caller.id }
  if (list === 'done') return { completedBy: caller.id }
  if (list === 'groups') return { unassigned: true, visibleTo }
  // Who may see all of them sees all of them; others do not get here.
  return mayManageTasks(caller) ? {} : { visibleTo }
}
