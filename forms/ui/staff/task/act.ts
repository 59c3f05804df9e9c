/** The other actions of a task: take, release, give on, escalate, comment. */
import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { loadTask, type TaskRoom } from './load-task.ts'
import { taskPage } from './task-page.tsx'
import { TASK_TEXTS } from './task-texts.ts'

type Act = (call: PageCall, room: TaskRoom) => Promise<string | Wrong>

/** Which control is to be mended, and what is wrong with it. */
interface Wrong {
  readonly id: string
  readonly text: string
}

const MOST_COMMENT = 10_000

const claim: Act = async ({ ports, told }, { task }) => {
  await ports.engine.claimTask({ ...told, taskId: task.id })
  return 'claimed'
}

const release: Act = async ({ ports, told }, { task }) => {
  await ports.engine.unclaimTask({ ...told, taskId: task.id })
  return 'released'
}

const assign: Act = async (call, { task }) => {
  const { ports, told, posted, institutionId, language } = call
  const assignee = posted.fields.get('assignee') ?? ''
  if (assignee === '') return { id: 'assignee', text: TASK_TEXTS[language].wrong.person }
  await ports.identity.people.get(institutionId, assignee)
  await ports.engine.assignTask({ ...told, taskId: task.id, assignee })
  return 'assigned'
}

const handOn: Act = async ({ ports, told, posted, language }, { task }) => {
  const group = posted.fields.get('group') ?? ''
  if (group === '') return { id: 'group', text: TASK_TEXTS[language].wrong.group }
  const note = posted.fields.get('handOnNote') ?? ''
  await ports.engine.handOnTask({ ...told, taskId: task.id, to: { group }, note })
  return 'handed-on'
}

const escalate: Act = async ({ ports, told, posted, language }, { task }) => {
  const reason = posted.fields.get('reason') ?? ''
  if (reason === '') return { id: 'reason', text: TASK_TEXTS[language].wrong.reason }
  const note = posted.fields.get('escalateNote') ?? ''
  await ports.engine.escalateTask({ ...told, taskId: task.id, reason, note })
  return 'escalated'
}

const comment: Act = async ({ ports, told, posted, language }, { task }) => {
  const { wrong } = TASK_TEXTS[language]
  const text = (posted.fields.get('comment') ?? '').trim()
  if (text === '') return { id: 'comment', text: wrong.comment }
  if (text.length > MOST_COMMENT) return { id: 'comment', text: wrong.commentLong }
  await ports.engine.commentTask({ ...told, taskId: task.id, text })
  return 'commented'
}

const ACTS: Readonly<Record<string, Act>> = { claim, release, assign, 'hand-on': handOn, escalate, comment }

/** Names of the actions, as their addresses have them. */
export const ACT_NAMES: readonly string[] = Object.keys(ACTS)

export function act(name: string): PageRoute['handle'] {
  return async (call): Promise<PageReply> => {
    const room = await loadTask(call)
    const done = await ACTS[name]?.(call, room)
    if (done === undefined) return { redirect: `/tasks/${room.task.id}` }
    if (typeof done !== 'string') return taskPage(call, room, { wrong: [done], typed: call.posted.fields })
    // Who gave a task away may no longer see it.
    const stays = ['claimed', 'escalated', 'commented'].includes(done) || mayManageTasks(call.caller)
    return { redirect: stays ? `/tasks/${room.task.id}?done=${done}` : `/tasks?told=${done}` }
  }
}
