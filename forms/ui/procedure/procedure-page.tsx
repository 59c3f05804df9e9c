/** A process as a document for the quality handbook: made of the diagram, so that it never says anything else. */
import type { ComponentChildren } from 'preact'
import type { OutlineElement } from '../../../engine/model/definition-outline.ts'
import { DocumentList } from '../documents/document-list.tsx'
import { DOCUMENTS_TEXTS } from '../documents/documents-texts.ts'
import { documentsAt } from '../documents/load-documents.ts'
import { GlossaryLink } from '../glossary/glossary-link.tsx'
import { OWNER_TEXTS } from '../owner/owner-texts.ts'
import { isTypical } from '../owner/in-force.ts'
import type { Step } from '../owner/order-steps.ts'
import { processAddress } from '../owner/process-address.ts'
import { nameOf } from '../owner/steps-table.tsx'
import { formFields } from '../../check/form-file.ts'
import { day } from '../shared/format.ts'
import { elementName, messageLabel, roleName } from '../shared/names.ts'
import type { PageCall, PageRoute } from '../shared/page.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Moment } from '../shared/parts/moment.tsx'
import { SummaryList } from '../shared/parts/summary-list.tsx'
import { bilingual } from '../shared/service-names.ts'
import { isServiceSpecific } from '../shared/service-specific.ts'
import { conditionWords } from './condition-words.ts'
import { loadProcedure, type Procedure } from './load-procedure.ts'
import { groupWords } from './group-words.ts'
import { PROCEDURE_TEXTS } from './procedure-texts.ts'
import { termWords } from './term-words.ts'

export const showProcedure: PageRoute['handle'] = async (call) => {
  const { language } = call
  const texts = PROCEDURE_TEXTS[language]
  const procedure = await loadProcedure(call)
  const { loaded } = procedure
  const { name, description, processKey, shown, inForce } = loaded
  return {
    page: {
      title: texts.title(name),
      room: 'processes',
      wide: true,
      back: {
        href: processAddress(processKey, shown.id === inForce?.id ? undefined : shown.id),
        text: texts.back,
      },
      scripts: ['print'],
      body: (
        <div class="ritums-procedure">
          <h1 class="govuk-heading-l">{texts.title(name)}</h1>
          <p class="govuk-body ritums-no-print">
            <button type="button" class="govuk-button govuk-button--secondary" data-print hidden>
              {texts.print}
            </button>
          </p>
          <GlossaryLink language={language} />
          <h2 class="govuk-heading-m">{texts.aboutTitle}</h2>
          <About call={call} procedure={procedure} />
          {description !== null && (
            <>
              <h2 class="govuk-heading-m">{texts.purpose}</h2>
              <p class="govuk-body ritums-instruction">{description}</p>
            </>
          )}
          <Documents call={call} procedure={procedure} />
          <h2 class="govuk-heading-m">{texts.rolesTitle}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {rolesOf(call, procedure).map((role) => (
              <li key={role}>{role}</li>
            ))}
          </ul>
          <h2 class="govuk-heading-m">{texts.startsTitle}</h2>
          <Starts call={call} procedure={procedure} />
          <h2 class="govuk-heading-m">{texts.stepsTitle}</h2>
          <p class="govuk-body">{texts.stepsText}</p>
          <Steps call={call} procedure={procedure} />
          <h2 class="govuk-heading-m">{texts.interactionsTitle}</h2>
          <Exchanges call={call} procedure={procedure} />
          <h2 class="govuk-heading-m">{texts.endsTitle}</h2>
          <Ends call={call} procedure={procedure} />
          <h2 class="govuk-heading-m">{texts.kpiTitle}</h2>
          <Indicators call={call} procedure={procedure} />
        </div>
      ),
    },
  }
}

interface Part {
  readonly call: PageCall
  readonly procedure: Procedure
}

