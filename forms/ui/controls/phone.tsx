import type { Control } from './control.ts'
import { text, TextInput } from './text.tsx'

/** A telephone number as people write it. */
export const phone: Control = {
  ...text,
  draw: (field, drawing) => <TextInput field={field} drawing={drawing} type="tel" width="govuk-input--width-20" />,
}
