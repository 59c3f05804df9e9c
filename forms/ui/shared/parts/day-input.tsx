import type { Language } from '../../../check/form-file.ts'
import { CONTROL_TEXTS } from '../../controls/texts.ts'
import { DAY_PARTS, dayPartName } from '../typed-day.ts'
import { Field, type Said } from './field.tsx'

export interface DayInputProps extends Said {
  readonly language: Language
  /** Of the first of its three controls. */
  readonly id: string
  readonly label: string
  readonly optional?: boolean | undefined
  /** What was typed, by the names of `typed-day.ts`. */
  readonly typed: URLSearchParams
}

/** Day, month and year as three texts, as in the forms of cases. */
export function DayInput({ language, id, label, optional, hint, error, typed }: DayInputProps) {
  const texts = CONTROL_TEXTS[language]
  return (
    <Field {...{ language, id, label, optional, error }} hint={hint ?? texts.dateHint} group>
      <div class="govuk-date-input">
        {DAY_PARTS.map((part, index) => {
          const partId = index === 0 ? id : `${id}-${part}`
          return (
            <div key={part} class="govuk-date-input__item">
              <div class="govuk-form-group">
                <label class="govuk-label govuk-date-input__label" for={partId}>
                  {texts[part]}
                </label>
                <input
                  class={`govuk-input govuk-date-input__input govuk-input--width-${part === 'year' ? 4 : 2}${error === undefined ? '' : ' govuk-input--error'}`}
                  id={partId}
                  name={dayPartName(id, part)}
                  value={typed.get(dayPartName(id, part)) ?? ''}
                  inputmode="numeric"
                  {...(error === undefined ? {} : { 'aria-invalid': 'true' as const })}
                />
              </div>
            </div>
          )
        })}
      </div>
    </Field>
  )
}
