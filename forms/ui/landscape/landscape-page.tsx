/** The whole of the institution's processes on one page. */
import { GlossaryLink } from '../glossary/glossary-link.tsx'
import { OwnerTabs } from '../owner/owner-tabs.tsx'
import { processAddress } from '../owner/process-address.ts'
import { messageLabel } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Details } from '../shared/parts/details.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { GROUPS, GROUP_TEXTS } from '../shared/process-groups.ts'
import { LANDSCAPE_TEXTS } from './landscape-texts.ts'
import { loadLandscape, TRAFFIC_DAYS, type Landscape, type LandscapeProcess } from './load-landscape.ts'
import { MapView } from './map-view.tsx'

export const showLandscape: PageRoute['handle'] = async (call) => {
  const { language } = call
  const texts = LANDSCAPE_TEXTS[language]
  const landscape = await loadLandscape(call)
  return {
    page: {
      title: texts.title,
      room: 'processes',
      wide: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{texts.title}</h1>
          <OwnerTabs language={language} current="landscape" />
          <p class="govuk-body">{texts.intro}</p>
          <GlossaryLink language={language} />
          <p class="govuk-body">
            <Tag colour="green">{GROUP_TEXTS[language]['service']}</Tag> {texts.green}
          </p>
          {GROUPS.map((group) => (
            <Group key={group} call={call} landscape={landscape} group={group} />
          ))}
          <h2 class="govuk-heading-m">{texts.mapTitle}</h2>
          <p class="govuk-body">{texts.mapText(TRAFFIC_DAYS)}</p>
          <MapView call={call} landscape={landscape} />
          <Interactions call={call} landscape={landscape} />
          <Stages call={call} />
        </>
      ),
    },
  }
}

interface Part {
  readonly call: PageCall
  readonly landscape: Landscape
}

function Group({ call, landscape, group }: Part & { readonly group: string }) {
  const { language } = call
  const texts = LANDSCAPE_TEXTS[language]
  const name = GROUP_TEXTS[language][group] ?? group
  const rows = landscape.processes.filter((one) => one.group === group)
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={`group-${group}`}>
      <h2 class="govuk-heading-m" id={`group-${group}`}>
        {name}
      </h2>
      <DataTable
        caption={name}
        captionHidden
        rows={rows}
        keyOf={({ processKey }) => processKey}
        columns={[
          {
            key: 'process',
            text: texts.process,
            names: true,
            cell: ({ processKey, name: process, inForce }) => (
              <>
                <a
                  class={`govuk-link${group === 'service' ? ' ritums-service-specific' : ''}`}
                  href={processAddress(processKey)}
                >
                  {process}
                </a>{' '}
                {inForce.definition.suspended && <Tag colour="orange">{texts.suspended}</Tag>}
              </>
            ),
          },
          {
            key: 'version',
            text: texts.version,
            cell: ({ inForce: { definition, chosenBy } }) => (
              <>
                {definition.version}
                <span class="ritums-secondary">
                  {definition.owner.institutionId !== ''
                    ? texts.own
                    : chosenBy.institutionId !== ''
                      ? texts.adopted
                      : texts.typical}
                </span>
              </>
            ),
          },
          {
            key: 'manager',
            text: texts.manager,
            cell: ({ managers }) =>
              managers.length > 0 ? managers.join(', ') : group === 'service' ? texts.ofService : texts.noManager,
          },
          { key: 'cases', text: texts.cases, numeric: true, cell: ({ cases }) => cases },
          {
            key: 'tasks',
            text: texts.tasks,
            numeric: true,
            cell: ({ tasks, lateTasks }) => (
              <>
                {tasks} {lateTasks > 0 && <Tag colour="red">{texts.late(lateTasks)}</Tag>}
              </>
            ),
          },
          { key: 'health', text: texts.health, cell: (process) => <Health call={call} process={process} /> },
          {
            key: 'procedure',
            text: texts.procedure,
            cell: ({ processKey, name: process }) => (
              <a class="govuk-link" href={`${processAddress(processKey)}/procedure`}>
                {texts.procedure}
                <span class="govuk-visually-hidden"> {texts.procedureAbout(process)}</span>
              </a>
            ),
          },
        ]}
      />
    </section>
  )
}

