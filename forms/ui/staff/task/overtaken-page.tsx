/** The case moved on while somebody typed: says what happened and keeps what they typed, to be copied. */
import { formFields } from '../../../check/form-file.ts'
import type { PageCall, PageReply } from '../../shared/page.ts'
import { Notice } from '../../shared/parts/notice.tsx'
import { SummaryList } from '../../shared/parts/summary-list.tsx'
import type { TaskRoom } from './load-task.ts'
import { closedWords } from './standing.tsx'
import { TASK_TEXTS } from './task-texts.ts'

export function overtakenPage(call: PageCall, room: TaskRoom, entered: URLSearchParams): PageReply {
  const { language } = call
  const texts = TASK_TEXTS[language]
  const labels = new Map(
    room.form === null
      ? []
      : formFields(room.form.schema).map(({ path }) => [path, room.form?.i18n[language].fields[path]?.label ?? path]),
  )
  const typed = [...entered].filter(([, value]) => value.trim() !== '')
  const happened = room.standing === 'closed' ? closedWords(call, room) : texts.takenBy(room.holder)
  return {
    status: 409,
    page: {
      title: room.name,
      room: 'tasks',
      failed: true,
      back: { href: '/tasks', text: texts.back },
      body: (
        <>
          <h1 class="govuk-heading-l">{room.name}</h1>
          <Notice language={language} kind="warning" text={`${happened} ${typed.length > 0 ? texts.notSent : ''}`} />
          <SummaryList
            rows={typed.map(([name, value], index) => ({
              key: labels.get(name.replace(/\/\d+/g, '/*')) ?? labels.get(name.split('/')[0] ?? '') ?? `${index + 1}`,
              value: <span class="ritums-pre">{value}</span>,
            }))}
          />
        </>
      ),
    },
  }
}
