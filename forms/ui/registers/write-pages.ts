/** Creating and editing records by hand: opening the form, changing its rows, and sending it. */
import type { Variables } from '../../../engine/model/json.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { notAllowed } from '../../../api/http-refusal.ts'
import { decodeForm, type DecodedForm } from '../form/decode-form.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { recordFormPage } from './record-form.tsx'
import { recordAddress } from './record-title.ts'
import { traceRead } from './record-titles.ts'
import { registerForm } from './register-form.ts'
import { writableRegisterOfPage } from './register-of.ts'
import { changedFields, createRecord, updateRecord, VERSION_FIELD, type Written } from './write-record.ts'

export const showNew: PageRoute['handle'] = async (call) => {
  const register = writableRegisterOfPage(call)
  return recordFormPage(call, { register, record: null, values: {} })
}

export const postNew: PageRoute['handle'] = async (call) => {
  const register = writableRegisterOfPage(call)
  const decoded = decodedOf(call, register)
  const again = againWith(call, register, null, decoded)
  if (decoded.asked !== null || decoded.errors.length > 0) return again({ errors: decoded.errors })
  const written = await createRecord(call, register, decoded.data)
  return 'record' in written ? done(register, written.record, 'created') : again(written)
}

export const showEdit: PageRoute['handle'] = async (call) => {
  const register = writableRegisterOfPage(call)
  const record = await ownRecord(call, register)
  await traceRead(call, register.register, 'get', [record.id])
  return recordFormPage(call, { register, record, values: record.data })
}

export const postEdit: PageRoute['handle'] = async (call) => {
  const register = writableRegisterOfPage(call)
  const { language, ports } = call
  const form = registerForm(register, ports.data)
  const record = await ownRecord(call, register)
  await traceRead(call, register.register, 'get', [record.id])
  const decoded = decodedOf(call, register)
  const begunWith = await versionOf(call, register, record)
  const again = againWith(call, register, { ...record, version: begunWith.version }, decoded)
  if (decoded.asked !== null || decoded.errors.length > 0) return again({ errors: decoded.errors })
  const patch = changedFields(form, language, begunWith.data, decoded.data)
  const written = await updateRecord(call, register, begunWith, patch)
  if ('record' in written) return done(register, written.record, written.changed ? 'saved' : 'unchanged')
  if (!('conflict' in written)) return again(written)
  // What the person did not touch is shown as it is now, so that saving again undoes nothing that others did.
  const now = await ownRecord(call, register)
  const values: Variables = Object.fromEntries(
    Object.entries({ ...now.data, ...patch }).filter(([, value]) => value !== null),
  )
  return recordFormPage(call, { register, record: now, values, begunWith, status: 409 })
}

function decodedOf(call: PageCall, register: Register): DecodedForm {
  return decodeForm(registerForm(register, call.ports.data), call.posted, { language: call.language })
}

/** The same page with what was typed. */
function againWith(call: PageCall, register: Register, record: RecordView | null, decoded: DecodedForm) {
  return (written: Written): Promise<PageReply> =>
    recordFormPage(call, {
      register,
      record,
      values: decoded.data,
      entered: decoded.entered,
      asked: decoded.asked,
      ...('errors' in written ? { errors: written.errors, existing: written.existing } : {}),
    })
}

/** @throws {HttpRefusal} 403 for a record that all institutions share, {NotFound} */
async function ownRecord(
  { ports, institutionId, params, caller }: PageCall,
  { register }: Register,
): Promise<RecordView> {
  const record = await ports.engine.getRecord({ institutionId, register, id: params['recordId'] ?? '' })
  if (record.institutionId === institutionId) return record
  throw notAllowed(
    `Expected a record of the institution, but all share "${record.id}": "${caller.id}" may not write it.`,
  )
}

/** The version that the form was opened with; the current one where it names none that there was. */
async function versionOf(call: PageCall, { register }: Register, record: RecordView): Promise<RecordView> {
  const { ports, institutionId, posted } = call
  const asked = posted.fields.get(VERSION_FIELD) ?? ''
  const version = /^[1-9]\d{0,8}$/.test(asked) ? Math.min(Number(asked), record.version) : record.version
  return ports.engine.getRecord({ institutionId, register, id: record.id, version })
}

function done({ register }: Register, { id }: RecordView, code: 'created' | 'saved' | 'unchanged'): PageReply {
  return { redirect: `${recordAddress(register, id)}?done=${code}` }
}
