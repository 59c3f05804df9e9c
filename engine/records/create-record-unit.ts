/**
 * Records inside one transaction: what a handler or command may do with the registers of its institution.
 *
 * Data comes in, is checked by the register's JSON Schema, its references are looked up, its unique sets are taken, and
 * the record, its version, keys and references are written together. Always true: a record's current version is also in
 * its history; an update that somebody else overtook writes nothing.
 */
import { isDeepStrictEqual } from 'node:util'
import { Conflict, NotFound } from '../model/errors.ts'
import type { Instant, Variables } from '../model/json.ts'
import type { FormChecker, RecordContent, RecordRules } from '../ports.ts'
import type { Look } from '../store/session.ts'
import { checkData } from './check-data.ts'
import { numberRecord } from './number-record.ts'
import type { RecordUnit, RecordView } from './record-unit.ts'
import type { Register } from './register.ts'
import { referencesIn } from './references-in.ts'
import { firstVersion, removeRecord } from './remove-record.ts'
import { selectByIds, selectRelated } from './select-related.ts'
import { PLAIN_LIMIT, searchText, selectRecord, selectRecords } from './select-records.ts'
import { initialStatus, refuseUnknownStatus } from './statuses.ts'
import { sumRecords } from './sum-records.ts'
import { recordKeyTable, recordReferenceTable, recordRemovalTable, recordTable, recordVersionTable } from './tables.ts'

const FIRST = { version: 1, wasRemoved: false }

/** Records that one step along references may bring. */
const MOST_RELATED = 100_000

/** What the records of one transaction need. */
export interface RecordUnitPorts {
  /** For reading, in the running transaction. */
  readonly look: Look
  /** For writing: what is written is undone if the command fails. */
  readonly write: Look
  readonly registers: readonly Register[]
  /** '' works on the records shared by all institutions. */
  readonly institutionId: string
  /** Who changes the records: a user id, or null for the system. */
  readonly actorId: string | null
  readonly now: Instant
  /** A new id, sortable by time. */
  readonly newId: () => string
  readonly forms: Pick<FormChecker, 'checkSchema'>
  /** What the host knows of records beyond their schemas. Default: nothing. */
  readonly rules?: Pick<RecordRules, 'check'>
  /** Told of every version that is written, and of the one before; a new record has none. */
  readonly written?: (record: RecordView, before: RecordContent | null) => Promise<void>
  /** Told of a record that was taken out, as it was. */
  readonly removed?: (record: RecordView) => void
  /** Language of the refusals. Default `lv`. */
  readonly language?: 'lv' | 'en'
}

