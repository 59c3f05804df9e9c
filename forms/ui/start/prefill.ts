/** What a form that begins a case knows already: the client whom somebody serves, the channel, the service. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { FormFile } from '../../check/form-file.ts'
import { readRecord } from '../counter/read-record.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual } from '../shared/service-names.ts'

export interface Prefilled {
  readonly values: Variables
  /** Null where the case is begun for nobody in particular. */
  readonly client: RecordView | null
  /** Whether the address says anything that the form shows. */
  readonly isAny: boolean
}

/** Fields of a client that a form may ask for, by the names of the form. */
const OF_CLIENT: Readonly<Record<string, string>> = {
  clientKind: 'kind',
  clientId: 'identifier',
  clientName: 'name',
  contactEmail: 'contactEmail',
  contactPhone: 'contactPhone',
  preferredChannel: 'preferredChannel',
  language: 'language',
  accessibilityNeeds: 'accessibilityNeeds',
}

/** @throws {NotFound} for a client whom the caller may not read */
export async function prefill(call: PageCall, form: FormFile | null): Promise<Prefilled> {
  const { query, language } = call
  const found: Record<string, Json> = {}
  const put = (name: string, value: Json | undefined): void => {
    const isAsked = form !== null && Object.hasOwn(form.schema.properties, name)
    if (isAsked && value !== undefined && value !== null && value !== '') found[name] = value
  }

  const clientId = query.get('client')
  const client = clientId === null ? null : await readRecord(call, 'client', clientId)
  if (client) {
    for (const [name, own] of Object.entries(OF_CLIENT)) put(name, client.data[own])
    await putUser(call, client, put)
  }
  put('channel', query.get('channel') ?? undefined)
  const service = await serviceIn(call)
  if (service) {
    put('serviceId', service.id)
    put('subject', bilingual(service.data['name'], language, ''))
  }
  return { values: found, client, isAny: Object.keys(found).length > 0 }
}

/** Somebody who came in the client's name. */
async function putUser(call: PageCall, client: RecordView, put: (name: string, value: Json | undefined) => void) {
  const userId = call.query.get('user')
  if (userId === null) return
  const user = await readRecord(call, 'client-user', userId)
  if (user.data['clientId'] !== client.id) throw new NotFound('client-user record', userId)
  put('userName', user.data['name'])
  put('userAuthority', user.data['basis'])
  put('contactEmail', user.data['email'])
  put('contactPhone', user.data['phone'])
}

async function serviceIn(call: PageCall): Promise<RecordView | null> {
  const id = call.query.get('service')
  return id === null || id === '' ? null : readRecord(call, 'service', id)
}
