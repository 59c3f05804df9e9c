import { roleName } from '../shared/names.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'
import type { PersonRoom } from './person-room.ts'
import { periodWords } from './role-scope.ts'

/** The roles of a person, with where and when they hold. */
export function PersonRoles({ call, person, nameOfScope }: PersonRoom) {
  const { language, ports } = call
  const texts = PEOPLE_TEXTS[language]
  const named = (role: string): string => roleName(ports.data, role, language)
  return (
    <section aria-labelledby="roles">
      <h2 class="govuk-heading-m" id="roles">
        {texts.rolesTitle}
      </h2>
      {person.roles.length === 0 ? (
        <p class="govuk-body">{texts.rolesNone}</p>
      ) : (
        <DataTable
          caption={texts.rolesTitle}
          captionHidden
          rows={person.roles}
          keyOf={({ id }) => id}
          columns={[
            { key: 'role', text: texts.role, names: true, cell: ({ role }) => named(role) },
            { key: 'scope', text: texts.scope, cell: ({ scope }) => nameOfScope(scope) },
            {
              key: 'period',
              text: texts.period,
              cell: (assignment) => {
                const { text, state } = periodWords(call, assignment)
                return (
                  <>
                    {text} {state !== 'now' && <Tag colour="grey">{state === 'over' ? texts.over : texts.notYet}</Tag>}
                  </>
                )
              },
            },
            {
              key: 'take',
              text: texts.take,
              hidden: true,
              cell: ({ id, role }) => (
                <a class="govuk-link" href={`/people/${person.login}/roles/${id}/take`}>
                  {texts.take}
                  <span class="govuk-visually-hidden"> {texts.takeAbout(named(role))}</span>
                </a>
              ),
            },
          ]}
        />
      )}
      <ButtonLink kind="secondary" href={`/people/${person.login}/roles/new`}>
        {texts.giveRole}
      </ButtonLink>
    </section>
  )
}
