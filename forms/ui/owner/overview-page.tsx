/** Which processes the institution works by. */
import { mayDeploy } from '../../../api/policies/definitions.ts'
import type { DefinitionView } from '../../../engine/model/deployment.ts'
import { day } from '../shared/format.ts'
import { roleName } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { inForceSince, isTypical, processesInForce } from './in-force.ts'
import { OwnerTabs } from './owner-tabs.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { processAddress } from './process-address.ts'

interface Row {
  readonly definition: DefinitionView
  readonly name: string
  readonly since: string
  readonly manager: string | null
  readonly cases: number
  readonly findings: number
}

export const showOverview: PageRoute['handle'] = async (call) => {
  const { language } = call
  const texts = OWNER_TEXTS[language]
  const rows = await rowsOf(call)
  return {
    page: {
      title: texts.title,
      room: 'processes',
      wide: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <OwnerTabs language={language} current="processes" />
          <p class="govuk-body">{texts.intro}</p>
          <p class="ritums-owner__ways">
            {mayDeploy(call.caller) && <ButtonLink href="/processes/new">{texts.upload}</ButtonLink>}
          </p>
          {rows.length === 0 ? (
            <EmptyState title={texts.noProcesses} />
          ) : (
            <DataTable
              caption={texts.title}
              captionHidden
              rows={rows}
              keyOf={({ definition }) => definition.processKey}
              columns={[
                {
                  key: 'name',
                  text: texts.process,
                  names: true,
                  cell: ({ name, definition }) => (
                    <>
                      <a class="govuk-link" href={processAddress(definition.processKey)}>
                        {name}
                      </a>{' '}
                      {definition.suspended && <Tag colour="orange">{texts.suspended}</Tag>}
                    </>
                  ),
                },
                {
                  key: 'version',
                  text: texts.version,
                  cell: ({ definition }) => (
                    <>
                      {definition.version}
                      {definition.versionTag !== null && <span class="ritums-secondary">{definition.versionTag}</span>}
                    </>
                  ),
                },
                {
                  key: 'edition',
                  text: texts.edition,
                  cell: ({ definition }) => (isTypical(definition) ? texts.typical : texts.own),
                },
                {
                  key: 'since',
                  text: texts.inForceSince,
                  cell: ({ since }) => <Moment at={since}>{day(since, language)}</Moment>,
                },
                { key: 'manager', text: texts.manager, cell: ({ manager }) => manager ?? texts.noManager },
                { key: 'cases', text: texts.openCases, numeric: true, cell: ({ cases }) => cases },
                {
                  key: 'findings',
                  text: texts.problems,
                  cell: ({ findings, definition }) =>
                    findings === 0 ? (
                      texts.noFindings
                    ) : (
                      <a
                        class="govuk-link"
                        href={`/processes/integrity?process=${encodeURIComponent(definition.processKey)}`}
                      >
                        {texts.findings(findings)}
                      </a>
                    ),
                },
              ]}
            />
          )}
        </>
      ),
    },
  }
}

async function rowsOf(call: PageCall): Promise<readonly Row[]> {
  const { ports, institutionId, language } = call
  const [definitions, running, findings] = await Promise.all([
    processesInForce(call),
    ports.engine.countRunning({ institutionId }),
    ports.engine.checkIntegrity({ institutionId, holderId: '' }),
  ])
  const rows = await Promise.all(
    definitions.map(async (definition): Promise<Row> => {
      const { processKey, id } = definition
      const [outline, since] = await Promise.all([
        ports.names.outline(institutionId, id),
        inForceSince(call, definition),
      ])
      const manager = outline.properties['processManager']
      return {
        definition,
        name: (language === 'en' ? outline.nameEn : null) ?? outline.name,
        since,
        manager: manager === undefined ? null : roleName(ports.data, manager, language),
        cases: running.filter((one) => one.processKey === processKey).reduce((sum, { count }) => sum + count, 0),
        findings: findings.filter((one) => one.processKey === processKey).length,
      }
    }),
  )
  const collator = new Intl.Collator(language)
  return rows.sort((a, b) => collator.compare(a.name, b.name))
}
