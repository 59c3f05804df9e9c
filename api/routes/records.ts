/** Registers and their records. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Register } from '../../engine/records/register.ts'
import {
  CreateRecordRequest,
  RecordAnswer,
  RecordPage,
  RecordParams,
  RecordQuery,
  RegisterList,
  RegisterParams,
  UpdateRecordRequest,
} from '../contract/records.ts'
import { endpoint, type Call, type Reply } from '../endpoint.ts'
import { HttpRefusal, notAllowed } from '../http-refusal.ts'
import { mayReadRegister, mayWriteRegister } from '../policies/records.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage, presentWhole } from '../present/page.ts'

type OneRegister = Pick<Call<{ readonly register: string }, unknown, unknown>, 'engine' | 'caller' | 'params'>

/** @throws {NotFound} in the same words, for a register that is not there and one the caller may not read */
function readable({ engine, caller, params }: OneRegister): Register {
  const register = engine.listRegisters().find((each) => each.register === params.register)
  if (!register || !mayReadRegister(caller, register)) throw new NotFound('register', params.register)
  return register
}

/** @throws {NotFound}, {HttpRefusal} 403 */
function writable(call: OneRegister): Register {
  const register = readable(call)
  if (mayWriteRegister(call.caller, register)) return register
  throw notAllowed(`Expected somebody who may write register "${register.register}", but "${call.caller.id}" may not.`)
}

export const listRegisters = endpoint({
  operationId: 'listRegisters',
  summary: 'Lists the registers that you may read',
  answers: { 200: RegisterList },
  handle: async ({ engine, caller }) => {
    const registers = engine.listRegisters().filter((register) => mayReadRegister(caller, register))
    return presentWhole(registers.map((register) => presentRegister(register, mayWriteRegister(caller, register))))
  },
})

export const list = endpoint({
  operationId: 'listRecords',
  summary: 'Lists records of a register, newest first',
  params: RegisterParams,
  query: RecordQuery,
  answers: { 200: RecordPage },
  handle: async (call) => {
    const { register } = readable(call)
    const { status, ...query } = call.query
    const statuses = status === undefined ? {} : { status: status.split(',') }
    const { engine, institutionId, request } = call
    return presentPage(
      await engine.listRecords({ institutionId, register, limit: DEFAULT_LIMIT, ...query, ...statuses }),
      request.url,
    )
  },
})

export const get = endpoint({
  operationId: 'getRecord',
  summary: 'Reads one record; its version is the ETag',
  params: RecordParams,
  answers: { 200: RecordAnswer },
  handle: async (call) => {
    const { register } = readable(call)
    const record = await call.engine.getRecord({
      institutionId: call.institutionId,
      register,
      id: call.params.recordId,
    })
    return withEtag({ body: record }, record.version)
  },
})

export const create = endpoint({
  operationId: 'createRecord',
  summary: 'Creates a record',
  params: RegisterParams,
  body: CreateRecordRequest,
  answers: { 201: RecordAnswer },
  handle: async (call) => {
    const { register, reference } = writable(call)
    const { data, id, status } = call.body
    if (status !== undefined && !reference) {
      throw new HttpRefusal({
        status: 422,
        code: 'status-not-yours',
        detail: `Expected no status, because the status of "${register}" changes in its process, but there is one.`,
        errors: [{ pointer: '/status', code: 'not-allowed', message: 'The status changes in the process.' }],
      })
    }
    const options = { ...(id === undefined ? {} : { id }), ...(status === undefined ? {} : { status }) }
    const record = await call.engine.createRecord({ ...call.told, register, data, ...options })
    return withEtag(presentAnswer(record, 201), record.version)
  },
})

export const update = endpoint({
  operationId: 'updateRecord',
  summary: 'Changes a record; with `expectedVersion` or If-Match only when nobody else did meanwhile',
  params: RecordParams,
  body: UpdateRecordRequest,
  answers: { 200: RecordAnswer },
  handle: async (call) => {
    const { register } = writable(call)
    const { data, expectedVersion = versionIn(call.request.ifMatch) } = call.body
    const version = expectedVersion === null ? {} : { expectedVersion }
    const record = await call.engine.updateRecord({
      ...call.told,
      register,
      id: call.params.recordId,
      patch: data,
      ...version,
    })
    return withEtag(presentAnswer(record), record.version)
  },
})

/**
 * @returns the version that `If-Match` names; null where any will do
 * @throws {HttpRefusal} 400, because a condition that is not understood must not count as fulfilled
 */
function versionIn(ifMatch: string): number | null {
  if (ifMatch === '' || ifMatch === '*') return null
  const [, version] = /^"(\d{1,9})"$/.exec(ifMatch) ?? []
  if (version !== undefined) return Number(version)
  throw new HttpRefusal({
    status: 400,
    code: 'if-match-unreadable',
    detail: 'Expected If-Match with the ETag of one version, such as "3" in quotes, but it is something else.',
  })
}

/** Which roles may do what is the institution's own affair; whether you may is yours. */
function presentRegister(register: Register, mayWrite: boolean): object {
  // JSON leaves out what is undefined.
  return { ...register, access: undefined, mayWrite }
}

function withEtag(reply: Reply, version: number): Reply {
  return { ...reply, headers: { ETag: `"${version}"` } }
}
