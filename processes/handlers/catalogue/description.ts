/**
 * What a catalogue shows of a service: only what the register of services says, and of that only the part that people
 * need to ask for the service and get it. There is no second description to keep in step; the checksum tells whether a
 * catalogue still shows what the register says.
 */
import { createHash } from 'node:crypto'
import { type Json, type Variables, isObject } from '../../../engine/model/json.ts'
import type { HandlerCall } from '../../../engine/ports.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { object, objects, present, text, texts } from '../input.ts'
import { settingsIn } from '../registers.ts'

/** Fields of the register that are for recipients. */
const FOR_RECIPIENTS = [
  'code',
  'virsisId',
  'name',
  'kind',
  'purpose',
  'recipientGroups',
  'lifeSituationIds',
  'legalBasis',
  'conditions',
  'steps',
  'result',
  'executionTerm',
  'fee',
  'feeTiming',
  'exemptions',
  'channels',
  'languages',
  'territorial',
  'crossBorder',
] as const
/** Versions of descriptions that are looked through. */
const MOST = 50

/** A catalogue, as the setting `catalogues` has it. */
export interface Catalogue {
  readonly name: string
  /** Connector that carries descriptions there; null for the catalogue of the house. */
  readonly connector: string | null
  readonly mandatory: boolean
  /** Name under which monitoring measures whether it can be reached. */
  readonly probe: string | null
  /** Address of a description there, with `{code}` and `{virsisId}`. */
  readonly url: string | null
}

/** What is published of a service. */
export interface Described {
  readonly content: Variables
  readonly checksum: string
  /** Codes of `descriptionPart` that are still to be written. */
  readonly missing: readonly string[]
}

/** The published part of a service, and what of it is missing by the setting `publishedParts`. */
export async function describeService(
  call: Pick<HandlerCall, 'records' | 'environment'>,
  service: RecordView,
): Promise<Described> {
  const { records } = call
  const where = { serviceId: service.id }
  const [version] = await records.list('service-description', { where, status: ['active'], limit: MOST })
  const requestText = version?.data['requestText'] ?? null
  const content = present({
    ...Object.fromEntries(FOR_RECIPIENTS.map((field) => [field, service.data[field] ?? null])),
    requestText,
  })
  const missing = texts(settingsIn(call)['publishedParts']).filter((part) => !isThere(part, service, version))
  return { content, checksum: checksumOf(content), missing }
}

function isThere(part: string, { data, status }: RecordView, version: RecordView | undefined): boolean {
  if (part === 'registered') return status === 'active'
  if (part === 'plainLanguage') return version?.data['plainLanguageChecked'] === true
  const value = data[part]
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}

/** Of the same content however its fields are ordered. */
export function checksumOf(content: Json): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(content)))
    .digest('hex')
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered)
  if (!isObject(value)) return value
  const names = Object.keys(value).toSorted()
  return Object.fromEntries(names.map((name) => [name, ordered(value[name] ?? null)]))
}

/** The catalogues for the recipient groups of a service; one without groups is for all. */
export function cataloguesFor(call: Pick<HandlerCall, 'environment'>, groups: readonly string[]): readonly Catalogue[] {
  return objects(settingsIn(call), 'catalogues').flatMap((row): Catalogue[] => {
    const name = text(row, 'name')
    const theirs = texts(row['groups'])
    if (name === null || (theirs.length > 0 && !theirs.some((group) => groups.includes(group)))) return []
    const { mandatory } = row
    return [
      {
        name,
        connector: text(row, 'connector'),
        mandatory: mandatory === true,
        probe: text(row, 'probe'),
        url: text(row, 'url'),
      },
    ]
  })
}

/** The address of a service there; null where the catalogue has none for it. */
export function addressIn({ url }: Catalogue, { data }: RecordView): string | null {
  if (url === null) return null
  const values = object({ values: { code: data['code'] ?? null, virsisId: data['virsisId'] ?? null } }, 'values')
  let known = true
  const address = url.replaceAll(/\{(code|virsisId)\}/g, (_whole, name: string) => {
    const value = text(values, name)
    known &&= value !== null
    return encodeURIComponent(value ?? '')
  })
  return known ? address : null
}
