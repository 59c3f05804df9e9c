/** Handlers that write records and read the service catalogue. */
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { object, requiredText, text } from './input.ts'

/** `register.create` {register, data, status?, id?} → {record: {id, number, status, version}}. */
export const createRecord: Handler = async ({ input, records }) => {
  const status = text(input, 'status')
  const id = text(input, 'id')
  const record = await records.create(requiredText(input, 'register'), object(input, 'data'), {
    ...(status === null ? {} : { status }),
    ...(id === null ? {} : { id }),
  })
  return { variables: { record: headOf(record) } }
}

/** `register.update` {register, id, patch, status?} → {record}. A field that is null in the patch is removed. */
export const updateRecord: Handler = async ({ input, records }) => {
  const status = text(input, 'status')
  const record = await records.update(
    requiredText(input, 'register'),
    requiredText(input, 'id'),
    object(input, 'patch'),
    status === null ? {} : { status },
  )
  return { variables: { record: headOf(record) } }
}

/** `service.resolve` {serviceId} → {service}: its record with what the process needs filled in where it says nothing. */
export const resolveService: Handler = async (call) => {
  const service = await serviceOf(call, requiredText(call.input, 'serviceId'))
  return { variables: { service } }
}

/** The service as processes see it. @throws NotFound */
export async function serviceOf(call: HandlerCall, serviceId: string): Promise<Variables> {
  const { records } = call
  const service = await records.get('service', serviceId)
  if (!service) throw new NotFound('service record', serviceId)
  const sla = await activeSla(call, serviceId)
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
    ...service.data,
    id: service.id,
    slaId: sla?.id ?? null,
  }
}

/** The agreement in force for the service at this moment; null when there is none. */
export async function activeSla(
  { records, now }: Pick<HandlerCall, 'records' | 'now'>,
  serviceId: string,
): Promise<RecordView | null> {
  const today = now.slice(0, 10)
  const agreements = await records.list('sla', { where: { serviceId }, limit: 50 })
  const inForce = agreements.filter(
    ({ data, status }) =>
      data['kind'] === 'sla' &&
      (status === null || status === 'active') &&
      (text(data, 'validFrom') ?? today) <= today &&
      (text(data, 'validTo') ?? today) >= today,
  )
  return inForce[0] ?? null
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
function headOf({ id, number, status, version }: RecordView): Variables {
  return { id, number, status, version }
}
