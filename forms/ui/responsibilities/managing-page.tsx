/** Who manages what, and what is not as the method asks. */
import { warningsOf, type Warning } from '../../../processes/responsibilities/warnings.ts'
import { OwnerTabs } from '../owner/owner-tabs.tsx'
import { processAddress } from '../owner/process-address.ts'
import { mayIn } from '../people/person-record.ts'
import { doneNotice } from '../shared/done-notice.ts'
import { day } from '../shared/format.ts'
import { GROUP_TEXTS } from '../shared/process-groups.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { loadManaging, type LoadedManaging, type ManagedProcess } from './load-managing.ts'
import { RESPONSIBILITIES_TEXTS } from './responsibilities-texts.ts'
import { namesFor, tellWarning, type WarningNames } from './tell-warning.ts'

/** Of one kind of warning no more are spelled out. */
const MOST_OF_A_KIND = 10

export const showManaging: PageRoute['handle'] = async (call) => {
  const { language, query } = call
  const texts = RESPONSIBILITIES_TEXTS[language]
  const loaded = await loadManaging(call)
  const names = await namesFor(call, { ...loaded, logins: loginsIn(loaded) })
  return {
    page: {
      title: texts.title,
      room: 'processes',
      wide: true,
      ...doneNotice(query, texts.done),
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <OwnerTabs language={language} current="responsibilities" />
          <p class="govuk-body">{texts.intro}</p>
          <p class="govuk-body">
            <a class="govuk-link" href="/processes/responsibilities/matrix">
              {texts.toMatrix}
            </a>
          </p>
          <Organisation call={call} loaded={loaded} names={names} />
          <Warnings call={call} warnings={warningsOf(loaded.managing)} names={names} />
          <Managers call={call} loaded={loaded} names={names} />
          <Services call={call} loaded={loaded} names={names} />
          <Resources call={call} loaded={loaded} names={names} />
        </>
      ),
    },
  }
}

function loginsIn({ managing, assignments, services }: LoadedManaging): readonly string[] {
  return [
    ...managing.overall,
    ...assignments.map(({ manager }) => manager),
    ...managing.portfolios.flatMap(({ people }) => people),
    ...services.flatMap(({ managers }) => managers),
  ]
}

interface Part {
  readonly call: PageCall
  readonly loaded: LoadedManaging
  readonly names: WarningNames
}

function Organisation({ call, loaded: { managing }, names }: Part) {
  const { language, institutionId, ports } = call
  const texts = RESPONSIBILITIES_TEXTS[language]
  const people = (logins: readonly string[]): string =>
    logins.length === 0 ? texts.none : logins.map(names.person).join(', ')
  return (
    <SummaryList
      rows={[
        {
          key: texts.variant,
          value: texts.variants[managing.variant],
          action: mayIn(call, 'institution').write
            ? {
                href: `/registers/institution/${encodeURIComponent(institutionId)}/edit`,
                text: texts.change,
                about: texts.changeVariant,
              }
            : undefined,
        },
        { key: texts.overall, value: people(managing.overall) },
        ...managing.portfolios.map(({ role, people: holders }) => ({
          key: ports.data.roles.find(({ key }) => key === role)?.name[language] ?? role,
          value: people(holders),
        })),
      ]}
    />
  )
}

function Warnings({ call, warnings, names }: Pick<Part, 'call' | 'names'> & { readonly warnings: readonly Warning[] }) {
  const texts = RESPONSIBILITIES_TEXTS[call.language]
  const kinds = [...new Set(warnings.map(({ kind }) => kind))]
  return (
    <section aria-labelledby="warnings">
      <h2 class="govuk-heading-m" id="warnings">
        {texts.warnings}
      </h2>
      {warnings.length === 0 ? (
        <p class="govuk-body">{texts.noWarnings}</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {kinds.map((kind) => {
            const all = warnings.filter((one) => one.kind === kind)
            const left = all.length - MOST_OF_A_KIND
            return all.slice(0, MOST_OF_A_KIND).map((warning, index) => (
              <li key={`${kind} ${index}`}>
                {tellWarning(call, warning, names)}
                {left > 0 && index === MOST_OF_A_KIND - 1 && ` (${texts.more(left)})`}
              </li>
            ))
          })}
        </ul>
      )}
    </section>
  )
}

