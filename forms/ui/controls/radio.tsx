import { isObject, type Json } from '../../../engine/model/json.ts'
import { codesOf, typeOf } from './control-kind.ts'
import { asText, type Control, type Drawing } from './control.ts'
import type { FieldShape } from './field-shape.ts'
import { Frame, saidOf, typedIn } from './frame.tsx'
import { Options, type Option } from './options.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** One of a few values, all of them seen at once. */
export const radio: Control = {
  draw: (field, drawing) => <RadioGroup field={field} drawing={drawing} options={optionsOf(field)} />,
  write: (field, value, { put }) => put(field.name, asText(value)),
  read(field, reading) {
    const code = reading.text(field.name)
    if (code === '') return undefined
    // The checker says which codes there are; a number is written as one.
    const type = typeOf(field.schema)
    return (type === 'integer' || type === 'number') && Number.isFinite(Number(code)) ? Number(code) : code
  },
}

export interface RadioGroupProps {
  readonly field: FieldShape
  readonly drawing: Drawing
  readonly options: readonly Option[]
  readonly inline?: boolean
}

/** A question with its possible answers; one that need not be answered can be left so. */
export function RadioGroup({ field, drawing, options, inline = false }: RadioGroupProps) {
  const said = saidOf(field, drawing)
  const all =
    field.need === 'required' ? options : [...options, { value: '', label: CONTROL_TEXTS[drawing.language].notStated }]
  return (
    <Frame field={field} drawing={drawing} said={said} group>
      <Options
        kind="radio"
        name={field.name}
        options={all}
        chosen={[typedIn(field.name, drawing)]}
        inline={inline}
        invalid={said.error !== undefined}
      />
    </Frame>
  )
}

/** @returns the values of a field's enumeration with what people read */
export function optionsOf(field: FieldShape): readonly Option[] {
  return codesOf(field.schema).map((code) => ({ value: code, label: labelOfCode(field, code) }))
}

/** @returns what a person reads for a code */
export function labelOfCode(field: FieldShape, code: Json): string {
  const { options } = field.texts
  const text = isObject(code) ? '' : String(code)
  return options && Object.hasOwn(options, text) ? (options[text] ?? text) : text
}
