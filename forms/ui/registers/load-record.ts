/** A record for its pages, with what its heading says. */
import type { Register } from '../../../engine/records/register.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from '../shared/page.ts'
import { recordTitle, type Titles } from './record-title.ts'
import { namedIn, titlesOf, traceRead } from './record-titles.ts'
import { registerOfPage } from './register-of.ts'

export interface RecordRoom {
  readonly register: Register
  /** As it is, or as it was where the address asks for a version. */
  readonly record: RecordView
  readonly title: string
  readonly titles: Titles
  /** The version that the address asks for; null for the current one. */
  readonly then: number | null
}

/** @param operation what the trace of reading says @throws {NotFound} */
export async function loadRecord(call: PageCall, operation: string): Promise<RecordRoom> {
  const { ports, institutionId, params, query } = call
  const register = registerOfPage(call)
  const asked = query.get('version')
  const then = operation === 'get' && asked !== null && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null
  const record = await ports.engine.getRecord({
    institutionId,
    register: register.register,
    id: params['recordId'] ?? '',
    ...(then === null ? {} : { version: then }),
  })
  await traceRead(call, register.register, operation, [record.id])
  const titles = await titlesOf(call, namedIn(register, [record.data]))
  return { register, record, title: recordTitle(call, register, record, titles), titles, then }
}
