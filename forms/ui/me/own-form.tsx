import type { ComponentChildren } from 'preact'
import type { PageCall } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'

export interface OwnFormProps {
  readonly call: PageCall
  /** The address below `/me`, and the id of the heading. */
  readonly name: string
  readonly title: string
  readonly button: string
  readonly children: ComponentChildren
}

/** One part of one's own settings, saved by itself. */
export function OwnForm({ call, name, title, button, children }: OwnFormProps) {
  return (
    <section class="ritums-section" aria-labelledby={`${name}-title`}>
      <h2 class="govuk-heading-m" id={`${name}-title`}>
        {title}
      </h2>
      <form method="post" action={`/me/${name}`} novalidate>
        <FormToken token={call.forgeryToken} />
        {children}
        <Button kind="secondary">{button}</Button>
      </form>
    </section>
  )
}
