import type { Said } from '../shared/parts/field.tsx'
import type { Control, Drawing } from './control.ts'
import type { FieldShape } from './field-shape.ts'
import { classOf, controlProps, Frame, saidOf, typedIn } from './frame.tsx'
import { optionsOf, radio } from './radio.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** One of many values. */
export const select: Control = {
  ...radio,
  draw: (field, drawing) => (
    <SelectFrame
      field={field}
      drawing={drawing}
      options={optionsOf(field).map(({ value, label }) => ({ value, label: String(label) }))}
    />
  ),
}

export interface SelectFrameProps {
  readonly field: FieldShape
  readonly drawing: Drawing
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A list that opens, in its frame. */
export function SelectFrame({ field, drawing, options }: SelectFrameProps) {
  const said: Said = saidOf(field, drawing)
  const { choose, notStated } = CONTROL_TEXTS[drawing.language]
  const typed = typedIn(field.name, drawing)
  // What was chosen stays chosen, also where it is no longer offered: then the checker says so.
  const lost = typed !== '' && !options.some(({ value }) => value === typed)
  const empty = { value: '', label: field.need === 'required' ? choose : notStated }
  return (
    <Frame field={field} drawing={drawing} said={said}>
      <select class={classOf('govuk-select', said)} {...controlProps(field, said)}>
        {[empty, ...options, ...(lost ? [{ value: typed, label: typed }] : [])].map(({ value, label }) => (
          <option key={value} value={value} selected={value === typed}>
            {label}
          </option>
        ))}
      </select>
    </Frame>
  )
}
