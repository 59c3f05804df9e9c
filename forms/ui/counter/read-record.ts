/** Records that the counter shows: only what the caller may read, and never before it is written down who read it. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { RecordListQuery } from '../../../engine/engine.ts'
import { mayReadRegister } from '../../../api/policies/records.ts'
import type { PageCall } from '../shared/page.ts'

/** Why it was read, for whoever looks at the traces. */
const PURPOSE = 'Klienta apkalpošana'

export function mayRead({ ports, caller }: Pick<PageCall, 'ports' | 'caller'>, name: string): boolean {
  const register = ports.data.registers.find((one) => one.register === name)
  return register !== undefined && mayReadRegister(caller, register)
}

/** @throws {NotFound} in the same words, for what is not there and what the caller may not read */
export async function readRecord(call: PageCall, register: string, id: string): Promise<RecordView> {
  const { ports, institutionId, actor } = call
  if (!mayRead(call, register)) throw new NotFound(`${register} record`, id)
  const record = await ports.engine.getRecord({ institutionId, register, id })
  await ports.engine.traceRecordRead({ by: actor, register, operation: 'get', recordIds: [id], purpose: PURPOSE })
  return record
}

/** @returns nothing of a register that the caller may not read */
export async function readRecords(
  call: PageCall,
  register: string,
  query: Omit<RecordListQuery, 'institutionId' | 'register'>,
): Promise<readonly RecordView[]> {
  const { ports, institutionId, actor } = call
  if (!mayRead(call, register)) return []
  const { items } = await ports.engine.listRecords({ institutionId, register, ...query })
  const recordIds = items.map(({ id }) => id)
  await ports.engine.traceRecordRead({ by: actor, register, operation: 'list', recordIds, purpose: PURPOSE })
  return items
}
