import type { Language } from '../../../check/form-file.ts'
import { Field, fieldProps, type Said } from './field.tsx'

/** One of several things to choose from. */
export interface Option {
  readonly value: string
  readonly text: string
}

export interface SelectProps extends Said {
  readonly language: Language
  /** Also the name under which it is sent. */
  readonly id: string
  readonly label: string
  readonly value: string
  readonly optional?: boolean | undefined
  /** What stands first and chooses nothing; without it the first option is chosen. */
  readonly none?: string | undefined
  readonly options: readonly Option[]
}

/** One of many, where radios would fill the page. */
export function Select({ language, id, label, value, optional, hint, error, none, options }: SelectProps) {
  return (
    <Field {...{ language, id, label, optional, hint, error }}>
      <select class="govuk-select" name={id} {...fieldProps(id, { hint, error })}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  )
}
