/** The tasks that an address asks for, as far as the person may see them. */
import type { TaskQuery } from '../../../../engine/engine.ts'
import type { Count } from '../../../../engine/model/views.ts'
import type { Page, TaskView } from '../../../../engine/model/views.ts'
import { viewerOf, type Absent } from '../../../../api/policies/substitutes.ts'
import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import type { PageCall } from '../../shared/page.ts'
import { LISTS, type InboxList, type InboxQuery } from './inbox-query.ts'

const PAGE_SIZE = 25
/** Beyond it a count is only told to be larger. */
export const MOST_COUNTED = 1000

const SORT: Readonly<Record<InboxQuery['sort'], Partial<TaskQuery>>> = {
  due: { sortBy: 'dueAt' },
  newest: { sortBy: 'createdAt', direction: 'desc' },
  oldest: { sortBy: 'createdAt', direction: 'asc' },
  priority: { sortBy: 'priority' },
}

/** Lists that somebody has: work of others only where they are away, all tasks only where they may manage them. */
export function listsOf({ caller }: PageCall): readonly InboxList[] {
  const has: Readonly<Record<InboxList, boolean>> = {
    mine: true,
    groups: true,
    for: caller.substitutes.length > 0,
    all: mayManageTasks(caller),
    done: true,
  }
  return LISTS.filter((list) => has[list])
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
    ...whose(caller, query),
    ...(text === '' ? {} : { text }),
    ...(process === '' ? {} : { processKey: process }),
    ...(service === '' ? {} : { categories: [service] }),
    ...(priority === '' ? {} : { casePriorities: [priority] }),
    ...(status === '' ? {} : { caseStatuses: [status] }),
    ...(overdue ? { overdue: true } : {}),
    ...(waiting || list === 'done' ? {} : { followUpReached: true }),
  }
}

function whose(caller: PageCall['caller'], { list, whose: login }: InboxQuery): Partial<TaskQuery> {
  const visibleTo = { userId: caller.id, groups: caller.groups }
  if (list === 'mine') return { assignee: caller.id }
  if (list === 'done') return { completedBy: caller.id }
  if (list === 'for') return { visibleTo: awayOf(caller, login).map(viewerOf), notHeldByOthers: true }
  if (list === 'groups') return { unassigned: true, visibleTo }
  // Who may see all of them sees all of them; others do not get here.
  return mayManageTasks(caller) ? {} : { visibleTo }
}

const NOBODY: Absent = { login: '', name: '', groups: [], isWhole: false }

/** A saved view of work that is no longer done for anybody finds nothing. */
function awayOf({ substitutes }: PageCall['caller'], login: string): readonly Absent[] {
  const meant = substitutes.filter((absent) => login === '' || absent.login === login)
  return meant.length > 0 ? meant : [NOBODY]
}
