/** The post of a task's form: completes it, keeps it as a draft, or draws it again with what one of its buttons asks. */
import { FormRejected, TaskClaimedByAnother, TaskNotOpen } from '../../../../engine/model/errors.ts'
import { decodeForm } from '../../form/decode-form.ts'
import { formFiles, type FormFiles } from '../../form-pages/form-files.ts'
import type { PageCall, PageReply, PageRoute } from '../../shared/page.ts'
import { loadTask, toldIn, type TaskRoom } from './load-task.ts'
import { overtakenPage } from './overtaken-page.tsx'
import { taskPage } from './task-page.tsx'

export const postTask: PageRoute['handle'] = async (call) => {
  const room = await loadTask(call)
  const { ports, posted, language, institutionId, caller } = call
  const { task, form, requestForm, standing } = room
  const draft = { institutionId, login: caller.id, key: `task:${task.id}` }
  const action = posted.fields.get('_action') ?? 'complete'
  if (action === 'discard-draft') {
    await ports.workplace.drafts.discard(draft)
    return { redirect: `/tasks/${task.id}?done=draft-discarded` }
  }
  const files = await filesOf(call, room)
  const decoded = form ? decodeForm(form, posted, { language, requestForm, file: files.file }) : null
  const entered = decoded?.entered ?? new URLSearchParams()
  if (standing === 'closed') return closedAlready(call, entered)
  if (action === 'save-draft') {
    const { savedAt } = await ports.workplace.drafts.save({ ...draft, entered: entered.toString() })
    await files.keepWithDraft(savedAt)
    return { redirect: `/tasks/${task.id}?done=draft-saved` }
  }
  if (standing === 'others') return overtakenPage(call, room, entered)
  if (decoded && decoded.asked !== null) return taskPage(call, room, { entered, asked: decoded.asked })
  if (decoded && decoded.errors.length > 0) return taskPage(call, room, { entered, errors: decoded.errors })
  try {
    const data = decoded?.data ?? {}
    await files.attachedTo(data, () => ports.engine.completeTask({ ...toldIn(call, room), taskId: task.id, data }))
  } catch (error) {
    if (error instanceof FormRejected) return taskPage(call, room, { entered, errors: error.errors })
    // Somebody was faster between our look and our command: what was typed is not lost.
    if (error instanceof TaskNotOpen || error instanceof TaskClaimedByAnother)
      return overtakenPage(call, await loadTask(call), entered)
    throw error
  }
  await ports.workplace.drafts.discard(draft)
  return { redirect: `/tasks/${task.id}/done` }
}

/** A double click, or Back and once more: who completed it themselves goes on; others read what happened. */
async function closedAlready(call: PageCall, entered: URLSearchParams): Promise<PageReply> {
  const room = await loadTask(call)
  return room.task.completedBy === call.caller.id && room.task.state === 'completed'
    ? { redirect: `/tasks/${room.task.id}/done` }
    : overtakenPage(call, room, entered)
}

/** Kept while one types; answers the script with the time of saving. */
export const autosave: PageRoute['handle'] = async (call) => {
  const { ports, posted, language, institutionId, caller } = call
  const room = await loadTask(call)
  const { task, form, requestForm } = room
  const files = await filesOf(call, room)
  const entered = form ? decodeForm(form, posted, { language, requestForm }).entered : new URLSearchParams()
  const key = `task:${task.id}`
  const { savedAt } = await ports.workplace.drafts.save({
    institutionId,
    login: caller.id,
    key,
    entered: entered.toString(),
  })
  await files.keepWithDraft(savedAt)
  return { json: { savedAt, open: task.state === 'open' } }
}

const filesOf = (call: PageCall, { task }: TaskRoom): Promise<FormFiles> =>
  formFiles(call, { rootInstanceId: task.rootInstanceId, context: `task:${task.id}`, variables: task.variables })
