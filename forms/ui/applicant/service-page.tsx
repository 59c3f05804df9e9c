/** One service: everything that one should know before applying. */
import type { Json } from '../../../engine/model/json.ts'
import type { RecordView } from '../../../engine/records/record-unit.ts'
import { fieldsOf } from '../controls/field-shape.ts'
import { money } from '../shared/format.ts'
import { codeLabel } from '../shared/names.ts'
import type { PageCall, PageReply, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { SummaryList, type SummaryRow } from '../shared/parts/summary-list.tsx'
import { bilingual } from '../shared/service-names.ts'
import { CATALOGUE_TEXTS } from './catalogue-texts.ts'
import { channelsOf, findService, isOnline, requestFormOf, serviceName, termWords } from './public-service.ts'

export const showService: PageRoute['handle'] = async (call) => {
  const { language, params } = call
  const service = await findService(call, params['serviceId'] ?? '')
  if (!service) return serviceGone(call)
  const texts = CATALOGUE_TEXTS[language]
  const { ports, institutionId } = call
  const { items } = await ports.engine.listRecords({
    institutionId,
    register: 'service-description',
    where: { serviceId: service.id },
    status: ['active'],
    limit: 1,
  })
  const description = bilingual(items[0]?.data['requestText'], language, '')
  const name = serviceName(service, language)
  return {
    page: {
      title: name,
      back: { href: '/services', text: texts.toCatalogue },
      body: (
        <>
          <h1 class="govuk-heading-l">{name}</h1>
          {description !== '' && <p class="govuk-body ritums-pre">{description}</p>}
          <SummaryList rows={factsOf(call, service)} />
          {isOnline(service) ? (
            <ButtonLink href={`/apply/${encodeURIComponent(service.id)}`}>{texts.apply}</ButtonLink>
          ) : (
            <p class="govuk-inset-text">{texts.notOnline}</p>
          )}
          <p class="govuk-body">
            {texts.onlyQuestion}{' '}
            <a class="govuk-link" href={`/report?kind=information&service=${encodeURIComponent(service.id)}`}>
              {texts.ask}
            </a>
          </p>
        </>
      ),
    },
  }
}

/** For a service that is not there (any more). */
export function serviceGone({ language }: PageCall): PageReply {
  const texts = CATALOGUE_TEXTS[language]
  return {
    status: 404,
    page: {
      title: texts.goneTitle,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.goneTitle}</h1>
          <p class="govuk-body">{texts.gone}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="/services">
              {texts.toCatalogue}
            </a>
          </p>
        </>
      ),
    },
  }
}

function factsOf(call: PageCall, service: RecordView): readonly SummaryRow[] {
  const { language, ports } = call
  const texts = CATALOGUE_TEXTS[language]
  const { data } = service
  const said = (field: string) => bilingual(data[field], language, '')
  const labels = (codes: Json | undefined, list: string) =>
    (Array.isArray(codes) ? codes : []).map((code: Json) => codeLabel(ports.data, list, String(code), language))
  const { fee, feeTiming } = data
  const requestForm = requestFormOf(call, service)
  const needed = requestForm ? fieldsOf({ form: requestForm, language }, {}).map((field) => field.texts.label) : []
  const rows: readonly (readonly [string, string | readonly string[]])[] = [
    [texts.purpose, said('purpose')],
    [texts.who, labels(data['recipientGroups'], 'targetGroup').join(', ')],
    [texts.conditions, said('conditions')],
    [texts.result, said('result')],
    [texts.term, termWords(service, language) ?? ''],
    [
      texts.fee,
      typeof fee !== 'number'
        ? ''
        : fee === 0
          ? texts.free
          : feeTiming === undefined || feeTiming === 'none'
            ? money(fee, language)
            : texts.feeWhen(money(fee, language), codeLabel(ports.data, 'feeTiming', String(feeTiming), language)),
    ],
    [texts.exemptions, said('exemptions')],
    [texts.steps, said('steps')],
    [texts.channels, channelsOf(service).map((code) => codeLabel(ports.data, 'channel', code, language))],
    [texts.needed, needed],
    [texts.languages, labels(data['languages'], 'language').join(', ')],
    [texts.legalBasis, said('legalBasis')],
  ]
  return rows
    .filter(([, value]) => value.length > 0)
    .map(([key, value]) => ({ key, value: typeof value === 'string' ? <Text text={value} /> : <List texts={value} /> }))
}

function Text({ text }: { readonly text: string }) {
  return <span class="ritums-pre">{text}</span>
}

function List({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul class="govuk-list">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
