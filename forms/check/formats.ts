/**
 * What texts of one kind look like: `"format": "email"` and the like. Each format refuses long texts before it looks
 * at them, so that a schema without `maxLength` is no way to keep the server busy.
 */
import { fullFormats } from 'ajv-formats/dist/formats.js'

type Test = (text: string) => boolean

/** No e-mail address, URI or date that we accept is longer. */
const MAX_LENGTH = 2000

const standard = (name: 'date' | 'time' | 'date-time' | 'duration' | 'email' | 'uri' | 'uuid'): Test => {
  const format = fullFormats[name]
  if (format instanceof RegExp) return (text) => format.test(text)
  if (typeof format === 'function') return (text) => format(text)
  if (typeof format === 'object' && 'validate' in format) {
    const { validate } = format
    if (validate instanceof RegExp) return (text) => validate.test(text)
    if (typeof validate === 'function') return (text) => (validate as Test)(text)
  }
  throw new Error(`Expected format "${name}" in ajv-formats, but it has another shape.`)
}

const bounded =
  (test: Test): Test =>
  (text) =>
    text.length <= MAX_LENGTH && test(text)

const WEIGHTS = [1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/**
 * A Latvian personal code: `DDMMYY-XXXXX` with a check digit, or one given since 2017 that begins with 32 and carries
 * neither a date nor a check digit. The hyphen may be left out.
 */
export function isPersonalCode(text: string): boolean {
  if (!/^\d{6}-?\d{5}$/.test(text)) return false
  const digits = [...text.replace('-', '')].map(Number)
  if (digits[0] === 3 && digits[1] === 2) return true
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * (digits[place] ?? 0), 0)
  return (((1101 - sum) % 11) + 11) % 11 === digits[10]
}

/** A number of the register of enterprises, of associations or of taxpayers: eleven digits. */
export function isRegistrationNumber(text: string): boolean {
  return /^\d{11}$/.test(text)
}

/** A telephone number as people write it: digits with spaces, hyphens and brackets, perhaps with `+` in front; 5–15 digits. */
export function isPhone(text: string): boolean {
  if (!/^\+?[0-9 ()-]+$/.test(text)) return false
  const digits = text.replace(/[^0-9]/g, '').length
  return digits >= 5 && digits <= 15
}

/** Name of each format → its test. */
export const formats: Readonly<Record<string, Test>> = {
  date: bounded(standard('date')),
  time: bounded(standard('time')),
  'date-time': bounded(standard('date-time')),
  duration: bounded(standard('duration')),
  email: bounded(standard('email')),
  uri: bounded(standard('uri')),
  uuid: bounded(standard('uuid')),
  phone: bounded(isPhone),
  'lv-personal-code': bounded(isPersonalCode),
  'lv-reg-no': bounded(isRegistrationNumber),
}
