/** Competences of a person, and the record of the register that has them. */
import type { PersonView } from '../../../api/identity/people.ts'
import { notAllowed } from '../../../api/http-refusal.ts'
import { isUnstorable } from '../../../api/safe-json.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { errorAt, formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { Field, fieldProps } from '../shared/parts/field.tsx'
import { tried } from '../shared/tried.ts'
import { backTo, loadPerson } from './load-person.ts'
import { mayIn, PERSON, personRecord, textsIn } from './person-record.ts'
import { PEOPLE_TEXTS } from './people-texts.ts'

const MOST = 50
const LONGEST = 200

/** Makes the record of a person who has none. */
export const createRecord: PageRoute['handle'] = async (call) => {
  const { login, name, email } = await loadPerson(call)
  if ((await ownRecord(call, login)) === null) await makePersonRecord(call, { login, name, email })
  return { redirect: `/people/${login}?done=record-created` }
}

/** @returns the record that now stands for this person */
export function makePersonRecord(
  { ports, told }: PageCall,
  { login, name, email }: Pick<PersonView, 'login' | 'name' | 'email'>,
  more: { readonly groupIds?: readonly string[] } = {},
): Promise<RecordView> {
  const data = { name, userId: login, ...(email === null ? {} : { email }), ...more }
  return ports.engine.createRecord({ ...told, register: PERSON, data })
}

export const showCompetences: PageRoute['handle'] = async (call) => {
  const person = await loadPerson(call)
  const record = await needed(call, person.login)
  const typed = new URLSearchParams({
    competences: textsIn(record.data['competences']).join('\n'),
    version: String(record.version),
  })
  return competencesPage(call, person, typed, [])
}

export const setCompetences: PageRoute['handle'] = async (call) => {
  const { ports, told, posted, language } = call
  const { wrong } = PEOPLE_TEXTS[language]
  const person = await loadPerson(call)
  const { id, version } = await needed(call, person.login)
  const { fields } = posted
  const lines = (fields.get('competences') ?? '').split(/\r?\n/).map((line) => line.trim())
  const competences = [...new Set(lines.filter((line) => line !== ''))]
  if (competences.length > MOST || competences.some((line) => line.length > LONGEST || isUnstorable(line)))
    return competencesPage(call, person, fields, [{ id: 'competences', text: wrong.competence }])
  const seen = Number(fields.get('version'))
  const refused = await tried(
    () =>
      ports.engine.updateRecord({
        ...told,
        register: PERSON,
        id,
        patch: { competences },
        ...(Number.isInteger(seen) && seen > 0 ? { expectedVersion: seen } : {}),
      }),
    { 'record-changed': { id: 'competences', text: wrong.changed } },
  )
  if (refused.length === 0) return { redirect: `/people/${person.login}?done=competences` }
  // What was typed stays; sending it again says that the reader has seen the other change.
  const typed = new URLSearchParams(fields)
  typed.set('version', String(version))
  return competencesPage(call, person, typed, refused, 409)
}

/** @throws {HttpRefusal} 403 for who may not write the register */
function ownRecord(call: PageCall, login: string): Promise<RecordView | null> {
  const may = mayIn(call, PERSON)
  if (!may.read || !may.write) throw notAllowed(`Expected somebody who may write register "${PERSON}".`)
  return personRecord(call, login)
}

/** @throws {NotFound} */
async function needed(call: PageCall, login: string): Promise<RecordView> {
  const record = await ownRecord(call, login)
  if (record === null) throw new NotFound(PERSON, login)
  return record
}

function competencesPage(
  call: PageCall,
  person: PersonView,
  typed: URLSearchParams,
  wrong: readonly SummaryError[],
  status?: number,
): PageReply {
  const { language } = call
  const texts = PEOPLE_TEXTS[language]
  const said = { hint: texts.competencesHint, error: errorAt(wrong, 'competences') }
  return formPage(call, {
    room: 'people',
    title: texts.competencesTitle(person.name),
    back: backTo(person),
    action: `/people/${person.login}/competences`,
    button: texts.save,
    wrong,
    ...(status === undefined ? {} : { status }),
    fields: (
      <>
        <input type="hidden" name="version" value={typed.get('version') ?? ''} />
        <Field language={language} id="competences" label={texts.competences} {...said}>
          <textarea class="govuk-textarea" name="competences" rows={8} {...fieldProps('competences', said)}>
            {typed.get('competences') ?? ''}
          </textarea>
        </Field>
      </>
    ),
  })
}
