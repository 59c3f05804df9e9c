/** Giving a role: which, where, from when until when. */
import type { NewRole, PersonView } from '../../../api/identity/people.ts'
import { errorAt, formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { Choices } from '../shared/parts/choices.tsx'
import { DayInput } from '../shared/parts/day-input.tsx'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { Select } from '../shared/parts/select.tsx'
import { bilingual, servicesOf } from '../shared/service-names.ts'
import { tried } from '../shared/tried.ts'
import { endOfDay, readTypedDay, startOfDay } from '../shared/typed-day.ts'
import { backTo, loadPerson, refusals } from './load-person.ts'
import { PEOPLE_TEXTS } from './people-texts.ts'
import { institutionsOf } from './role-scope.ts'

const SCOPES = ['institution', 'service', 'holder'] as const

export const showGiveRole: PageRoute['handle'] = async (call) =>
  giveRolePage(call, await loadPerson(call), new URLSearchParams(), [])

export const giveRole: PageRoute['handle'] = async (call) => {
  const { ports, change, posted, language } = call
  const texts = PEOPLE_TEXTS[language]
  const person = await loadPerson(call)
  const { role, wrong } = askedRole(call)
  if (wrong.length > 0) return giveRolePage(call, person, posted.fields, wrong)
  const refused = await tried(() => ports.identity.people.giveRole({ ...change, login: person.login, role }), {
    ...refusals(call),
    'role-held': { id: 'role', text: texts.wrong.roleHeld },
    'not-allowed': { id: 'role', text: texts.wrong.onlyAdministrators },
  })
  if (refused.length > 0) return giveRolePage(call, person, posted.fields, refused)
  return { redirect: `/people/${person.login}?done=role-given` }
}

function askedRole({ ports, posted, language }: PageCall): {
  readonly role: NewRole
  readonly wrong: readonly SummaryError[]
} {
  const { fields } = posted
  const { wrong: texts } = PEOPLE_TEXTS[language]
  const wrong: SummaryError[] = []
  const role = fields.get('role') ?? ''
  if (!ports.data.roles.some(({ key }) => key === role)) wrong.push({ id: 'role', text: texts.role })
  const kind = SCOPES.find((one) => one === fields.get('scope'))
  if (kind === undefined) wrong.push({ id: 'scope', text: texts.scope })
  const id = kind === 'service' || kind === 'holder' ? (fields.get(kind) ?? '') : ''
  if (kind === 'service' && id === '') wrong.push({ id: 'service', text: texts.service })
  if (kind === 'holder' && id === '') wrong.push({ id: 'holder', text: texts.holder })
  const from = readTypedDay(fields, 'validFrom')
  const to = readTypedDay(fields, 'validTo')
  if (from === null) wrong.push({ id: 'validFrom', text: texts.day })
  if (to === null) wrong.push({ id: 'validTo', text: texts.day })
  if (from && to && to < from) wrong.push({ id: 'validTo', text: texts.order })
  return {
    role: {
      role,
      scope: { kind: kind ?? 'institution', ...(id === '' ? {} : { id }) },
      ...(from ? { validFrom: startOfDay(from) } : {}),
      ...(to ? { validTo: endOfDay(to) } : {}),
    },
    wrong,
  }
}

async function giveRolePage(
  call: PageCall,
  person: PersonView,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
): Promise<PageReply> {
  const { ports, language, institutionId } = call
  const texts = PEOPLE_TEXTS[language]
  const [services, institutions] = await Promise.all([servicesOf(call), institutionsOf(call)])
  const named = (records: typeof services) =>
    records
      .map(({ id, data }) => ({ value: id, text: bilingual(data['name'], language, id) }))
      .toSorted((one, other) => one.text.localeCompare(other.text, language))
  const at = (id: string) => ({ language, id, error: errorAt(wrong, id) })
  return formPage(call, {
    room: 'people',
    title: texts.giveTitle(person.name),
    back: backTo(person),
    intro: (
      <p class="govuk-body">
        <a class="govuk-link" href="/people/roles">
          {texts.rolesMeaning}
        </a>
      </p>
    ),
    action: `/people/${person.login}/roles/new`,
    button: texts.giveDo,
    wrong,
    fields: (
      <>
        <Select
          {...at('role')}
          {...{ label: texts.role, value: typed.get('role') ?? '', none: texts.chooseRole }}
          options={ports.data.roles.map(({ key, name }) => ({ value: key, text: name[language] }))}
        />
        <Choices
          {...at('scope')}
          {...{ label: texts.scope, kind: 'radios', chosen: [typed.get('scope') ?? 'institution'] }}
          items={SCOPES.map((value) => ({ value, text: texts.scopes[value] }))}
        />
        <Select
          {...at('service')}
          {...{ label: texts.service, hint: texts.serviceHint, none: texts.chooseService, optional: true }}
          value={typed.get('service') ?? ''}
          options={named(services)}
        />
        <Select
          {...at('holder')}
          {...{ label: texts.holder, hint: texts.holderHint, none: texts.chooseHolder, optional: true }}
          value={typed.get('holder') ?? ''}
          options={named(institutions.filter(({ id }) => id !== institutionId))}
        />
        <DayInput
          {...at('validFrom')}
          {...{ label: texts.validFrom, hint: texts.validFromHint, optional: true, typed }}
        />
        <DayInput {...at('validTo')} {...{ label: texts.validTo, hint: texts.validToHint, optional: true, typed }} />
      </>
    ),
  })
}
