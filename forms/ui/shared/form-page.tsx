/** A page that is one form: what is wrong with it, what it is about, its fields, its button. */
import type { ComponentChildren } from 'preact'
import type { PageCall, PageReply, RoomKey } from './page.ts'
import { Button, type ButtonKind } from './parts/button.tsx'
import { ErrorSummary, type SummaryError } from './parts/error-summary.tsx'
import { FormToken } from './parts/form-token.tsx'

export interface FormPageContent {
  readonly room: RoomKey
  readonly title: string
  readonly intro?: ComponentChildren
  readonly back: { readonly href: string; readonly text: string }
  readonly action: string
  readonly fields?: ComponentChildren
  /** A field of it takes files. */
  readonly takesFiles?: boolean
  readonly button: string
  readonly buttonKind?: ButtonKind
  readonly wrong: readonly SummaryError[]
  /** Default 200, or 422 where something is wrong. */
  readonly status?: number
  readonly after?: ComponentChildren
}

export function formPage(call: PageCall, content: FormPageContent): PageReply {
  const { room, title, intro, back, action, fields, takesFiles, button, buttonKind, wrong, status, after } = content
  return {
    status: status ?? (wrong.length > 0 ? 422 : 200),
    page: {
      title,
      room,
      back,
      failed: wrong.length > 0,
      body: (
        <>
          <ErrorSummary language={call.language} errors={wrong} />
          <h1 class="govuk-heading-l">{title}</h1>
          {intro}
          <form
            method="post"
            action={action}
            novalidate
            {...(takesFiles ? { enctype: 'multipart/form-data' as const } : {})}
          >
            <FormToken token={call.forgeryToken} />
            {fields}
            <Button {...(buttonKind ? { kind: buttonKind } : {})}>{button}</Button>
          </form>
          {after}
        </>
      ),
    },
  }
}

/** @returns what is wrong with one control */
export function errorAt(wrong: readonly SummaryError[], id: string): string | undefined {
  return wrong.find((one) => one.id === id)?.text
}
