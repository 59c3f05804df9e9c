/** Registers and their records. */
import type { Static } from 'typebox'
import type { Register } from '../../engine/records/register.ts'
import { statusChangedBy } from '../../engine/records/statuses.ts'
import { inUtc } from '../contract/check.ts'
import { Paging } from '../contract/common.ts'
import { filterOf } from '../contract/record-filter.ts'
import {
  CreateRecordRequest,
  OneRecordQuery,
  RecordAnswer,
  RecordPage,
  RecordParams,
  RecordQuery,
  RecordReadPage,
  RecordReadQuery,
  RecordVersionPage,
  ReferringRecordPage,
  RegisterAnswer,
  RegisterList,
  RegisterParams,
  RemoveRecordAnswer,
  UpdateRecordRequest,
  VersionQuery,
} from '../contract/records.ts'
import { endpoint, type Call, type Reply } from '../endpoint.ts'
import { HttpRefusal } from '../http-refusal.ts'
import { mayReadRegister, mayWriteRegister } from '../policies/records.ts'
import { presentAnswer } from '../present/answer.ts'
import { DEFAULT_LIMIT, presentPage, presentWhole } from '../present/page.ts'
import { versionIn } from './if-match.ts'
import { readable, writable } from './register-of.ts'

export const listRegisters = endpoint({
  operationId: 'listRegisters',
  summary: 'Lists the registers that you may read',
  answers: { 200: RegisterList },
  handle: async ({ engine, caller }) => {
    const registers = engine.listRegisters().filter((register) => mayReadRegister(caller, register))
    // The labels of all registers together are more than anybody reads.
    const items = registers.map(({ ui: _ui, i18n: _i18n, ...register }) =>
      presentRegister(register, mayWriteRegister(caller, register)),
    )
    return presentWhole(items)
  },
})

export const getRegister = endpoint({
  operationId: 'getRegister',
  summary: 'Reads what a register holds: its schema, number pattern, statuses, and the labels of its fields',
  params: RegisterParams,
  answers: { 200: RegisterAnswer },
  handle: async (call) => {
    const register = readable(call)
    return { body: presentRegister(register, mayWriteRegister(call.caller, register)) }
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
    const { limit = DEFAULT_LIMIT, after, order, purpose, ...asked } = call.query
    const page = await call.engine.listRecords({
      institutionId: call.institutionId,
      register,
      limit,
      ...(after === undefined ? {} : { after }),
      ...(order === undefined ? {} : { order }),
      ...filterOf(asked),
    })
    const recordIds = page.items.map(({ id }) => id)
    await trace(call, 'list', recordIds, purpose)
    return presentPage(page, call.request.url)
  },
})

export const get = endpoint({
  operationId: 'getRecord',
  summary: 'Reads one record, also as it was; its version is the ETag',
  params: RecordParams,
  query: OneRecordQuery,
  answers: { 200: RecordAnswer },
  handle: async (call) => {
    const { register } = readable(call)
    const { version, purpose } = call.query
    const record = await call.engine.getRecord({
      ...oneOf(call, register),
      ...(version === undefined ? {} : { version }),
    })
    await trace(call, 'get', [record.id], purpose)
    return withEtag({ body: record }, record.version)
  },
})

export const listVersions = endpoint({
  operationId: 'listRecordVersions',
  summary: 'Lists the versions of a record, newest first; also of one that was removed',
  params: RecordParams,
  query: VersionQuery,
  answers: { 200: RecordVersionPage },
  handle: async (call) => {
    const { register } = readable(call)
    const { purpose, ...paging } = call.query
    const page = await call.engine.listRecordVersions({
      ...oneOf(call, register),
      limit: DEFAULT_LIMIT,
      ...paging,
    })
    await trace(call, 'history', [call.params.recordId], purpose)
    return presentPage(page, call.request.url)
  },
})

