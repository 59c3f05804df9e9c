/** Handlers that write to clients and staff: a notification is a record, sent later by whoever carries its channel. */
import { DecisionFailed } from '../../engine/decisions/decision-failed.ts'
import { NotFound } from '../../engine/model/errors.ts'
import type { Json, Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall, HandlerOutcome } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { carriageOf } from '../notification-carriage.ts'
import { renderTemplate, type Language, type Template } from '../templates.ts'
import { object, present, requiredText, text, texts } from './input.ts'
import { settingsIn, settingText } from './registers.ts'

/** By event. */
export type Templates = ReadonlyMap<string, Template>

/**
 * `notify.client` {template, applicationId?, clientId?, channel?, data?, status?} → {notification: {id}}. With `status`
 * the application moves to that status too: what the client is told is what the record says. `channel` goes before the
 * one that the client prefers.
 */
export const notifyClient =
  (templates: Templates): Handler =>
  async (call) => {
    const { input, records } = call
    const applicationId = text(input, 'applicationId')
    const status = text(input, 'status')
    if (applicationId && status) await records.update('application', applicationId, {}, { status })
    const addressee = await addresseeOf(call, applicationId, text(input, 'clientId'), text(input, 'channel'))
    return queueNotification(call, templates, requiredText(input, 'template'), addressee, object(input, 'data'))
  }

/**
 * `notify.role` {role | roles, personId? | userId?, template, applicationId?, serviceId?, record?, data?} → {notification: {id},
 * notifications: [{id}]}: one for each role, for whoever holds it, on the staff pages; where it is known that one person
 * is meant (`personId`, or `userId` where only the log-in is known), one to that person, by e-mail where they have an
 * address; somebody whom the register does not know is not told. With `serviceId` a role of the
 * setting `serviceRoles` means its holders for that service. `record` names what it is about: its number.
 */
export const notifyRole =
  (templates: Templates): Handler =>
  async (call) => {
    const { input } = call
    const applicationId = text(input, 'applicationId')
    const application = applicationId ? await recordOf(call, 'application', applicationId) : null
    const record = text(input, 'record')
    const data = { serviceId: text(input, 'serviceId'), ...present({ record }), ...object(input, 'data') }
    const personId = text(input, 'personId')
    const userId = text(input, 'userId')
    const person = personId ? await recordOf(call, 'person', personId) : userId ? await userOf(call, userId) : null
    if (userId && !person) return { variables: { notification: null, notifications: [] } }
    const email = person ? text(person.data, 'email') : null
    const told: HandlerOutcome[] = []
    for (const role of person ? [null] : rolesOf(call)) {
      const addressee: Addressee = {
        application,
        client: null,
        role,
        personId: person?.id ?? null,
        record,
        channel: email ? 'email' : 'portal',
        language: settingText(call, 'language') === 'en' ? 'en' : 'lv',
        recipient: email ?? (person ? text(person.data, 'userId') : null),
      }
      told.push(await queueNotification(call, templates, requiredText(input, 'template'), addressee, data))
    }
    const notifications = told.map(({ variables }) => variables?.['notification'] ?? null)
    return {
      variables: { notification: notifications[0] ?? null, notifications },
      history: told.flatMap(({ history = [] }) => history),
      outbox: told.flatMap(({ outbox = [] }) => outbox),
    }
  }

const userOf = ({ records }: HandlerCall, userId: string): Promise<RecordView | null> =>
  records.findBy('person', { userId })

/** Each role once, as the candidate group that holds it. @throws Error when there is none */
function rolesOf(call: HandlerCall): readonly string[] {
  const { input } = call
  const roles = texts(input['roles'])
  const serviceId = text(input, 'serviceId')
  const perService = texts(settingsIn(call)['serviceRoles'])
  const named = roles.length > 0 ? roles : [requiredText(input, 'role')]
  return [...new Set(named.map((role) => (serviceId && perService.includes(role) ? `${role}@${serviceId}` : role)))]
}

/** `document.generate` {template, applicationId?, data?} → {document: {id, name}}. */
export const generateDocument =
  (templates: Templates): Handler =>
  async (call) => {
    const { input, records } = call
    const name = requiredText(input, 'template')
    const applicationId = text(input, 'applicationId')
    const addressee = applicationId ? await addresseeOf(call, applicationId, null) : null
    const language = addressee?.language ?? 'lv'
    const values = await valuesOf(call, addressee, object(input, 'data'))
    const { subject, body } = renderTemplate(templateOf(templates, name), language, values)
    const data = { name: subject, template: name, applicationId, language, mediaType: 'text/plain', content: body }
    const document = await records.create('document', data)
    return { variables: { document: { id: document.id, name: subject } } }
  }

/** Whom a text is for, and how it reaches them. */
export interface Addressee {
  readonly application: RecordView | null
  readonly client: RecordView | null
  readonly role: string | null
  /** Person record of the one who is meant. */
  readonly personId?: string | null
  /** Number of the record that it is about, where that is no application. */
  readonly record?: string | null
  /** A `notifyChannel` code. */
  readonly channel: string
  readonly language: Language
  /** E-mail address or telephone number; null where the channel needs none. */
  readonly recipient: string | null
}

