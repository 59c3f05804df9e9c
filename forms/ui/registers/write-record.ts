/** What a form of a record says, as a command: only what the person changed is changed. */
import { isDeepStrictEqual } from 'node:util'
import { Conflict, DataRejected, type FieldError } from '../../../engine/model/errors.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { FormFile, Language } from '../../check/form-file.ts'
import { decodeForm } from '../form/decode-form.ts'
import { encodeForm } from '../form/encode-form.ts'
import type { PageCall } from '../shared/page.ts'
import { judgeRecord } from './judge-record.ts'
import { registerForm } from './register-form.ts'

/** Names of the page's own fields. */
export const STATUS_FIELD = '_status'
export const VERSION_FIELD = '_version'

export type Written =
  | { readonly record: RecordView; readonly changed: boolean }
  | { readonly errors: readonly FieldError[]; readonly existing?: string }
  /** Somebody else wrote a version meanwhile. */
  | { readonly conflict: true }

/** What of a record a form of a page shows and reads back; a moment loses its seconds on the way. */
export function asTyped(form: FormFile, language: Language, data: Variables): Variables {
  return decodeForm(form, { fields: encodeForm({ form, language }, data), files: [] }, { language }).data
}

/** @returns the fields that the person changed; null: they emptied it */
export function changedFields(form: FormFile, language: Language, before: Variables, typed: Variables): Variables {
  const shown = asTyped(form, language, before)
  return Object.fromEntries(
    form.ui.order.flatMap((name): [string, Json][] =>
      form.ui.readOnly?.includes(name) || isDeepStrictEqual(shown[name], typed[name])
        ? []
        : [[name, typed[name] ?? null]],
    ),
  )
}

/** The status that was chosen, where people choose it; undefined where it stays. */
export function chosenStatus({ posted }: PageCall, register: Register, now: string | null): string | undefined {
  const status = posted.fields.get(STATUS_FIELD) ?? ''
  return register.status !== undefined && status !== '' && status !== now ? status : undefined
}

export async function createRecord(call: PageCall, register: Register, data: Variables): Promise<Written> {
  const status = chosenStatus(call, register, null)
  const errors = judged(call, register, data)
  if (errors.length > 0) return { errors }
  return refusalsOf(register, async () => {
    const options = status === undefined ? {} : { status }
    const input = { ...call.told, register: register.register, data, ...options }
    return { record: await call.ports.engine.createRecord(input), changed: true }
  })
}

/** @param before the version that the form was opened with */
export async function updateRecord(
  call: PageCall,
  register: Register,
  before: RecordView,
  patch: Variables,
): Promise<Written> {
  const status = chosenStatus(call, register, before.status)
  if (Object.keys(patch).length === 0 && status === undefined) return { record: before, changed: false }
  const after = Object.entries({ ...before.data, ...patch }).filter(([, value]) => value !== null)
  const errors = judged(call, register, Object.fromEntries(after))
  if (errors.length > 0) return { errors }
  return refusalsOf(register, async () => {
    const input = {
      ...call.told,
      register: register.register,
      id: before.id,
      patch,
      expectedVersion: before.version,
      ...(status === undefined ? {} : { status }),
    }
    return { record: await call.ports.engine.updateRecord(input), changed: true }
  })
}

function judged({ ports, language }: PageCall, register: Register, data: Variables): readonly FieldError[] {
  return judgeRecord(registerForm(register, ports.data), language, data, ports.clock.now().toISOString())
}

async function refusalsOf(register: Register, write: () => Promise<Written>): Promise<Written> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof DataRejected) return { errors: error.errors }
    if (!(error instanceof Conflict)) throw error
    if (error.code === 'record-changed') return { conflict: true }
    if (error.code !== 'record-exists') throw error
    const [field = ''] = String(error.details['key']).split('+')
    const errors = [{ pointer: field === '' || field === 'id' ? '' : `/${field}`, code: 'record-exists', message: '' }]
    return { errors, existing: String(error.details['id']) }
  }
}
