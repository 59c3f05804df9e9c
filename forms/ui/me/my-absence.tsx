import type { AbsenceRow } from '../absences/absence-rows.ts'
import type { Language } from '../../check/form-file.ts'
import { day } from '../shared/format.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { lastDayOf } from '../shared/typed-day.ts'
import { ME_TEXTS } from './me-texts.ts'

/** Whether somebody is or will be away, in a sentence each. */
export function MyAbsence({
  language,
  absences,
}: {
  readonly language: Language
  readonly absences: readonly AbsenceRow[]
}) {
  const texts = ME_TEXTS[language]
  const sentence = ({ state, from, until, substituteName }: AbsenceRow): string => {
    const last = day(`${lastDayOf(until)}T12:00:00Z`, language)
    return state === 'now'
      ? texts.absenceNow(last, substituteName)
      : texts.absenceComing(day(from, language), last, substituteName)
  }
  return (
    <section class="ritums-section" aria-labelledby="my-absence">
      <h2 class="govuk-heading-m" id="my-absence">
        {texts.absence}
      </h2>
      {absences.length === 0 && <p class="govuk-body">{texts.absenceNone}</p>}
      {absences.map((absence) => (
        <p key={absence.id} class="govuk-body">
          {sentence(absence)}
        </p>
      ))}
      <ButtonLink kind="secondary" href="/me/absence">
        {texts.absenceLink}
      </ButtonLink>
    </section>
  )
}
