/** `survey.send` and `survey.aggregate`: how satisfied clients are, asked of a sample and summed up per service. */
import { createHash } from 'node:crypto'
import { NotFound } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import type { Handler, HandlerCall, HandlerOutcome } from '../../engine/ports.ts'
import type { RecordView } from '../../engine/records/record-unit.ts'
import { addresseeOf, queueNotification, type Templates } from './informing.ts'
import { instant, number, objects, requiredText, text } from './input.ts'
import { agreementsOf, isValidIn } from './levels/agreements.ts'
import { lastQuarter, todayOf } from './months.ts'
import { settingsIn } from './registers.ts'
import { walkRecords } from './walk-records.ts'

/** Clients that one run asks; a job works inside one transaction. */
const MOST = 1_000

/**
 * With `applicationId`, one application: {applicationId, closureCode} → {surveyId: id or null}. The same application is
 * always in the sample or always out of it; the share is the setting `surveySampleRate`. Nobody is asked about a duplicate.
 *
 * Without, clients of the last full quarter: {perService?} → {surveyPeriod, surveyFrom, surveyUntil, surveysSent}. Of each
 * service, at most `perService` (default: the setting `surveyPerService`) of the applications that were closed and not
 * asked about yet, drawn by their ids, at most 1000 together.
 */
export const sendSurvey =
  (templates: Templates): Handler =>
  async (call) =>
    text(call.input, 'applicationId') === null ? sendQuarterly(call, templates) : sendAtClosing(call, templates)

async function sendAtClosing(call: HandlerCall, templates: Templates): Promise<HandlerOutcome> {
  const { input, records } = call
  const applicationId = requiredText(input, 'applicationId')
  const rate = number(settingsIn(call), 'surveySampleRate') ?? 0
  if (text(input, 'closureCode') === 'duplicate' || sample(applicationId) >= rate) {
    return { variables: { surveyId: null } }
  }
  const application = await records.get('application', applicationId)
  if (!application) throw new NotFound('application record', applicationId)
  const { survey, queued } = await ask(call, templates, application, 'closing', call.now.slice(0, 7))
  return { ...queued, variables: { surveyId: survey.id } }
}

async function sendQuarterly(call: HandlerCall, templates: Templates): Promise<HandlerOutcome> {
  const { records, now } = call
  const quarter = lastQuarter(call)
  const stretch = { since: quarter.from, until: quarter.until }
  const closed = await walkRecords(records, { register: 'application', status: ['closed'], ...stretch }, now)
  const asked = await walkRecords(records, { register: 'survey', since: quarter.from }, now)
  const known = new Set(asked.found.map(({ data }) => text(data, 'applicationId')))
  const most = number(call.input, 'perService') ?? number(settingsIn(call), 'surveyPerService') ?? 0
  const chosen = drawn(
    closed.found.filter(({ id, data }) => !known.has(id) && isReachable(data)),
    most,
  )
  const history: NonNullable<HandlerOutcome['history']>[number][] = []
  const outbox: NonNullable<HandlerOutcome['outbox']>[number][] = []
  for (const application of chosen) {
    const { queued } = await ask(call, templates, application, 'quarterly', quarter.label)
    history.push(...(queued.history ?? []))
    outbox.push(...(queued.outbox ?? []))
  }
  return {
    variables: {
      surveyPeriod: quarter.label,
      surveyFrom: quarter.from,
      surveyUntil: quarter.until,
      surveysSent: chosen.length,
    },
    history,
    outbox,
  }
}

/** Somebody there is to be asked, about a service. */
function isReachable(data: Variables): boolean {
  return text(data, 'serviceId') !== null && (text(data, 'clientId') ?? text(data, 'contactEmail')) !== null
}

