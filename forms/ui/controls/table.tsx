import { isObject, type Json } from '../../../engine/model/json.ts'
import { ActionButton } from './action-button.tsx'
import type { Control, Drawing } from './control.ts'
import { listOf } from './checkboxes.tsx'
import { idOf, partsOf, type FieldShape } from './field-shape.ts'
import { Frame, saidOf } from './frame.tsx'
import { readRows, rowsIn } from './rows.ts'
import { CONTROL_TEXTS } from './texts.ts'

/** Rows of fields. Each row says that it is there, so that one without a word in it does not vanish while one works on it. */
export const table: Control = {
  draw: (field, drawing) => <TableFields field={field} drawing={drawing} />,
  write(field, value, { put, write }) {
    for (const [row, entry] of listOf(value).entries()) {
      put(field.name, String(row))
      for (const part of partsOf(field, `${field.name}/${row}`, entry)) {
        const own = isObject(entry) ? entry[ownName(part)] : undefined
        if (own !== undefined && own !== null) write(part, own)
      }
    }
  },
  read(field, reading) {
    const rows = readRows(field.name, reading).map((row) => readParts(field, `${field.name}/${row}`, reading.read))
    return rows.length > 0 ? rows : undefined
  },
}

/** @returns the last part of a field's name, as data have it */
export function ownName(field: FieldShape): string {
  return (field.name.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
}

/** @returns an object of what was entered in its parts */
export function readParts(
  field: FieldShape,
  name: string,
  read: (part: FieldShape) => Json | undefined,
): { readonly [name: string]: Json } {
  const entries = partsOf(field, name, undefined).flatMap((part): [string, Json][] => {
    const value = read(part)
    return value === undefined ? [] : [[ownName(part), value]]
  })
  return Object.fromEntries(entries)
}

function TableFields({ field, drawing }: { readonly field: FieldShape; readonly drawing: Drawing }) {
  const { typed, asked, fresh } = drawing
  const texts = CONTROL_TEXTS[drawing.language]
  const said = saidOf(field, drawing)
  const written = rowsIn(typed.getAll(field.name))
  // Who has to fill in a row finds one.
  const rows = written.length === 0 && fresh && field.need === 'required' ? ['0'] : written
  const id = idOf(field.name)
  const { maxItems } = field.schema
  const full = typeof maxItems === 'number' && rows.length >= maxItems
  const added = asked?.kind === 'add-row' && asked.field === field.name
  const removed = asked?.kind === 'remove-row' && asked.field === field.name
  const value = drawing.value(field)
  return (
    <Frame field={field} drawing={drawing} said={said} group>
      {rows.map((row, index) => {
        const name = `${field.name}/${row}`
        return (
          <fieldset
            key={row}
            class="govuk-fieldset ritums-row"
            id={idOf(name)}
            tabindex={-1}
            // The page comes back to the row that was added.
            {...(added && index === rows.length - 1 ? { autofocus: true } : {})}
          >
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{texts.row(index + 1)}</legend>
            <input type="hidden" name={field.name} value={row} />
            {partsOf(field, name, Array.isArray(value) ? value[index] : undefined).map(drawing.draw)}
            <ActionButton
              action={{ kind: 'remove-row', field: field.name, row: Number(row) }}
              drawing={drawing}
              to={id}
            >
              {texts.removeRow(index + 1)}
              <span class="govuk-visually-hidden">{texts.about(field.texts.label)}</span>
            </ActionButton>
          </fieldset>
        )
      })}
      {rows.length === 0 && <p class="govuk-body ritums-rows-none">{texts.noRows}</p>}
      {/* Mistakes of the whole table lead here; it stays where the table is full, so that they lead somewhere. */}
      {full ? (
        <span id={id} tabindex={-1} />
      ) : (
        <ActionButton
          action={{ kind: 'add-row', field: field.name }}
          drawing={drawing}
          to={idOf(`${field.name}/${rows.length}`)}
          id={id}
          autofocus={removed}
        >
          {texts.addRow}
          <span class="govuk-visually-hidden">{texts.about(field.texts.label)}</span>
        </ActionButton>
      )}
    </Frame>
  )
}
