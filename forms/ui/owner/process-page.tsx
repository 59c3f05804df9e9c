/** One process: what it is for, its diagram as a picture and as a list with what waits where, and its versions. */
import { mayActivate, mayDeploy, mayStartProcess } from '../../../api/policies/definitions.ts'
import { maySeeMeasuresOfProcess } from '../../../api/policies/measuring.ts'
import { DocumentsSection } from '../documents/documents-section.tsx'
import { DOCUMENTS_TEXTS } from '../documents/documents-texts.ts'
import { messageLabel, roleName } from '../shared/names.ts'
import type { PageCall, PageContent, PageRoute } from '../shared/page.ts'
import { ButtonLink } from '../shared/parts/button.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { Tabs } from '../shared/parts/tabs.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { serviceSpecificSteps } from '../shared/service-specific.ts'
import { DiagramPicture, type DiagramMark } from './diagram-picture.tsx'
import { isTypical } from './in-force.ts'
import { loadProcess, type LoadedProcess } from './load-process.ts'
import type { Step } from './order-steps.ts'
import { OWNER_TEXTS } from './owner-texts.ts'
import { processAddress } from './process-address.ts'
import { StepsTable } from './steps-table.tsx'
import { Uses } from './uses.tsx'
import { VersionsTable } from './versions-table.tsx'
import { waitingAt } from './waiting-at.ts'

const LIST = 'steps'

export const showProcess: PageRoute['handle'] = async (call) => {
  const loaded = await loadProcess(call)
  const { language, query, ports, institutionId } = call
  const texts = OWNER_TEXTS[language]
  const { name, description, shown, inForce } = loaded
  const done = query.get('done') ?? ''
  const notice = texts.done[done] ?? DOCUMENTS_TEXTS[language].done[done]
  const documents = await ports.documents.list(institutionId, loaded.processKey)
  const byLane = query.get('by') === 'lane'
  const page: PageContent = {
    title: name,
    room: 'processes',
    wide: true,
    back: { href: '/processes', text: texts.back },
    scripts: ['diagram'],
    ...(notice === undefined ? {} : { notice: { kind: 'success' as const, text: notice } }),
    body: (
      <>
        <h1 class="govuk-heading-l">{name}</h1>
        {shown.suspended && <Notice language={language} kind="warning" text={texts.suspendedText} />}
        {inForce !== null && shown.id !== inForce.id && (
          <Notice
            language={language}
            kind="info"
            text={texts.shownVersion(shown.version)}
            link={{ href: processAddress(loaded.processKey), text: texts.toInForce }}
          />
        )}
        {description !== null && <p class="govuk-body ritums-instruction">{description}</p>}
        <Facts call={call} loaded={loaded} />
        <h2 class="govuk-heading-m">{texts.diagram}</h2>
        <p class="govuk-body">
          <a class="govuk-link" href={xmlAddress(shown.id)} download={`${loaded.processKey}-v${shown.version}.bpmn`}>
            {texts.download}
          </a>
        </p>
        <DiagramPicture
          language={language}
          address={xmlAddress(shown.id)}
          name={name}
          marks={marksOf(loaded)}
          listId={LIST}
        />
        <h2 class="govuk-heading-m">{texts.steps}</h2>
        <p class="govuk-body">{texts.stepsIntro}</p>
        <Tabs
          label={texts.order}
          tabs={[
            { href: viewAddress(call, false), text: texts.inOrder, current: !byLane },
            { href: viewAddress(call, true), text: texts.byLane, current: byLane },
          ]}
        />
        <div id={LIST}>
          <Steps call={call} loaded={loaded} byLane={byLane} />
        </div>
        <DocumentsSection call={call} loaded={loaded} documents={documents} />
        <h2 class="govuk-heading-m">{texts.uses}</h2>
        <Uses language={language} outline={loaded.outline} />
        <VersionsTable call={call} loaded={loaded} people={await namesOf(call, loaded)} />
      </>
    ),
  }
  return { page }
}

function xmlAddress(definitionId: string): string {
  return `/api/process-definitions/${encodeURIComponent(definitionId)}/xml`
}

/** The same page in the other order. */
function viewAddress({ params, query }: PageCall, byLane: boolean): string {
  const asked = new URLSearchParams()
  const version = query.get('version')
  if (version !== null) asked.set('version', version)
  if (byLane) asked.set('by', 'lane')
  const text = asked.toString()
  return `${processAddress(params['key'] ?? '')}${text === '' ? '' : `?${text}`}`
}

interface Part {
  readonly call: PageCall
  readonly loaded: LoadedProcess
}

