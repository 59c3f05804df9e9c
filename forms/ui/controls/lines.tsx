import { asText, type Control } from './control.ts'
import { listOf, readList } from './checkboxes.tsx'
import { TextArea } from './textarea.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** A list of texts, one on each line. */
export const lines: Control = {
  draw: (field, drawing) => (
    <TextArea field={field} drawing={drawing} hint={CONTROL_TEXTS[drawing.language].linesHint} />
  ),
  write(field, value, { put }) {
    const list = listOf(value)
    if (list.length > 0) put(field.name, list.map(asText).join('\n'))
  },
  read: (field, reading) => readList(reading.text(field.name).split('\n')),
}
