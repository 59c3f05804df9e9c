/** The records of a register: found, narrowed, ordered, page by page. */
import type { Register } from '../../../engine/records/register.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { fieldsOf } from '../controls/field-shape.ts'
import { isNothing, ValueView } from '../controls/value-view.tsx'
import { day } from '../shared/format.ts'
import type { PageCall, PageNotice, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { DataTable, type Column } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { Pagination } from '../shared/parts/pagination.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { ListFilter } from './list-filter.tsx'
import { exportAddress, listAddress, readListQuery, type ListQuery } from './list-query.ts'
import { pluralName, recordAddress, recordTitle, statusLabel, type Titles } from './record-title.ts'
import { namedIn, readerOf, titlesOf, traceRead } from './record-titles.ts'
import { registerForm } from './register-form.ts'
import { isWrittenByPeople, mayEdit, registerOfPage } from './register-of.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

const ON_A_PAGE = 50

export const showList: PageRoute['handle'] = async (call) => {
  const { language, ports, institutionId } = call
  const texts = REGISTERS_TEXTS[language]
  const register = registerOfPage(call)
  const query = readListQuery(call.query, register)
  const { items, next } = await ports.engine.listRecords({
    institutionId,
    register: register.register,
    limit: ON_A_PAGE,
    order: query.order,
    ...(query.text === '' ? {} : { text: query.text }),
    ...(query.status === '' ? {} : { status: [query.status] }),
    ...(query.after === '' ? {} : { after: query.after }),
  })
  await traceRead(
    call,
    register.register,
    'list',
    items.map(({ id }) => id),
  )
  const titles = await titlesOf(
    call,
    namedIn(
      register,
      items.map(({ data }) => data),
    ),
  )
  const title = pluralName(register, call)
  const narrowed = query.text !== '' || query.status !== ''
  const notice = doneNotice(call)
  return {
    page: {
      title,
      room: 'registers',
      wide: true,
      back: { href: '/registers', text: texts.toRegisters },
      ...(notice ? { notice } : {}),
      body: (
        <>
          <h1 class="govuk-heading-l">{title}</h1>
          <About call={call} register={register} />
          <ListFilter call={call} register={register} query={query} />
          {items.length === 0 ? (
            <EmptyState
              title={narrowed ? texts.emptyNarrowed : texts.empty}
              text={narrowed ? texts.emptyNarrowedText : undefined}
            />
          ) : (
            <>
              <DataTable
                caption={title}
                captionHidden
                rows={items}
                keyOf={({ id }) => id}
                columns={columnsOf(call, register, titles)}
              />
              <Pagination
                language={language}
                first={query.after === '' ? null : listAddress(register.register, { ...query, after: '' })}
                next={next === null ? null : listAddress(register.register, { ...query, after: next })}
              />
              <Export call={call} register={register} query={query} />
            </>
          )}
        </>
      ),
    },
  }
}

/** What the register is for, and what this person may do in it. */
function About({ call, register }: { readonly call: PageCall; readonly register: Register }) {
  const { language } = call
  const texts = REGISTERS_TEXTS[language]
  const address = `/registers/${register.register}`
  return (
    <>
      <p class="govuk-body">{register.i18n?.[language].purpose}</p>
      {!isWrittenByPeople(register) ? (
        <p class="govuk-inset-text">{texts.byProcess}</p>
      ) : mayEdit(call, register) ? (
        <div class="govuk-button-group">
          <ButtonLink href={`${address}/new`}>{texts.create}</ButtonLink>
          <a class="govuk-link" href={`${address}/import`}>
            {texts.import}
          </a>
        </div>
      ) : (
        <p class="govuk-body ritums-secondary">{texts.notYours}</p>
      )}
    </>
  )
}

function columnsOf(call: PageCall, register: Register, titles: Titles): readonly Column<RecordView>[] {
  const { language, ports } = call
  const texts = REGISTERS_TEXTS[language]
  const form = registerForm(register, ports.data)
  const reader = readerOf(call, titles)
  const fields = fieldsOf({ form, language }, {})
  const shown = (register.ui?.list ?? []).flatMap((name) => fields.filter((field) => field.name === name))
  return [
    {
      key: 'title',
      text: form.i18n[language].fields[register.title]?.label ?? texts.record,
      names: true,
      cell: (record) => (
        <a class="govuk-link" href={recordAddress(register.register, record.id)}>
          {recordTitle(call, register, record, titles)}
        </a>
      ),
    },
    ...(register.number === null ? [] : [{ key: 'number', text: texts.number, cell: numberOf }]),
    ...shown.map((field) => ({
      key: field.name,
      text: field.texts.label,
      numeric: field.kind === 'number' || field.kind === 'money',
      cell: ({ data }: RecordView) =>
        isNothing(data[field.name]) ? (
          texts.nothing
        ) : (
          <ValueView field={field} value={data[field.name] ?? null} reader={reader} />
        ),
    })),
    ...(register.status === undefined
      ? []
      : [
          {
            key: 'status',
            text: texts.status,
            cell: ({ status }: RecordView) =>
              status === null ? texts.nothing : <Tag>{statusLabel(call, register, status)}</Tag>,
          },
        ]),
    {
      key: 'changed',
      text: texts.changed,
      cell: ({ updatedAt }) => <Moment at={updatedAt}>{day(updatedAt, language)}</Moment>,
    },
  ]
}

function numberOf({ number }: RecordView): string {
  return number ?? ''
}

interface ExportProps {
  readonly call: PageCall
  readonly register: Register
  readonly query: ListQuery
}

function Export({ call, register, query }: ExportProps) {
  const texts = REGISTERS_TEXTS[call.language]
  return (
    <p class="govuk-body">
      {texts.exportAs}{' '}
      {(['csv', 'json'] as const).map((format, index) => (
        <>
          {index > 0 && ' · '}
          <a class="govuk-link" href={exportAddress(register.register, format, query)} download>
            {format.toUpperCase()}
          </a>
        </>
      ))}
    </p>
  )
}

function doneNotice({ query, language }: PageCall): PageNotice | null {
  if (query.get('done') !== 'imported') return null
  const count = (name: string): number => Number(/^\d{1,6}$/.exec(query.get(name) ?? '')?.[0] ?? 0)
  const { imported } = REGISTERS_TEXTS[language]
  return { kind: 'success', text: imported(count('created'), count('updated'), count('unchanged')) }
}
