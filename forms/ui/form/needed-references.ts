import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import { registerOf } from '../controls/control-kind.ts'
import { fieldsOf, partsOf, type FieldShape, type FormView } from '../controls/field-shape.ts'
import { ownName } from '../controls/table.tsx'

/** Register → ids of its records that a form names; a register of which none is named has an empty set. */
export type NeededReferences = ReadonlyMap<string, ReadonlySet<string>>

/**
 * What a page looks up before it draws a form: every register that the form asks about, with the records that these values
 * name.
 */
export function neededReferences(view: FormView, values: Variables): NeededReferences {
  const found = new Map<string, Set<string>>()

  const collect = (field: FieldShape, value: Json | undefined): void => {
    const register = registerOf(field.schema)
    if (register !== null) {
      const ids = found.get(register) ?? new Set<string>()
      found.set(register, ids)
      for (const id of [value].flat()) if (typeof id === 'string' && id !== '') ids.add(id)
      return
    }
    if (field.kind === 'object') collectParts(field, field.name, value)
    if (field.kind !== 'table') return
    // The columns of a table without rows count, too: the first row may be added.
    const rows: readonly Json[] = Array.isArray(value) && value.length > 0 ? value : [{}]
    for (const [row, entry] of rows.entries()) collectParts(field, `${field.name}/${row}`, entry)
  }
  const collectParts = (field: FieldShape, name: string, value: Json | undefined): void => {
    for (const part of partsOf(field, name, value)) collect(part, isObject(value) ? value[ownName(part)] : undefined)
  }

  for (const field of fieldsOf(view, values)) collect(field, values[field.name])
  return found
}
