/** What a configuration item hits when it fails or changes: the same walk as that of cases. */
import { NotFound } from '../../../engine/model/errors.ts'
import { describeServices, impactRulesOf, type ServiceHit } from '../../../processes/services-hit.ts'
import { settingsOf } from '../../../processes/settings.ts'
import { walkImpact, type WalkedRecords } from '../../../processes/walk-impact.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { number as inNumber } from '../shared/format.ts'
import { bilingual } from '../shared/service-names.ts'
import { loadRecord } from './load-record.ts'
import { ITEMS, recordPage } from './record-frame.tsx'
import { recordAddress, recordTitle } from './record-title.ts'
import { readableRegister } from './register-of.ts'
import { REGISTERS_TEXTS } from './registers-texts.ts'

/** Services that a page shows; all are counted. */
const MOST_SHOWN = 200

export const showImpact: PageRoute['handle'] = async (call) => {
  const { language, ports, institutionId, params } = call
  const texts = REGISTERS_TEXTS[language]
  if (params['register'] !== ITEMS) throw new NotFound('impact of register', params['register'] ?? '')
  const room = await loadRecord(call, 'references')
  const records = walkedRecords(call)
  const now = ports.clock.now().toISOString()
  const institution = {
    get: async (register: string, id: string) => (await records.getMany(register, [id]))[0] ?? null,
  }
  const rules = impactRulesOf(await settingsOf(ports.data.defaultSettings, institution, institutionId))
  const start = { ciIds: [room.record.id], serviceIds: [] }
  const reached = await walkImpact(records, start, rules.directions, rules.bounds, now)
  const services = await describeServices(records, reached, now)
  const vital = services.filter((one) => one.vital).length
  const register = readableRegister(call, ITEMS)
  const nameOf = (id: string): string => {
    const item = reached.items.get(id)
    return item && register ? recordTitle(call, register, item) : id
  }
  const serviceName = (id: string): string => {
    const hit = services.find((one) => one.id === id)
    return bilingual(hit?.name, language, id)
  }
  return recordPage(call, {
    room,
    tab: 'impact',
    children: (
      <>
        <p class="govuk-body">{texts.impactText}</p>
        <p class="govuk-body govuk-!-font-weight-bold">
          {texts.impactCounts(Math.max(reached.items.size - 1, 0), services.length, vital)}
        </p>
        {reached.items.size === 0 && <p class="govuk-inset-text">{texts.impactRetired}</p>}
        {reached.truncated && <p class="govuk-inset-text">{texts.impactTruncated}</p>}
        <h2 class="govuk-heading-m">{texts.servicesHit}</h2>
        {services.length === 0 ? (
          <EmptyState title={texts.noServicesHit} />
        ) : (
          <ServiceTable call={call} services={services.slice(0, MOST_SHOWN)} {...{ nameOf, serviceName }} />
        )}
      </>
    ),
  })
}

interface ServiceTableProps {
  readonly call: PageCall
  readonly services: readonly ServiceHit[]
  readonly nameOf: (itemId: string) => string
  readonly serviceName: (serviceId: string) => string
}

function ServiceTable({ call, services, nameOf, serviceName }: ServiceTableProps) {
  const { language } = call
  const texts = REGISTERS_TEXTS[language]
  const mayReadAgreements = readableRegister(call, 'sla') !== null
  return (
    <DataTable
      caption={texts.servicesHit}
      captionHidden
      rows={services}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'service',
          text: texts.service,
          names: true,
          cell: ({ id }) => (
            <a class="govuk-link" href={recordAddress('service', id)}>
              {serviceName(id)}
            </a>
          ),
        },
        {
          key: 'vital',
          text: texts.vital,
          cell: (one) => (one.vital ? <Tag colour="red">{texts.isVital}</Tag> : texts.isNotVital),
        },
        {
          key: 'path',
          text: texts.path,
          cell: ({ path, viaService }) =>
            viaService !== null
              ? texts.viaService(serviceName(viaService))
              : path.length < 2
                ? texts.direct
                : texts.via(path.slice(1).map(nameOf).join(' → ')),
        },
        {
          key: 'rto',
          text: texts.rto,
          numeric: true,
          cell: ({ rtoMinutes }) => (typeof rtoMinutes === 'number' ? inNumber(rtoMinutes, language) : texts.nothing),
        },
        {
          key: 'availability',
          text: texts.availability,
          numeric: true,
          cell: ({ availabilityTarget }) =>
            mayReadAgreements && typeof availabilityTarget === 'number'
              ? inNumber(availabilityTarget, language)
              : texts.nothing,
        },
        {
          key: 'agreement',
          text: texts.agreement,
          cell: ({ slaId }) =>
            slaId === null || !mayReadAgreements ? (
              texts.nothing
            ) : (
              <a class="govuk-link" href={recordAddress('sla', slaId)}>
                {texts.hasAgreement}
              </a>
            ),
        },
      ]}
    />
  )
}

/** Records as the walk reads them, by the queries of the engine. */
function walkedRecords({ ports, institutionId }: PageCall): WalkedRecords {
  return {
    getMany: (register, ids) => ports.engine.getRecords({ institutionId, register, ids }),
    related: (ids, by) => ports.engine.listRelatedRecords({ institutionId, ids, ...by }),
  }
}
