import { registerOf } from './control-kind.ts'
import { asText, type Control } from './control.ts'
import { saidOf } from './frame.tsx'
import { listedIn, readSearch, ReferenceSearch } from './reference-search.tsx'
import { SelectFrame } from './select.tsx'

/** One record of a register: chosen from a list where there are few, looked for where there are many. */
export const reference: Control = {
  draw(field, drawing) {
    const few = listedIn(drawing.choices.lists, registerOf(field.schema) ?? '')
    if (!few) return <ReferenceSearch field={field} drawing={drawing} said={saidOf(field, drawing)} several={false} />
    const options = few.map(({ id, label, note }) => ({
      value: id,
      label: note === undefined ? label : `${label} (${note})`,
    }))
    return <SelectFrame field={field} drawing={drawing} options={options} />
  },
  write: (field, value, { put }) => put(field.name, asText(value)),
  read(field, reading) {
    const id = reading.text(field.name)
    readSearch(field, reading, id !== '')
    return id === '' ? undefined : id
  },
}
