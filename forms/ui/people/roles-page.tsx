/** The roles of the institution: what each allows, who holds it, and which of those that are needed nobody holds. */
import type { PersonView } from '../../../api/identity/people.ts'
import type { Role } from '../../../processes/load-process-data.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { Notice } from '../shared/parts/notice.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { grantNames, grantWords } from './grant-words.ts'
import { PeopleTabs } from './people-tabs.tsx'
import { periodWords, scopeNames, type ScopeNames } from './role-scope.ts'
import { rolesNeeded } from './roles-needed.ts'
import { ROLES_TEXTS } from './roles-texts.ts'

/** Of each role so many holders are named; the list of people has all of them. */
const NAMED = 10

interface RolesRoom {
  readonly call: PageCall
  readonly holders: ReadonlyMap<string, { readonly items: readonly PersonView[]; readonly more: number }>
  readonly nameOfScope: ScopeNames
  readonly words: (grant: string) => string
}

export const showRoles: PageRoute['handle'] = async (call) => {
  const { ports, language } = call
  const { roles } = ports.data
  const texts = ROLES_TEXTS[language]
  const [needed, holders, nameOfScope, nameOfThing] = await Promise.all([
    rolesNeeded(call),
    holdersOf(call, roles),
    scopeNames(call),
    grantNames(
      call,
      roles.flatMap(({ grants }) => grants),
    ),
  ])
  const room: RolesRoom = { call, holders, nameOfScope, words: (grant) => grantWords(grant, language, nameOfThing) }
  return {
    page: {
      title: texts.title,
      room: 'people',
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <PeopleTabs language={language} current="roles" />
          <p class="govuk-body">{texts.intro}</p>
          {[
            { key: 'missing', title: texts.missingTitle, text: texts.missing, of: needed.notHeld },
            { key: 'unknown', title: texts.unknownTitle, text: '', of: needed.unknown },
          ]
            .filter(({ of }) => of.length > 0)
            .map(({ key, title, text, of }) => (
              <Notice key={key} language={language} kind="warning">
                <h2 class="govuk-heading-s">{title}</h2>
                {text !== '' && <p class="govuk-body">{text}</p>}
                <ul class="govuk-list govuk-list--bullet">
                  {of.map(({ role, name, processes }) => (
                    <li key={role}>
                      <strong>{name}</strong>: {texts.needed(processes.join(', '))}
                    </li>
                  ))}
                </ul>
              </Notice>
            ))}
          {roles.map((role) => (
            <RoleCard key={role.key} room={room} role={role} />
          ))}
        </>
      ),
    },
  }
}

/** Who holds each role now, with an account that works. */
async function holdersOf({ ports, institutionId }: PageCall, roles: readonly Role[]): Promise<RolesRoom['holders']> {
  const counts = await ports.identity.people.countByRole(institutionId)
  return new Map(
    await Promise.all(
      roles.map(async ({ key }) => {
        const { items } = await ports.identity.people.list({ institutionId, role: key, limit: NAMED })
        return [key, { items, more: Math.max(0, (counts.get(key) ?? 0) - items.length) }] as const
      }),
    ),
  )
}

function RoleCard({ room, role }: { readonly room: RolesRoom; readonly role: Role }) {
  const { call, holders, words } = room
  const { language } = call
  const texts = ROLES_TEXTS[language]
  const { items, more } = holders.get(role.key) ?? { items: [], more: 0 }
  return (
    <section class="ritums-section" aria-labelledby={`role-${role.key}`}>
      <h2 class="govuk-heading-m" id={`role-${role.key}`}>
        {role.name[language]}
      </h2>
      <SummaryList
        rows={[
          { key: texts.code, value: role.key },
          {
            key: texts.may,
            value: (
              <ul class="govuk-list govuk-list--bullet">
                {role.grants.map((grant) => (
                  <li key={grant}>{words(grant)}</li>
                ))}
              </ul>
            ),
          },
          {
            key: texts.holders,
            value:
              items.length === 0 ? (
                texts.nobody
              ) : (
                <ul class="govuk-list">
                  {items.map((person) => (
                    <li key={person.login}>
                      <a class="govuk-link" href={`/people/${person.login}`}>
                        {person.name}
                      </a>{' '}
                      ({whereHeld(room, person, role.key)})
                    </li>
                  ))}
                  {more > 0 && (
                    <li>
                      <a class="govuk-link" href={`/people?role=${role.key}`}>
                        {texts.more(more)}
                      </a>
                    </li>
                  )}
                </ul>
              ),
          },
        ]}
      />
    </section>
  )
}

function whereHeld({ call, nameOfScope }: RolesRoom, { roles }: PersonView, key: string): string {
  return roles
    .filter((assignment) => assignment.role === key && periodWords(call, assignment).state === 'now')
    .map(({ scope }) => nameOfScope(scope))
    .join(', ')
}