function About({ call, procedure }: Part) {
  const { language, ports } = call
  const texts = PROCEDURE_TEXTS[language]
  const { loaded, since, overall } = procedure
  const { processKey, shown, outline, managers, inForce } = loaded
  const row = ports.data.maturity.processes.find((one) => one.processKey === processKey)
  const now = ports.clock.now().toISOString()
  const { tasks } = ports.data.responsibilities
  const named = (outline.properties['tasks'] ?? '')
    .split(',')
    .flatMap((id) => tasks.find((task) => task.id === id.trim()) ?? [])
  return (
    <SummaryList
      rows={[
        { key: texts.institution, value: ports.institutionName },
        { key: texts.code, value: <code class="ritums-owner__code">{processKey}</code> },
        {
          key: texts.version,
          value: (
            <>
              {texts.versionText(shown.version, shown.versionTag, isTypical(shown))}
              {shown.id !== inForce?.id && <span class="ritums-secondary">{texts.notInForce}</span>}
            </>
          ),
        },
        ...(since === null
          ? []
          : [{ key: texts.inForceSince, value: <Moment at={since}>{day(since, language)}</Moment> }]),
        {
          key: texts.manager,
          value: managers.length > 0 ? managers.join(', ') : texts.noManager,
        },
        { key: texts.overall, value: overall.length > 0 ? overall.join(', ') : texts.noManager },
        ...(named.length === 0
          ? []
          : [
              {
                key: texts.tasks,
                value: (
                  <ul class="govuk-list">
                    {named.map((task) => (
                      <li key={task.id}>
                        {task.id} {task.name[language]}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
        ...(row === undefined ? [] : [{ key: texts.threat, value: row.threat[language] }]),
        { key: texts.made, value: <Moment at={now}>{day(now, language)}</Moment> },
      ]}
    />
  )
}

/** Those of the process as a whole; those of a step stand with it. */
function Documents({ call: { language }, procedure }: Part) {
  const documents = documentsAt(procedure.documents, null)
  if (documents.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{DOCUMENTS_TEXTS[language].title}</h2>
      <DocumentList language={language} documents={documents} />
    </>
  )
}

function rolesOf(call: PageCall, { loaded }: Procedure): readonly string[] {
  return [...new Set(loaded.steps.flatMap((step) => whoMayDo(call, loaded.outline.lanes, step.element)))]
}

/** The roles that a step names, or those of its lane. */
function whoMayDo(
  { language, ports }: PageCall,
  lanes: Procedure['loaded']['outline']['lanes'],
  { candidateGroups, lane: laneId }: OutlineElement,
): readonly string[] {
  if (candidateGroups.length > 0)
    return [...new Set(candidateGroups.flatMap((group) => groupWords(group, ports.data, language)))]
  const lane = lanes.find(({ id }) => id === laneId)
  const [role] = lane?.candidateGroups ?? []
  const isKnown = ports.data.roles.some(({ key }) => key === role?.split('@', 1)[0])
  const name = role !== undefined && isKnown ? roleName(ports.data, role, language) : (lane?.name ?? '')
  return name === '' ? [] : [name]
}

/** Events with which a case may begin. */
function Starts({ call, procedure }: Part) {
  const { language } = call
  const { loaded } = procedure
  const starts = loaded.steps.filter(
    ({ element }) => element.kind === 'start-event' && element.scope === loaded.outline.processKey,
  )
  return (
    <ul class="govuk-list govuk-list--bullet">
      {starts.map((step) => (
        <li key={step.element.id}>
          {nameOf(step, language)}
          <Details call={call} procedure={procedure} element={step.element} />
        </li>
      ))}
    </ul>
  )
}

function Steps({ call, procedure }: Part) {
  const { language } = call
  const texts = PROCEDURE_TEXTS[language]
  const { loaded } = procedure
  const all = new Map(loaded.steps.map((step) => [step.element.id, step]))
  // Gateways without a question, and events without a name, say nothing that the flows do not say.
  const steps = loaded.steps.filter(({ element }) => element.name !== null)
  return (
    <DataTable
      caption={texts.stepsTitle}
      captionHidden
      rows={steps}
      keyOf={({ element }) => element.id}
      columns={[
        { key: 'number', text: texts.number, numeric: true, cell: ({ number }) => number },
        {
          key: 'step',
          text: texts.step,
          names: true,
          cell: (step) => (
            <>
              <span
                id={`step-${step.element.id}`}
                class={isServiceSpecific(step.element) ? 'ritums-service-specific' : ''}
              >
                {nameOf(step, language)}
                <span class="ritums-secondary">
                  {OWNER_TEXTS[language].kinds[step.element.kind]}
                  {step.depth > 0 && `, ${texts.inside}`}
                </span>
                <Instruction call={call} element={step.element} />
              </span>
              <DocumentList language={language} documents={documentsAt(procedure.documents, step.element.id)} />
            </>
          ),
        },
        {
          key: 'who',
          text: texts.who,
          cell: ({ element }) =>
            element.kind === 'service-task'
              ? texts.automatic
              : whoMayDo(call, loaded.outline.lanes, element).join(', '),
        },
        {
          key: 'does',
          text: texts.does,
          cell: ({ element }) => <Details call={call} procedure={procedure} element={element} />,
        },
        {
          key: 'next',
          text: texts.next,
          cell: (step) => <Next call={call} procedure={procedure} step={step} all={all} />,
        },
      ]}
    />
  )
}

function Instruction({ call: { language }, element }: { readonly call: PageCall; readonly element: OutlineElement }) {
  const text = (language === 'en' ? element.instructionEn : null) ?? element.instruction
  return text === null ? null : <span class="ritums-secondary ritums-instruction">{text}</span>
}

/** Fields, deadlines, messages, decisions and called processes of one element. */
function Details({ call, procedure, element }: Part & { readonly element: OutlineElement }) {
  const { language, ports } = call
  const texts = PROCEDURE_TEXTS[language]
  const { forms, vocabulary } = procedure
  const form = element.formKey === null ? undefined : forms.get(element.formKey)
  const readOnly = new Set(form?.ui.readOnly)
  const required = Array.isArray(form?.schema['required']) ? form.schema['required'] : []
  const told = (isReadOnly: boolean): string =>
    form === undefined
      ? ''
      : formFields(form.schema)
          .filter(({ path }) => !path.includes('/') && readOnly.has(path) === isReadOnly)
          .map(({ path }) => `${form.i18n[language].fields[path]?.label ?? path}${required.includes(path) ? '*' : ''}`)
          .join('; ')
  const term = (source: string) => termWords(source, vocabulary) ?? <code class="ritums-owner__code">{source}</code>
  const called =
    element.calls === null ? null : ports.data.maturity.processes.find(({ processKey }) => processKey === element.calls)
  return (
    <>
      {told(true) !== '' && <Line what={texts.shown}>{told(true)}</Line>}
      {told(false) !== '' && <Line what={texts.fields}>{told(false)}</Line>}
      {element.dueDate !== null && <Line what={texts.due}>{term(element.dueDate)}</Line>}
      {element.timer !== null && <Line what={texts.when}>{term(element.timer)}</Line>}
      {element.messages.map((name) => (
        <Line key={name} what={texts.message}>
          {messageLabel(ports.data, name, language)}
        </Line>
      ))}
      {element.decision !== null && <Line what={texts.decision}>{element.decision}</Line>}
      {element.calls !== null && (
        <Line what={texts.calls}>
          {isServiceSpecific(element) ? texts.green : (called?.name[language] ?? element.calls)}
        </Line>
      )}
    </>
  )
}

function Line({ what, children }: { readonly what: string; readonly children: ComponentChildren }) {
  return (
    <span class="ritums-owner__line">
      {what}: {children}
    </span>
  )
}

function Next({ call, procedure, step, all }: Part & { readonly step: Step; readonly all: ReadonlyMap<string, Step> }) {
  const { language } = call
  const texts = PROCEDURE_TEXTS[language]
  const { next, kind } = step.element
  if (next.length === 0) return <>{kind === 'end-event' ? texts.end : ''}</>
  const isChoice = next.some(({ condition }) => condition !== null)
  return (
    <>
      {next.map(({ flowId, name, nameEn, target, condition }) => {
        const following = all.get(target)
        // What the diagram calls the answer is for people; the expression itself is for where there is nothing else.
        const answer = name === null ? null : `“${elementName({ name, nameEn }, language, name)}”`
        const words = condition === null ? null : (conditionWords(condition, procedure.vocabulary) ?? answer)
        return (
          <span key={flowId} class="ritums-owner__line">
            {condition !== null && (
              <>
                {texts.if} {words ?? <code class="ritums-owner__code">{condition}</code>}:{' '}
              </>
            )}
            {condition === null && isChoice && `${texts.otherwise}: `}
            {following ? `${following.number}. ${nameOf(following, language)}` : target}
          </span>
        )
      })}
    </>
  )
}

function Exchanges({ call, procedure: { exchanges } }: Part) {
  const texts = PROCEDURE_TEXTS[call.language]
  if (exchanges.length === 0) return <p class="govuk-body">{texts.noInteractions}</p>
  return (
    <DataTable
      caption={texts.interactionsTitle}
      captionHidden
      rows={exchanges}
      keyOf={({ name, sends }) => `${name} ${sends}`}
      columns={[
        { key: 'direction', text: texts.direction, cell: ({ sends }) => (sends ? texts.sends : texts.receives) },
        {
          key: 'message',
          text: texts.message,
          names: true,
          cell: ({ name }) => messageLabel(call.ports.data, name, call.language),
        },
        {
          key: 'with',
          text: texts.with,
          cell: ({ others }) => (others.length > 0 ? others.join(', ') : texts.outside),
        },
      ]}
    />
  )
}

function Ends({ call, procedure: { loaded } }: Part) {
  const { language, ports } = call
  const texts = PROCEDURE_TEXTS[language]
  const { outline, steps } = loaded
  const ends = steps.filter(({ element }) => element.kind === 'end-event' && element.scope === outline.processKey)
  const codes = (outline.properties['endStates'] ?? '').split(',').flatMap((code) => code.trim() || [])
  const label = labelsOf(ports.data.codes, codes, language)
  return (
    <>
      <ul class="govuk-list govuk-list--bullet">
        {ends.map((step) => (
          <li key={step.element.id}>{nameOf(step, language)}</li>
        ))}
      </ul>
      {codes.length > 0 && (
        <p class="govuk-body">
          {texts.endStates}: {codes.map((code) => label(code)).join(', ')}
        </p>
      )}
    </>
  )
}

/** The words of the list that has the most of these codes: end states are states of the process's own record. */
function labelsOf(
  codes: PageCall['ports']['data']['codes'],
  wanted: readonly string[],
  language: 'lv' | 'en',
): (code: string) => string {
  const lists = Object.values(codes)
  const had = (list: (typeof lists)[number]): number => list.codes.filter(({ code }) => wanted.includes(code)).length
  const best = lists.toSorted((a, b) => had(b) - had(a))[0]
  return (code) => best?.codes.find((one) => one.code === code)?.[language] ?? code
}

function Indicators({ call, procedure: { indicators } }: Part) {
  const { language } = call
  const texts = PROCEDURE_TEXTS[language]
  if (indicators.length === 0) return <p class="govuk-body">{texts.noKpi}</p>
  return (
    <DataTable
      caption={texts.kpiTitle}
      captionHidden
      rows={indicators}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'indicator',
          text: texts.indicator,
          names: true,
          cell: ({ id, data }) => bilingual(data['name'], language, id),
        },
        {
          key: 'target',
          text: texts.target,
          cell: ({ data: { target, unit } }) =>
            typeof target === 'number' ? `${target} ${typeof unit === 'string' ? unit : ''}` : '',
        },
        { key: 'core', text: texts.core, cell: ({ data }) => (data['core'] === true ? texts.yes : texts.no) },
      ]}
    />
  )
}
