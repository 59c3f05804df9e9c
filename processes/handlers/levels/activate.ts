/** `sla.activate`: an agreement that was signed is in force from its first day, and the service is as it was agreed. */
import { NotFound } from '../../../engine/model/errors.ts'
import { type Json, type Variables, isObject } from '../../../engine/model/json.ts'
import type { Handler, HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { number, object, objects, present, requiredText, text } from '../input.ts'
import { headOf } from '../registers.ts'
import { agreementsOf, dayBefore, isValidIn, lastDayOf, recipientsOf } from './agreements.ts'

/** What an agreement says; the diagram gives it under the names of the register. */
const TERMS = ['name', 'parties', 'targets', 'calendarId', 'price', 'reports', 'signedDocs', 'channels'] as const

/**
 * {serviceId, validFrom, reviewDate, name, parties, targets, calendarId?, price?, reports?, signedDocs?, channels?,
 * durationMonths?, slaId?, needId?, descriptionId?, qualityPlan?, service?} → {agreement: {id, number, status, version},
 * agreementVersion, validTo, endedAgreements: [id], qualityPlanId}.
 *
 * A new version of the agreement `slaId`, or of those of the service with the same recipients; what it replaces ends the
 * day before. The draft description becomes the one in force, with its data on the service; `service` adds what was agreed.
 * The service is in force from now on. Running cases go by the new terms as the setting `slaChangeApplies` says.
 *
 * @throws NotFound when there is no such service or description
 */
export const activateAgreement: Handler = async (call) => {
  const { input, records } = call
  const serviceId = requiredText(input, 'serviceId')
  const validFrom = requiredText(input, 'validFrom')
  const service = await records.get('service', serviceId)
  if (!service) throw new NotFound('service record', serviceId)

  const replaced = await replacedBy(call, serviceId, validFrom)
  for (const before of replaced) await endBefore(call, before, validFrom)
  const agreementVersion = Math.max(0, ...replaced.map(({ data }) => number(data, 'agreementVersion') ?? 1)) + 1
  const months = number(input, 'durationMonths')
  const validTo = months === null ? null : lastDayOf(validFrom, months)
  const agreement = await records.create(
    'sla',
    present({
      ...Object.fromEntries(TERMS.map((field) => [field, input[field] ?? null])),
      serviceId,
      kind: 'sla',
      agreementVersion,
      validFrom,
      validTo,
      reviewDate: text(input, 'reviewDate'),
      durationMonths: months,
      supersedes: replaced[0]?.id ?? null,
      needId: text(input, 'needId'),
    }),
    { status: 'active' },
  )
  const described = await describeService(call, serviceId, validFrom, agreementVersion)
  await records.update('service', serviceId, { ...described, ...object(input, 'service') }, { status: 'active' })
  const qualityPlanId = await keepQualityPlan(call, service, agreement.id, validFrom)
  const ended = replaced.map(({ id }) => id)
  return {
    variables: { agreement: headOf(agreement), agreementVersion, validTo, endedAgreements: ended, qualityPlanId },
    history: [{ type: 'agreement-activated', data: { slaId: agreement.id, agreementVersion, validFrom, ended } }],
  }
}

/** The agreement that is amended, or those with the same recipients; newest first. */
async function replacedBy(call: HandlerCall, serviceId: string, validFrom: string): Promise<readonly RecordView[]> {
  const { input, records } = call
  const amendedId = text(input, 'slaId')
  const amended = amendedId === null ? null : await records.get('sla', amendedId)
  if (amended && amended.status === 'active') return [amended]
  const recipients = recipientsOf({ data: input })
  const shares = (agreement: RecordView): boolean => {
    const theirs = recipientsOf(agreement)
    return recipients.size === 0 || theirs.size === 0 || [...theirs].some((name) => recipients.has(name))
  }
  const goesOn = (agreement: RecordView): boolean => isValidIn(agreement, validFrom, '9999-12-31')
  return (await agreementsOf(records, serviceId)).filter((agreement) => goesOn(agreement) && shares(agreement))
}

/** One that would begin with the new one, or later, never comes into force. */
async function endBefore({ records }: HandlerCall, { id, data }: RecordView, validFrom: string): Promise<void> {
  const begins = text(data, 'validFrom') ?? ''
  if (begins >= validFrom) await records.update('sla', id, {}, { status: 'retired' })
  else await records.update('sla', id, { validTo: dayBefore(validFrom) })
}

/** @returns the data of the service in the description that comes into force; none where it stays as it is */
async function describeService(
  { input, records }: HandlerCall,
  serviceId: string,
  validFrom: string,
  agreementVersion: number,
): Promise<Variables> {
  const descriptionId = text(input, 'descriptionId')
  if (descriptionId === null) return {}
  const description = await records.get('service-description', descriptionId)
  if (!description) throw new NotFound('service-description record', descriptionId)
  const earlier = await records.list('service-description', { where: { serviceId }, status: ['active'], limit: MOST })
  for (const { id } of earlier.filter((one) => one.id !== descriptionId))
    await records.update('service-description', id, { validTo: dayBefore(validFrom) }, { status: 'retired' })
  await records.update('service-description', descriptionId, { validFrom, agreementVersion }, { status: 'active' })
  return object(description.data, 'serviceData')
}

/** A plan is kept per version of the agreement; the one before ends with it. */
async function keepQualityPlan(
  { input, records }: HandlerCall,
  service: RecordView,
  slaId: string,
  validFrom: string,
): Promise<string | null> {
  const indicators = objects(input, 'qualityPlan').map((row) => present(row))
  if (indicators.length === 0) return null
  const serviceId = service.id
  const earlier = await records.list('quality-plan', { where: { serviceId }, limit: MOST })
  for (const { id } of earlier.filter(({ status }) => status === 'active'))
    await records.update('quality-plan', id, { validTo: dayBefore(validFrom) }, { status: 'retired' })
  const planVersion = Math.max(0, ...earlier.map(({ data }) => number(data, 'planVersion') ?? 0)) + 1
  const title = nameOf(service.data['name'])
  const plan = await records.create(
    'quality-plan',
    { title, serviceId, slaId, planVersion, indicators, validFrom },
    { status: 'active' },
  )
  return plan.id
}

/** Versions that one service is looked through for. */
const MOST = 100

function nameOf(name: Json | undefined): string {
  return (isObject(name) ? text(name, 'lv') : null) ?? 'Kvalitātes plāns'
}