function Managers({ call, loaded, names }: Part) {
  const { language, ports } = call
  const texts = RESPONSIBILITIES_TEXTS[language]
  const { recommendedGroups, overallProcesses } = ports.data.responsibilities
  const mayAppoint = mayIn(call, 'process-assignment').write
  return (
    <section aria-labelledby="managers">
      <h2 class="govuk-heading-m" id="managers">
        {texts.managersTitle}
      </h2>
      <DataTable
        caption={texts.managersTitle}
        captionHidden
        rows={loaded.processes}
        keyOf={({ processKey }) => processKey}
        columns={[
          {
            key: 'process',
            text: texts.process,
            names: true,
            cell: ({ processKey, name }) => (
              <a class="govuk-link" href={processAddress(processKey)}>
                {name}
              </a>
            ),
          },
          { key: 'group', text: texts.group, cell: ({ group }) => GROUP_TEXTS[language][group] ?? group },
          {
            key: 'manager',
            text: texts.manager,
            cell: ({ managers }) =>
              managers.length === 0 ? texts.noManager : managers.map(({ manager }) => names.person(manager)).join(', '),
          },
          { key: 'period', text: texts.period, cell: (process) => <Periods call={call} process={process} /> },
          {
            key: 'action',
            text: texts.action,
            hidden: true,
            cell: ({ processKey, name, managers }) => (
              <a class="govuk-link" href={`/processes/responsibilities/managers/${encodeURIComponent(processKey)}`}>
                {mayAppoint ? (managers.length === 0 ? texts.appoint : texts.change) : texts.history}
                <span class="govuk-visually-hidden">: {name}</span>
              </a>
            ),
          },
        ]}
      />
      {loaded.managing.variant === 'unit' && (
        <>
          <h3 class="govuk-heading-s">{texts.recommended}</h3>
          <ol class="govuk-list govuk-list--number">
            {recommendedGroups.map((keys) => (
              <li key={keys.join()}>{keys.map(names.process).join(', ')}</li>
            ))}
          </ol>
          <p class="govuk-body">{texts.recommendedText(overallProcesses.map(names.process).join(', '))}</p>
        </>
      )}
    </section>
  )
}

function Periods({ call: { language }, process }: { readonly call: PageCall; readonly process: ManagedProcess }) {
  const texts = RESPONSIBILITIES_TEXTS[language]
  const told = (on: string): string => day(`${on}T12:00:00Z`, language)
  if (process.managers.length === 0) return <>–</>
  return (
    <>
      {process.managers.map(({ id, validFrom, validTo }) => (
        <span key={id} class="ritums-owner__line">
          {texts.from(told(validFrom))}
          {validTo !== null && ` ${texts.until(told(validTo))}`}
        </span>
      ))}
    </>
  )
}

function Services({ call, loaded: { services }, names }: Part) {
  const texts = RESPONSIBILITIES_TEXTS[call.language]
  return (
    <section aria-labelledby="services">
      <h2 class="govuk-heading-m" id="services">
        {texts.servicesTitle}
      </h2>
      {services.length === 0 ? (
        <p class="govuk-body">{texts.noServices}</p>
      ) : (
        <DataTable
          caption={texts.servicesTitle}
          captionHidden
          rows={services}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'service',
              text: texts.service,
              names: true,
              cell: ({ id, name }) => (
                <a class="govuk-link" href={`/registers/service/${encodeURIComponent(id)}`}>
                  {name}
                </a>
              ),
            },
            {
              key: 'manager',
              text: texts.manager,
              cell: ({ managers }) => (managers.length === 0 ? texts.none : managers.map(names.person).join(', ')),
            },
          ]}
        />
      )}
    </section>
  )
}

function Resources({ call, loaded: { resources } }: Part) {
  const texts = RESPONSIBILITIES_TEXTS[call.language]
  const without = resources.filter(({ managers }) => managers.length === 0)
  return (
    <section aria-labelledby="resources">
      <h2 class="govuk-heading-m" id="resources">
        {texts.resourcesTitle}
      </h2>
      <p class="govuk-body">{texts.resourcesText(resources.length, without.length)}</p>
      {without.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {without.slice(0, MOST_OF_A_KIND).map(({ id, name }) => (
            <li key={id}>
              <a class="govuk-link" href={`/registers/configuration-item/${encodeURIComponent(id)}`}>
                {name}
              </a>
            </li>
          ))}
          {without.length > MOST_OF_A_KIND && <li>{texts.more(without.length - MOST_OF_A_KIND)}</li>}
        </ul>
      )}
    </section>
  )
}
