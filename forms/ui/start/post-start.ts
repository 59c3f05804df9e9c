/** The post of a form that begins a case: begins it, keeps it as a draft, or draws it again with what one of its buttons asks. */
import { DataRejected, FormRejected, IdempotencyKeyReused } from '../../../engine/model/errors.ts'
import type { FormFile } from '../../check/form-file.ts'
import { REQUEST_DATA } from '../controls/field-shape.ts'
import { decodeForm } from '../form/decode-form.ts'
import { checkByForm } from '../form-pages/check-by-form.ts'
import { formFiles, type FormFiles } from '../form-pages/form-files.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import type { Posted } from '../shared/posted.ts'
import { loadStart, type StartRoom } from './load-start.ts'
import { checkRequestData, DRAWN_SERVICE, requestFormOf } from './request-form.ts'
import { startPage } from './start-page.tsx'
import { START_TEXTS } from './start-texts.ts'

export const postStart: PageRoute['handle'] = async (call) => {
  const { ports, language, institutionId, caller, told, query } = call
  const room = await loadStart(call, call.params['processKey'] ?? '', query.get('event'))
  if (room.choices.length > 0) return startPage(call, room, {})
  const draft = { institutionId, login: caller.id, key: room.draftKey }
  const action = call.posted.fields.get('_action') ?? 'start'
  if (action === 'discard-draft') {
    await ports.workplace.drafts.discard(draft)
    return { redirect: doneAddress(call, 'draft-discarded') }
  }
  const { posted, requestForm, hasChanged } = await withService(call, room.form)
  const files = await filesOf(call, room)
  const decoded = room.form
    ? decodeForm(room.form, posted, { language, requestForm, file: files.file })
    : { data: {}, errors: [], asked: null, entered: new URLSearchParams() }
  const { data, errors, asked, entered } = decoded
  if (action === 'save-draft') {
    const { savedAt } = await ports.workplace.drafts.save({ ...draft, entered: entered.toString() })
    await files.keepWithDraft(savedAt)
    return { redirect: doneAddress(call, 'draft-saved') }
  }
  if (asked !== null) return startPage(call, room, { entered, asked })
  if (hasChanged) {
    const notice = { kind: 'info', text: START_TEXTS[language].serviceChanged } as const
    return startPage(call, room, { entered, asked: { kind: 'show' }, notice })
  }
  if (errors.length > 0) return startPage(call, room, { entered, errors })
  // The engine judges the form once more; what its service asks for is judged here only, and all is said at once.
  const wrong = [...(room.form ? checkByForm(call, room.form, data) : []), ...checkRequestData(call, requestForm, data)]
  if (wrong.length > 0) return startPage(call, room, { entered, errors: wrong })
  try {
    const { id } = await ports.engine.startProcessInstance({
      ...told,
      processKey: room.processKey,
      ...(room.startEventId === null ? {} : { startEventId: room.startEventId }),
      variables: data,
    })
    await files.attachTo(id, data)
    await ports.workplace.drafts.discard(draft)
    return { redirect: `/start/${encodeURIComponent(room.processKey)}/started/${id}` }
  } catch (error) {
    if (error instanceof FormRejected || error instanceof DataRejected)
      return startPage(call, room, { entered, errors: error.errors })
    // Back, something else typed, sent again: the case was begun already, and this would be another one.
    if (error instanceof IdempotencyKeyReused) {
      const notice = { kind: 'warning', text: START_TEXTS[language].sentBefore } as const
      return startPage(call, room, { entered, notice, status: 409 })
    }
    throw error
  }
}

/** Kept while one types; answers the script with the time of saving. */
export const autosaveStart: PageRoute['handle'] = async (call) => {
  const { ports, language, institutionId, caller, query } = call
  const room = await loadStart(call, call.params['processKey'] ?? '', query.get('event'))
  const { posted, requestForm } = await withService(call, room.form)
  const entered = room.form ? decodeForm(room.form, posted, { language, requestForm }).entered : new URLSearchParams()
  const { savedAt } = await ports.workplace.drafts.save({
    institutionId,
    login: caller.id,
    key: room.draftKey,
    entered: entered.toString(),
  })
  await (await filesOf(call, room)).keepWithDraft(savedAt)
  return { json: { savedAt, open: true } }
}

const filesOf = (call: PageCall, { processKey }: StartRoom): Promise<FormFiles> =>
  formFiles(call, { rootInstanceId: null, context: `start:${processKey}`, variables: {} })

/** What was posted, without the data of another service than the one that is chosen now. */
async function withService(call: PageCall, form: FormFile | null) {
  const { fields, files } = call.posted
  const serviceId = fields.getAll('serviceId').at(-1)?.trim() ?? ''
  const drawn = fields.get(DRAWN_SERVICE) ?? serviceId
  const requestForm = await requestFormOf(call, form, serviceId)
  if (drawn === serviceId) return { posted: call.posted, requestForm, hasChanged: false }
  const kept = [...fields].filter(([name]) => name !== REQUEST_DATA && !name.startsWith(`${REQUEST_DATA}/`))
  const posted: Posted = { fields: new URLSearchParams(kept), files }
  return { posted, requestForm, hasChanged: requestForm !== null }
}

function doneAddress(call: PageCall, done: string): string {
  const address = new URL(call.address, 'http://here')
  address.searchParams.set('done', done)
  return `${address.pathname}${address.search}`
}
