/** What a person was told of their work, the latest first. */
import type { NoticeView } from '../../../api/workplace/notices.ts'
import { isObject } from '../../../engine/model/json.ts'
import type { Language } from '../../check/form-file.ts'
import { moment } from '../shared/format.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { Button } from '../shared/parts/button.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { FormToken } from '../shared/parts/form-token.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { NOTICES_TEXTS } from './notices-texts.ts'

const PAGE_SIZE = 25
const ADDRESS = '/me/notices'

export const showNotices: PageRoute['handle'] = async (call) => {
  const { ports, institutionId, caller, language, query } = call
  const texts = NOTICES_TEXTS[language]
  const after = query.get('after') ?? ''
  const { items, next } = await ports.workplace.notices.list({
    institutionId,
    login: caller.id,
    limit: PAGE_SIZE,
    ...(after === '' ? {} : { after }),
  })
  const done = texts.done[query.get('done') ?? '']
  return {
    page: {
      title: texts.title,
      room: 'me',
      ...(done === undefined ? {} : { notice: { kind: 'success', text: done } }),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          {items.length === 0 ? (
            <EmptyState title={texts.empty} text={texts.emptyText} />
          ) : (
            <>
              {items.some(({ readAt }) => readAt === null) && (
                <form method="post" action={`${ADDRESS}/read-all`}>
                  <FormToken token={call.forgeryToken} />
                  <Button kind="secondary">{texts.markAllRead}</Button>
                </form>
              )}
              <ol class="ritums-my-notices">
                {items.map((notice) => (
                  <OneNotice key={notice.id} call={call} notice={notice} after={after} />
                ))}
              </ol>
            </>
          )}
          <Pagination
            language={language}
            first={after === '' ? null : ADDRESS}
            next={next === null ? null : `${ADDRESS}?after=${encodeURIComponent(next)}`}
          />
          <p class="govuk-body">
            <a class="govuk-link" href="/me">
              {texts.settings}
            </a>
          </p>
        </>
      ),
    },
  }
}

function OneNotice({ call, notice, after }: { call: PageCall; notice: NoticeView; after: string }) {
  const { language } = call
  const texts = NOTICES_TEXTS[language]
  const { id, taskId, processInstanceId, facts, at, readAt } = notice
  const about = [facts['number'], facts['subject']].filter((part) => typeof part === 'string').join(', ')
  const sentence = sentenceOf(notice, language)
  const href =
    notice.kind !== 'answered' && taskId !== null
      ? `/tasks/${taskId}`
      : processInstanceId === null
        ? null
        : `/cases/${processInstanceId}`
  return (
    <li class="ritums-my-notices__one">
      <p class="govuk-body">
        {readAt === null && (
          <>
            <Tag>{texts.unread}</Tag>{' '}
          </>
        )}
        {href === null ? (
          sentence
        ) : (
          <a class="govuk-link" href={href}>
            {sentence}
          </a>
        )}
        {about !== '' && <span class="ritums-line">{about}</span>}
        {typeof facts['dueAt'] === 'string' && (
          <span class="ritums-line">{texts.due(moment(facts['dueAt'], language))}</span>
        )}
        <span class="ritums-secondary">
          <Moment at={at}>{moment(at, language)}</Moment>
        </span>
      </p>
      {readAt === null && (
        <form method="post" action={`${ADDRESS}/read`}>
          <FormToken token={call.forgeryToken} />
          <input type="hidden" name="notice" value={id} />
          <input type="hidden" name="after" value={after} />
          <Button kind="secondary">
            {texts.markRead}
            <span class="govuk-visually-hidden">: {sentence}</span>
          </Button>
        </form>
      )}
    </li>
  )
}

function sentenceOf({ kind, facts }: NoticeView, language: Language): string {
  const { taskName } = facts
  const name = taskName !== undefined && isObject(taskName) ? (taskName[language] ?? taskName['lv']) : ''
  return NOTICES_TEXTS[language].says[kind](typeof name === 'string' ? name : '')
}
