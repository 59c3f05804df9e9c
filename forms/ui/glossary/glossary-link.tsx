import type { Language } from '../../check/form-file.ts'
import { GLOSSARY_TEXTS } from './glossary-texts.ts'

export const GLOSSARY = '/glossary'

/** For pages that speak in the words of the method. */
export function GlossaryLink({ language }: { readonly language: Language }) {
  return (
    <p class="govuk-body ritums-no-print">
      <a class="govuk-link" href={GLOSSARY}>
        {GLOSSARY_TEXTS[language].link}
      </a>
    </p>
  )
}
