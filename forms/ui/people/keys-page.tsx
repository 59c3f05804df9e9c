/** API keys: which there are, and what they allow. */
import type { ApiKeyView } from '../../../api/identity/api-keys.ts'
import { day, moment } from '../shared/format.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { Tag, type TagColour } from '../shared/parts/tag.tsx'
import { lastDayOf } from '../shared/typed-day.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { grantNames, grantWords } from './grant-words.ts'
import { KEYS_TEXTS } from './keys-texts.ts'
import { PeopleTabs } from './people-tabs.tsx'

const ON_A_PAGE = 50
const PATH = '/people/keys'

type KeyState = 'works' | 'expired' | 'revoked'
const COLOURS: Readonly<Record<KeyState, TagColour>> = { works: 'green', expired: 'grey', revoked: 'grey' }

interface KeyRow extends ApiKeyView {
  readonly who: string
  readonly state: KeyState
}

export const showKeys: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, language, query } = call
  const texts = KEYS_TEXTS[language]
  const after = query.get('after') ?? ''
  const { items, next } = await ports.identity.apiKeys.list({
    institutionId,
    limit: ON_A_PAGE,
    ...(after === '' ? {} : { after }),
  })
  const nameOf = await grantNames(
    call,
    items.flatMap(({ grants }) => grants),
  )
  const now = ports.clock.now().toISOString()
  const rows: readonly KeyRow[] = await Promise.all(
    items.map(async (key) => ({
      ...key,
      who: await ports.names.person(institutionId, key.createdBy, language),
      state:
        key.revokedAt !== null
          ? ('revoked' as const)
          : key.expiresAt <= now
            ? ('expired' as const)
            : ('works' as const),
    })),
  )
  return {
    page: {
      title: texts.title,
      room: 'people',
      wide: true,
      ...doneNotice(query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <PeopleTabs language={language} current="keys" />
          <p class="govuk-body">{texts.intro}</p>
          <ButtonLink href={`${PATH}/new`}>{texts.add}</ButtonLink>
          {rows.length === 0 ? (
            <EmptyState title={texts.none} />
          ) : (
            <KeyTable call={call} rows={rows} words={(grant) => grantWords(grant, language, nameOf)} />
          )}
          <Pagination
            language={language}
            first={after === '' ? null : PATH}
            next={next === null ? null : `${PATH}?after=${encodeURIComponent(next)}`}
          />
        </>
      ),
    },
  }
}

function KeyTable(props: {
  readonly call: PageCall
  readonly rows: readonly KeyRow[]
  readonly words: (grant: string) => string
}) {
  const { call, rows, words } = props
  const { language } = call
  const texts = KEYS_TEXTS[language]
  return (
    <DataTable
      caption={texts.list}
      captionHidden
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { key: 'name', text: texts.name, names: true, cell: ({ name }) => name },
        {
          key: 'may',
          text: texts.may,
          cell: ({ grants }) => (
            <>
              {grants.map((grant) => (
                <span key={grant} class="ritums-line">
                  {words(grant)}
                </span>
              ))}
            </>
          ),
        },
        {
          key: 'expires',
          text: texts.expires,
          cell: ({ expiresAt }) => day(`${lastDayOf(expiresAt)}T12:00:00Z`, language),
        },
        {
          key: 'used',
          text: texts.used,
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? texts.never : moment(lastUsedAt, language)),
        },
        { key: 'made', text: texts.made, cell: ({ who, createdAt }) => texts.madeBy(who, moment(createdAt, language)) },
        {
          key: 'state',
          text: texts.state,
          cell: ({ state }) => <Tag colour={COLOURS[state]}>{texts.states[state]}</Tag>,
        },
        {
          key: 'revoke',
          text: texts.revoke,
          hidden: true,
          cell: ({ id, name, state }) =>
            state === 'works' && (
              <a class="govuk-link ritums-word" href={`${PATH}/${id}/revoke`}>
                {texts.revoke}
                <span class="govuk-visually-hidden"> {texts.revokeAbout(name)}</span>
              </a>
            ),
        },
      ]}
    />
  )
}
