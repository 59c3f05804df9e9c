import { asText, type Control } from './control.ts'
import { CalendarFields, isoDay, readDay } from './calendar-fields.tsx'
import { Frame, saidOf } from './frame.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** A day of the calendar. */
export const date: Control = {
  draw(field, drawing) {
    const said = saidOf(field, drawing, CONTROL_TEXTS[drawing.language].dateHint)
    return (
      <Frame field={field} drawing={drawing} said={said} group>
        <CalendarFields field={field} drawing={drawing} said={said} withTime={false} />
      </Frame>
    )
  },
  write(field, value, { put }) {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(asText(value)) ?? []
    put(`${field.name}/day`, day ?? '')
    put(`${field.name}/month`, month ?? '')
    // What is no date is shown where it can be mended.
    put(`${field.name}/year`, year ?? asText(value))
  },
  read(field, reading) {
    const typed = readDay(field, reading)
    if (typed.day === '' && typed.month === '' && typed.year === '') return undefined
    const value = isoDay(typed)
    if (value === null) reading.refuse(field, 'format', 'typed:date')
    return value ?? undefined
  },
}