/** Records of one institution within one transaction. Records shared by all can be read and referred to, not changed. */
export function createRecordUnit(ports: RecordUnitPorts): RecordUnit {
  const { look, write, institutionId, now, actorId } = ports
  const language = ports.language ?? 'lv'
  const registers = new Map(ports.registers.map((register) => [register.register, register]))

  function registerOf(name: string): Register {
    const register = registers.get(name)
    if (!register) throw new NotFound('register', name)
    return register
  }

  const check = (register: Register, recordId: string, data: Variables, before?: Variables): Promise<void> => {
    const rules = async () =>
      (await ports.rules?.check(
        { register: register.register, id: recordId, data },
        { records: { get, list }, language },
      )) ?? []
    return checkData(
      register,
      data,
      { look, registers, institutionId, now, forms: ports.forms, language, rules },
      before,
    )
  }

  async function takeKeys(register: Register, recordId: string, data: Variables, before?: Variables): Promise<void> {
    const keysOf = (of: Variables) => register.unique.flatMap((fields) => keyOf(fields, of) ?? [])
    const taken = keysOf(data)
    if (isDeepStrictEqual(taken, keysOf(before ?? {}))) return
    for (const key of taken) {
      const owner = await (
        await look()
      ).findOneBy(recordKeyTable, { institutionId, register: register.register, ...key })
      if (owner && owner.recordId !== recordId) throw exists(register, owner.recordId, key.keyName)
    }
    const manager = await write()
    await manager.delete(recordKeyTable, { institutionId, recordId })
    if (taken.length === 0) return
    const rows = taken.map((key) => ({ institutionId, register: register.register, recordId, ...key }))
    await manager.insert(recordKeyTable, rows)
  }

  async function writeReferences(
    register: Register,
    recordId: string,
    data: Variables,
    before?: Variables,
  ): Promise<void> {
    const rowsOf = (of: Variables) =>
      referencesIn(register.schema, of).map(({ field, id: targetId }) => ({ institutionId, recordId, field, targetId }))
    const rows = rowsOf(data)
    if (isDeepStrictEqual(rows, rowsOf(before ?? {}))) return
    const manager = await write()
    await manager.delete(recordReferenceTable, { institutionId, recordId })
    if (rows.length > 0) await manager.insert(recordReferenceTable, rows)
  }

  async function writeVersion(recordId: string, version: number, status: string | null, data: string): Promise<void> {
    const manager = await write()
    await manager.insert(recordVersionTable, { institutionId, recordId, version, at: now, by: actorId, status, data })
  }

  async function get(name: string, id: string): Promise<RecordView | null> {
    return selectRecord(await look(), institutionId, registerOf(name).register, id)
  }

  const list: RecordUnit['list'] = async (name, query = {}) => {
    const limit = Math.min(query.limit ?? PLAIN_LIMIT, 1000)
    return selectRecords(await look(), { ...query, register: registerOf(name), institutionId, limit })
  }

  return {
    get,
    list,

    async create(name, data, options = {}) {
      const register = registerOf(name)
      const kept = withoutNulls(data)
      const id = options.id ?? ports.newId()
      const status = initialStatus(register, options.status, language)
      await check(register, id, kept)
      // An id that was given may have been had before; one of ours is new.
      const first = options.id === undefined ? FIRST : await firstVersion(await look(), institutionId, id)
      if (!first) throw exists(register, id, 'id')
      if (first.wasRemoved) await (await write()).delete(recordRemovalTable, { institutionId, recordId: id })
      await takeKeys(register, id, kept)
      const number = register.number
        ? await numberRecord(await write(), { institutionId, register: name, pattern: register.number, now })
        : null
      const { version } = first
      const text = JSON.stringify(kept)
      const stamps = { createdAt: now, createdBy: actorId, updatedAt: now, updatedBy: actorId }
      const shown = { institutionId, id, register: name, number, status, version, ...stamps }
      await (await write()).insert(recordTable, { ...shown, data: text, search: searchText(register, number, kept) })
      await writeVersion(id, version, status, text)
      await writeReferences(register, id, kept)
      const record = { ...shown, data: kept }
      await ports.written?.(record, null)
      return record
    },

    async update(name, id, patch, options = {}) {
      const register = registerOf(name)
      const before = await get(name, id)
      if (!before || before.institutionId !== institutionId) throw new NotFound(`${name} record`, id)
      const { expectedVersion } = options
      if (expectedVersion !== undefined && expectedVersion !== before.version) throw changed(before, expectedVersion)
      if (options.status !== undefined) refuseUnknownStatus(register, options.status, language)
      const data = withoutNulls({ ...before.data, ...patch })
      await check(register, id, data, before.data)
      await takeKeys(register, id, data, before.data)
      const version = before.version + 1
      const status = options.status ?? before.status
      const text = JSON.stringify(data)
      const fresh = { version, status, updatedAt: now, updatedBy: actorId }
      const manager = await write()
      const result = await manager
        .createQueryBuilder()
        .update(recordTable)
        .set({ ...fresh, data: text, search: searchText(register, before.number, data) })
        .where({ institutionId, id, version: before.version })
        .execute()
      if (result.affected !== 1) throw changed(before, before.version)
      await writeVersion(id, version, status, text)
      await writeReferences(register, id, data, before.data)
      const record = { ...before, ...fresh, data }
      await ports.written?.(record, before)
      return record
    },

    async remove(name, id, { expectedVersion } = {}) {
      const before = await get(name, id)
      if (!before || before.institutionId !== institutionId) throw new NotFound(`${name} record`, id)
      if (expectedVersion !== undefined && expectedVersion !== before.version) throw changed(before, expectedVersion)
      await removeRecord(await write(), before, { now, by: actorId })
      ports.removed?.(before)
    },

    async findBy(name, fields) {
      const register = registerOf(name)
      const unique = register.unique.find((set) => sameNames(set, Object.keys(fields)))
      const key = unique && keyOf(unique, fields)
      if (key) {
        const owner = await (await look()).findOneBy(recordKeyTable, { institutionId, register: name, ...key })
        return owner ? get(name, owner.recordId) : null
      }
      const [found] = await selectRecords(await look(), { register, institutionId, where: fields, limit: 1 })
      return found ?? null
    },

    async getMany(name, ids) {
      return selectByIds(await look(), institutionId, registerOf(name).register, ids)
    },

    async related(ids, { register, field, anyOf, limit = MOST_RELATED }) {
      const most = Math.min(limit, MOST_RELATED)
      return selectRelated(await look(), institutionId, registerOf(register), { ids, field, anyOf, limit: most })
    },

    async sums(name, query) {
      return sumRecords(await look(), institutionId, registerOf(name), query)
    },

    async nextNumber(series, pattern) {
      return numberRecord(await write(), { institutionId, register: series, pattern, now })
    },

    async history(id) {
      const rows = await (
        await look()
      ).find(recordVersionTable, {
        where: { institutionId, recordId: id },
        order: { version: 'ASC' },
      })
      return rows.map(({ version, at, by, status, data }) => ({
        version,
        at,
        by,
        status,
        data: JSON.parse(data) as Variables | null,
      }))
    },
  }
}

function withoutNulls(data: Variables): Variables {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
}

/** Null when a field of the set is missing: such a record does not count. */
function keyOf(fields: readonly string[], data: Variables): { keyName: string; keyValue: string } | null {
  const values = fields.map((field) => data[field] ?? null)
  if (values.includes(null)) return null
  return { keyName: fields.join('+'), keyValue: JSON.stringify(values) }
}

function sameNames(set: readonly string[], names: readonly string[]): boolean {
  return set.length === names.length && set.every((name) => names.includes(name))
}

function exists(register: Register, id: string, key: string): Conflict {
  return new Conflict('record-exists', `Expected a new ${register.register} record, but "${id}" has the same ${key}.`, {
    register: register.register,
    id,
    key,
  })
}

function changed(record: RecordView, expectedVersion: number): Conflict {
  return new Conflict(
    'record-changed',
    `Expected version ${expectedVersion} of ${record.register} record "${record.id}", but somebody changed it.`,
    { register: record.register, id: record.id, version: record.version, expectedVersion },
  )
}
