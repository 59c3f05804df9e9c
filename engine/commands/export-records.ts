import type { ExportInput } from '../engine.ts'
import { NotFound } from '../model/errors.ts'
import { listRecords } from '../queries/records.ts'
import { recordWriter } from '../records/exchange/write-records.ts'
import type { EngineParts } from './engine-parts.ts'
import { execute } from './execute.ts'
import { leavesTrace, traceRecordRead } from './trace-record-read.ts'

const PAGE = 200

/**
 * A register as a file, page by page, oldest first: a record that is created meanwhile comes at the end, one that is
 * changed meanwhile comes once. Each page leaves its trace before it is given.
 *
 * @throws NotFound for a register that is not there
 */
export async function* exportRecords(
  { format, by, purpose, register: name, ...filter }: ExportInput,
  parts: EngineParts,
): AsyncGenerator<string> {
  const register = parts.registers.find((one) => one.register === name)
  if (!register) throw new NotFound('register', name)
  const query = { ...filter, register: name, institutionId: by.institutionId, order: 'oldest', limit: PAGE } as const
  const writer = recordWriter(register, format)
  let text = writer.start()
  let after: string | null = null
  do {
    const from: object = after === null ? {} : { after }
    const page = await parts.store.read((manager) => listRecords(manager, parts.registers, { ...query, ...from }))
    const recordIds = page.items.map(({ id }) => id)
    const read = { by, register: name, operation: 'export', recordIds, purpose }
    if (leavesTrace(read, parts.registers)) await execute('trace-record-read', traceRecordRead, read, parts)
    yield text + writer.page(page.items)
    text = ''
    after = page.next
  } while (after !== null)
  yield writer.end()
}
