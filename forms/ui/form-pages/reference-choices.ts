/** The records that a form's references may name: all of a small register, the chosen ones of a large one, what was searched. */
import type { Variables } from '../../../engine/model/json.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import type { Register } from '../../../engine/records/register.ts'
import { mayReadRegister } from '../../../api/policies/records.ts'
import type { Choice, ReferenceChoices } from '../controls/control.ts'
import type { FormView } from '../controls/field-shape.ts'
import { neededReferences } from '../form/needed-references.ts'
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
  views: readonly (FormView | null)[],
  values: Variables,
  asked: FormAction | null,
): Promise<ReferenceChoices> {
  const { ports, caller, institutionId } = call
  const lists: Record<string, readonly Choice[]> = {}
  const labels: Record<string, Record<string, string>> = {}
  for (const view of views) {
    if (view === null) continue
    for (const [name, ids] of neededReferences(view, values)) {
      const register = ports.data.registers.find((one) => one.register === name)
      if (!register || !mayReadRegister(caller, register)) continue
      if (lists[name] === undefined && labels[name] === undefined) {
        const { items } = await ports.engine.listRecords({ institutionId, register: name, limit: SMALL_REGISTER + 1 })
        if (items.length <= SMALL_REGISTER) lists[name] = choicesOf(call, register, items)
      }
      if (lists[name] === undefined)
        labels[name] = { ...labels[name], ...(await labelsOf(call, register, [...ids].slice(0, MOST_LABELS))) }
    }
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

/** Names of records by their ids; what is no longer there has none. */
async function labelsOf(call: PageCall, register: Register, ids: readonly string[]): Promise<Record<string, string>> {
  const { ports, institutionId } = call
  const found: Record<string, string> = {}
  for (const id of ids) {
    try {
      const record = await ports.engine.getRecord({ institutionId, register: register.register, id })
      found[id] = labelOf(call, register, record)
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
  }
  return found
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
