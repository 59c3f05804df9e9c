import type { Json, Variables } from '../../../engine/model/json.ts'
import { CONTROLS } from '../controls/all-controls.ts'
import type { Writing } from '../controls/control.ts'
import { fieldsOf, type FormView } from '../controls/field-shape.ts'

/** @returns what stands in the fields of a form that shows these values; `decodeForm` reads it back */
export function encodeForm(view: FormView, values: Variables): URLSearchParams {
  const typed = new URLSearchParams()
  const writing: Writing = {
    language: view.language,
    put: (name, text) => typed.append(name, text),
    write: (field, value) => CONTROLS[field.kind].write(field, value, writing),
  }
  for (const field of fieldsOf(view, values)) {
    if (field.readOnly) continue
    const value = Object.hasOwn(values, field.name) ? (values[field.name] ?? null) : null
    if (value !== null) writing.write(field, value)
  }
  return typed
}

/** @returns the values with what the form suggests where there is none */
export function withDefaults(view: FormView, values: Variables): Variables {
  const suggested = fieldsOf(view, values).flatMap((field): [string, Json][] => {
    const { default: value } = field.schema
    const known = Object.hasOwn(values, field.name) && values[field.name] !== null
    return value === undefined || known || field.readOnly ? [] : [[field.name, value]]
  })
  return { ...values, ...Object.fromEntries(suggested) }
}
