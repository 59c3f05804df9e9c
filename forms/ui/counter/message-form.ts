/**
 * The form of a message that staff send: its fields are those of the message's contract, so that what an institution adds
 * there is asked for here. What finds the receiver is not asked: the page knows it.
 */
import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import type { MessageContract } from '../../../engine/model/deployment.ts'
import type { FormFile } from '../../check/form-file.ts'
import { formOfData } from '../form/form-of-data.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { MESSAGE_TEXTS } from './message-texts.ts'

/** Fields that name records of a register, where a contract only says that they are texts. */
const REGISTERS: Readonly<Record<string, string>> = { serviceId: 'service', ciId: 'configuration-item' }

export interface MessageFormOptions {
  /** Only these, in this order; without it all. */
  readonly only?: readonly string[]
  /** Never these. */
  readonly without?: readonly string[]
}

/** @returns null where the contract asks for nothing */
export function messageForm(
  { ports }: Pick<PageCall, 'ports'>,
  { name, payload: schema }: MessageContract,
  { only, without = [] }: MessageFormOptions,
): FormFile | null {
  if (!isObject(schema) || !isObject(schema['properties'])) return null
  const { properties } = schema
  const names = (only ?? Object.keys(properties)).filter(
    (field) => Object.hasOwn(properties, field) && !without.includes(field),
  )
  const shown = names.map((field) => [field, shownAs(name, field, properties[field] ?? {})])
  const required = Array.isArray(schema['required'])
    ? schema['required'].filter((field) => names.includes(String(field)))
    : []
  return formOfData(
    `message/${name.replaceAll(/[^a-z0-9-]/g, '-')}`,
    { type: 'object', properties: Object.fromEntries(shown) as Variables, required },
    (list, code, language) => codeLabel(ports.data, list, code, language),
  )
}

function shownAs(message: string, field: string, schema: Json): Json {
  if (!isObject(schema)) return schema
  const { items } = schema
  const isFiles = isObject(items) && isObject(items['properties']) && Object.hasOwn(items['properties'], 'mediaType')
  const register = REGISTERS[field]
  const label = (language: 'lv' | 'en'): string | undefined => {
    const { fields } = MESSAGE_TEXTS[language]
    return fields[`${message}/${field}`] ?? fields[field]
  }
  const [lv, en] = [label('lv'), label('en')]
  return {
    ...schema,
    ...(lv === undefined || en === undefined ? {} : { title: { lv, en } }),
    ...(register === undefined ? {} : { 'x-ref': register }),
    ...(isFiles ? { 'x-widget': 'files' } : {}),
  }
}
