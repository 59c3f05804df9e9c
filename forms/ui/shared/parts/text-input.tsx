import type { Language } from '../../../check/form-file.ts'
import { Field, fieldProps, type Said } from './field.tsx'

export interface TextInputProps extends Said {
  readonly language: Language
  /** Also the name under which it is sent. */
  readonly id: string
  readonly label: string
  readonly value: string
  readonly optional?: boolean | undefined
  readonly type?: 'text' | 'password' | 'email' | 'search' | undefined
  readonly width?: 4 | 10 | 20 | 30 | undefined
  readonly maxlength?: number | undefined
  readonly autocomplete?: string | undefined
  /** For names that are no words: nothing is capitalised or looked up in a dictionary. */
  readonly isCode?: boolean | undefined
}

/** One line of text with its label, hint and mistake. */
export function TextInput(props: TextInputProps) {
  const {
    language,
    id,
    label,
    value,
    optional,
    hint,
    error,
    type = 'text',
    width,
    maxlength,
    autocomplete,
    isCode,
  } = props
  const classes = [
    'govuk-input',
    ...(width ? [`govuk-input--width-${width}`] : []),
    ...(error ? ['govuk-input--error'] : []),
  ]
  const attributes = {
    class: classes.join(' '),
    name: id,
    value,
    ...(maxlength === undefined ? {} : { maxlength }),
    ...(autocomplete === undefined ? {} : { autocomplete }),
    ...(isCode ? { autocapitalize: 'none' as const, spellcheck: false } : {}),
    ...fieldProps(id, { hint, error }),
  }
  // Written out, because each kind of input has attributes of its own.
  const inputs = {
    text: <input {...attributes} type="text" />,
    password: <input {...attributes} type="password" />,
    email: <input {...attributes} type="email" />,
    search: <input {...attributes} type="search" />,
  }
  return <Field {...{ language, id, label, optional, hint, error }}>{inputs[type]}</Field>
}
