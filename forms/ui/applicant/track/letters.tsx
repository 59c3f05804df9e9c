import type { Language } from '../../../check/form-file.ts'
import { moment } from '../../shared/format.ts'
import { Details } from '../../shared/parts/details.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import type { Letter } from './load-tracked.ts'
import { TRACK_TEXTS } from './track-texts.ts'

/** What was written to the applicant, the latest first and open; earlier ones by their subjects. */
export function Letters({ language, letters }: { readonly language: Language; readonly letters: readonly Letter[] }) {
  const [latest, ...earlier] = letters
  if (!latest) return <p class="govuk-body">{TRACK_TEXTS[language].noMessages}</p>
  return (
    <ul class="ritums-messages">
      <li class="ritums-messages__item">
        <h3 class="govuk-heading-s">{latest.subject}</h3>
        <Content language={language} letter={latest} />
      </li>
      {earlier.map((letter) => (
        <li key={letter.id} class="ritums-messages__item">
          <Details summary={letter.subject}>
            <Content language={language} letter={letter} />
          </Details>
        </li>
      ))}
    </ul>
  )
}

function Content({ language, letter }: { readonly language: Language; readonly letter: Letter }) {
  return (
    <>
      <p class="govuk-body-s ritums-secondary">
        <Moment at={letter.at}>{moment(letter.at, language)}</Moment>
      </p>
      <p class="govuk-body ritums-pre">{letter.body}</p>
    </>
  )
}
