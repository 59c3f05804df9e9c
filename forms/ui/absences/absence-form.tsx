/** The form of an absence, for oneself or for somebody else. */
import type { PersonView } from '../../../api/identity/people.ts'
import { everybody } from '../shared/everybody.ts'
import { errorAt, formPage, type FormPageContent } from '../shared/form-page.tsx'
import { roleName } from '../shared/names.ts'
import type { PageCall, PageReply } from '../shared/page.ts'
import { Choices } from '../shared/parts/choices.tsx'
import { DayInput } from '../shared/parts/day-input.tsx'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { Select } from '../shared/parts/select.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { tried } from '../shared/tried.ts'
import { absenceSentences, askedAbsence } from './asked-absence.ts'
import { ABSENCE_TEXTS } from './absence-texts.ts'

/** Where the form stands. */
export type AbsencePlace = Pick<FormPageContent, 'room' | 'title' | 'back' | 'action' | 'intro' | 'after'>

export async function absenceForm(
  call: PageCall,
  person: PersonView,
  place: AbsencePlace,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
): Promise<PageReply> {
  const { language, ports } = call
  const texts = ABSENCE_TEXTS[language]
  const people = await everybody(call)
  const roles = [...new Set(person.roles.map(({ role }) => role))]
  const at = (id: string) => ({ language, id, error: errorAt(wrong, id) })
  return formPage(call, {
    ...place,
    button: texts.enter,
    wrong,
    fields: (
      <>
        <Select
          {...at('substitute')}
          {...{ label: texts.substitute, hint: texts.substituteHint, none: texts.chooseSubstitute }}
          value={typed.get('substitute') ?? ''}
          options={people.filter(({ value }) => value !== person.login)}
        />
        <DayInput {...at('from')} {...{ label: texts.from, typed }} />
        <DayInput {...at('until')} {...{ label: texts.until, typed }} />
        {/* Who holds one role has nothing to choose. */}
        {roles.length > 1 && (
          <>
            <Choices
              {...at('scope')}
              {...{ label: texts.scope, hint: texts.scopeHint, kind: 'radios' }}
              items={(['all', 'some'] as const).map((value) => ({ value, text: texts.scopes[value] }))}
              chosen={[typed.get('scope') ?? 'all']}
            />
            <Choices
              {...at('roles')}
              {...{ label: texts.roles, hint: texts.rolesHint, kind: 'checkboxes', optional: true }}
              items={roles.map((role) => ({ value: role, text: roleName(ports.data, role, language) }))}
              chosen={typed.getAll('roles')}
            />
          </>
        )}
        <TextInput
          {...at('reason')}
          {...{ label: texts.reason, hint: texts.reasonHint, value: typed.get('reason') ?? '', optional: true }}
          maxlength={500}
        />
      </>
    ),
  })
}

/** @returns nothing when it was entered, else what is wrong */
export async function enterAbsence(call: PageCall, login: string): Promise<readonly SummaryError[]> {
  const { ports, change, posted, language } = call
  const { absence, wrong } = askedAbsence(posted.fields, language)
  if (wrong.length > 0) return wrong
  return tried(() => ports.identity.absences.create({ ...change, ...absence, login }), absenceSentences(language))
}
