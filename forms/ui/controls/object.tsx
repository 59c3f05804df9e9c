import { isObject } from '../../../engine/model/json.ts'
import type { Control } from './control.ts'
import { partsOf } from './field-shape.ts'
import { Frame, saidOf } from './frame.tsx'
import { ownName, readParts } from './table.tsx'

/** Fields that belong together: the data of a service, an address. */
export const object: Control = {
  draw(field, drawing) {
    const said = saidOf(field, drawing)
    return (
      <Frame field={field} drawing={drawing} said={said} group>
        <div class="ritums-row">{partsOf(field, field.name, drawing.value(field)).map(drawing.draw)}</div>
      </Frame>
    )
  },
  write(field, value, { write }) {
    for (const part of partsOf(field, field.name, value)) {
      const own = isObject(value) ? value[ownName(part)] : undefined
      if (own !== undefined && own !== null) write(part, own)
    }
  },
  read(field, reading) {
    const value = readParts(field, field.name, reading.read)
    return Object.keys(value).length > 0 ? value : undefined
  },
}
