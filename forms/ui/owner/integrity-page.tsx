/** What the processes in force need of one another and do not get. */
import type { IntegrityFinding } from '../../../engine/integrity/finding.ts'
import { elementName } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { inForce } from './in-force.ts'
import { OwnerTabs } from './owner-tabs.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { ProblemText } from './problem-text.tsx'
import { processAddress, stepLink } from './process-address.ts'
import { SeverityTag } from './severity-tag.tsx'

interface Row extends IntegrityFinding {
  readonly process: string
  readonly element: string | null
}

export const showIntegrity: PageRoute['handle'] = async (call) => {
  const { language, query, ports, institutionId } = call
  const texts = OWNER_TEXTS[language]
  const all = await ports.engine.checkIntegrity({ institutionId, holderId: '' })
  const only = query.get('process')
  const rows = await rowsOf(call, only === null ? all : all.filter(({ processKey }) => processKey === only))
  return {
    page: {
      title: texts.integrityTitle,
      room: 'processes',
      wide: true,
      back: { href: '/processes', text: texts.back },
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.integrityTitle}</h1>
          <OwnerTabs language={language} current="integrity" />
          <p class="govuk-body">{texts.integrityText}</p>
          {only !== null && (
            <p class="govuk-body">
              <a class="govuk-link" href="/processes/integrity">
                {texts.allFindings}
              </a>
            </p>
          )}
          {rows.length === 0 ? (
            <EmptyState title={texts.integrityNone} />
          ) : (
            <DataTable
              caption={texts.integrityTitle}
              captionHidden
              rows={rows}
              keyOf={({ processKey, elementId, code, subject }) => `${processKey} ${elementId} ${code} ${subject}`}
              columns={[
                {
                  key: 'severity',
                  text: texts.severity,
                  cell: ({ severity }) => <SeverityTag language={language} severity={severity} />,
                },
                {
                  key: 'process',
                  text: texts.process,
                  names: true,
                  cell: ({ process, processKey }) => (
                    <a class="govuk-link" href={processAddress(processKey)}>
                      {process}
                    </a>
                  ),
                },
                {
                  key: 'where',
                  text: texts.where,
                  cell: ({ element, elementId, processKey, subject }) => (
                    <>
                      {element !== null && elementId !== null && (
                        <a class="govuk-link" href={`${processAddress(processKey)}${stepLink(elementId)}`}>
                          {element}
                        </a>
                      )}
                      <span class="ritums-secondary">{subject}</span>
                    </>
                  ),
                },
                {
                  key: 'what',
                  text: texts.what,
                  cell: ({ code, message }) => <ProblemText language={language} code={code} message={message} />,
                },
              ]}
            />
          )}
        </>
      ),
    },
  }
}

async function rowsOf(call: PageCall, findings: readonly IntegrityFinding[]): Promise<readonly Row[]> {
  const { ports, institutionId, language } = call
  return Promise.all(
    findings.map(async (finding): Promise<Row> => {
      const definition = await inForce(call, finding.processKey)
      if (definition === null) return { ...finding, process: finding.processKey, element: finding.elementId }
      const outline = await ports.names.outline(institutionId, definition.id)
      const { elementId } = finding
      const element = outline.elements.find(({ id }) => id === elementId)
      const lane = outline.lanes.find(({ id }) => id === elementId)
      return {
        ...finding,
        process: (language === 'en' ? outline.nameEn : null) ?? outline.name,
        element:
          elementId === null
            ? null
            : element
              ? elementName(element, language, OWNER_TEXTS[language].kinds[element.kind])
              : (lane?.name ?? elementId),
      }
    }),
  )
}
