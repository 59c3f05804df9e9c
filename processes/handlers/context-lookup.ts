/**
 * `context.lookup`: everything that people need beside the application or incident itself: who the client is, which
 * service it may be about, whether the same was asked before, what is known to be out of order, and how often that has
 * happened. It proposes; people decide.
 */
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { fold } from '../../engine/records/fold.ts'
import { CLOSED_APPLICATION } from '../closed-application.ts'
import { number, object, present, text, texts } from './input.ts'
import { errorHead, rank } from './knowledge.ts'
import { openIncidentsOf, openProblemsOf, recurrencesOf } from './recurrence.ts'
import { serviceOf, settingsIn } from './registers.ts'
import { sharedStems, stems } from './similar-words.ts'

const DAY_MS = 86_400_000

/**
 * {subject?, description?, serviceId?, category?, ciIds?, incidentId?, applicationId?, client…?} → {context: {clientId,
 * serviceId, openIncidents, knownErrors, openProblems, recurrenceCount, …}}; also sets the application's `clientId` when
 * `applicationId` is given. `incidentId` is the incident that is looked at, which is none of the others.
 */
export const lookUpContext: Handler = async (call) => {
  const { input, records } = call
  const clientId = await matchClient(call)
  const applicationId = text(input, 'applicationId')
  if (applicationId && clientId) await records.update('application', applicationId, { clientId })

  const asked = `${text(input, 'subject') ?? ''} ${text(input, 'description') ?? ''}`
  const words = stems(asked)
  const serviceId = text(input, 'serviceId') ?? (await proposeService(call, words))
  const service = serviceId ? await serviceOf(call, serviceId) : null
  const incidentId = text(input, 'incidentId')
  const openIncidents = serviceId ? await openIncidentsOf(call, serviceId, incidentId) : []
  const disruption = serviceId
    ? { serviceId, category: text(input, 'category'), ciIds: texts(input['ciIds']), incidentId }
    : null
  const knownErrors = (await rank(records, 'known-error', serviceId, words)).map(errorHead)
  return {
    variables: {
      context: {
        clientId,
        serviceId,
        serviceName: service?.['name'] ?? null,
        vital: service?.['vital'] ?? false,
        rtoMinutes: service?.['rtoMinutes'] ?? null,
        deliveryProcessKey: service?.['deliveryProcessKey'] ?? null,
        simpleProcessKey: service?.['simpleProcessKey'] ?? null,
        serviceManager: service?.['serviceManagerId'] ?? null,
        requiredData: service?.['requiredData'] ?? null,
        duplicateCandidates: clientId ? await duplicatesOf(call, clientId, serviceId, applicationId) : [],
        openIncidents,
        openProblems: disruption ? await openProblemsOf(call, disruption) : [],
        recurrenceCount: disruption ? await recurrencesOf(call, disruption) : 0,
        knownErrors,
        suggestedKind: suggestKind(call, asked, serviceId),
      },
    },
  }
}

/** `320001-00011` for a person, `40003000000` for everybody else. */
export function normaliseIdentifier(identifier: string, kind: string): string {
  const digits = identifier.replace(/[\s-]/g, '').toUpperCase()
  return kind === 'natural_person' && /^\d{11}$/.test(digits) ? `${digits.slice(0, 6)}-${digits.slice(6)}` : digits
}

/** The client of this identifier, created when new. Without an identifier there is none: nobody else's record is guessed. */
async function matchClient({ input, records }: HandlerCall): Promise<string | null> {
  const given = text(input, 'clientIdentifier')
  if (!given) return null
  const kind = text(input, 'clientKind') ?? 'natural_person'
  const identifier = normaliseIdentifier(given, kind)
  const needs = texts(input['accessibilityNeeds'])
  const told = present({
    contactEmail: text(input, 'contactEmail'),
    contactPhone: text(input, 'contactPhone'),
    preferredChannel: text(input, 'preferredChannel'),
    language: text(input, 'language'),
    accessibilityNeeds: needs.length > 0 ? [...needs] : null,
  })
  const known = await records.findBy('client', { identifier })
  if (!known) {
    const name = text(input, 'clientName') ?? identifier
    return (await records.create('client', { kind, identifier, name, ...told })).id
  }
  // Whoever types a code may not redirect another person's letters: only gaps are filled.
  const missing = Object.fromEntries(Object.entries(told).filter(([field]) => known.data[field] === undefined))
  if (Object.keys(missing).length > 0) await records.update('client', known.id, missing)
  return known.id
}

/** The service whose name and keywords share most with the text, when one is clearly ahead. */
async function proposeService({ records }: HandlerCall, words: ReadonlySet<string>): Promise<string | null> {
  const services = await records.list('service', { limit: 500 })
  const ranked = services
    .map((service) => ({ id: service.id, score: sharedStems(words, stemsOfService(service)) }))
    .filter(({ score }) => score >= 2)
    .toSorted((one, other) => other.score - one.score)
  const [best, next] = ranked
  return best && best.score > (next?.score ?? 0) ? best.id : null
}

function stemsOfService({ data }: RecordView): ReadonlySet<string> {
  const name = object(data, 'name')
  return stems([text(name, 'lv'), text(name, 'en'), ...texts(data['keywords'])].join(' '))
}

/** Open applications of the client about the same service, or in much the same words. */
async function duplicatesOf(
  { input, records, now, environment }: HandlerCall,
  clientId: string,
  serviceId: string | null,
  applicationId: string | null,
): Promise<readonly Variables[]> {
  const days = number(object(environment.globals, 'settings'), 'duplicateDays') ?? 30
  const since = new Date(Date.parse(now) - days * DAY_MS).toISOString()
  const subject = stems(text(input, 'subject') ?? '')
  const alike = (other: RecordView) => {
    const theirs = stems(text(other.data, 'subject') ?? '')
    const sameService = serviceId !== null && other.data['serviceId'] === serviceId
    return sameService || sharedStems(subject, theirs) * 2 > Math.max(subject.size, theirs.size)
  }
  const earlier = await records.list('application', { where: { clientId }, limit: 50 })
  return earlier
    .filter(
      ({ id, status, createdAt }) =>
        id !== applicationId && createdAt >= since && !CLOSED_APPLICATION.has(status ?? ''),
    )
    .filter(alike)
    .map(({ id, number: given, data }) => ({ id, number: given, subject: data['subject'] ?? null }))
}

/** The kind whose words the text uses, in the order of the setting; a request when a service is known. */
function suggestKind(call: HandlerCall, asked: string, serviceId: string | null): string {
  const folded = ` ${fold(asked).replace(/[^\p{L}\p{N}]+/gu, ' ')}`
  for (const [kind, beginnings] of Object.entries(object(settingsIn(call), 'kindKeywords'))) {
    if (texts(beginnings).some((beginning) => folded.includes(` ${fold(beginning)}`))) return kind
  }
  return serviceId ? 'service_request' : 'information'
}
