/** What a formula names and an installation does not have: a register of a scheme that is not there yet, or a field of it. */
import { type Json, isObject } from '../../engine/model/json.ts'
import type { Register } from '../../engine/records/register.ts'
import { simpleOf } from './figures-of.ts'
import type { Indicator, SimpleFormula } from './indicator.ts'

/** @returns registers, and fields as `register.field`; empty where everything is there */
export function waitsFor({ formula }: Pick<Indicator, 'formula'>, registers: readonly Register[]): readonly string[] {
  return [...new Set(simpleOf(formula).flatMap((one) => missingIn(one, registers)))]
}

function missingIn(formula: SimpleFormula, registers: readonly Register[]): readonly string[] {
  const { of } = formula
  if (!('record' in of)) return []
  const register = registers.find((one) => one.register === of.record)
  if (!register) return [of.record]
  const { of: _source, service: _service, group: _group, ...rest } = formula
  const fields = propertiesOf(register.schema)
  const list = of.each?.split('.')[1]
  const items = list === undefined ? {} : propertiesOf(isObject(fields[list]) ? (fields[list]['items'] ?? null) : null)
  const named = [...(of.each === undefined ? [] : [of.each]), ...pathsIn(rest)]
  return named.flatMap((path) => {
    const [root, field = ''] = path.split('.')
    const missing =
      (root === 'data' && !Object.hasOwn(fields, field)) || (root === 'item' && !Object.hasOwn(items, field))
    return missing ? [`${of.record}.${root === 'item' ? `${list}.` : ''}${field}`] : []
  })
}

function propertiesOf(schema: Json): { readonly [name: string]: Json } {
  const properties = isObject(schema) ? schema['properties'] : undefined
  return isObject(properties) ? properties : {}
}

/** Every text in a formula that reads as a field. */
function pathsIn(value: unknown): readonly string[] {
  const found = JSON.stringify(value).matchAll(/"((?:data|item)\.[\w-]+)"/g)
  return [...found].map(([, path]) => path ?? '')
}
