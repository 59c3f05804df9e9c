import { asText, type Control, type Drawing } from './control.ts'
import type { FieldShape } from './field-shape.ts'
import { classOf, controlProps, Frame, saidOf, typedIn } from './frame.tsx'

export interface TextInputProps {
  readonly field: FieldShape
  readonly drawing: Drawing
  readonly type?: 'text' | 'email' | 'tel'
  readonly inputmode?: 'decimal' | 'numeric' | 'email' | 'tel'
  readonly hint?: string
  readonly width?: string
  readonly spellcheck?: boolean
  /** Behind the text, e.g. a currency. */
  readonly suffix?: string
}

/** One line of text, in its frame; other controls are variants of it. */
export function TextInput({ field, drawing, type = 'text', hint, width = '', suffix, ...rest }: TextInputProps) {
  const said = saidOf(field, drawing, hint)
  const input = (
    <input
      class={classOf('govuk-input', said, width)}
      // Without a list all three kinds of input have the same attributes.
      type={type}
      list={undefined}
      value={typedIn(field.name, drawing)}
      {...rest}
      {...controlProps(field, said)}
    />
  )
  return (
    <Frame field={field} drawing={drawing} said={said}>
      {suffix === undefined ? (
        input
      ) : (
        <div class="govuk-input__wrapper">
          {input}
          <div class="govuk-input__suffix">{suffix}</div>
        </div>
      )}
    </Frame>
  )
}

/** A text of one line. */
export const text: Control = {
  draw: (field, drawing) => <TextInput field={field} drawing={drawing} />,
  write: (field, value, { put }) => put(field.name, asText(value)),
  read: (field, reading) => reading.text(field.name) || undefined,
}
