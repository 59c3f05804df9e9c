/** What a case and the world told each other: messages in and out, and notifications with how they were sent. */
import { mayReadRegister } from '../../../../api/policies/records.ts'
import { moment } from '../../shared/format.ts'
import { codeLabel, elementName, roleName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { Details } from '../../shared/parts/details.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { Tag, type TagColour } from '../../shared/parts/tag.tsx'
import { traceReading } from './trace-reading.ts'
import type { CaseRoom } from './load-case.ts'
import { PAGE_TEXTS } from './page-texts.ts'

const MOST = 200
const COLOURS: Readonly<Record<string, TagColour>> = { sent: 'green', failed: 'red', queued: 'yellow' }

export async function messagesView(call: PageCall, room: CaseRoom) {
  const { language } = call
  const texts = PAGE_TEXTS[language]
  const [messages, notifications] = await Promise.all([messagesOf(call, room), notificationsOf(call, room)])
  return (
    <>
      <section aria-labelledby="messages-heading">
        <h2 class="govuk-heading-m" id="messages-heading">
          {texts.messages}
        </h2>
        {messages.length === 0 ? (
          <p class="govuk-body">{texts.noMessages}</p>
        ) : (
          <DataTable
            caption={texts.messages}
            captionHidden
            rows={messages}
            keyOf={({ key }) => key}
            columns={[
              { key: 'name', text: texts.messageName, names: true, cell: ({ name }) => name },
              {
                key: 'direction',
                text: texts.direction,
                cell: ({ isIn }) => <Tag colour={isIn ? 'teal' : 'grey'}>{isIn ? texts.in : texts.out}</Tag>,
              },
              { key: 'where', text: texts.inCase, cell: ({ process }) => process },
              { key: 'at', text: texts.when, cell: ({ at }) => <Moment at={at}>{moment(at, language)}</Moment> },
            ]}
          />
        )}
      </section>
      <section aria-labelledby="notifications-heading">
        <h2 class="govuk-heading-m" id="notifications-heading">
          {texts.notifications}
        </h2>
        {notifications === null && <p class="govuk-body">{texts.noRight}</p>}
        {notifications?.length === 0 && <p class="govuk-body">{texts.noNotifications}</p>}
        {notifications !== null && notifications.length > 0 && (
          <DataTable
            caption={texts.notifications}
            captionHidden
            rows={notifications}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'subject',
                text: texts.subject,
                names: true,
                cell: ({ subject, body }) => (
                  <>
                    <span class="ritums-line">{subject}</span>
                    <Details summary={texts.readText}>
                      <p class="govuk-body ritums-text">{body}</p>
                    </Details>
                  </>
                ),
              },
              { key: 'channel', text: texts.channel, cell: ({ channel }) => channel },
              { key: 'recipient', text: texts.recipient, cell: ({ recipient }) => recipient },
              {
                key: 'delivery',
                text: texts.delivery,
                cell: ({ status, statusText, details }) => (
                  <>
                    <Tag colour={COLOURS[status] ?? 'grey'}>{statusText}</Tag>
                    {details.map((line) => (
                      <span key={line} class="ritums-secondary">
                        {line}
                      </span>
                    ))}
                  </>
                ),
              },
              { key: 'at', text: texts.when, cell: ({ at }) => <Moment at={at}>{moment(at, language)}</Moment> },
            ]}
          />
        )}
      </section>
    </>
  )
}

async function messagesOf({ ports, institutionId, language }: PageCall, { root, linked }: CaseRoom) {
  const { items } = await ports.engine.listCaseTimeline({
    institutionId,
    rootInstanceIds: [root.id, ...linked.map(({ instance }) => instance.id)],
    types: ['message-received', 'message-thrown'],
    order: 'newest',
    limit: MOST,
  })
  return Promise.all(
    items.map(async (event) => {
      const { elements } = await ports.names.outline(institutionId, event.definitionId)
      const element = elements.find(({ id }) => id === event.elementId)
      return {
        key: `${event.processInstanceId} ${event.sequence}`,
        name: element ? elementName(element, language, element.id) : String(event.data['name']),
        isIn: event.type === 'message-received',
        process: await ports.names.process(institutionId, event.processKey, language),
        at: event.at,
      }
    }),
  )
}

/** @returns null where the reader may not read them */
async function notificationsOf(call: PageCall, { root, linked }: CaseRoom) {
  const { ports, caller, institutionId, language } = call
  const register = ports.data.registers.find((one) => one.register === 'notification')
  if (!register || !mayReadRegister(caller, register)) return null
  const { items } = await ports.engine.listCaseTimeline({
    institutionId,
    rootInstanceIds: [root.id, ...linked.map(({ instance }) => instance.id)],
    types: ['notification-queued'],
    order: 'newest',
    limit: MOST,
  })
  const ids = [...new Set(items.map(({ data }) => String(data['notificationId'])))]
  await traceReading(call, ids)
  const records = await ports.engine.getRecords({ institutionId, register: 'notification', ids })
  return Promise.all(
    records
      .toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
      .map(async ({ id, data, status, createdAt }) => {
        const text = (name: string): string => (typeof data[name] === 'string' ? data[name] : '')
        const role = text('role')
        return {
          id,
          subject: text('subject'),
          body: text('body'),
          channel: codeLabel(ports.data, 'notifyChannel', text('channel'), language),
          recipient: role === '' ? text('recipient') || '–' : roleName(ports.data, role, language),
          status: status ?? '',
          statusText: codeLabel(ports.data, 'notificationStatus', status ?? '', language),
          details: await deliveryOf(call, id, text('failure')),
          at: createdAt,
        }
      }),
  )
}

async function deliveryOf({ ports, institutionId, language }: PageCall, recordId: string, failure: string) {
  const texts = PAGE_TEXTS[language]
  const [item] = (await ports.engine.listOutbox({ institutionId, recordId, limit: 1 })).items
  const nextTryAt = item?.state === 'due' && item.attempts > 0 ? item.nextTryAt : null
  return [
    ...(item && item.attempts > 0 ? [texts.attempts(item.attempts)] : []),
    ...(nextTryAt === null ? [] : [texts.nextTry(moment(nextTryAt, language))]),
    ...[...new Set([failure, item?.error ?? ''])].filter((line) => line !== ''),
  ]
}
