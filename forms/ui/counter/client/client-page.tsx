/** A client who is being served: who they are, their cases, and starting one for them. */
import { NotFound } from '../../../../engine/model/errors.ts'
import type { RecordView } from '../../../../engine/records/record-unit.ts'
import { maySeeInstancesOf } from '../../../../api/policies/instances.ts'
import { codeLabel } from '../../shared/names.ts'
import type { PageCall, PageRoute } from '../../shared/page.ts'
import { SummaryList, type SummaryRow } from '../../shared/parts/summary-list.tsx'
import { COUNTER_TEXTS } from '../counter-texts.ts'
import { mayReplyForClients } from '../may-serve.ts'
import { NextClient } from '../next-client.tsx'
import { readRecord } from '../read-record.ts'
import { CasesTable } from './cases-table.tsx'
import { clientCases } from './client-cases.ts'
import { findServices, readServiceAsked } from './find-services.ts'
import { ServiceChoice } from './service-choice.tsx'

export const showClient: PageRoute['handle'] = async (call) => {
  const { language, caller, params, query, forgeryToken } = call
  const texts = COUNTER_TEXTS[language]
  const client = await readRecord(call, 'client', params['clientId'] ?? '')
  const user = await userOf(call, client)
  const asked = readServiceAsked(query)
  const [{ open, closed }, found] = await Promise.all([clientCases(call, client.id), findServices(call, asked)])
  const name = String(client.data['name'])
  const may = { mayOpen: maySeeInstancesOf(caller, 'application'), mayReply: mayReplyForClients(caller) }
  return {
    page: {
      title: name,
      room: 'counter',
      wide: true,
      back: { href: '/counter', text: texts.backToSearch },
      body: (
        <>
          <div class="ritums-counter__head">
            <h1 class="govuk-heading-l">{name}</h1>
            <NextClient language={language} forgeryToken={forgeryToken} />
          </div>
          <SummaryList rows={factsOf(call, client, user)} />
          <h2 class="govuk-heading-m">{texts.openCases}</h2>
          {open.length === 0 ? (
            <p class="govuk-body">{texts.noOpenCases}</p>
          ) : (
            <CasesTable language={language} caption={texts.openCases} rows={open} isClosed={false} {...may} />
          )}
          <h2 class="govuk-heading-m" id="services">
            {texts.start}
          </h2>
          <ServiceChoice
            call={call}
            asked={asked}
            found={found}
            forWhom={{ client: client.id, ...(user === null ? {} : { user: user.id }) }}
          />
          <h2 class="govuk-heading-m">{texts.closedCases}</h2>
          {closed.length === 0 ? (
            <p class="govuk-body">{texts.noClosedCases}</p>
          ) : (
            <CasesTable language={language} caption={texts.closedCases} rows={closed} isClosed {...may} />
          )}
        </>
      ),
    },
  }
}

/** Choosing a service for somebody who is in no register. */
export const showServices: PageRoute['handle'] = async (call) => {
  const texts = COUNTER_TEXTS[call.language]
  const asked = readServiceAsked(call.query)
  const found = await findServices(call, asked)
  return {
    page: {
      title: texts.startAnybody,
      room: 'counter',
      back: { href: '/counter', text: texts.backToSearch },
      body: (
        <>
          <h1 class="govuk-heading-l" id="services">
            {texts.startAnybody}
          </h1>
          <ServiceChoice call={call} asked={asked} found={found} forWhom={{}} />
        </>
      ),
    },
  }
}

/** @throws {NotFound} for a representative of somebody else */
async function userOf(call: PageCall, client: RecordView): Promise<RecordView | null> {
  const id = call.query.get('user')
  if (id === null || id === '') return null
  const user = await readRecord(call, 'client-user', id)
  if (user.data['clientId'] !== client.id) throw new NotFound('client-user record', id)
  return user
}

function factsOf({ ports, language }: PageCall, { data }: RecordView, user: RecordView | null): readonly SummaryRow[] {
  const texts = COUNTER_TEXTS[language]
  const text = (name: string): string => (typeof data[name] === 'string' ? data[name] : '')
  const label = (list: string, code: string): string => (code === '' ? '' : codeLabel(ports.data, list, code, language))
  const needs = Array.isArray(data['accessibilityNeeds']) ? data['accessibilityNeeds'] : []
  return [
    {
      key: texts.representative,
      value: user === null ? '' : `${String(user.data['name'])} (${String(user.data['basis'])})`,
    },
    { key: texts.accessibility, value: needs.map((need) => label('accessibility', String(need))).join(', ') },
    { key: texts.identifier, value: text('identifier') },
    { key: texts.kind, value: label('clientKind', text('kind')) },
    { key: texts.phone, value: text('contactPhone') },
    { key: texts.email, value: text('contactEmail') },
    { key: texts.address, value: text('address') },
    { key: texts.preferredChannel, value: label('notifyChannel', text('preferredChannel')) },
    { key: texts.language, value: label('language', text('language')) },
  ].filter(({ value }) => value !== '')
}
