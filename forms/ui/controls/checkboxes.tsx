import type { Json } from '../../../engine/model/json.ts'
import { asText, type Control } from './control.ts'
import { Frame, saidOf } from './frame.tsx'
import { Options } from './options.tsx'
import { optionsOf } from './radio.tsx'

/** Any of several values. */
export const checkboxes: Control = {
  draw(field, drawing) {
    const said = saidOf(field, drawing)
    return (
      <Frame field={field} drawing={drawing} said={said} group>
        <Options
          kind="checkbox"
          name={field.name}
          options={optionsOf(field)}
          chosen={drawing.typed.getAll(field.name)}
          invalid={said.error !== undefined}
        />
      </Frame>
    )
  },
  write(field, value, { put }) {
    for (const one of listOf(value)) put(field.name, asText(one))
  },
  read: (field, reading) => readList(reading.texts(field.name)),
}

/** @returns the entries; of what is no list, itself */
export function listOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value
  return value === null ? [] : [value]
}

/** @returns the texts that are not empty; undefined where there are none */
export function readList(texts: readonly string[]): readonly string[] | undefined {
  const list = texts.map((text) => text.trim()).filter((text) => text !== '')
  return list.length > 0 ? list : undefined
}
