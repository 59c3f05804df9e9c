/** Names of services by their record ids, for lists. */
import type { Language } from '../../check/form-file.ts'
import { isObject, type Json } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { PageCall } from './page.ts'

const MOST = 200
const KEPT_MS = 60_000

const kept = new WeakMap<object, Map<string, { readonly at: number; readonly records: readonly RecordView[] }>>()

/** The services of the institution, as many as a list to choose from may have; kept for a minute. */
export async function servicesOf({ ports, institutionId }: PageCall): Promise<readonly RecordView[]> {
  let ofEngine = kept.get(ports.engine)
  if (!ofEngine) kept.set(ports.engine, (ofEngine = new Map()))
  const now = ports.clock.now().getTime()
  const known = ofEngine.get(institutionId)
  if (known && Math.abs(now - known.at) < KEPT_MS) return known.records
  const { items } = await ports.engine.listRecords({ institutionId, register: 'service', limit: MOST, order: 'oldest' })
  ofEngine.set(institutionId, { at: now, records: items })
  return items
}

/** @returns the name of a service in the reader's language; its id where there is none */
export async function serviceNames(call: PageCall): Promise<(id: string) => string> {
  const names = new Map(
    (await servicesOf(call)).map(({ id, data }) => [id, bilingual(data['name'], call.language, id)]),
  )
  return (id) => names.get(id) ?? id
}

/** @returns the name of one service, also of one that has only just come or that no list has room for; its id where there is none */
export async function serviceName(call: PageCall, id: string): Promise<string> {
  const { ports, institutionId, language } = call
  const known = (await servicesOf(call)).find((one) => one.id === id)
  const [record] = known ? [known] : await ports.engine.getRecords({ institutionId, register: 'service', ids: [id] })
  return record === undefined ? id : bilingual(record.data['name'], language, id)
}

/** @returns a text that may be given in both languages */
export function bilingual(value: Json | undefined, language: Language, otherwise: string): string {
  if (typeof value === 'string') return value
  if (!isObject(value)) return otherwise
  const text = value[language] ?? value['lv']
  return typeof text === 'string' ? text : otherwise
}
