/** What somebody may do in a client's name, or for the house, at the counter. */
import { maySendMessage } from '../../../api/policies/messages.ts'
import type { Caller } from '../../../api/policies/caller.ts'

/** What clients say about their cases. */
const CLIENT_MESSAGES = ['client.replied', 'client.confirmed', 'client.disputed', 'client.inquired', 'client.withdrawn']

/** By this the news of clients are known among all that a case may wait for. */
export const OF_CLIENTS = 'client.'

export const DISRUPTION = 'incident.detected'

export function mayReplyForClients(caller: Caller): boolean {
  return CLIENT_MESSAGES.some((name) => maySendMessage(caller, name))
}

export function mayReportDisruption(caller: Caller): boolean {
  return maySendMessage(caller, DISRUPTION)
}
