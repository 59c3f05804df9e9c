/** A diagram as a list: what happens, who does it, with what, what follows, and how much waits there. */
import type { WaitingCount } from '../../../engine/model/views.ts'
import type { Language } from '../../check/form-file.ts'
import { elementName } from '../shared/names.ts'
import { isServiceSpecific } from '../shared/service-specific.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Tag } from '../shared/parts/tag.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import type { Step } from './order-steps.ts'
import { processAddress, stepId, stepLink } from './process-address.ts'
import { waitingAt } from './waiting-at.ts'

export interface StepsTableProps {
  readonly language: Language
  readonly caption: string
  /** A heading above says it already. */
  readonly captionHidden?: boolean
  readonly steps: readonly Step[]
  /** All steps of the diagram, where these are some: what follows may stand elsewhere. */
  readonly all: ReadonlyMap<string, Step>
  readonly waiting: ReadonlyMap<string, WaitingCount>
  /** Who does a step, in words. */
  readonly whoDoes: (step: Step) => string
  /** What people call a message. */
  readonly messageName: (name: string) => string
}

export function StepsTable({
  language,
  caption,
  captionHidden = false,
  steps,
  all,
  waiting,
  whoDoes,
  messageName,
}: StepsTableProps) {
  const texts = OWNER_TEXTS[language]
  return (
    <DataTable
      caption={caption}
      captionHidden={captionHidden}
      rows={steps}
      keyOf={({ element }) => element.id}
      columns={[
        { key: 'number', text: texts.number, numeric: true, cell: ({ number }) => number },
        {
          key: 'step',
          text: texts.step,
          names: true,
          cell: (step) => (
            <span id={stepId(step.element.id)} data-element-id={step.element.id}>
              <a class="govuk-link" href={stepLink(step.element.id)} data-show-element={step.element.id}>
                {nameOf(step, language)}
              </a>
              <span class="ritums-secondary">
                {texts.kinds[step.element.kind]}
                {isServiceSpecific(step.element) && <span class="ritums-service-specific"> {texts.greenStep}</span>}
                {step.element.trigger !== null &&
                  texts.triggers[step.element.trigger] !== undefined &&
                  `: ${texts.triggers[step.element.trigger]}`}
                <Attached language={language} step={step} all={all} />
              </span>
            </span>
          ),
        },
        { key: 'who', text: texts.who, cell: whoDoes },
        {
          key: 'needs',
          text: texts.does,
          cell: (step) => <Needs language={language} step={step} messageName={messageName} />,
        },
        { key: 'next', text: texts.next, cell: (step) => <Next language={language} step={step} all={all} /> },
        {
          key: 'waiting',
          text: texts.waiting,
          cell: ({ element }) => <Waiting language={language} count={waiting.get(element.id)} kind={element.kind} />,
        },
      ]}
    />
  )
}

/** @returns what a step is called; its kind where it has no name */
export function nameOf({ element }: Step, language: Language): string {
  return elementName(element, language, OWNER_TEXTS[language].kinds[element.kind])
}

interface OfStep {
  readonly language: Language
  readonly step: Step
}

function Attached({ language, step, all }: OfStep & { readonly all: ReadonlyMap<string, Step> }) {
  const { attachedTo } = step.element
  const host = attachedTo === null ? undefined : all.get(attachedTo)
  if (!host) return null
  return (
    <>
      {' '}
      {OWNER_TEXTS[language].at} {host.number}. {nameOf(host, language)}
    </>
  )
}

function Needs({ language, step: { element }, messageName }: OfStep & Pick<StepsTableProps, 'messageName'>) {
  const texts = OWNER_TEXTS[language]
  const needs: readonly (readonly [string, string | null])[] = [
    [texts.form, element.formKey],
    [texts.due, element.dueDate],
    [texts.decision, element.decision],
    [texts.work, element.work],
    ...element.messages.map((name): [string, string] => [texts.message, messageName(name)]),
  ]
  return (
    <>
      {needs.map(
        ([what, value]) =>
          value !== null && (
            <span key={`${what} ${value}`} class="ritums-owner__line">
              {what}: {value}
            </span>
          ),
      )}
      {element.calls !== null && (
        <span class="ritums-owner__line">
          {texts.calls}:{' '}
          {/^[\w-]+$/.test(element.calls) ? (
            <a class="govuk-link" href={processAddress(element.calls)}>
              {element.calls}
            </a>
          ) : (
            element.calls
          )}
        </span>
      )}
    </>
  )
}

function Next({ language, step, all }: OfStep & { readonly all: ReadonlyMap<string, Step> }) {
  const texts = OWNER_TEXTS[language]
  const { next, kind } = step.element
  if (next.length === 0) return <>{kind === 'end-event' ? texts.end : ''}</>
  return (
    <>
      {next.map(({ flowId, name, nameEn, target, condition }) => {
        const following = all.get(target)
        return (
          <span key={flowId} class="ritums-owner__line">
            {following ? (
              <a class="govuk-link" href={stepLink(target)}>
                {following.number}. {nameOf(following, language)}
              </a>
            ) : (
              target
            )}
            {name !== null && `: ${elementName({ name, nameEn }, language, name)}`}
            {condition !== null && (
              <span class="ritums-secondary">
                {texts.condition} <code class="ritums-owner__code">{condition}</code>
              </span>
            )}
          </span>
        )
      })}
    </>
  )
}

function Waiting({
  language,
  count,
  kind,
}: {
  readonly language: Language
  readonly count: WaitingCount | undefined
  readonly kind: Step['element']['kind']
}) {
  const texts = OWNER_TEXTS[language]
  if (!count) return null
  const waiting = waitingAt(count, kind)
  const failing = Math.max(count.incidents, count.failedJobs)
  return (
    <>
      {waiting > 0 && <span class="ritums-owner__line">{texts.waitingCount(waiting)}</span>}
      {count.lateTasks > 0 && <Tag colour="red">{texts.late(count.lateTasks)}</Tag>}
      {failing > 0 && <Tag colour="red">{texts.failing(failing)}</Tag>}
    </>
  )
}
