import type { ComponentChildren } from 'preact'
import { ACTION_FIELD, actionValue, type FormAction } from '../form/form-action.ts'
import type { Drawing } from './control.ts'

export interface ActionButtonProps {
  readonly action: FormAction
  readonly drawing: Drawing
  /** Id of the place to which the page comes back. */
  readonly to: string
  readonly id?: string
  readonly autofocus?: boolean
  readonly children: ComponentChildren
}

/** Sends the form for a change within it: a row more, a search. The page comes back to its place with everything kept. */
export function ActionButton({ action, drawing, to, id, autofocus, children }: ActionButtonProps) {
  return (
    <button
      type="submit"
      class="govuk-button govuk-button--secondary ritums-button--small"
      name={ACTION_FIELD}
      value={actionValue(action)}
      formnovalidate
      {...(drawing.action === null ? {} : { formaction: `${drawing.action}#${to}` })}
      {...(id === undefined ? {} : { id })}
      {...(autofocus ? { autofocus: true } : {})}
    >
      {children}
    </button>
  )
}
