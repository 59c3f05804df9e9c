/** A new API key: its name, what it allows, until when; it is shown once, by the answer to the form. */
import { isUnstorable } from '../../../api/safe-json.ts'
import { errorAt, formPage } from '../shared/form-page.tsx'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { Choices } from '../shared/parts/choices.tsx'
import { DayInput } from '../shared/parts/day-input.tsx'
import { Details } from '../shared/parts/details.tsx'
import type { SummaryError } from '../shared/parts/error-summary.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { TextInput } from '../shared/parts/text-input.tsx'
import { tried } from '../shared/tried.ts'
import { daysLater, dayOf, endOfDay, putTypedDay, readTypedDay } from '../shared/typed-day.ts'
import { grantNames, grantWords } from './grant-words.ts'
import { KEYS_TEXTS } from './keys-texts.ts'
import { LISTED, offeredGrants, TYPED } from './offered-grants.ts'

const PATH = '/people/keys'
/** A key that nobody looks after ends after a year. */
const USUAL_DAYS = 365
const MOST_GRANTS = 100

export const showNewKey: PageRoute['handle'] = async (call) => {
  const typed = new URLSearchParams()
  putTypedDay(typed, 'expires', daysLater(dayOf(call.ports.clock.now()), USUAL_DAYS))
  return newKeyPage(call, typed, [])
}

export const createKey: PageRoute['handle'] = async (call) => {
  const { ports, change, posted, language } = call
  const { fields } = posted
  const texts = KEYS_TEXTS[language].wrong
  const name = (fields.get('name') ?? '').trim()
  const grants = askedGrants(fields)
  const expires = readTypedDay(fields, 'expires')
  const wrong: SummaryError[] = [
    ...(name === '' || name.length > 200 || isUnstorable(name) ? [{ id: 'name', text: texts.name }] : []),
    ...(grants.length === 0 || grants.length > MOST_GRANTS ? [{ id: 'grants', text: texts.grants }] : []),
    ...(expires ? [] : [{ id: 'expires', text: texts.expires }]),
  ]
  if (wrong.length > 0 || !expires) return newKeyPage(call, fields, wrong)
  let apiKey: string | null = null
  const refused = await tried(
    async () => {
      const made = await ports.identity.apiKeys.create({ ...change, name, grants, expiresAt: endOfDay(expires) })
      apiKey = made.apiKey
    },
    {
      '/expiresAt in-the-past': { id: 'expires', text: texts.past },
      'not-allowed': { id: 'grants', text: texts.tooMuch },
    },
  )
  return refused.length > 0 ? newKeyPage(call, fields, refused) : keyShown(call, name, apiKey)
}

function askedGrants(fields: URLSearchParams): readonly string[] {
  const ticked = ['grants', ...LISTED].flatMap((name) => fields.getAll(name))
  const typed = Object.entries(TYPED).flatMap(([name, action]) =>
    (fields.get(name) ?? '')
      .split(',')
      .map((thing) => thing.trim())
      .filter((thing) => thing !== '' && !isUnstorable(thing))
      .map((thing) => `${action}:${thing}`),
  )
  return [...new Set([...ticked, ...typed])]
}

async function newKeyPage(call: PageCall, typed: URLSearchParams, wrong: readonly SummaryError[]): Promise<PageReply> {
  const { language } = call
  const texts = KEYS_TEXTS[language]
  const offered = await offeredGrants(call)
  const nameOf = await grantNames(call, Object.values(offered.listed).flat())
  const at = (id: string) => ({ language, id, error: errorAt(wrong, id) })
  const items = (grants: readonly string[]) =>
    grants.map((value) => ({ value, text: grantWords(value, language, nameOf) }))
  return formPage(call, {
    room: 'people',
    title: texts.addTitle,
    back: { href: PATH, text: texts.back },
    action: `${PATH}/new`,
    button: texts.create,
    wrong,
    fields: (
      <>
        <TextInput
          {...at('name')}
          {...{ label: texts.name, hint: texts.nameHint, value: typed.get('name') ?? '', maxlength: 200 }}
          autocomplete="off"
        />
        <Choices
          {...at('grants')}
          {...{ label: texts.chooseMay, hint: texts.chooseMayHint, kind: 'checkboxes' }}
          items={items(offered.whole)}
          chosen={typed.getAll('grants')}
        />
        {LISTED.filter((action) => offered.listed[action].length > 0).map((action) => (
          <Details key={action} summary={texts.only[action]} open={typed.has(action)}>
            <Choices
              {...{ language, id: action, label: texts.only[action], kind: 'checkboxes' }}
              items={items(offered.listed[action])}
              chosen={typed.getAll(action)}
            />
          </Details>
        ))}
        {(['topics', 'signals', 'institutions'] as const).map((id) => (
          <TextInput
            key={id}
            {...at(id)}
            {...{ label: texts[id], hint: texts[`${id}Hint`], value: typed.get(id) ?? '', optional: true }}
            maxlength={1000}
            isCode
          />
        ))}
        <DayInput {...at('expires')} {...{ label: texts.expires, typed }} />
      </>
    ),
  })
}

function keyShown({ language }: PageCall, name: string, apiKey: string | null): PageReply {
  const texts = KEYS_TEXTS[language]
  const title = texts.shownTitle(name)
  return {
    page: {
      title,
      room: 'people',
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <Notice language={language} kind="warning" text={apiKey === null ? texts.shownOnce : texts.shown} />
          {apiKey !== null && (
            <p class="govuk-body">
              {texts.key}: <code class="ritums-secret">{apiKey}</code>
            </p>
          )}
          <ButtonLink kind="secondary" href={PATH}>
            {texts.back}
          </ButtonLink>
        </>
      ),
    },
  }
}