/** Of each service at most so many; the same ones however often this is tried. */
function drawn(applications: readonly RecordView[], most: number): readonly RecordView[] {
  const counts = new Map<string, number>()
  const chosen: RecordView[] = []
  for (const application of applications.toSorted((one, other) => sample(one.id) - sample(other.id))) {
    const serviceId = text(application.data, 'serviceId') ?? ''
    const count = counts.get(serviceId) ?? 0
    if (count >= most || chosen.length >= MOST) continue
    counts.set(serviceId, count + 1)
    chosen.push(application)
  }
  return chosen
}

/** Writes the survey and the letter that asks. */
async function ask(
  call: HandlerCall,
  templates: Templates,
  { id: applicationId, data }: RecordView,
  occasion: 'closing' | 'quarterly',
  period: string,
): Promise<{ readonly survey: RecordView; readonly queued: HandlerOutcome }> {
  const addressee = await addresseeOf(call, applicationId, null)
  const { channel } = addressee
  const survey = await call.records.create(
    'survey',
    { applicationId, serviceId: data['serviceId'] ?? null, period, channel, occasion, sentAt: call.now },
    { status: 'sent' },
  )
  return { survey, queued: await queueNotification(call, templates, 'survey', addressee, { surveyId: survey.id }) }
}

/** A number from 0 to under 1 that belongs to the id. */
function sample(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32
}

/**
 * `survey.aggregate` {period, from, until} → {surveyedServices: [{serviceId, sent, answered, satisfaction,
 * satisfactionTarget}], surveysSent, surveysAnswered, satisfaction, complete}: the surveys of the stretch `from`–`until`,
 * and those of the quarterly round `period` that were sent after it. Services with an answer, the least satisfied first,
 * by their mean score. The target is that of the agreement in force, else the setting `satisfactionTarget`.
 */
export const aggregateSurveys: Handler = async (call) => {
  const { input, records, now } = call
  const period = requiredText(input, 'period')
  const [from, until] = [instant(input, 'from'), instant(input, 'until')]
  const walked = await walkRecords(records, { register: 'survey', since: from }, now)
  const surveys = walked.found.filter(({ data, createdAt }) =>
    data['occasion'] === 'quarterly' ? data['period'] === period : until === null || createdAt < until,
  )
  const services = new Map<string, { sent: number; scores: number[] }>()
  for (const { data } of surveys) {
    const serviceId = text(data, 'serviceId')
    if (serviceId === null) continue
    const { sent, scores } = services.get(serviceId) ?? { sent: 0, scores: [] }
    const score = number(data, 'score')
    services.set(serviceId, { sent: sent + 1, scores: score === null ? scores : [...scores, score] })
  }
  const rows: (Variables & { readonly satisfaction: number })[] = []
  for (const [serviceId, { sent, scores }] of services) {
    if (scores.length === 0) continue
    const satisfactionTarget = await targetOf(call, serviceId)
    rows.push({ serviceId, sent, answered: scores.length, satisfaction: mean(scores), satisfactionTarget })
  }
  const scores = surveys.flatMap(({ data }) => number(data, 'score') ?? [])
  return {
    variables: {
      surveyedServices: rows.toSorted((one, other) => one.satisfaction - other.satisfaction),
      surveysSent: surveys.length,
      surveysAnswered: scores.length,
      satisfaction: scores.length === 0 ? null : mean(scores),
      complete: walked.complete,
    },
  }
}

async function targetOf(call: HandlerCall, serviceId: string): Promise<number | null> {
  const today = todayOf(call).toString()
  const agreements = await agreementsOf(call.records, serviceId)
  const rows = agreements.filter((one) => isValidIn(one, today, today)).flatMap(({ data }) => objects(data, 'targets'))
  const row = rows.find(({ parameter }) => parameter === 'satisfaction')
  return (row ? number(row, 'value') : null) ?? number(settingsIn(call), 'satisfactionTarget')
}

/** To two places. */
function mean(scores: readonly number[]): number {
  return Math.round((100 * scores.reduce((all, one) => all + one, 0)) / scores.length) / 100
}
