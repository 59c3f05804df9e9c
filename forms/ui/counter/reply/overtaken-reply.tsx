/** The case went on while somebody typed what its client said: what was typed is kept, to be copied. */
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import type { PageCall, PageReply } from '../../shared/page.ts'
import { Notice } from '../../shared/parts/notice.tsx'
import { SummaryList } from '../../shared/parts/summary-list.tsx'
import { MESSAGE_TEXTS } from '../message-texts.ts'

/** Longer than what is chosen from a list or found by an id. */
const WORDS = /\s|^.{40,}$/s

export function overtakenReply(call: PageCall, instance: ProcessInstanceDetails, fields: URLSearchParams): PageReply {
  const { language, params } = call
  const texts = MESSAGE_TEXTS[language]
  const title = texts.names[params['message'] ?? ''] ?? texts.title('')
  const typed = [...fields].filter(([name, value]) => !name.startsWith('_') && WORDS.test(value.trim()))
  return {
    status: 409,
    page: {
      title,
      room: 'counter',
      failed: true,
      back: { href: `/counter/reply/${instance.id}`, text: texts.backToCase },
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <Notice
            language={language}
            kind="warning"
            text={`${texts.overtaken} ${typed.length > 0 ? texts.notSent : ''}`.trim()}
          />
          {typed.length > 0 && (
            <SummaryList
              rows={typed.map(([name, value]) => ({
                key: texts.fields[`${params['message'] ?? ''}/${name}`] ?? texts.fields[name] ?? texts.typed,
                value: <span class="ritums-pre">{value}</span>,
              }))}
            />
          )}
        </>
      ),
    },
  }
}