function Facts({ call: { caller, language, ports }, loaded }: Part) {
  const texts = OWNER_TEXTS[language]
  const { shown, inForce, outline, running, processKey } = loaded
  const manager = outline.properties['processManager']
  const role = manager === undefined ? texts.noManager : roleName(ports.data, manager, language)
  const startsByHand = outline.elements.some(
    ({ kind, trigger, scope }) => kind === 'start-event' && trigger === 'none' && scope === outline.processKey,
  )
  const hasIndicators =
    maySeeMeasuresOfProcess(caller, processKey) && ports.data.indicators.some((one) => one.processKey === processKey)
  const mayStart = startsByHand && inForce !== null && !inForce.suspended && mayStartProcess(caller, processKey)
  return (
    <>
      <SummaryList
        rows={[
          { key: texts.key, value: <code class="ritums-owner__code">{processKey}</code> },
          {
            key: texts.version,
            value: (
              <>
                {shown.version} · {isTypical(shown) ? texts.typical : texts.own}{' '}
                <Tag colour={shown.id === inForce?.id ? 'green' : 'grey'}>
                  {shown.id === inForce?.id ? texts.inForce : texts.notInForce}
                </Tag>{' '}
                {shown.suspended && <Tag colour="orange">{texts.suspended}</Tag>}
              </>
            ),
          },
          {
            key: texts.manager,
            value: loaded.managers.length > 0 ? loaded.managers.join(', ') : role,
          },
          { key: texts.running, value: running.get(shown.id) ?? 0 },
        ]}
      />
      <p class="ritums-owner__ways">
        {mayStart && <ButtonLink href={`/start/${encodeURIComponent(processKey)}`}>{texts.start}</ButtonLink>}
        {hasIndicators && (
          <a class="govuk-link" href={`/measures/processes/${encodeURIComponent(processKey)}`}>
            {texts.indicators}
          </a>
        )}
        {mayDeploy(caller, processKey) && (
          <ButtonLink kind="secondary" href="/processes/new">
            {texts.upload}
          </ButtonLink>
        )}
        <a
          class="govuk-link"
          href={`${processAddress(processKey)}/procedure${shown.id === inForce?.id ? '' : `?version=${encodeURIComponent(shown.id)}`}`}
        >
          {texts.procedure}
        </a>
        {mayActivate(caller, processKey) && inForce !== null && loaded.isChosen && (
          <a class="govuk-link" href={`${processAddress(processKey)}/typical`}>
            {isTypical(inForce) ? texts.withdraw : texts.toTypical}
          </a>
        )}
        {mayActivate(caller, processKey) && inForce !== null && !isTypical(inForce) && (
          <a class="govuk-link" href={`${processAddress(processKey)}/intake`}>
            {inForce.suspended ? texts.resume : texts.halt}
          </a>
        )}
      </p>
    </>
  )
}

function Steps({ call, loaded, byLane }: Part & { readonly byLane: boolean }) {
  const { language, ports } = call
  const texts = OWNER_TEXTS[language]
  const { outline, steps, waiting } = loaded
  const lanes = new Map(outline.lanes.map((lane) => [lane.id, lane]))
  const laneName = (id: string | null): string => {
    const lane = id === null ? undefined : lanes.get(id)
    if (!lane) return ''
    // Lanes have a name in one language; the role that they stand for has both.
    const [role] = lane.candidateGroups
    const known = ports.data.roles.some(({ key }) => key === role?.split('@', 1)[0])
    return language === 'en' && role !== undefined && known ? roleName(ports.data, role, language) : lane.name
  }
  const whoDoes = ({ element }: Step): string => {
    const own = element.candidateGroups.map((group) => roleName(ports.data, group, language))
    return own.length > 0 ? own.join(', ') : laneName(element.lane)
  }
  const messageName = (name: string): string => messageLabel(ports.data, name, language)
  const shared = { language, messageName, all: new Map(steps.map((step) => [step.element.id, step])), waiting, whoDoes }
  if (!byLane) return <StepsTable {...shared} caption={texts.steps} captionHidden steps={steps} />
  return (
    <>
      {[...new Set(steps.map(({ element }) => element.lane))].map((lane) => (
        <StepsTable
          key={lane}
          {...shared}
          caption={laneName(lane) || texts.nobody}
          steps={steps.filter(({ element }) => element.lane === lane)}
        />
      ))}
    </>
  )
}

function marksOf({ outline, waiting }: LoadedProcess): Readonly<Record<string, DiagramMark>> {
  const marks: Record<string, DiagramMark> = {}
  for (const id of serviceSpecificSteps(outline)) marks[id] = { kind: 'service' }
  for (const { id, kind } of outline.elements) {
    const count = waiting.get(id)
    if (!count) continue
    const failing = Math.max(count.incidents, count.failedJobs)
    const waits = waitingAt(count, kind)
    if (failing > 0) marks[id] = { kind: 'error', count: failing }
    else if (waits > 0) marks[id] = { kind: count.lateTasks > 0 ? 'late' : 'waiting', count: waits }
  }
  return marks
}

/** Of those who decided something about the versions. */
async function namesOf(
  { ports, institutionId, language }: PageCall,
  { changes }: LoadedProcess,
): Promise<ReadonlyMap<string, string>> {
  const logins = [...new Set(changes.flatMap(({ by }) => by ?? []))]
  const names = await Promise.all(logins.map((login) => ports.names.person(institutionId, login, language)))
  return new Map(logins.map((login, index) => [login, names[index] ?? login]))
}
