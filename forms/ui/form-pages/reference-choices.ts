/** The records that a form's references may name: all of a small register, the chosen ones of a large one, what was searched. */
import type { Json, Variables } from '../../../engine/model/json.ts'
import { isObject } from '../../../engine/model/json.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { Register } from '../../../engine/records/register.ts'
import { mayReadRegister } from '../../../api/policies/records.ts'
import { formFields, type FormFile } from '../../check/form-file.ts'
import type { Choice, ReferenceChoices } from '../controls/control.ts'
import type { FormAction } from '../form/form-action.ts'
import type { PageCall } from '../shared/page.ts'
import { bilingual } from '../shared/service-names.ts'

/** Up to so many records are offered as a list; of more one searches. */
export const SMALL_REGISTER = 100
const MOST_FOUND = 20
const MOST_LABELS = 100

/**
 * @param values of the form, whose references get labels
 * @param asked the search that was asked for, if one was
 */
export async function referenceChoices(
  call: PageCall,
  forms: readonly (FormFile | null)[],
  values: Variables,
  asked: FormAction | null,
): Promise<ReferenceChoices> {
  const { ports, caller, institutionId } = call
  const names = new Set(forms.flatMap((form) => (form ? registersOf(form) : [])))
  const lists: Record<string, readonly Choice[]> = {}
  const labels: Record<string, Record<string, string>> = {}
  for (const name of names) {
    const register = ports.data.registers.find((one) => one.register === name)
    if (!register || !mayReadRegister(caller, register)) continue
    const { items } = await ports.engine.listRecords({ institutionId, register: name, limit: SMALL_REGISTER + 1 })
    if (items.length <= SMALL_REGISTER) lists[name] = choicesOf(call, register, items)
    else labels[name] = await labelsOf(call, register, values)
  }
  return { lists, labels, ...(asked?.kind === 'find' ? { found: await find(call, asked) } : {}) }
}

/** @returns records of a register that the words find, for who may read it */
export async function searchRecords(call: PageCall, name: string, words: string): Promise<readonly Choice[]> {
  const { ports, caller, institutionId } = call
  const register = ports.data.registers.find((one) => one.register === name)
  if (!register || !mayReadRegister(caller, register)) return []
  const { items } = await ports.engine.listRecords({ institutionId, register: name, text: words, limit: MOST_FOUND })
  return choicesOf(call, register, items)
}

async function find(
  call: PageCall,
  { field, register, words }: Extract<FormAction, { readonly kind: 'find' }>,
): Promise<Record<string, readonly Choice[]>> {
  if (register === undefined || words === undefined) return {}
  return { [field]: await searchRecords(call, register, words) }
}

function registersOf(form: FormFile): readonly string[] {
  return formFields(form.schema).flatMap(({ schema }) => {
    const items = isObject(schema['items']) ? schema['items'] : {}
    return [schema['x-ref'], items['x-ref']].filter((name): name is string => typeof name === 'string')
  })
}

/** Names of the records whose ids stand anywhere in the values; other texts are no ids and find nothing. */
async function labelsOf(call: PageCall, register: Register, values: Variables): Promise<Record<string, string>> {
  const { ports, institutionId } = call
  const found: Record<string, string> = {}
  for (const id of [...new Set(textsIn(values))].slice(0, MOST_LABELS)) {
    try {
      const record = await ports.engine.getRecord({ institutionId, register: register.register, id })
      found[id] = labelOf(call, register, record)
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
  }
  return found
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return /^[\w.-]{1,100}$/.test(value) ? [value] : []
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isObject(value) ? Object.values(value).flatMap(textsIn) : []
}

function choicesOf(call: PageCall, register: Register, records: readonly RecordView[]): readonly Choice[] {
  return records
    .map((record) => ({
      id: record.id,
      label: labelOf(call, register, record),
      ...(record.number === null ? {} : { note: record.number }),
    }))
    .toSorted((one, other) => one.label.localeCompare(other.label, call.language))
}

/** @returns what people call a record: its title, or its number */
export function labelOf({ language }: Pick<PageCall, 'language'>, register: Register, record: RecordView): string {
  return bilingual(record.data[register.title], language, record.number ?? record.id)
}
