import type { Language } from '../../../check/form-file.ts'
import { Field } from './field.tsx'

export interface DayFieldsProps {
  readonly language: Language
  /** The fields are `<name>-day`, `-month`, `-year`; see `read-day.ts`. */
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** What was typed. */
  readonly typed: URLSearchParams
}

const PARTS = {
  lv: { day: 'Diena', month: 'Mēnesis', year: 'Gads' },
  en: { day: 'Day', month: 'Month', year: 'Year' },
} as const

const WIDTH = { day: 2, month: 2, year: 4 } as const

/** A day in three fields: no calendar of the browser that speaks another language than the page. */
export function DayFields({ language, name, label, hint, error, typed }: DayFieldsProps) {
  return (
    <Field language={language} id={`${name}-day`} label={label} hint={hint} error={error} group>
      <div class="govuk-date-input">
        {(['day', 'month', 'year'] as const).map((part) => (
          <div key={part} class="govuk-date-input__item">
            <label class="govuk-label govuk-date-input__label" for={`${name}-${part}`}>
              {PARTS[language][part]}
            </label>
            <input
              class={`govuk-input govuk-date-input__input govuk-input--width-${WIDTH[part]}`}
              id={`${name}-${part}`}
              name={`${name}-${part}`}
              inputmode="numeric"
              maxlength={WIDTH[part]}
              value={typed.get(`${name}-${part}`) ?? ''}
              {...(error === undefined ? {} : { 'aria-invalid': 'true' as const })}
            />
          </div>
        ))}
      </div>
    </Field>
  )
}
