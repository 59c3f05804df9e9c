import { moment } from '../shared/format.ts'
import { Button } from '../shared/parts/button.tsx'
import { Details } from '../shared/parts/details.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'
import { mayIn, PERSON, textsIn } from './person-record.ts'
import type { PersonRoom } from './person-room.ts'

/** What the register of staff says of a person, and who changed it. */
export function PersonInRegister({ call, person, record, groups, versions }: PersonRoom) {
  const { language } = call
  const texts = PEOPLE_TEXTS[language]
  const { read, write } = mayIn(call, PERSON)
  if (!read) return null
  return (
    <section aria-labelledby="record">
      <h2 class="govuk-heading-m" id="record">
        {texts.recordTitle}
      </h2>
      {record === null ? (
        <>
          <p class="govuk-body">{texts.recordNone}</p>
          {write && (
            <form method="post" action={`/people/${person.login}/record`}>
              <FormToken token={call.forgeryToken} />
              <Button kind="secondary">{texts.recordCreate}</Button>
            </form>
          )}
        </>
      ) : (
        <>
          <SummaryList
            rows={[
              {
                key: texts.competences,
                value: textsIn(record.data['competences']).join(', ') || texts.competencesNone,
                ...(write
                  ? {
                      action: {
                        href: `/people/${person.login}/competences`,
                        text: texts.change,
                        about: texts.competences,
                      },
                    }
                  : {}),
              },
              {
                key: texts.groups,
                value: groups.join(', ') || texts.groupsNone,
                action: { href: '/people/groups', text: texts.change, about: texts.groups },
              },
            ]}
          />
          <Details summary={texts.recordChanges}>
            <ul class="govuk-list">
              {versions.map(({ version, at, who }) => (
                <li key={version}>
                  {texts.version(version)} · {moment(at, language)} · {who}
                </li>
              ))}
            </ul>
          </Details>
          <p class="govuk-body">
            <a class="govuk-link" href={`/registers/${PERSON}/${record.id}`}>
              {texts.recordLink}
            </a>
          </p>
        </>
      )}
    </section>
  )
}
