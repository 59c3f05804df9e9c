/** A new account. */
import { LOGIN_PATTERN } from '../../../api/contract/identity.ts'
import { isUnstorable } from '../../../api/safe-json.ts'
import { errorAt, formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { tried } from '../shared/tried.ts'
import { refusals } from './load-person.ts'
import { askedPassword, PasswordFields } from './password-fields.tsx'
import { passwordShown } from './password-shown.tsx'
import { PersonFields, wrongFacts } from './person-fields.tsx'
import { PEOPLE_TEXTS } from './people-texts.ts'

const LOGIN = new RegExp(LOGIN_PATTERN)
/** Addresses below `/people` that are no person's. */
const RESERVED = ['new', 'groups', 'roles', 'keys', 'absences']

export const showNewPerson: PageRoute['handle'] = async (call) => newPersonPage(call, new URLSearchParams(), [])

export const createPerson: PageRoute['handle'] = async (call) => {
  const { ports, change, posted, language } = call
  const { fields } = posted
  const login = (fields.get('login') ?? '').trim()
  const name = (fields.get('name') ?? '').trim()
  const email = (fields.get('email') ?? '').trim()
  const chosen = fields.get('language')
  const asked = askedPassword(fields, language)
  const wrong = [...wrongLogin(call, login), ...wrongFacts(call, { name }), ...asked.wrong]
  if (wrong.length > 0) return newPersonPage(call, fields, wrong)
  let replayed = false
  const refused = await tried(
    async () => {
      const made = await ports.identity.people.create({
        ...change,
        login,
        name,
        password: asked.password,
        ...(chosen === 'lv' || chosen === 'en' ? { language: chosen } : {}),
        ...(email === '' ? {} : { email }),
      })
      replayed = made.replayed === true
    },
    {
      ...refusals(call),
      'person-exists': { id: 'login', text: PEOPLE_TEXTS[language].wrong.loginTaken },
      '/email format': { id: 'email', text: PEOPLE_TEXTS[language].wrong.email },
    },
  )
  if (refused.length > 0) return newPersonPage(call, fields, refused)
  if (asked.isMade) return passwordShown(call, { login, name }, replayed ? null : asked.password)
  return { redirect: `/people/${login}?done=created` }
}

function wrongLogin({ language }: PageCall, login: string): readonly SummaryError[] {
  const { wrong } = PEOPLE_TEXTS[language]
  if (login === '') return [{ id: 'login', text: wrong.loginMissing }]
  if (!LOGIN.test(login) || isUnstorable(login)) return [{ id: 'login', text: wrong.loginWrong }]
  return RESERVED.includes(login) ? [{ id: 'login', text: wrong.loginReserved }] : []
}

function newPersonPage(call: PageCall, typed: URLSearchParams, wrong: readonly SummaryError[]): PageReply {
  const { language } = call
  const texts = PEOPLE_TEXTS[language]
  return formPage(call, {
    room: 'people',
    title: texts.newTitle,
    intro: <p class="govuk-body">{texts.newIntro}</p>,
    back: { href: '/people', text: texts.back },
    action: '/people/new',
    button: texts.create,
    wrong,
    fields: (
      <>
        <TextInput
          {...{ language, id: 'login', label: texts.login, hint: texts.loginHint, value: typed.get('login') ?? '' }}
          error={errorAt(wrong, 'login')}
          width={20}
          maxlength={64}
          autocomplete="off"
          isCode
        />
        <PersonFields language={language} typed={typed} wrong={wrong} />
        <PasswordFields language={language} typed={typed} wrong={wrong} />
      </>
    ),
  })
}
