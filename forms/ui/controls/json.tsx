import type { Json } from '../../../engine/model/json.ts'
import type { Control } from './control.ts'
import { TextArea } from './textarea.tsx'

/** Data that no other control can hold, as their text: for forms of administrators, not of clients. */
export const json: Control = {
  draw: (field, drawing) => <TextArea field={field} drawing={drawing} />,
  write: (field, value, { put }) => put(field.name, value === null ? '' : JSON.stringify(value, null, 2)),
  read(field, reading) {
    const typed = reading.text(field.name)
    if (typed === '') return undefined
    const value = parse(typed)
    if (value === undefined) reading.refuse(field, 'type', 'typed:data')
    return value ?? undefined
  },
}

/** @returns undefined where the text is no JSON */
export function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
