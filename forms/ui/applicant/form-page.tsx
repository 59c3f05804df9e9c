/** The form itself, empty or as it was filled in. */
import type { FieldError } from '../../../engine/model/errors.ts'
import type { FormAction } from '../form/form-action.ts'
import { errorLinks } from '../form/error-links.ts'
import { FormFields } from '../form/form-fields.tsx'
import type { PageCall, PageReply } from '../shared/page.ts'
import { newOnceKey } from '../shared/once.ts'
import { Button } from '../shared/parts/button.tsx'
import { ErrorSummary } from '../shared/parts/error-summary.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { APPLY_TEXTS } from './apply-texts.ts'
import type { Matter } from './public-matter.ts'
import { formKeyOf } from './visitor.ts'

export interface FilledForm {
  readonly entered?: URLSearchParams | undefined
  readonly errors?: readonly FieldError[]
  readonly asked?: FormAction | null
  /** What is wrong with the whole. */
  readonly problem?: string | undefined
  readonly status?: number
}

export function formPage(call: PageCall, matter: Matter, filled: FilledForm = {}): PageReply {
  const { language, forgeryToken, posted } = call
  const texts = APPLY_TEXTS[language]
  const { form, requestForm, action, title, service } = matter
  const { entered, errors = [], asked = null, problem } = filled
  const wrong = [
    ...(problem === undefined ? [] : [{ text: problem, id: undefined }]),
    ...errorLinks({ form, language, requestForm }, errors),
  ]
  const lostFiles = posted.files.some((file) => file.problem !== undefined)
  return {
    status: filled.status ?? (wrong.length > 0 ? 422 : 200),
    page: {
      title,
      failed: wrong.length > 0,
      scripts: ['form'],
      back: service
        ? { href: `/services/${encodeURIComponent(service.id)}`, text: texts.toService }
        : { href: '/services', text: texts.toServices },
      body: (
        <>
          <ErrorSummary language={language} errors={wrong} />
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{form.i18n[language].intro}</p>
          {lostFiles && <p class="govuk-body">{texts.filesAgain}</p>}
          <form method="post" action={action} enctype="multipart/form-data" novalidate>
            <FormToken token={forgeryToken} once={formKeyOf(call) ?? newOnceKey()} />
            <FormFields
              form={form}
              language={language}
              values={matter.values}
              entered={entered}
              errors={errors}
              asked={asked}
              choices={matter.choices}
              requestForm={requestForm}
              action={action}
              filesOnlyNamed
            />
            <Button>{texts.continue}</Button>
          </form>
        </>
      ),
    },
  }
}
