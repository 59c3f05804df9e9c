import type { ComponentChildren } from 'preact'
import type { Language } from '../../../check/form-file.ts'
import { Field, type Said } from './field.tsx'

/** One radio or box. */
export interface ChoiceItem {
  readonly value: string
  readonly text: string
  readonly hint?: string | undefined
}

export interface ChoicesProps extends Said {
  readonly language: Language
  /** Of the first control, where a mistake leads to; also the name. */
  readonly id: string
  readonly label: string
  /** One of them, or any number. */
  readonly kind: 'radios' | 'checkboxes'
  readonly items: readonly ChoiceItem[]
  readonly chosen: readonly string[]
  readonly optional?: boolean | undefined
  /** What belongs to the question and stands below the choices. */
  readonly children?: ComponentChildren
}

/** A question with all its answers in sight. */
export function Choices({ language, id, label, kind, items, chosen, optional, hint, error, children }: ChoicesProps) {
  return (
    <Field {...{ language, id, label, optional, hint, error }} group>
      <div class={`govuk-${kind} govuk-${kind}--small`}>
        {items.map((item, index) => {
          const itemId = index === 0 ? id : `${id}-${index + 1}`
          return (
            <div key={item.value} class={`govuk-${kind}__item`}>
              <input
                class={`govuk-${kind}__input`}
                id={itemId}
                type={kind === 'radios' ? 'radio' : 'checkbox'}
                name={id}
                value={item.value}
                checked={chosen.includes(item.value)}
                {...(item.hint === undefined ? {} : { 'aria-describedby': `${itemId}-item-hint` })}
              />
              <label class={`govuk-label govuk-${kind}__label`} for={itemId}>
                {item.text}
              </label>
              {item.hint !== undefined && (
                <div class={`govuk-hint govuk-${kind}__hint`} id={`${itemId}-item-hint`}>
                  {item.hint}
                </div>
              )}
            </div>
          )
        })}
      </div>
      {children}
    </Field>
  )
}
