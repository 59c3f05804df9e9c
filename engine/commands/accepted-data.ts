/** What a form of the case's own bundle accepts: only that reaches the process. */
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import { FormRejected } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'
import { unknownRecords } from './unknown-records.ts'

/**
 * Data as the form lets it through, with every record that they name looked for; null where the bundle has no such form.
 *
 * @throws FormRejected with one entry per field that the form refuses, or whose record is not there
 */
export async function acceptedByForm(
  { bundle }: LoadedDefinition,
  formKey: string | null,
  data: Variables,
  unit: Unit,
  parts: EngineParts,
): Promise<Variables | null> {
  const content = formKey === null ? undefined : bundle.forms.get(formKey)
  if (formKey === null || content === undefined) return null
  const checked = parts.forms.check(content, data, unit.by.language, { now: unit.now })
  if (checked.errors.length > 0) throw new FormRejected(formKey, checked.errors)
  // A record that is not there would only fail later, in a step that nobody is asked about.
  const missing = checked.schema === undefined ? [] : await unknownRecords(checked.schema, checked.data, unit, parts)
  if (missing.length > 0) throw new FormRejected(formKey, missing)
  return checked.data
}

/**
 * The result of a job, as the form named by the task's property `resultForm` lets it through; all of it where the task
 * names none.
 *
 * @throws FormRejected
 */
export async function acceptedResult(
  loaded: LoadedDefinition,
  elementId: string,
  result: Variables,
  unit: Unit,
  parts: EngineParts,
): Promise<Variables> {
  const formKey = loaded.definition.nodes[elementId]?.properties.resultForm ?? null
  return (await acceptedByForm(loaded, formKey, result, unit, parts)) ?? result
}
