/** What the register of staff says of a person: the record whose `userId` is their login name. */
import { mayReadRegister, mayWriteRegister } from '../../../api/policies/records.ts'
import type { Caller } from '../../../api/policies/caller.ts'
import type { Json } from '../../../engine/model/json.ts'
import type { RecordVersionView, RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from '../shared/page.ts'

export const PERSON = 'person'

/** The status of a record that is no longer used. */
const RETIRED = 'retired'

/** Whether the caller may read and write a register by hand. */
export function mayIn(call: { readonly ports: PageCall['ports']; readonly caller: Caller }, name: string) {
  const register = call.ports.engine.listRegisters().find((one) => one.register === name)
  return {
    read: register !== undefined && mayReadRegister(call.caller, register),
    write: register !== undefined && mayWriteRegister(call.caller, register),
  }
}

/** @returns null where there is none, or where the caller may not read it */
export async function personRecord(call: PageCall, login: string): Promise<RecordView | null> {
  const { ports, institutionId } = call
  if (!mayIn(call, PERSON).read) return null
  const { items } = await ports.engine.listRecords({
    institutionId,
    register: PERSON,
    where: { userId: login },
    limit: 1,
  })
  const [record = null] = items
  if (record !== null) await traced(call, 'get', [record.id])
  return record
}

/** The last changes of the record, the newest first. */
export async function personVersions(call: PageCall, { id }: RecordView): Promise<readonly RecordVersionView[]> {
  const { ports, institutionId } = call
  const { items } = await ports.engine.listRecordVersions({ institutionId, register: PERSON, id, limit: 10 })
  return items
}

/** All persons of the register that are in use, as many as a choice may have. */
export async function personRecords(call: PageCall): Promise<readonly RecordView[]> {
  const { ports, institutionId } = call
  const found: RecordView[] = []
  let after: string | undefined
  do {
    const page = await ports.engine.listRecords({
      institutionId,
      register: PERSON,
      order: 'oldest',
      limit: 200,
      ...(after === undefined ? {} : { after }),
    })
    found.push(...page.items.filter(({ status }) => status !== RETIRED))
    after = page.next ?? undefined
  } while (after !== undefined && found.length < MOST_PERSONS)
  await traced(
    call,
    'list',
    found.map(({ id }) => id),
  )
  return found
}

const MOST_PERSONS = 2000

/** Nobody is shown personal data before it is written down that they were. */
async function traced(call: PageCall, operation: string, recordIds: readonly string[]): Promise<void> {
  const { ports, actor: by } = call
  // Without the key of the form: that is for the one command which the form asks for.
  await ports.engine.traceRecordRead({ by, register: PERSON, operation, recordIds, purpose: null })
}

/** @returns the texts of a list of texts */
export function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
