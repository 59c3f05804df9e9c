/** A record: its fields in sections, its case, what belongs to it, and who made it. */
import { seesInstance } from '../../../api/routes/visible-instance.ts'
import { fieldsOf, type FieldShape } from '../controls/field-shape.ts'
import { isNothing, ValueView } from '../controls/value-view.tsx'
import { formOfData } from '../form/form-of-data.ts'
import { moment } from '../shared/format.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall, PageNotice, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { SummaryList, type SummaryRow } from '../shared/parts/summary-list.tsx'
import { AskedData } from './asked-data.tsx'
import { loadRecord, type RecordRoom } from './load-record.ts'
import { namedTexts } from './named-texts.ts'
import { recordPage } from './record-frame.tsx'
import { recordAddress } from './record-title.ts'
import { readerOf } from './record-titles.ts'
import { referringRecords, type Referring } from './referring-records.ts'
import { ReferringTable } from './referring-table.tsx'
import { registerForm } from './register-form.ts'
import { mayEdit, readableRegisters } from './register-of.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

/** Instances of one record; more have no place on its page. */
const MOST_CASES = 5
const MOST_BELONGING = 20

export const showRecord: PageRoute['handle'] = async (call) => {
  const { language } = call
  const texts = REGISTERS_TEXTS[language]
  const room = await loadRecord(call, 'get')
  const { register, record, then } = room
  const [cases, belonging, about] = await Promise.all([
    casesOf(call, room),
    belongingTo(call, room),
    aboutOf(call, room),
  ])
  const fields = fieldsOf({ form: registerForm(register, call.ports.data), language }, {})
  const names = await namedTexts(call, fields, record.data)
  const isOwn = record.institutionId === call.institutionId
  const address = recordAddress(register.register, record.id)
  return recordPage(call, {
    room,
    tab: 'data',
    notice: doneNotice(call),
    children: (
      <>
        {then !== null && (
          <Notice
            language={language}
            kind="info"
            text={texts.asItWas(then, moment(record.updatedAt, language))}
            link={{ href: address, text: texts.toCurrent }}
          />
        )}
        {then === null &&
          mayEdit(call, register) &&
          (isOwn ? (
            <ButtonLink href={`${address}/edit`}>{texts.edit}</ButtonLink>
          ) : (
            <p class="govuk-inset-text">{texts.shared}</p>
          ))}
        {cases.length > 0 && <SummaryList rows={[{ key: texts.caseLink, value: cases }]} />}
        <Sections call={call} room={room} names={names} />
        {belonging.length > 0 && (
          <section aria-labelledby="belonging">
            <h2 class="govuk-heading-m" id="belonging">
              {texts.belonging}
            </h2>
            <ReferringTable language={language} title={texts.belonging} rows={belonging} />
          </section>
        )}
        <section aria-labelledby="about-record">
          <h2 class="govuk-heading-m" id="about-record">
            {texts.aboutRecord}
          </h2>
          <SummaryList rows={about} />
        </section>
      </>
    ),
  })
}

interface SectionsProps {
  readonly call: PageCall
  readonly room: RecordRoom
  /** Name of a field → what its key names. */
  readonly names: ReadonlyMap<string, string>
}

function Sections({ call, room, names }: SectionsProps) {
  const { language, ports } = call
  const { register, record, titles } = room
  const form = registerForm(register, ports.data)
  const reader = readerOf(call, titles)
  const fields = fieldsOf({ form, language }, {})
  const codeName = (list: string, code: string) => codeLabel(ports.data, list, code, language)
  const valueOf = (field: FieldShape) => {
    const value = record.data[field.name] ?? null
    const name = names.get(field.name)
    if (name !== undefined) return name
    const asked = field.kind === 'service-data' ? formOfData(field.name, value, codeName) : null
    return asked ? (
      <AskedData form={asked} language={language} />
    ) : (
      <ValueView field={field} value={value} reader={reader} />
    )
  }
  const sections = form.ui.sections ?? [{ id: '', fields: form.ui.order }]
  const drawn = sections.flatMap(({ id, fields: own }) => {
    const rows = fields
      .filter(({ name }) => own.includes(name) && !isNothing(record.data[name]))
      .map((field) => ({
        key: field.texts.label,
        value: valueOf(field),
      }))
    return rows.length === 0 ? [] : [{ id, title: form.i18n[language].sections?.[id], rows }]
  })
  if (drawn.length === 0) return <p class="govuk-body">{REGISTERS_TEXTS[language].noFields}</p>
  return (
    <>
      {drawn.map(({ id, title, rows }) =>
        title === undefined ? (
          <SummaryList key={id} rows={rows} />
        ) : (
          <section key={id} aria-labelledby={`s-${id}`} class="ritums-section">
            <h2 class="govuk-heading-m" id={`s-${id}`}>
              {title}
            </h2>
            <SummaryList rows={rows} />
          </section>
        ),
      )}
    </>
  )
}

/** Links to the cases that this record is the main one of, where the reader may open them. */
async function casesOf(call: PageCall, { record, then }: RecordRoom) {
  const { ports, institutionId, caller, language } = call
  if (then !== null) return []
  const { items } = await ports.engine.listProcessInstances({
    institutionId,
    businessKey: record.id,
    limit: MOST_CASES,
  })
  const links = []
  for (const { id, processKey } of items) {
    if (!(await seesInstance({ engine: ports.engine, caller, institutionId }, id))) continue
    const name = await ports.names.process(institutionId, processKey, language)
    links.push(
      <p key={id} class="govuk-body">
        <a class="govuk-link" href={`/cases/${id}`}>
          {REGISTERS_TEXTS[language].openCase(name)}
        </a>
      </p>,
    )
  }
  return links
}

/** Reference data that names this record: of a service its description, its agreement, what it is published under. */
async function belongingTo(call: PageCall, room: RecordRoom): Promise<readonly Referring[]> {
  if (room.then !== null) return []
  const registers = readableRegisters(call).filter(({ reference }) => reference)
  return (await referringRecords(call, room, { registers, limit: MOST_BELONGING })).rows
}

async function aboutOf(call: PageCall, { record }: RecordRoom): Promise<readonly SummaryRow[]> {
  const { language, ports, institutionId } = call
  const texts = REGISTERS_TEXTS[language]
  const who = async (id: string | null): Promise<string> =>
    id === null ? '' : ports.names.person(institutionId, id, language)
  return [
    { key: texts.created, value: texts.byWhom(moment(record.createdAt, language), await who(record.createdBy)) },
    { key: texts.changed, value: texts.byWhom(moment(record.updatedAt, language), await who(record.updatedBy)) },
    { key: texts.version, value: String(record.version) },
  ]
}

function doneNotice({ query, language }: PageCall): PageNotice | undefined {
  const { done } = REGISTERS_TEXTS[language]
  const code = query.get('done')
  if (code === 'unchanged') return { kind: 'info', text: done.unchanged }
  return code === 'created' || code === 'saved' ? { kind: 'success', text: done[code] } : undefined
}
