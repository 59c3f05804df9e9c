import { isWaitingTime } from '../time/iso8601.ts'
import type { MessageContract } from '../model/deployment.ts'
import type { Problem } from '../model/errors.ts'
import { type Json, isObject } from '../model/json.ts'
import type { FormChecker } from '../ports.ts'

const NAME = /^[A-Za-z][\w.-]{0,99}$/
const KNOWN_FIELDS = new Set([
  'name',
  'label',
  'key',
  'uniqueBy',
  'payload',
  'timeToLive',
  'external',
  'answer',
  'informative',
  'fromHost',
])

/**
 * Reads `messages.json`: `{ "messages": [ { name, label, key, uniqueBy, payload, timeToLive, external, answer, informative, fromHost } ] }`.
 *
 * @returns the contracts, and what is wrong with the file
 */
export function readMessages(
  resource: string,
  content: string,
  forms: Pick<FormChecker, 'inspectSchema'>,
): { readonly contracts: readonly MessageContract[]; readonly problems: readonly Problem[] } {
  const contracts: MessageContract[] = []
  const problems: Problem[] = []
  const refuse = (code: string, message: string): void => {
    problems.push({ severity: 'error', resource, elementId: null, line: null, code, message })
  }

  let file: Json
  try {
    file = JSON.parse(content)
  } catch (error) {
    refuse('not-json', `Expected JSON, but the file is none: ${error instanceof Error ? error.message : ''}`)
    return { contracts, problems }
  }
  const list = isObject(file) ? file.messages : undefined
  if (!Array.isArray(list)) {
    refuse('not-messages', 'Expected { "messages": [ … ] }, but the file has no such list.')
    return { contracts, problems }
  }
  const seen = new Set<string>()
  for (const [index, entry] of list.entries()) {
    const contract = readContract(entry, (message) => refuse('bad-message', `Message ${index + 1}: ${message}`), forms)
    if (!contract) continue
    if (seen.has(contract.name))
      refuse('duplicate-message', `Expected each message once, but "${contract.name}" is there twice.`)
    seen.add(contract.name)
    contracts.push(contract)
  }
  return { contracts, problems }
}

function readContract(
  entry: Json,
  refuse: (message: string) => void,
  forms: Pick<FormChecker, 'inspectSchema'>,
): MessageContract | null {
  if (!isObject(entry)) return (refuse('expected an object.'), null)
  const {
    name,
    label,
    key = null,
    uniqueBy = [],
    payload = null,
    timeToLive = null,
    external = false,
    answer,
    informative = false,
    fromHost = false,
  } = entry
  const unknown = Object.keys(entry).filter((field) => !KNOWN_FIELDS.has(field))
  if (unknown.length > 0)
    return (refuse(`expected only ${[...KNOWN_FIELDS].join(', ')}, but there is "${unknown[0]}".`), null)
  if (typeof name !== 'string' || !NAME.test(name))
    return (refuse('expected a name of letters, digits, ".", "_" and "-".'), null)
  if (label !== undefined && !(isObject(label) && typeof label['lv'] === 'string' && typeof label['en'] === 'string'))
    return (refuse(`expected "label" of "${name}" to be { "lv": …, "en": … }.`), null)
  if (key !== null && typeof key !== 'string')
    return (refuse(`expected "key" of "${name}" to be a field name or null.`), null)
  if (!Array.isArray(uniqueBy) || !uniqueBy.every((field) => typeof field === 'string'))
    return (refuse(`expected "uniqueBy" of "${name}" to be a list of field names.`), null)
  if (timeToLive !== null && (typeof timeToLive !== 'string' || !isWaitingTime(timeToLive)))
    return (refuse(`expected "timeToLive" of "${name}" to be an ISO 8601 duration of at most ten years or null.`), null)
  if (typeof external !== 'boolean') return (refuse(`expected "external" of "${name}" to be true or false.`), null)
  if (answer !== undefined && (typeof answer !== 'string' || !NAME.test(answer)))
    return (refuse(`expected "answer" of "${name}" to be the name of a message.`), null)
  if (typeof informative !== 'boolean')
    return (refuse(`expected "informative" of "${name}" to be true or false.`), null)
  if (typeof fromHost !== 'boolean') return (refuse(`expected "fromHost" of "${name}" to be true or false.`), null)
  if (payload !== null) {
    const wrong = forms.inspectSchema(payload)
    if (wrong.length > 0) return (refuse(`the payload schema of "${name}" cannot be used: ${wrong[0]}`), null)
  }
  return {
    name,
    key,
    uniqueBy,
    payload,
    timeToLive,
    external,
    ...(label === undefined ? {} : { label: { lv: String(label['lv']), en: String(label['en']) } }),
    ...(answer === undefined ? {} : { answer }),
    ...(informative ? { informative } : {}),
    ...(fromHost ? { fromHost } : {}),
  }
}
