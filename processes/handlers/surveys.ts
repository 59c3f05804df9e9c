/** `survey.send`: asks a sample of clients how satisfied they are. */
import { createHash } from 'node:crypto'
import { NotFound } from '../../engine/model/errors.ts'
import type { Handler } from '../../engine/ports.ts'
import { addresseeOf, queueNotification, type Templates } from './informing.ts'
import { number, requiredText, text } from './input.ts'
import { settingsIn } from './registers.ts'

/**
 * {applicationId, closureCode} → {surveyId: id or null}. The same application is always in the sample or always out of
 * it; the share is the setting `surveySampleRate`. Nobody is asked about a duplicate.
 */
export const sendSurvey =
  (templates: Templates): Handler =>
  async (call) => {
    const { input, records, now } = call
    const applicationId = requiredText(input, 'applicationId')
    const rate = number(settingsIn(call), 'surveySampleRate') ?? 0
    if (text(input, 'closureCode') === 'duplicate' || sample(applicationId) >= rate) {
      return { variables: { surveyId: null } }
    }
    const application = await records.get('application', applicationId)
    if (!application) throw new NotFound('application record', applicationId)
    const addressee = await addresseeOf(call, applicationId, null)
    const survey = await records.create(
      'survey',
      {
        applicationId,
        serviceId: application.data['serviceId'] ?? null,
        period: now.slice(0, 7),
        channel: addressee.channel,
        sentAt: now,
      },
      { status: 'sent' },
    )
    const queued = await queueNotification(call, templates, 'survey', addressee, { surveyId: survey.id })
    return { ...queued, variables: { surveyId: survey.id } }
  }

/** A number from 0 to under 1 that belongs to the id. */
function sample(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32
}
