import { DeliveryRefused } from '../../engine/model/errors.ts'
import { oneLine } from './addresses.ts'

const MOST = 300
/** What is about this one e-mail. Anything else (login, certificate, connection) is ours to mend, and then it goes. */
const ABOUT_THE_MESSAGE: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE'])

/**
 * What went wrong, in words without personal data: servers like to repeat the address. A 5xx reply to this e-mail (RFC
 * 5321 §4.2.1) is for good.
 */
export function deliveryError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('The e-mail could not be sent.', { cause: error })
  const facts: Error & { code?: unknown; responseCode?: unknown; response?: unknown } = error
  const { code, responseCode, response } = facts
  const reply = typeof response === 'string' ? `The mail server answered: ${withoutAddresses(response)}` : null
  const message = reply ?? `The mail server could not be reached (${String(code ?? error.name)}).`
  const isFinal = ABOUT_THE_MESSAGE.has(code) && typeof responseCode === 'number' && responseCode >= 500
  return isFinal ? new DeliveryRefused(message, { cause: error }) : new Error(message, { cause: error })
}

function withoutAddresses(reply: string): string {
  return oneLine(reply)
    .replace(/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/g, '…')
    .slice(0, MOST)
}
