import type { Control } from './control.ts'
import { text, TextInput } from './text.tsx'

/** An e-mail address; a telephone offers the keys for one. */
export const email: Control = {
  ...text,
  draw: (field, drawing) => <TextInput field={field} drawing={drawing} type="email" spellcheck={false} />,
}
