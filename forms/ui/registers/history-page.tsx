/** Every version of a record: who made it, when, and what changed. */
import type { RecordVersionView } from '../../../engine/records/record-unit.ts'
import { moment } from '../shared/format.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { Moment } from '../shared/parts/moment.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { ChangesTable } from './changes-table.tsx'
import { fieldChanges } from './field-changes.ts'
import { loadRecord, type RecordRoom } from './load-record.ts'
import { recordPage, tabAddress } from './record-frame.tsx'
import { recordAddress, statusLabel, type Titles } from './record-title.ts'
import { namedIn, readerOf, titlesOf } from './record-titles.ts'
import { registerForm } from './register-form.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

const ON_A_PAGE = 20

export const showHistory: PageRoute['handle'] = async (call) => {
  const { language, ports, institutionId, query } = call
  const room = await loadRecord(call, 'history')
  const { register, record } = room
  const after = query.get('after')?.slice(0, 1000)
  const of = { institutionId, register: register.register, id: record.id }
  const page = await ports.engine.listRecordVersions({
    ...of,
    limit: ON_A_PAGE,
    ...(after === undefined ? {} : { after }),
  })
  // The last of a page is compared with the first of the next one.
  const older =
    page.next === null ? [] : (await ports.engine.listRecordVersions({ ...of, limit: 1, after: page.next })).items
  const versions = [...page.items, ...older]
  const titles = await titlesOf(
    call,
    namedIn(
      register,
      versions.map(({ data }) => data),
    ),
  )
  const names = new Map<string, string>()
  for (const by of new Set(page.items.flatMap((one) => one.by ?? [])))
    names.set(by, await ports.names.person(institutionId, by, language))
  const address = tabAddress(register.register, record.id, 'history')
  return recordPage(call, {
    room,
    tab: 'history',
    children: (
      <>
        <ol class="ritums-history">
          {page.items.map((one, index) => (
            <li key={one.version} class="ritums-history__item">
              <Version
                {...{ call, room, titles, version: one, before: versions[index + 1] ?? null }}
                who={names.get(one.by ?? '') ?? ''}
              />
            </li>
          ))}
        </ol>
        <Pagination
          language={language}
          first={after === undefined ? null : address}
          next={page.next === null ? null : `${address}?${new URLSearchParams({ after: page.next })}`}
        />
      </>
    ),
  })
}

interface VersionProps {
  readonly call: PageCall
  readonly room: RecordRoom
  readonly titles: Titles
  readonly version: RecordVersionView
  readonly before: RecordVersionView | null
  readonly who: string
}

function Version({ call, room, titles, version, before, who }: VersionProps) {
  const { language, ports } = call
  const texts = REGISTERS_TEXTS[language]
  const { register, record } = room
  const { data } = version
  const isFirst = version.version === 1 || before === null
  const changes =
    data === null || isFirst || before?.data === null || before === null
      ? []
      : fieldChanges(registerForm(register, ports.data), language, before.data, data)
  const moved = before !== null && before.status !== version.status
  return (
    <>
      <h2 class="govuk-heading-s">{texts.madeAt(version.version)}</h2>
      <p class="govuk-body">
        <Moment at={version.at}>{moment(version.at, language)}</Moment>
        {who === '' ? '' : `, ${who}`}
      </p>
      {data === null ? (
        <p class="govuk-body">{texts.wasRemoved}</p>
      ) : isFirst ? (
        <p class="govuk-body">{texts.wasCreated}</p>
      ) : (
        !moved && changes.length === 0 && <p class="govuk-body">{texts.nothingChanged}</p>
      )}
      {moved && (
        <p class="govuk-body">
          {texts.status}: {statusLabel(call, register, before.status) || texts.nothing} →{' '}
          <Tag>{statusLabel(call, register, version.status) || texts.nothing}</Tag>
        </p>
      )}
      {changes.length > 0 && (
        <ChangesTable
          language={language}
          caption={`${texts.whatChanged}: ${texts.madeAt(version.version)}`}
          changes={changes}
          reader={readerOf(call, titles)}
        />
      )}
      {data !== null && version.version !== record.version && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${recordAddress(register.register, record.id)}?version=${version.version}`}>
            {texts.showThen}
            <span class="govuk-visually-hidden"> ({texts.madeAt(version.version)})</span>
          </a>
        </p>
      )}
    </>
  )
}
