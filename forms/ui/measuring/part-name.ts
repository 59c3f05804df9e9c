/** What the parts of a breakdown are called. */
import { SEVERAL, type Part } from '../../../engine/measuring/figure.ts'
import { isObject } from '../../../engine/model/json.ts'
import { simpleOf } from '../../../processes/measuring/figures-of.ts'
import type { IndicatorInForce } from '../../../processes/measuring/in-force.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall } from '../shared/page.ts'
import { MEASURING_TEXTS } from './measuring-texts.ts'
import type { Narrowing } from './narrowing.ts'

/** The heading of a breakdown, e.g. `Pakalpojums`, `Kanāls`. */
export function partTitle({ language }: PageCall, { partNames }: IndicatorInForce, part: Part): string {
  const texts = MEASURING_TEXTS[language]
  const own = part === 'first' ? partNames[0] : part === 'second' ? partNames[1] : undefined
  return own?.[language] ?? texts.parts[part] ?? texts.rowOf
}

/** The name of one part. */
export function partName(call: PageCall, narrowing: Narrowing, indicator: IndicatorInForce, part: Part, value: string) {
  const texts = MEASURING_TEXTS[call.language]
  if (value === '') return texts.unnamed
  if (value === SEVERAL) return texts.several
  if (part === 'service') return textOf(narrowing.choices.services, value)
  if (part === 'group') return textOf(narrowing.choices.groups, value)
  if (part === 'version') return texts.versionOf(value)
  return kindName(call, indicator, value, part === 'first' ? 0 : 1)
}

/** The name of a kind of the indicator's own. @param index of the field by which it is told apart */
export function kindName(call: PageCall, indicator: Pick<IndicatorInForce, 'formula'>, value: string, index = 0) {
  const { language, ports } = call
  if (value === '') return MEASURING_TEXTS[language].unnamed
  const list = codeListOf(call, indicator, index)
  return list === null ? value : codeLabel(ports.data, list, value, language)
}

const textOf = (options: Narrowing['choices']['services'], value: string): string =>
  options.find((one) => one.value === value)?.text ?? value

/** The code list of the field by which it is broken down: as its register says, else of the field's name. */
function codeListOf({ ports }: PageCall, { formula }: Pick<IndicatorInForce, 'formula'>, index: number): string | null {
  const simple = formula === null ? undefined : simpleOf(formula)[0]
  const path = simple?.by?.[index]
  const field = path?.split('.')[1]
  if (simple === undefined || field === undefined) return null
  const { of } = simple
  const register = 'record' in of ? ports.data.registers.find((one) => one.register === of.record) : undefined
  const properties = isObject(register?.schema) ? register.schema['properties'] : undefined
  const property = isObject(properties) ? properties[field] : undefined
  const list = isObject(property) ? property['x-code-list'] : undefined
  if (typeof list === 'string') return list
  return Object.hasOwn(ports.data.codes, field) ? field : null
}
