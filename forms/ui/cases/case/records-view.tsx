/** What is written down of a case: its main record and how it changed, other records that name it, and files. */
import { mayReadRegister } from '../../../../api/policies/records.ts'
import type { RecordVersionView } from '../../../../engine/records/record-unit.ts'
import { fileSize } from '../../controls/file-size.ts'
import { labelOf } from '../../form-pages/reference-choices.ts'
import { moment } from '../../shared/format.ts'
import type { PageCall } from '../../shared/page.ts'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import { statusLabel } from '../status-label.ts'
import type { CaseRoom } from './load-case.ts'
import { PAGE_TEXTS } from './page-texts.ts'

/** Told in views of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['notification', 'cost-entry'])
const MOST_RECORDS = 200
const MOST_VERSIONS = 50

export async function recordsView(call: PageCall, room: CaseRoom) {
  const { language } = call
  const texts = PAGE_TEXTS[language]
  const [others, files, versions] = await Promise.all([
    otherRecords(call, room),
    filesOf(call, room),
    versionsOf(call, room),
  ])
  const { record, root } = room
  return (
    <>
      {record && (
        <section aria-labelledby="record-heading">
          <h2 class="govuk-heading-m" id="record-heading">
            {texts.record}
          </h2>
          <p class="govuk-body">
            <a class="govuk-link" href={`/registers/${root.processKey}/${root.id}`}>
              {texts.openRecord} {record.number ?? ''}
            </a>
          </p>
          <DataTable
            caption={texts.versions}
            rows={versions}
            keyOf={({ version }) => String(version)}
            columns={[
              { key: 'version', text: texts.version, names: true, cell: ({ version }) => version },
              {
                key: 'at',
                text: texts.changedAt,
                cell: ({ at }) => <Moment at={at}>{moment(at, language)}</Moment>,
              },
              { key: 'by', text: texts.changedBy, cell: ({ by }) => by },
              { key: 'status', text: texts.recordStatus, cell: ({ status }) => status },
            ]}
          />
        </section>
      )}
      <section aria-labelledby="others-heading">
        <h2 class="govuk-heading-m" id="others-heading">
          {texts.otherRecords}
        </h2>
        {others.length === 0 ? (
          <p class="govuk-body">{texts.noRecords}</p>
        ) : (
          <DataTable
            caption={texts.otherRecords}
            captionHidden
            rows={others}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'number',
                text: texts.recordNumber,
                names: true,
                cell: ({ register, id, label }) => (
                  <a class="govuk-link" href={`/registers/${register}/${encodeURIComponent(id)}`}>
                    {label}
                  </a>
                ),
              },
              { key: 'register', text: texts.recordOf, cell: ({ registerName }) => registerName },
              { key: 'status', text: texts.recordStatus, cell: ({ status }) => (status === '' ? '–' : status) },
            ]}
          />
        )}
      </section>
      <section aria-labelledby="files-heading">
        <h2 class="govuk-heading-m" id="files-heading">
          {texts.files}
        </h2>
        {files.length === 0 ? (
          <p class="govuk-body">{texts.noFiles}</p>
        ) : (
          <DataTable
            caption={texts.files}
            captionHidden
            rows={files}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'file',
                text: texts.file,
                names: true,
                cell: ({ id, name }) => (
                  <a class="govuk-link" href={`/files/${encodeURIComponent(id)}`}>
                    {name}
                  </a>
                ),
              },
              { key: 'size', text: texts.fileSize, numeric: true, cell: ({ size }) => fileSize(size, language) },
              { key: 'by', text: texts.fileBy, cell: ({ by }) => by },
              { key: 'at', text: texts.when, cell: ({ at }) => <Moment at={at}>{moment(at, language)}</Moment> },
            ]}
          />
        )}
      </section>
    </>
  )
}

async function otherRecords(call: PageCall, { root, linked, record }: CaseRoom) {
  const { ports, caller, institutionId, language } = call
  const registers = ports.data.registers.filter((one) => !ELSEWHERE.has(one.register) && mayReadRegister(caller, one))
  const byName = new Map(registers.map((one) => [one.register, one]))
  const cases = [...(record ? [root] : []), ...linked.map(({ instance }) => instance)].filter(({ processKey }) =>
    byName.has(processKey),
  )
  const found = new Map<string, { readonly register: string; readonly id: string }>()
  for (const { id, processKey } of cases) {
    if (id !== root.id) found.set(id, { register: processKey, id })
    const names = [...byName.keys()]
    const wanted = { institutionId, register: processKey, id, registers: names, limit: MOST_RECORDS }
    for (const one of (await ports.engine.listReferringRecords(wanted)).items)
      if (one.id !== root.id && found.size < MOST_RECORDS) found.set(one.id, one)
  }
  return Promise.all(
    [...found.values()].map(async ({ register: name, id }) => {
      const register = byName.get(name)
      const one = await ports.engine.getRecord({ institutionId, register: name, id })
      const title = register ? labelOf(call, register, one) : ''
      return {
        register: name,
        id,
        registerName: register?.name[language] ?? name,
        label: [one.number, title === one.number ? null : title]
          .filter((part) => part !== null && part !== '')
          .join(' '),
        status: one.status === null ? '' : statusLabel(ports.data, name, one.status, language),
      }
    }),
  )
}

async function versionsOf(call: PageCall, { root, record }: CaseRoom) {
  if (!record) return []
  const { ports, institutionId, language } = call
  const wanted = { institutionId, register: root.processKey, id: root.id, limit: MOST_VERSIONS }
  const { items } = await ports.engine.listRecordVersions(wanted)
  const statusOf = ({ status }: RecordVersionView): string =>
    status === null ? '–' : statusLabel(ports.data, root.processKey, status, language)
  return Promise.all(
    items.map(async (one) => ({
      version: one.version,
      at: one.at,
      by: one.by === null ? '–' : await ports.names.person(institutionId, one.by, language),
      status: statusOf(one),
    })),
  )
}

async function filesOf(call: PageCall, { parts, linked }: CaseRoom) {
  const { ports, institutionId, language } = call
  const instances = [...parts, ...linked].map(({ instance }) => instance.id)
  const lists = await Promise.all(instances.map((id) => ports.files.listOfCase(institutionId, id)))
  return Promise.all(
    lists.flat().map(async ({ id, name, size, uploadedBy, uploadedAt }) => ({
      id,
      name,
      size,
      by: await ports.names.person(institutionId, uploadedBy, language),
      at: uploadedAt,
    })),
  )
}
