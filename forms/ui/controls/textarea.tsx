import { CharacterCount } from '../shared/parts/character-count.tsx'
import type { Control, Drawing } from './control.ts'
import { idOf, type FieldShape } from './field-shape.ts'
import { classOf, controlProps, Frame, saidOf, typedIn } from './frame.tsx'
import { text } from './text.tsx'

/** Longer texts are rarely filled to their end; a count would only be noise. */
const COUNTED = 2000
/** Texts that are likely to be long get more lines at once. */
const LONG = 4000

/** A text of several lines. */
export const textarea: Control = {
  ...text,
  draw: (field, drawing) => <TextArea field={field} drawing={drawing} />,
}

export interface TextAreaProps {
  readonly field: FieldShape
  readonly drawing: Drawing
  readonly hint?: string
}

/** Several lines, with what is left of them where they are few. */
export function TextArea({ field, drawing, hint }: TextAreaProps) {
  const { language } = drawing
  const said = saidOf(field, drawing, hint)
  const id = idOf(field.name)
  const { maxLength } = field.schema
  const most = typeof maxLength === 'number' && maxLength <= COUNTED ? maxLength : null
  const rows = typeof maxLength === 'number' && maxLength > LONG ? 6 : 4
  const area = (
    <textarea
      class={classOf('govuk-textarea', said, most === null ? '' : 'govuk-js-character-count')}
      rows={rows}
      {...controlProps(field, said, most === null ? [] : [`${id}-info`])}
    >
      {typedIn(field.name, drawing)}
    </textarea>
  )
  return (
    <Frame field={field} drawing={drawing} said={said}>
      {most === null ? (
        area
      ) : (
        <CharacterCount language={language} id={id} maxLength={most}>
          {area}
        </CharacterCount>
      )}
    </Frame>
  )
}
