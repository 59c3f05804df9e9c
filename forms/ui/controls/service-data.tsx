import { isReservedName } from '../../check/keyword-problems.ts'
import { isObject, type Json } from '../../../engine/model/json.ts'
import { ActionButton } from './action-button.tsx'
import { asText, type Control, type Drawing } from './control.ts'
import { idOf, type FieldShape } from './field-shape.ts'
import { Frame, saidOf, typedIn } from './frame.tsx'
import { parse } from './json.tsx'
import { readRows, rowsIn } from './rows.ts'
import { CONTROL_TEXTS } from './texts.ts'

/**
 * Named values of a shape that nobody has described: one row for each name and value. Values are texts; what was no text
 * before is shown as JSON and read back as such.
 */
export const serviceData: Control = {
  draw: (field, drawing) => <DataFields field={field} drawing={drawing} />,
  write(field, value, { put }) {
    for (const [row, [name, own]] of Object.entries(isObject(value) ? value : {}).entries()) {
      const at = `${field.name}/${row}`
      put(field.name, String(row))
      put(`${at}/name`, name)
      put(`${at}/value`, typeof own === 'string' ? own : JSON.stringify(own))
      if (typeof own !== 'string') put(`${at}/json`, 'true')
    }
  },
  read(field, reading) {
    const entries = new Map<string, Json>()
    for (const row of readRows(field.name, reading)) {
      const at = `${field.name}/${row}`
      const name = reading.text(`${at}/name`)
      const text = reading.text(`${at}/value`)
      const asJson = reading.text(`${at}/json`) === 'true'
      if (name === '' && text === '') continue
      const value = asJson && text !== '' ? parse(text) : text
      if (name === '') reading.refuse(field, 'required', 'typed:unnamed')
      else if (isReservedName(name)) reading.refuse(field, 'reserved-name')
      else if (entries.has(name)) reading.refuse(field, 'uniqueItems', 'typed:repeated')
      else if (value === undefined) reading.refuse(field, 'type', 'typed:data')
      else if (value !== '') entries.set(name, value)
    }
    return entries.size > 0 ? Object.fromEntries(entries) : undefined
  },
}

function DataFields({ field, drawing }: { readonly field: FieldShape; readonly drawing: Drawing }) {
  const texts = CONTROL_TEXTS[drawing.language]
  const said = saidOf(field, drawing)
  const rows = rowsIn(drawing.typed.getAll(field.name))
  const id = idOf(field.name)
  const { asked } = drawing
  const added = asked?.kind === 'add-row' && asked.field === field.name
  return (
    <Frame field={field} drawing={drawing} said={said} group>
      {rows.map((row, index) => {
        const at = `${field.name}/${row}`
        const isJson = typedIn(`${at}/json`, drawing) === 'true'
        return (
          <fieldset
            key={row}
            class="govuk-fieldset ritums-row"
            id={idOf(at)}
            tabindex={-1}
            {...(added && index === rows.length - 1 ? { autofocus: true } : {})}
          >
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{texts.row(index + 1)}</legend>
            <input type="hidden" name={field.name} value={row} />
            {isJson && <input type="hidden" name={`${at}/json`} value="true" />}
            <Line name={`${at}/name`} label={texts.dataName} drawing={drawing} />
            <Line name={`${at}/value`} label={texts.dataValue} drawing={drawing} />
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
      <ActionButton
        action={{ kind: 'add-row', field: field.name }}
        drawing={drawing}
        to={idOf(`${field.name}/${rows.length}`)}
        id={id}
      >
        {texts.addRow}
        <span class="govuk-visually-hidden">{texts.about(field.texts.label)}</span>
      </ActionButton>
    </Frame>
  )
}

function Line({ name, label, drawing }: { readonly name: string; readonly label: string; readonly drawing: Drawing }) {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={idOf(name)}>
        {label}
      </label>
      <input class="govuk-input" type="text" id={idOf(name)} name={name} value={asText(typedIn(name, drawing))} />
    </div>
  )
}
