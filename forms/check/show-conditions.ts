import { escapePointer } from '../../engine/model/json-pointer.ts'
import type { Json } from '../../engine/model/json.ts'
import type { FormFile } from './form-file.ts'
import type { FormProblem, ProblemAt } from './inspect-form.ts'
import { isSchema } from './schema-parts.ts'

/** What is wrong with `ui.showWhen`: a field that could never be shown, or that is needed although it is not. */
export function showConditionProblems(file: FormFile, at: ProblemAt): FormProblem[] {
  const found: FormProblem[] = []
  const conditions = file.ui.showWhen ?? {}
  const { properties } = file.schema
  const readOnly = file.ui.readOnly ?? []
  const required = Array.isArray(file.schema.required) ? file.schema.required : []

  for (const [name, others] of Object.entries(conditions)) {
    const pointer = `/ui/showWhen/${escapePointer(name)}`
    for (const one of [name, ...Object.keys(others)]) {
      const place = one === name ? pointer : `${pointer}/${escapePointer(one)}`
      if (!Object.hasOwn(properties, one))
        found.push(
          at(
            'unknown-field',
            place,
            `Expected names of fields that the schema has, but "${one}" at "${place}" is none.`,
          ),
        )
      else if (readOnly.includes(one))
        found.push(
          at(
            'condition-read-only',
            place,
            `Expected fields that a person may fill in at "${place}", but "${one}" is read-only.`,
          ),
        )
    }
    if (required.includes(name))
      found.push(
        at(
          'condition-required',
          pointer,
          `Expected a field that is always required to be always shown, but "${name}" has a condition; require it in the schema under the same condition.`,
        ),
      )
    for (const [other, values] of Object.entries(others)) {
      for (const [index, value] of values.entries()) {
        if (!canHold(properties[other] ?? {}, value))
          found.push(
            at(
              'condition-impossible',
              `${pointer}/${escapePointer(other)}/${index}`,
              `Expected values that "${other}" can have, but ${JSON.stringify(value)} is none.`,
            ),
          )
      }
    }
    if (leadsTo(name, name, conditions))
      found.push(
        at('condition-circular', pointer, `Expected conditions that do not go in circles, but those of "${name}" do.`),
      )
  }
  return found
}

function canHold(schema: { readonly [keyword: string]: Json }, value: Json): boolean {
  const own = isSchema(schema.items) ? schema.items : schema
  if (Array.isArray(own.enum)) return own.enum.includes(value)
  if (own.type === 'integer' || own.type === 'number') return typeof value === 'number'
  return typeof own.type !== 'string' || typeof value === own.type
}

/** Whether following the conditions of one field leads to another. */
function leadsTo(from: string, to: string, conditions: NonNullable<FormFile['ui']['showWhen']>): boolean {
  const seen = new Set<string>()
  const pending = [from]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const other of Object.hasOwn(conditions, name) ? Object.keys(conditions[name] ?? {}) : []) {
      if (other === to) return true
      if (!seen.has(other)) pending.push(other)
      seen.add(other)
    }
  }
  return false
}
