import type { ComponentChildren } from 'preact'
import { idOf } from './field-shape.ts'

/** One thing to choose. */
export interface Option {
  readonly value: string
  readonly label: ComponentChildren
}

export interface OptionsProps {
  readonly kind: 'radio' | 'checkbox'
  readonly name: string
  readonly options: readonly Option[]
  /** Values of those that are chosen. */
  readonly chosen: readonly string[]
  readonly inline?: boolean
  readonly invalid?: boolean
  /** Id of the first; those behind it are numbered. Default: that of the field. */
  readonly firstId?: string
  /** Where the reader goes on. */
  readonly autofocus?: boolean
}

/** Radio buttons or checkboxes, one below the other. */
export function Options({ kind, name, options, chosen, inline, invalid, firstId, autofocus }: OptionsProps) {
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const first = firstId ?? idOf(name)
  return (
    <div class={`${block}${inline ? ` ${block}--inline` : ''}`}>
      {options.map(({ value, label }, index) => {
        const id = index === 0 ? first : `${first}-${index + 1}`
        return (
          <div key={value} class={`${block}__item`}>
            <input
              class={`${block}__input`}
              type={kind}
              id={id}
              name={name}
              value={value}
              checked={chosen.includes(value)}
              {...(invalid ? { 'aria-invalid': 'true' as const } : {})}
              {...(autofocus && index === 0 ? { autofocus: true } : {})}
            />
            <label class={`govuk-label ${block}__label`} for={id}>
              {label}
            </label>
          </div>
        )
      })}
    </div>
  )
}
