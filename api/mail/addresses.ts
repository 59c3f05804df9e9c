import { domainToASCII } from 'node:url'

const MOST = 254
/** RFC 5321 §4.1.2: an unquoted local part. Quoted ones are legal, unused, and a way to smuggle. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/** One address as a mail server takes it, its domain in ASCII; null for anything else, e.g. several or one with a name. */
export function validAddress(text: string): string | null {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf('@')
  const local = trimmed.slice(0, Math.max(at, 0))
  const domain = domainToASCII(trimmed.slice(at + 1))
  const address = `${local}@${domain}`
  return address.length <= MOST && local.length <= 64 && LOCAL_PART.test(local) && DOMAIN.test(domain) ? address : null
}

/** A text that may stand in a header: line breaks and other control characters are spaces. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}
