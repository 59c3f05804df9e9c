import { isObject, type Json, type Variables } from '../../../engine/model/json.ts'
import type { FormFile } from '../../check/form-file.ts'

/** Field → the values with which another field is shown. */
export type ShowConditions = { readonly [field: string]: readonly Json[] }

const NONE: ShowConditions = {}

/** @returns what has to hold for a field to be shown; empty where it always is */
export function conditionsOf(form: FormFile, name: string): ShowConditions {
  const { showWhen } = form.ui
  return showWhen && Object.hasOwn(showWhen, name) ? (showWhen[name] ?? NONE) : NONE
}

/**
 * Whether a form asks for a field, as it is filled in: every field that its `ui.showWhen` names has one of the values there,
 * and is itself shown. What is not asked for counts as not filled in.
 */
export function isShown(form: FormFile, name: string, values: Variables, asking: readonly string[] = []): boolean {
  // Deployment refuses circles; a draft of a form that never was deployed must not hang a page.
  if (asking.includes(name)) return true
  return Object.entries(conditionsOf(form, name)).every(
    ([other, wanted]) =>
      isShown(form, other, values, [...asking, name]) &&
      Object.hasOwn(values, other) &&
      hasOneOf(values[other] ?? null, wanted),
  )
}

/** @returns the values without those of fields that are not shown */
export function shownValues(form: FormFile, values: Variables): Variables {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isShown(form, name, values)))
}

/** A list of choices counts when one of them does. */
function hasOneOf(value: Json, wanted: readonly Json[]): boolean {
  if (isObject(value)) return false
  return Array.isArray(value) ? value.some((one: Json) => wanted.includes(one)) : wanted.includes(value)
}
