/** What an applicant may do on the way of their application, and the message that it becomes. */
import type { Variables } from '../../../../engine/model/json.ts'
import type { Tracked } from './load-tracked.ts'

export type ActionKey = 'reply' | 'confirm' | 'dispute' | 'inquire' | 'withdraw' | 'rate'

export interface TrackAction {
  readonly key: ActionKey
  /** As in `processes/messages.json`; the form is `forms/public/<key>.form.json`. */
  readonly message: string
  /** The field of the form that brings files. */
  readonly files: string | null
  /** Null where nobody waits for it. */
  readonly payloadOf: (tracked: Tracked, data: Variables) => Variables | null
}

const ofCase =
  (message: string): TrackAction['payloadOf'] =>
  ({ applicationId, awaited }, data) =>
    awaited.has(message) ? { ...data, applicationId } : null

export const TRACK_ACTIONS: readonly TrackAction[] = [
  {
    key: 'reply',
    message: 'client.replied',
    files: 'files',
    payloadOf: ({ applicationId, question }, data) =>
      question && { ...data, applicationId, originRef: question.originRef },
  },
  { key: 'confirm', message: 'client.confirmed', files: null, payloadOf: ofCase('client.confirmed') },
  { key: 'dispute', message: 'client.disputed', files: null, payloadOf: ofCase('client.disputed') },
  { key: 'inquire', message: 'client.inquired', files: null, payloadOf: ofCase('client.inquired') },
  {
    key: 'withdraw',
    message: 'client.withdrawn',
    files: null,
    // What is done cannot be withdrawn; one confirms it or objects.
    payloadOf: (tracked, data) =>
      tracked.awaited.has('client.confirmed') ? null : ofCase('client.withdrawn')(tracked, data),
  },
  {
    key: 'rate',
    message: 'survey.responded',
    files: null,
    payloadOf: ({ applicationId, surveyId }, data) =>
      surveyId === null ? null : { ...data, score: Number(data['score']), surveyId, applicationId },
  },
]

/** Whether the case waits for it now. */
export function isOffered(action: TrackAction, tracked: Tracked): boolean {
  return action.payloadOf(tracked, {}) !== null
}