function Health({ call, process }: { readonly call: PageCall; readonly process: LandscapeProcess }) {
  const texts = LANDSCAPE_TEXTS[call.language]
  const { failures, findings, processKey } = process
  return (
    <>
      {failures > 0 ? <Tag colour="red">{texts.failing(failures)}</Tag> : texts.healthy}
      {findings > 0 && (
        <span class="ritums-owner__line">
          <a class="govuk-link" href={`/processes/integrity?process=${encodeURIComponent(processKey)}`}>
            {texts.findings(findings)}
            <span class="govuk-visually-hidden">: {process.name}</span>
          </a>
        </span>
      )}
    </>
  )
}

/** What each process sends to others, folded: together it is longer than all the rest of the page. */
function Interactions({ call, landscape }: Part) {
  const texts = LANDSCAPE_TEXTS[call.language]
  const senders = landscape.processes
    .map((process) => ({ process, rows: sentBy(call, landscape, process) }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <section aria-labelledby="interactions">
      <h3 class="govuk-heading-s" id="interactions">
        {texts.table}
      </h3>
      {senders.length === 0 && <p class="govuk-body">{texts.noInteractions}</p>}
      {senders.map(({ process, rows }) => (
        <Details key={process.processKey} summary={texts.sends(process.name, rows.length)}>
          <DataTable
            caption={texts.sendsCaption(process.name)}
            captionHidden
            rows={rows}
            keyOf={({ to }) => to}
            columns={[
              {
                key: 'to',
                text: texts.to,
                names: true,
                cell: ({ to, toName }) =>
                  to === SERVICES ? <span class="ritums-service-specific">{toName}</span> : toName,
              },
              {
                key: 'messages',
                text: texts.messages(TRAFFIC_DAYS),
                cell: ({ lines }) =>
                  lines.map((line) => (
                    <span key={line} class="ritums-owner__line">
                      {line}
                    </span>
                  )),
              },
            ]}
          />
        </Details>
      ))}
    </section>
  )
}

/** Stands for whichever process a service has of its own. */
const SERVICES = ''

function sentBy({ ports, language }: PageCall, { processes, interactions }: Landscape, sender: LandscapeProcess) {
  const texts = LANDSCAPE_TEXTS[language]
  const nameOf = (key: string): string => processes.find(({ processKey }) => processKey === key)?.name ?? key
  const rows = interactions
    .filter(({ from }) => from === sender.processKey)
    .map(({ to, messages, calls }) => ({
      to,
      toName: nameOf(to),
      lines: [
        ...messages.map(({ name, sent }) => texts.sent(messageLabel(ports.data, name, language), sent)),
        ...(calls > 0 ? [texts.calls] : []),
      ],
    }))
  if (!sender.callsServices) return rows
  return [...rows, { to: SERVICES, toName: texts.services, lines: [texts.calls] }]
}

/** Which stage and level of the method what belongs to. */
function Stages({ call: { language, ports } }: Pick<Part, 'call'>) {
  const texts = LANDSCAPE_TEXTS[language]
  const { stages, levels } = ports.data.responsibilities
  return (
    <>
      <h2 class="govuk-heading-m">{texts.stagesTitle}</h2>
      <DataTable
        caption={texts.stagesTitle}
        captionHidden
        rows={stages}
        keyOf={({ name }) => name.en}
        columns={[
          { key: 'stage', text: texts.stage, names: true, cell: ({ name }) => name[language] },
          { key: 'participants', text: texts.participants, cell: ({ participants }) => participants[language] },
          { key: 'actions', text: texts.actions, cell: ({ actions }) => actions[language] },
          {
            key: 'groups',
            text: texts.groups,
            cell: ({ groups }) => groups.map((group) => GROUP_TEXTS[language][group] ?? group).join(', '),
          },
          { key: 'tasks', text: texts.tasksOf, cell: ({ tasks }) => tasks },
        ]}
      />
      <h2 class="govuk-heading-m">{texts.levelsTitle}</h2>
      <DataTable
        caption={texts.levelsTitle}
        captionHidden
        rows={levels}
        keyOf={({ name }) => name.en}
        columns={[
          { key: 'level', text: texts.level, names: true, cell: ({ name }) => name[language] },
          { key: 'stages', text: texts.stages, cell: ({ stages: of }) => of[language] },
          { key: 'tasks', text: texts.tasksOf, cell: ({ tasks }) => tasks },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/processes/responsibilities/matrix">
          {texts.matrixLink}
        </a>
      </p>
    </>
  )
}
