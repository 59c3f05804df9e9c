import type { Said } from '../shared/parts/field.tsx'
import type { Drawing, Reading } from './control.ts'
import { idOf, type FieldShape } from './field-shape.ts'
import { classOf, typedIn } from './frame.tsx'
import { CONTROL_TEXTS } from './texts.ts'

const PARTS = ['day', 'month', 'year'] as const

/** Day, month and year as three texts: a browser's own date picker speaks the browser's language, not the page's. */
export function CalendarFields(props: { field: FieldShape; drawing: Drawing; said: Said; withTime: boolean }) {
  const { field, drawing, said, withTime } = props
  const texts = CONTROL_TEXTS[drawing.language]
  const parts = withTime ? ([...PARTS, 'time'] as const) : PARTS
  const first = idOf(field.name)
  return (
    <div class="govuk-date-input">
      {parts.map((part, index) => {
        const name = `${field.name}/${part}`
        // An error leads to the first of them.
        const id = index === 0 ? first : `${first}-${part}`
        const width = part === 'day' || part === 'month' ? 2 : 4
        return (
          <div key={part} class="govuk-date-input__item">
            <div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for={id}>
                {texts[part]}
              </label>
              <input
                class={classOf('govuk-input', said, `govuk-date-input__input govuk-input--width-${width}`)}
                type="text"
                id={id}
                name={name}
                value={typedIn(name, drawing)}
                {...(part === 'time' ? {} : { inputmode: 'numeric' as const })}
                {...(field.need === 'required' ? { 'aria-required': 'true' as const } : {})}
                {...(said.error === undefined ? {} : { 'aria-invalid': 'true' as const })}
              />
            </div>
          </div>
        )
      })}
    </div>
  )
}

/** Day, month and year as typed. */
export interface TypedDay {
  readonly day: string
  readonly month: string
  readonly year: string
}

/** @returns what was typed */
export function readDay(field: FieldShape, reading: Reading): TypedDay {
  const part = (name: string): string => reading.text(`${field.name}/${name}`)
  // People end ordinal numbers with a full stop: `12. 3. 2026.`
  const plain = (text: string): string => text.replace(/\.$/, '')
  return { day: plain(part('day')), month: plain(part('month')), year: plain(part('year')) }
}

/** @returns e.g. `2026-03-12`; null where it is no day of the calendar */
export function isoDay({ day, month, year }: TypedDay): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text) ? null : text
}
