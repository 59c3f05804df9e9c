/** Claims, releases or assigns several tasks: each by its own command, so that one that cannot be done keeps no other back. */
import { EngineError, NotFound } from '../../../../engine/model/errors.ts'
import { mayManageTasks, maySeeTask } from '../../../../api/policies/tasks.ts'
import type { PageCall, PageRoute } from '../../shared/page.ts'
import { ownAddress } from '../../shared/own-address.ts'
import { BULK_FORM, SELECTED } from './bulk-form.ts'
import { inboxPage } from './inbox-page.tsx'
import { readInboxQuery } from './inbox-query.ts'
import { INBOX_TEXTS } from './inbox-texts.ts'

/** As many as one page shows, and some. */
const MOST_SELECTED = 100

type Done = 'claimed' | 'released' | 'assigned'

export const bulk: PageRoute['handle'] = async (call) => {
  const { fields } = call.posted
  const texts = INBOX_TEXTS[call.language]
  const ids = [...new Set(fields.getAll(SELECTED))].slice(0, MOST_SELECTED)
  const back = ownAddress(fields.get('back'))
  const refuse = (text: string, id = BULK_FORM) =>
    inboxPage(call, readInboxQuery(new URLSearchParams(back.split('?')[1] ?? '')), { text, id })
  if (ids.length === 0) return refuse(texts.nothingSelected)
  const assignee = fields.get('assignee') ?? ''
  const action = fields.get('action')
  if (action === 'assign' && assignee === '') return refuse(texts.noPerson, 'assignee')
  if (action === 'assign') await call.ports.identity.people.get(call.institutionId, assignee)

  const done: Done = action === 'assign' ? 'assigned' : action === 'release' ? 'released' : 'claimed'
  let changed = 0
  for (const taskId of ids) if (await isDone(() => change(call, done, taskId, assignee))) changed += 1

  const query = new URLSearchParams(back.split('?')[1] ?? '')
  query.set('done', done)
  query.set('count', String(changed))
  if (changed < ids.length) query.set('not', String(ids.length - changed))
  return { redirect: `/tasks?${query}` }
}

async function change(call: PageCall, done: Done, taskId: string, assignee: string): Promise<unknown> {
  const { ports, caller, institutionId, actor } = call
  const task = await ports.engine.getTaskView({ institutionId, taskId })
  if (!maySeeTask(caller, task)) throw new NotFound('task', taskId)
  // Not `call.told`: its key stands for the whole form, and each of these is a command.
  const told = { by: actor, taskId }
  if (done === 'claimed') return ports.engine.claimTask(told)
  if (done === 'released') return ports.engine.unclaimTask(told)
  if (!mayManageTasks(caller)) throw new NotFound('task', taskId)
  return ports.engine.assignTask({ ...told, assignee })
}

async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    // Somebody was faster, or it is not theirs to do; the page says how many.
    if (error instanceof EngineError && error.nature !== 'busy') return false
    throw error
  }
}
