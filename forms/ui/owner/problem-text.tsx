import type { Language } from '../../check/form-file.ts'
import { Details } from '../shared/parts/details.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { latvianSentence } from './problem-sentences.ts'

export interface ProblemTextProps {
  readonly language: Language
  readonly code: string
  /** The engine's sentence: what is wrong with which element, and what to do. */
  readonly message: string
}

/** What is wrong and what to do about it, in the reader's language. */
export function ProblemText({ language, code, message }: ProblemTextProps) {
  if (language === 'en') return <p class="govuk-body">{message}</p>
  const texts = OWNER_TEXTS[language]
  const { what, remedy } = latvianSentence(code)
  return (
    <>
      <p class="govuk-body">{what}</p>
      <p class="govuk-body">
        <strong>{texts.remedy}:</strong> {remedy}
      </p>
      <Details summary={texts.technical}>
        <span lang="en">{message}</span>
      </Details>
    </>
  )
}
