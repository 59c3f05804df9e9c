import type { Language } from '../../../check/form-file.ts'
import { Field, fieldProps, type Said } from './field.tsx'

export interface FileInputProps extends Said {
  readonly language: Language
  readonly id: string
  /** Under which the files are sent. */
  readonly name: string
  readonly label: string
  readonly optional?: boolean | undefined
  /** Ends of names, without the dot. */
  readonly accept: readonly string[]
  readonly multiple?: boolean | undefined
}

/** Files from the reader's computer; the form that it stands in is sent as `multipart/form-data`. */
export function FileInput({ language, id, name, label, optional, hint, error, accept, multiple }: FileInputProps) {
  return (
    <Field {...{ language, id, label, optional, hint, error }}>
      <input
        class={`govuk-file-upload${error === undefined ? '' : ' govuk-file-upload--error'}`}
        type="file"
        name={name}
        multiple={multiple}
        accept={accept.map((ending) => `.${ending}`).join(',')}
        {...fieldProps(id, { hint, error })}
      />
    </Field>
  )
}
