import { registerOf } from './control-kind.ts'
import { asText, type Control } from './control.ts'
import { listOf, readList } from './checkboxes.tsx'
import { Frame, saidOf } from './frame.tsx'
import { Options } from './options.tsx'
import { labelOf, listedIn, readSearch, ReferenceSearch } from './reference-search.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** More than these are looked for rather than read through. */
const SEEN_AT_ONCE = 20

/** Several records of a register: each with a tick, which is removed to take it out. */
export const references: Control = {
  draw(field, drawing) {
    const few = listedIn(drawing.choices.lists, registerOf(field.schema) ?? '')
    const chosen = drawing.typed.getAll(field.name).filter((id) => id !== '')
    if (!few || few.length > SEEN_AT_ONCE) {
      const hint = chosen.length > 0 ? CONTROL_TEXTS[drawing.language].keepChosen : undefined
      return <ReferenceSearch field={field} drawing={drawing} said={saidOf(field, drawing, hint)} several />
    }
    const said = saidOf(field, drawing)
    const ids = few.map(({ id }) => id)
    const options = [...ids, ...chosen.filter((id) => !ids.includes(id))].map((id) => ({
      value: id,
      label: labelOf(id, registerOf(field.schema) ?? '', drawing),
    }))
    return (
      <Frame field={field} drawing={drawing} said={said} group>
        <Options
          kind="checkbox"
          name={field.name}
          options={options}
          chosen={chosen}
          invalid={said.error !== undefined}
        />
      </Frame>
    )
  },
  write(field, value, { put }) {
    for (const one of listOf(value)) put(field.name, asText(one))
  },
  read(field, reading) {
    readSearch(field, reading, false)
    return readList(reading.texts(field.name))
  },
}
