import type { ComponentChildren } from 'preact'
import type { Language } from '../../../check/form-file.ts'
import { SHARED_TEXTS } from '../texts.ts'

/** What is said beside a control. */
export interface Said {
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

/**
 * @param also ids of further texts that describe the control, e.g. how many characters are left
 * @returns attributes of the control, so that its hint and its mistake are read out with it
 */
export function fieldProps(id: string, { hint, error }: Said, also: readonly string[] = []) {
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
    ...also,
  ]
  return {
    id,
    ...(error === undefined ? {} : { 'aria-invalid': 'true' as const }),
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
  }
}

export interface FieldProps extends Said {
  readonly language: Language
  /** Of the control; hint and mistake are called after it. */
  readonly id: string
  readonly label: string
  /** Says so behind the label. */
  readonly optional?: boolean | undefined
  /** One control (a label), or several that answer one question (a fieldset). */
  readonly group?: boolean | undefined
  /** The control, with {@link fieldProps}; of a group the fieldset carries them. */
  readonly children: ComponentChildren
}

/** Label, hint, mistake and control, in the order in which they are read. */
export function Field({ language, id, label, optional, hint, error, group, children }: FieldProps) {
  const texts = SHARED_TEXTS[language]
  const name = (
    <>
      {label}
      {optional && <span class="ritums-optional"> {texts.optional}</span>}
    </>
  )
  const said = (
    <>
      {hint !== undefined && (
        <div class="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p class="govuk-error-message" id={`${id}-error`}>
          <span class="govuk-visually-hidden">{texts.errorPrefix}: </span>
          {error}
        </p>
      )}
    </>
  )
  const { 'aria-describedby': describedBy } = fieldProps(id, { hint, error })
  return (
    <div class={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      {group ? (
        <fieldset class="govuk-fieldset" {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}>
          <legend class="govuk-fieldset__legend">{name}</legend>
          {said}
          {children}
        </fieldset>
      ) : (
        <>
          <label class="govuk-label" for={id}>
            {name}
          </label>
          {said}
          {children}
        </>
      )}
    </div>
  )
}
