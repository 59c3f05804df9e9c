/** What one can send in without an account: an application for a service, or a report. Both become the same message. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { FormFile } from '../../check/form-file.ts'
import type { ReferenceChoices } from '../controls/control.ts'
import { REQUEST_DATA } from '../controls/field-shape.ts'
import type { PageCall } from '../shared/page.ts'
import { catalogueOf } from './catalogue.ts'
import { withNeeded, withoutField } from './judge.ts'
import { findService, isOnline, requestFormOf, serviceName } from './public-service.ts'

/** Subjects are as long as this, as the contract of the message says. */
const SHORTEST_SUBJECT = 5
const LONGEST_SUBJECT = 200

export interface Matter {
  readonly form: FormFile
  readonly requestForm: FormFile | null
  readonly choices: ReferenceChoices
  readonly title: string
  readonly action: string
  /** What the form says before anybody has typed. */
  readonly values: Variables
  readonly service: RecordView | null
  /** The payload of the message that it becomes. */
  readonly payloadOf: (data: Variables) => Variables
}

const NO_CHOICES: ReferenceChoices = { lists: {}, labels: {} }

/** @returns null for a service that is not there (any more), or that one cannot apply for here */
export async function applicationFor(call: PageCall): Promise<Matter | null> {
  const { language, params, ports } = call
  const service = await findService(call, params['serviceId'] ?? '')
  if (!service || !isOnline(service)) return null
  const requestForm = requestFormOf(call, service)
  const form = ports.publicForms.get('apply')
  const needed = requestForm?.schema['required']
  const asksForMuch = Array.isArray(needed) && needed.length > 0
  return {
    form: requestForm === null ? withoutField(form, REQUEST_DATA) : asksForMuch ? withNeeded(form, REQUEST_DATA) : form,
    requestForm,
    choices: NO_CHOICES,
    title: serviceName(service, language),
    action: `/apply/${encodeURIComponent(service.id)}`,
    values: { language },
    service,
    payloadOf: (data) => ({
      ...data,
      channel: 'portal',
      kind: 'service_request',
      serviceId: service.id,
      subject: subjectOf(service, data['language']),
    }),
  }
}

export async function report(call: PageCall): Promise<Matter> {
  const { language, ports, query } = call
  const { services } = await catalogueOf(call)
  const kind = query.get('kind')
  const asked = services.find(({ id }) => id === query.get('service'))
  const form = ports.publicForms.get('report')
  const kinds = form.schema.properties['kind']?.['enum']
  return {
    form,
    requestForm: null,
    choices: {
      lists: { service: services.map((service) => ({ id: service.id, label: serviceName(service, language) })) },
      labels: {},
    },
    title: form.i18n[language].title,
    action: '/report',
    values: {
      language,
      ...(Array.isArray(kinds) && kind !== null && kinds.includes(kind) ? { kind } : {}),
      ...(asked ? { serviceId: asked.id } : {}),
    },
    service: null,
    payloadOf: (data) => ({ ...data, channel: 'portal' }),
  }
}

/** In the language in which one is written to: letters quote it. */
function subjectOf(service: RecordView, language: Json | undefined): string {
  const name = serviceName(service, language === 'en' ? 'en' : 'lv').slice(0, LONGEST_SUBJECT)
  return name.length >= SHORTEST_SUBJECT ? name : `${String(service.data['code'] ?? service.id)} ${name}`
}
