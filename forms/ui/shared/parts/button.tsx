import type { ComponentChildren } from 'preact'

export type ButtonKind = 'primary' | 'secondary' | 'warning'

interface Look {
  readonly kind?: ButtonKind | undefined
  /** For a row of a table. */
  readonly small?: boolean | undefined
  readonly children: ComponentChildren
}

export interface ButtonProps extends Look {
  readonly id?: string | undefined
  /** With `value`, what the form is told when it is sent by this button. */
  readonly name?: string | undefined
  readonly value?: string | undefined
  /** Sends the form even where something required is empty, e.g. a draft. */
  readonly formNoValidate?: boolean | undefined
  /** Id of the form, where the button is outside it. */
  readonly form?: string | undefined
}

/** Sends a form. What is pressed twice in a second is sent once. */
export function Button({ kind, small, children, formNoValidate, ...attributes }: ButtonProps) {
  return (
    <button
      type="submit"
      class={classOf(kind, small)}
      data-module="govuk-button"
      data-prevent-double-click="true"
      {...attributes}
      {...(formNoValidate ? { formnovalidate: true } : {})}
    >
      {children}
    </button>
  )
}

export interface ButtonLinkProps extends Look {
  readonly href: string
}

/** Goes somewhere, and is what most people want to do on this page. */
export function ButtonLink({ kind, small, href, children }: ButtonLinkProps) {
  return (
    <a class={classOf(kind, small)} href={href} draggable={false}>
      {children}
    </a>
  )
}

function classOf(kind: ButtonKind = 'primary', small = false): string {
  const classes = ['govuk-button', ...(kind === 'primary' ? [] : [`govuk-button--${kind}`])]
  return [...classes, ...(small ? ['ritums-button--small'] : [])].join(' ')
}
