import type { Language } from '../../check/form-file.ts'
import { Notice } from '../shared/parts/notice.tsx'
import { FIRST_STEPS_TEXTS } from './first-steps-texts.ts'

export const FIRST_STEPS = '/setup/guide'

/** Points out that the institution is not prepared yet; a quiet link where nothing is left or nobody wants to be told. */
export function FirstStepsLink({ language, left }: { readonly language: Language; readonly left: number }) {
  const texts = FIRST_STEPS_TEXTS[language]
  if (left > 0)
    return (
      <Notice
        language={language}
        kind="info"
        text={texts.link(left)}
        link={{ href: FIRST_STEPS, text: texts.linkText }}
      />
    )
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={FIRST_STEPS}>
        {texts.quietLink}
      </a>
    </p>
  )
}
