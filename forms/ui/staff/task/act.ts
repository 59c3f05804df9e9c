/** The other actions of a task: take, release, give on, escalate, comment. */
import { inPlaceOf } from '../../../../api/policies/substitutes.ts'
import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { readTypedDay, startOfDay } from '../../shared/typed-day.ts'
import { loadTask, toldIn, type TaskRoom } from './load-task.ts'
import { taskPage } from './task-page.tsx'
import { TASK_TEXTS } from './task-texts.ts'

type Act = (call: PageCall, room: TaskRoom) => Promise<string | Wrong | Elsewhere>

/** Which control is to be mended, and what is wrong with it. */
interface Wrong {
  readonly id: string
  readonly text: string
}

/** The work goes on in another task. */
interface Elsewhere {
  readonly goTo: string
  readonly done: string
}

const MOST_COMMENT = 10_000

const claim: Act = async ({ ports, told, caller, posted }, { task }) => {
  const absent = posted.fields.get('onBehalfOf')
  const by = absent === null ? told : inPlaceOf(told, caller, absent, task)
  await ports.engine.claimTask({ ...by, taskId: task.id })
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

const delegate: Act = async (call, { task }) => {
  const { ports, told, posted, institutionId, language } = call
  const to = posted.fields.get('delegate') ?? ''
  if (to === '') return { id: 'delegate', text: TASK_TEXTS[language].wrong.person }
  await ports.identity.people.get(institutionId, to)
  await ports.engine.delegateTask({ ...told, taskId: task.id, to, note: posted.fields.get('delegateNote') ?? '' })
  return 'delegated'
}

const resolve: Act = async ({ ports, told, posted }, { task }) => {
  await ports.engine.resolveDelegation({ ...told, taskId: task.id, note: posted.fields.get('resolveNote') ?? '' })
  return 'resolved'
}

const postpone: Act = async ({ ports, told, posted, language }, { task }) => {
  const day = readTypedDay(posted.fields, 'followUp')
  const until = day === null || day === '' ? '' : startOfDay(day)
  if (until <= ports.clock.now().toISOString()) return { id: 'followUp', text: TASK_TEXTS[language].wrong.date }
  await ports.engine.setFollowUp({ ...told, taskId: task.id, followUpAt: until })
  return 'postponed'
}

const bringBack: Act = async ({ ports, told }, { task }) => {
  await ports.engine.setFollowUp({ ...told, taskId: task.id, followUpAt: null })
  return 'not-postponed'
}

const sendBack: Act = async ({ ports, told, posted, language }, { task }) => {
  const note = (posted.fields.get('sendBackNote') ?? '').trim()
  if (note === '') return { id: 'sendBackNote', text: TASK_TEXTS[language].wrong.note }
  const to = posted.fields.get('sendBackTo') ?? ''
  await ports.engine.sendBackTask({ ...told, taskId: task.id, note, ...(to === '' ? {} : { to }) })
  return 'sent-back'
}

const takeBack: Act = async ({ ports, told }, { task }) => {
  const { opened } = await ports.engine.takeBackTask({ ...told, taskId: task.id })
  return { goTo: opened[0]?.id ?? task.id, done: 'taken-back' }
}

const comment: Act = async ({ ports, told, posted, language }, { task }) => {
  const { wrong } = TASK_TEXTS[language]
  const text = (posted.fields.get('comment') ?? '').trim()
  if (text === '') return { id: 'comment', text: wrong.comment }
  if (text.length > MOST_COMMENT) return { id: 'comment', text: wrong.commentLong }
  await ports.engine.commentTask({ ...told, taskId: task.id, text })
  return 'commented'
}

const ACTS: Readonly<Record<string, Act>> = {
  claim,
  release,
  assign,
  delegate,
  resolve,
  'hand-on': handOn,
  escalate,
  postpone,
  'bring-back': bringBack,
  'send-back': sendBack,
  'take-back': takeBack,
  comment,
}

/** What leaves the task with who did it. */
const STAYS: ReadonlySet<string> = new Set(['claimed', 'escalated', 'commented', 'postponed', 'not-postponed'])

/** Names of the actions, as their addresses have them. */
export const ACT_NAMES: readonly string[] = Object.keys(ACTS)

export function act(name: string): PageRoute['handle'] {
  return async (call): Promise<PageReply> => {
    const room = await loadTask(call)
    const done = await ACTS[name]?.({ ...call, told: toldIn(call, room) }, room)
    if (done === undefined) return { redirect: `/tasks/${room.task.id}` }
    if (typeof done !== 'string' && 'goTo' in done) return { redirect: `/tasks/${done.goTo}?done=${done.done}` }
    if (typeof done !== 'string') return taskPage(call, room, { wrong: [done], typed: call.posted.fields })
    // Who gave a task away may no longer see it.
    const stays = STAYS.has(done) || mayManageTasks(call.caller)
    return { redirect: stays ? `/tasks/${room.task.id}?done=${done}` : `/tasks?told=${done}` }
  }
}
