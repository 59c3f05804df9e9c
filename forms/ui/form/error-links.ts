import type { FieldError } from '../../../engine/model/errors.ts'
import { pointerParts } from '../../../engine/model/json-pointer.ts'
import { fieldsOf, idOf, partsOf, type FieldShape, type FormView } from '../controls/field-shape.ts'

/** One line of the summary of what is wrong. */
export interface ErrorLink {
  readonly text: string
  /** Of the control to go to; undefined where the form draws none for it. */
  readonly id: string | undefined
}

/** @returns the lines of a summary, each leading to the control that mends it */
export function errorLinks(view: FormView, errors: readonly FieldError[]): readonly ErrorLink[] {
  return errors.map(({ pointer, message }) => {
    const owner = ownerOf(view, pointer)
    return { text: message, id: owner === null ? undefined : idOf(firstControl(owner).name) }
  })
}

/** @returns the innermost field that is drawn for a place in the data: of a file's size, the files */
export function ownerOf(view: FormView, pointer: string): FieldShape | null {
  let fields = fieldsOf(view, {}).filter((field) => !field.readOnly)
  let owner: FieldShape | null = null
  const parts = pointerParts(pointer)
  for (let depth = 0, name = ''; depth < parts.length; depth += 1) {
    name = depth === 0 ? (parts[0] ?? '') : `${name}/${parts[depth] ?? ''}`
    const found = fields.find((field) => field.name === name)
    if (!found) return owner
    owner = found
    if (found.kind === 'object') fields = [...partsOf(found, found.name, undefined)]
    else if (found.kind === 'table' && /^\d+$/.test(parts[depth + 1] ?? '')) {
      depth += 1
      name = `${name}/${parts[depth] ?? ''}`
      fields = [...partsOf(found, name, undefined)]
    } else return owner
  }
  return owner
}

/** An object has no control of its own: its first part stands for it. */
function firstControl(field: FieldShape): FieldShape {
  if (field.kind !== 'object') return field
  const [first] = partsOf(field, field.name, undefined)
  return first ? firstControl(first) : field
}
