/** Records for pages and the API: read on the engine's read manager, page by page, newest first. */
import type { EntityManager } from 'typeorm'
import { DataRejected, NotFound } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import type { Page } from '../model/views.ts'
import type { RecordView } from './record-unit.ts'
import type { Register } from './register.ts'
import { selectRecord, selectRecords } from './select-records.ts'

export interface ListRecords {
  readonly institutionId: string
  readonly register: string
  readonly text?: string
  readonly where?: Variables
  readonly status?: readonly string[]
  /** 1–200, default 50. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
}

/**
 * One page of a register: the institution's records and those shared by all.
 *
 * @throws NotFound for a register that is not there
 * @throws DataRejected for a field that the register does not have, or a cursor that no page gave
 */
export async function listRecords(
  manager: EntityManager,
  registers: readonly Register[],
  query: ListRecords,
): Promise<Page<RecordView>> {
  const register = registers.find((candidate) => candidate.register === query.register)
  if (!register) throw new NotFound('register', query.register)
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200)
  const { institutionId, text, where, status } = query
  const found = await selectRecords(manager, {
    register,
    institutionId,
    limit: limit + 1,
    ...(text === undefined ? {} : { text }),
    ...(where === undefined ? {} : { where }),
    ...(status === undefined ? {} : { status }),
    ...(query.after === undefined ? {} : { after: cursorOf(query.after) }),
  })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? cursor(last) : null }
}

/** One record of the institution or a shared one. @throws NotFound */
export async function getRecord(
  manager: EntityManager,
  query: { readonly institutionId: string; readonly register: string; readonly id: string },
): Promise<RecordView> {
  const record = await selectRecord(manager, query.institutionId, query.register, query.id)
  if (!record) throw new NotFound(`${query.register} record`, query.id)
  return record
}

function cursor(record: RecordView): string {
  return Buffer.from(JSON.stringify([record.createdAt, record.id])).toString('base64url')
}

function cursorOf(text: string): { createdAt: string; id: string } {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (typeof createdAt === 'string' && typeof id === 'string') return { createdAt, id }
  } catch {
    // Falls through to the refusal.
  }
  throw new DataRejected('Expected the cursor of an earlier page, but it is another text.', [
    { pointer: '/after', code: 'cursor', message: 'Use `next` of the page before.' },
  ])
}
