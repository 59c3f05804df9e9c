/** Handlers that write records and read the service catalogue. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall, HandlerOutcome } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { priceInForce } from './finance/prices.ts'
import { instant, number, object, requiredText, text, texts, withoutEmptyCells } from './input.ts'

/**
 * `register.create` {register, data, status?, id?} → {record: {id, number, status, version}}. A cell of a table that is
 * null is one that nobody filled in, and is left out.
 */
export const createRecord: Handler = async ({ input, records }) => {
  const status = text(input, 'status')
  const id = text(input, 'id')
  const record = await records.create(requiredText(input, 'register'), withoutEmptyCells(object(input, 'data')), {
    ...(status === null ? {} : { status }),
    ...(id === null ? {} : { id }),
  })
  return { variables: { record: headOf(record) } }
}

/**
 * `register.update` {register, id, patch, status?} → {record}, or with `ids` in place of `id` → {records}: the same
 * change to each of them, once. A field that is null in the patch is removed, and so is a cell of a table.
 */
export const updateRecord: Handler = async ({ input, records }): Promise<HandlerOutcome> => {
  const register = requiredText(input, 'register')
  const status = text(input, 'status')
  const patch = withoutEmptyCells(object(input, 'patch'))
  const change = (id: string) => records.update(register, id, patch, status === null ? {} : { status })
  const { ids } = input
  if (!Array.isArray(ids)) return { variables: { record: headOf(await change(requiredText(input, 'id'))) } }

  const changed: Variables[] = []
  for (const id of new Set(texts(ids))) changed.push(headOf(await change(id)))
  return { variables: { records: changed } }
}

/**
 * `register.put` {register, key, data, status?} → {record}: the record whose fields are as in `key` gets the data, and is
 * made where there is none. `key` is one of the register's unique sets: what was entered twice is one record still.
 */
export const putRecord: Handler = async ({ input, records }) => {
  const register = requiredText(input, 'register')
  const key = object(input, 'key')
  const status = text(input, 'status')
  const options = status === null ? {} : { status }
  const data = { ...withoutEmptyCells(object(input, 'data')), ...key }
  const known = await records.findBy(register, key)
  const record = known
    ? await records.update(register, known.id, data, options)
    : await records.create(register, data, options)
  return { variables: { record: headOf(record) } }
}

/**
 * `register.find` {register, where?, status?, since?, until?, limit?} → {records: [{id, number, status, …data}], count},
 * newest first. `where` compares fields (null: has none; an id: refers to it), `status` is one or a list, `since` and
 * `until` bound when the record was created (the end is left out). Default of `limit`: 100, at most 1000.
 */
export const findRecords: Handler = async ({ input, records }) => {
  const statuses = Array.isArray(input['status']) ? texts(input['status']) : null
  const status = statuses ?? (text(input, 'status') === null ? null : [requiredText(input, 'status')])
  const since = instant(input, 'since')
  const until = instant(input, 'until')
  const found = await records.list(requiredText(input, 'register'), {
    where: object(input, 'where'),
    ...(status === null ? {} : { status }),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
    limit: number(input, 'limit') ?? 100,
  })
  return { variables: { records: found.map(flatOf), count: found.length } }
}

/**
 * `register.read` {register, id} → {record: {id, number, status, …data}}; null when the diagram's id is null.
 *
 * @throws NotFound when there is no such record
 */
export const readRecord: Handler = async ({ input, records }) => {
  const register = requiredText(input, 'register')
  if (input['id'] === null) return { variables: { record: null } }
  const id = requiredText(input, 'id')
  const record = await records.get(register, id)
  if (!record) throw new NotFound(`${register} record`, id)
  return { variables: { record: flatOf(record) } }
}

/**
 * `service.resolve` {serviceId?} → {service}: its record with what the process needs filled in where it says nothing.
 * Work that belongs to no service, e.g. a request for information, goes by these defaults.
 */
export const resolveService: Handler = async (call) => {
  const serviceId = text(call.input, 'serviceId')
  const service = serviceId ? await serviceOf(call, serviceId) : { ...usualService(call), id: null, slaId: null }
  return { variables: { service } }
}

/** The service as processes see it. @throws NotFound */
export async function serviceOf(call: HandlerCall, serviceId: string): Promise<Variables> {
  const { records } = call
  const service = await records.get('service', serviceId)
  if (!service) throw new NotFound('service record', serviceId)
  const sla = await activeSla(call, serviceId)
  const price = await priceInForce(records, serviceId, call.now.slice(0, 10))
  const priced: Variables = price === null ? {} : { fee: price }
  return { ...usualService(call), ...service.data, ...priced, id: service.id, slaId: sla?.id ?? null }
}

/** What holds where a service says nothing. */
function usualService(call: HandlerCall): Variables {
  return {
    deliveryProcessKey: settingText(call, 'defaultDeliveryProcess'),
    simpleProcessKey: null,
    serviceManagerId: null,
    executorGroupId: null,
    executionTerm: null,
    fee: 0,
    feeTiming: 'none',
    vital: false,
    approvalRequired: false,
    qualityCheckRequired: false,
    requiredData: null,
  }
}

/** The agreement in force for the service at this moment; null when there is none. */
export async function activeSla(
  { records, now }: Pick<HandlerCall, 'records' | 'now'>,
  serviceId: string,
): Promise<RecordView | null> {
  const today = now.slice(0, 10)
  const agreements = await records.list('sla', { where: { serviceId }, limit: 50 })
  return agreements.find((agreement) => isInForce(agreement, today)) ?? null
}

/** @param today e.g. `2026-03-12` */
export function isInForce({ status, data }: RecordView, today: string): boolean {
  if (data['kind'] !== 'sla' || (status !== null && status !== 'active')) return false
  return (text(data, 'validFrom') ?? today) <= today && (text(data, 'validTo') ?? today) >= today
}

/** The settings in force, as the environment gives them. */
export function settingsIn(call: Pick<HandlerCall, 'environment'>): Variables {
  return object(call.environment.globals, 'settings')
}

/** @throws Error when the setting is missing */
export function settingText(call: Pick<HandlerCall, 'environment'>, name: string): string {
  return requiredText(settingsIn(call), name)
}

/** What a process needs to know of a record it has written. */
export function headOf(record: RecordView): Variables {
  return { id: record.id, number: record.number, status: record.status, version: record.version }
}

/** A record as expressions like it: its fields beside what the store says of it, which wins over a field of that name. */
function flatOf(record: RecordView): Variables {
  const { createdAt, updatedAt } = record
  return { ...record.data, ...headOf(record), createdAt, updatedAt }
}