/** Writes the notification, its entry in the outbox and a line of history. */
export async function queueNotification(
  call: HandlerCall,
  templates: Templates,
  event: string,
  addressee: Addressee,
  data: Variables,
): Promise<HandlerOutcome> {
  const { application, client, role, personId, record, channel, language, recipient } = addressee
  const rendered = renderTemplate(templateOf(templates, event), language, await valuesOf(call, addressee, data))
  const carriage = carriageOf(call, channel, recipient)
  const notification = await call.records.create(
    'notification',
    {
      event,
      applicationId: application?.id ?? null,
      clientId: client?.id ?? null,
      role,
      personId: personId ?? null,
      record: record ?? null,
      channel,
      language,
      recipient,
      ...rendered,
    },
    { status: carriage.status },
  )
  return {
    variables: { notification: { id: notification.id } },
    outbox: carriage.outboxOf(notification.id),
    history: [
      { type: 'notification-queued', data: { notificationId: notification.id, template: event, channel, language } },
    ],
  }
}

/**
 * Whom to write to and how. What this application says goes before what is known of the client; the decision
 * `notify-channel` says which way that is.
 *
 * @throws NotFound when there is neither
 */
export async function addresseeOf(
  call: HandlerCall,
  applicationId: string | null,
  givenClientId: string | null,
  givenChannel: string | null = null,
  event: string = text(call.input, 'template') ?? '',
): Promise<Addressee> {
  const application = applicationId ? await recordOf(call, 'application', applicationId) : null
  const clientId = givenClientId ?? (application ? text(application.data, 'clientId') : null)
  const client = clientId ? await recordOf(call, 'client', clientId) : null
  if (!application && !client) throw new NotFound('an application or client to inform', 'none given')
  const known: Variables = { ...client?.data, ...present(application?.data ?? {}) }
  const wanted = givenChannel ?? text(known, 'preferredChannel') ?? settingText(call, 'notifyChannel')
  const [channel, recipient] = reach(call, event, wanted, known)
  return { application, client, role: null, channel, language: languageOf(call, known['language']), recipient }
}

/** The channel that the decision `notify-channel` gives, and the address for it. */
function reach(
  call: Pick<HandlerCall, 'environment' | 'now'>,
  event: string,
  wanted: string,
  known: Variables,
): readonly [string, string | null] {
  const email = text(known, 'contactEmail')
  const phone = text(known, 'contactPhone')
  const needs = texts(known['accessibilityNeeds'])
  const seen = {
    event,
    preferredChannel: wanted,
    hasEmail: email !== null,
    hasPhone: phone !== null,
    cannotHear: needs.includes('sign_language'),
  }
  const channel = channelOf(call, seen)
  const addresses: Readonly<Record<string, string | null>> = { email, sms: phone, phone }
  return [channel, addresses[channel] ?? null]
}

function channelOf({ environment, now }: Pick<HandlerCall, 'environment' | 'now'>, seen: Variables): string {
  try {
    const [decided] = environment.decide('notify-channel', seen, now).outputs
    return (decided && text(decided, 'channel')) ?? LAST_RESORT
  } catch (error) {
    // A case whose bundle is older than the table, or leaves it out, still has something to say.
    if (error instanceof DecisionFailed) return LAST_RESORT
    throw error
  }
}

/** Where the client finds everything by its number. */
const LAST_RESORT = 'portal'

function languageOf(call: HandlerCall, code: Json | undefined): Language {
  const chosen = code === 'lv' || code === 'en' ? code : settingText(call, code ? 'otherLanguage' : 'language')
  return chosen === 'en' ? 'en' : 'lv'
}

/** Ids that a diagram gives a template, the register that they belong to, and what the template may call the record. */
const NAMED: readonly (readonly [field: string, register: string, placeholder: string])[] = [
  ['serviceId', 'service', 'serviceName'],
  ['targetInstitution', 'institution', 'targetInstitutionName'],
  ['incidentId', 'incident', 'incidentTitle'],
]

async function namesOf({ records }: HandlerCall, given: Variables): Promise<Variables> {
  const names: Record<string, Json> = {}
  for (const [field, register, placeholder] of NAMED) {
    const id = text(given, field)
    const record = id ? await records.get(register, id) : null
    if (!record) continue
    names[placeholder] = record.data['name'] ?? record.data['title'] ?? null
    if (register !== 'incident') continue
    names['workaround'] = record.data['workaround'] ?? null
    names['expectedRestoreAt'] = record.data['expectedRestoreAt'] ?? null
  }
  return names
}

/** What a template may name: the application's fields, those of its service and institution, then the diagram's. */
async function valuesOf(call: HandlerCall, addressee: Addressee | null, data: Variables): Promise<Variables> {
  const { records, facts, now } = call
  const application = addressee?.application
  const institution = facts.institutionId === '' ? null : await records.get('institution', facts.institutionId)
  return {
    ...application?.data,
    clientName: addressee?.client?.data['name'] ?? application?.data['clientName'] ?? null,
    number: application?.number ?? addressee?.record ?? null,
    institutionName: institution?.data['name'] ?? null,
    institutionPhone: institution?.data['contactPhone'] ?? null,
    institutionEmail: institution?.data['contactEmail'] ?? null,
    portalUrl: settingsIn(call)['portalUrl'] ?? null,
    replyDays: settingsIn(call)['clientReplyDays'] ?? null,
    confirmationDays: settingsIn(call)['confirmationDays'] ?? null,
    now,
    ...(await namesOf(call, { ...application?.data, ...present(data) })),
    ...present(data),
  }
}

async function recordOf(call: HandlerCall, register: string, id: string): Promise<RecordView> {
  const record = await call.records.get(register, id)
  if (!record) throw new NotFound(`${register} record`, id)
  return record
}

function templateOf(templates: Templates, event: string): Template {
  const template = templates.get(event)
  if (!template) throw new NotFound('template', event)
  return template
}
