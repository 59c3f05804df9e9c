/**
 * The code that an applicant is shown once: sixteen characters of an alphabet without look-alikes, 80 bits. It is made of
 * the secret key of the form that was sent, so that a double click is answered with the same code and nobody keeps it.
 */
import { createHmac } from 'node:crypto'

/** Without I, L, O and U (Crockford's base 32): nobody has to guess whether it is a letter or a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHARACTERS = 16
const GROUP = 4

/** @returns e.g. `7K3M-Q2ZX-9D0H-RV4T` */
export function trackingCodeOf(formKey: string, applicationId: string): string {
  // 32 divides 256: every character is as likely as any other.
  const bytes = createHmac('sha256', formKey).update(`tracking code of ${applicationId}`).digest()
  const characters = Array.from({ length: CHARACTERS }, (_, place) => ALPHABET.charAt((bytes[place] ?? 0) % 32))
  return grouped(characters.join(''))
}

/** @returns the code as it was given, however it was typed: small letters, other spaces, O for 0; null where it is none */
export function readTrackingCode(typed: string): string | null {
  const characters = typed
    .slice(0, 100)
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const isCode = characters.length === CHARACTERS && [...characters].every((one) => ALPHABET.includes(one))
  return isCode ? grouped(characters) : null
}

function grouped(characters: string): string {
  return (characters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
}
