import { Temporal } from 'temporal-polyfill'
import { asText, type Control, type Drawing } from './control.ts'
import { CalendarFields, isoDay, readDay } from './calendar-fields.tsx'
import type { FieldShape } from './field-shape.ts'
import { Frame, saidOf, typedIn } from './frame.tsx'
import { CONTROL_TEXTS } from './texts.ts'

/** Moments are typed and shown in Latvia's time and kept in UTC. */
const ZONE = 'Europe/Riga'
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i

/** A day with a time. */
export const dateTime: Control = {
  draw: (field, drawing) => <DateTimeFields field={field} drawing={drawing} />,
  write(field, value, { put }) {
    const local = localOf(asText(value))
    const two = (part: number): string => String(part).padStart(2, '0')
    put(`${field.name}/day`, local ? two(local.day) : '')
    put(`${field.name}/month`, local ? two(local.month) : '')
    put(`${field.name}/year`, local ? String(local.year).padStart(4, '0') : asText(value))
    put(`${field.name}/time`, local ? `${local.hour}:${two(local.minute)}` : '')
    if (local) put(`${field.name}/exact`, asText(value))
  },
  read(field, reading) {
    const typed = readDay(field, reading)
    const time = reading.text(`${field.name}/time`)
    const exact = localOf(reading.text(`${field.name}/exact`))
    if (typed.day === '' && typed.month === '' && typed.year === '' && time === '') return undefined
    const day = isoDay(typed)
    const [, hour, minute] = /^(\d{1,2})[:.](\d\d)$/.exec(time) ?? []
    if (day === null || hour === undefined || Number(hour) > 23 || Number(minute) > 59) {
      reading.refuse(field, 'format', 'typed:date-time')
      return undefined
    }
    const local = Temporal.PlainDateTime.from(`${day}T${hour.padStart(2, '0')}:${minute}`)
    // Nobody changed it: seconds, and which of the two hours of an autumn night it was, are as before.
    if (exact && exact.toPlainDateTime().round({ smallestUnit: 'minute', roundingMode: 'floor' }).equals(local))
      return reading.text(`${field.name}/exact`)
    return new Date(local.toZonedDateTime(ZONE).epochMilliseconds).toISOString()
  },
}

function DateTimeFields({ field, drawing }: { readonly field: FieldShape; readonly drawing: Drawing }) {
  const said = saidOf(field, drawing, CONTROL_TEXTS[drawing.language].dateTimeHint)
  const exact = typedIn(`${field.name}/exact`, drawing)
  return (
    <Frame field={field} drawing={drawing} said={said} group>
      <CalendarFields field={field} drawing={drawing} said={said} withTime />
      {/* People type minutes; a moment that nobody changes keeps its seconds. */}
      {exact !== '' && <input type="hidden" name={`${field.name}/exact`} value={exact} />}
    </Frame>
  )
}

function localOf(instant: string): Temporal.ZonedDateTime | null {
  if (instant.length > 40 || !INSTANT.test(instant)) return null
  const time = Date.parse(instant)
  const local = Number.isNaN(time) ? null : Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(ZONE)
  return local && local.year >= 1 && local.year <= 9999 ? local : null
}