export const listReferring = endpoint({
  operationId: 'listReferringRecords',
  summary: 'Lists the records that refer to one, of the registers that you may read',
  params: RecordParams,
  query: Paging,
  answers: { 200: ReferringRecordPage },
  handle: async (call) => {
    const { register } = readable(call)
    const { engine, caller } = call
    const mine = engine.listRegisters().filter((each) => mayReadRegister(caller, each))
    const page = await engine.listReferringRecords({
      ...oneOf(call, register),
      registers: mine.map((each) => each.register),
      limit: DEFAULT_LIMIT,
      ...call.query,
    })
    return presentPage(page, call.request.url)
  },
})

export const listReads = endpoint({
  operationId: 'listRecordReads',
  summary: 'Lists who has read personal data, newest first',
  query: RecordReadQuery,
  answers: { 200: RecordReadPage },
  handle: async ({ engine, institutionId, query, request }) => {
    const { since, until, ...asked } = query
    return presentPage(
      await engine.listRecordReads({
        institutionId,
        limit: DEFAULT_LIMIT,
        ...asked,
        ...(since === undefined ? {} : { since: inUtc(since) }),
        ...(until === undefined ? {} : { until: inUtc(until) }),
      }),
      request.url,
    )
  },
})

export const create = endpoint({
  operationId: 'createRecord',
  summary: 'Creates a record',
  params: RegisterParams,
  body: CreateRecordRequest,
  answers: { 201: RecordAnswer },
  handle: async (call) => {
    const register = writable(call)
    const { data, id, status } = call.body
    refuseForeignStatus(register, status)
    const options = { ...(id === undefined ? {} : { id }), ...(status === undefined ? {} : { status }) }
    const record = await call.engine.createRecord({ ...call.told, register: register.register, data, ...options })
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
    const register = writable(call)
    const { data = {}, status, expectedVersion = versionIn(call.request.ifMatch) } = call.body
    refuseForeignStatus(register, status)
    const record = await call.engine.updateRecord({
      ...call.told,
      register: register.register,
      id: call.params.recordId,
      patch: data,
      ...(status === undefined ? {} : { status }),
      ...(expectedVersion === null ? {} : { expectedVersion }),
    })
    return withEtag(presentAnswer(record), record.version)
  },
})

export const remove = endpoint({
  operationId: 'removeRecord',
  summary: 'Takes a record of reference data out of its register when nothing refers to it; its history stays',
  params: RecordParams,
  answers: { 200: RemoveRecordAnswer },
  handle: async (call) => {
    const { register } = writable(call)
    const expectedVersion = versionIn(call.request.ifMatch)
    const version = expectedVersion === null ? {} : { expectedVersion }
    return presentAnswer(
      await call.engine.removeRecord({ ...call.told, register, id: call.params.recordId, ...version }),
    )
  },
})

type OneRecord = Pick<Call<Static<typeof RecordParams>, unknown, unknown>, 'institutionId' | 'params'>

function oneOf({ institutionId, params }: OneRecord, register: string) {
  return { institutionId, register, id: params.recordId }
}

/** Nobody is shown personal data before it is written down that they were. */
function trace(
  { engine, actor, params }: Pick<Call<{ readonly register: string }, unknown, unknown>, 'engine' | 'actor' | 'params'>,
  operation: string,
  recordIds: readonly string[],
  purpose: string | undefined,
): Promise<void> {
  return engine.traceRecordRead({
    by: actor,
    register: params.register,
    operation,
    recordIds,
    purpose: purpose ?? null,
  })
}

/** @throws {HttpRefusal} 422 for a status that is the process's to change */
function refuseForeignStatus(register: Register, status: string | undefined): void {
  if (status === undefined || statusChangedBy(register) === 'people') return
  throw new HttpRefusal({
    status: 422,
    code: 'status-not-yours',
    detail: `Expected no status, because the status of "${register.register}" changes in its process, but there is one. Complete the task of the process that changes it.`,
    errors: [{ pointer: '/status', code: 'not-allowed', message: 'The status changes in the process.' }],
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
