import type { Language } from '../../check/form-file.ts'
import { Details } from '../shared/parts/details.tsx'
import type { MyRole } from './load-me.ts'
import { ME_TEXTS } from './me-texts.ts'

/** The roles that somebody holds, where and since when, and what they allow. */
export function MyRoles({ language, roles }: { readonly language: Language; readonly roles: readonly MyRole[] }) {
  const texts = ME_TEXTS[language]
  return (
    <section class="ritums-section" aria-labelledby="my-roles">
      <h2 class="govuk-heading-m" id="my-roles">
        {texts.roles}
      </h2>
      {roles.length === 0 ? (
        <p class="govuk-body">{texts.noRoles}</p>
      ) : (
        <>
          <p class="govuk-hint">{texts.rolesHint}</p>
          {roles.map(({ key, name, where, period, allows }) => (
            <div key={key}>
              <h3 class="govuk-heading-s">{name}</h3>
              <p class="govuk-body">
                {where}, {period}
              </p>
              <Details summary={texts.allows}>
                <ul class="govuk-list govuk-list--bullet">
                  {allows.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </Details>
            </div>
          ))}
        </>
      )}
    </section>
  )
}
