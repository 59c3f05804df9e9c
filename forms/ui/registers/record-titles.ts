/** Titles of the records that others name, so that pages show words and links in place of ids. */
import type { Variables } from '../../../engine/model/json.ts'
import { referencesIn } from '../../../engine/records/references-in.ts'
import type { Register } from '../../../engine/records/register.ts'
import type { PageCall } from '../shared/page.ts'
import type { Reader } from '../controls/value-view.tsx'
import { readableRegister } from './register-of.ts'
import { recordAddress, recordTitle, type Titles } from './record-title.ts'

/** More names than that are on no page; those beyond stay ids. */
const MOST_TITLES = 1000

/** A record that is named somewhere. */
export interface Named {
  readonly target: string
  readonly id: string
}

/** The records that the data of these name. */
export function namedIn(register: Register, data: readonly (Variables | null)[]): readonly Named[] {
  return data.flatMap((one) => (one === null ? [] : referencesIn(register.schema, one)))
}

/** @returns titles of those that are there and that this person may read; it leaves the trace of a list */
export async function titlesOf(call: PageCall, named: readonly Named[]): Promise<Titles> {
  const titles: Record<string, Record<string, string>> = {}
  for (const target of new Set(named.map((one) => one.target))) {
    const register = readableRegister(call, target)
    if (!register) continue
    const ids = [...new Set(named.filter((one) => one.target === target).map(({ id }) => id))].slice(0, MOST_TITLES)
    const records = await call.ports.engine.getRecords({ institutionId: call.institutionId, register: target, ids })
    await traceRead(
      call,
      target,
      'list',
      records.map(({ id }) => id),
    )
    titles[target] = Object.fromEntries(records.map((record) => [record.id, recordTitle(call, register, record)]))
  }
  return titles
}

/** What draws values: titles in place of ids, each leading to its record. */
export function readerOf({ language }: Pick<PageCall, 'language'>, titles: Titles): Reader {
  return {
    language,
    choices: { lists: {}, labels: titles },
    link: (register, id) => (Object.hasOwn(titles[register] ?? {}, id) ? recordAddress(register, id) : null),
  }
}

/** Nobody is shown personal data before it is written down that they were; why is said where the address says it. */
export function traceRead(
  { ports, actor, query }: Pick<PageCall, 'ports' | 'actor' | 'query'>,
  register: string,
  operation: string,
  recordIds: readonly string[],
): Promise<void> {
  const purpose = query.get('purpose')?.trim().slice(0, 300) ?? ''
  return ports.engine.traceRecordRead({
    by: actor,
    register,
    operation,
    recordIds,
    purpose: purpose === '' ? null : purpose,
  })
}
