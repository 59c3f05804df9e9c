/** The diagram of a case, live, behind a button; and the same as a list, always. */
import { NotFound } from '../../../../engine/model/errors.ts'
import type { ProcessInstanceDetails } from '../../../../engine/model/views.ts'
import type { PageCall, PageReply } from '../../shared/page.ts'
import { serviceSpecificSteps } from '../../shared/service-specific.ts'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { Tabs } from '../../shared/parts/tabs.tsx'
import { Tag, type TagColour } from '../../shared/parts/tag.tsx'
import { caseAddress } from '../case/case-address.ts'
import { loadCase, namedInstance, type CaseRoom } from '../case/load-case.ts'
import { PAGE_TEXTS } from '../case/page-texts.ts'
import { outlineSteps, type Step } from './outline-steps.ts'

const COLOURS: Readonly<Record<Step['state'], TagColour>> = { done: 'green', here: 'teal', not: 'grey' }

export async function diagramView(call: PageCall, room: CaseRoom) {
  const { language, query } = call
  const texts = PAGE_TEXTS[language]
  const { root, parts } = room
  const shown = parts.find(({ instance }) => instance.id === query.get('of'))?.instance ?? root
  return (
    <section aria-labelledby="diagram-heading">
      <h2 class="govuk-heading-m" id="diagram-heading">
        {texts.diagramTitle}
      </h2>
      {parts.length > 1 && (
        <Tabs
          label={texts.diagramOf}
          tabs={parts.map(({ instance, process }) => ({
            href: caseAddress(root.id, { view: 'diagram', ...(instance === root ? {} : { of: instance.id }) }),
            text: process,
            current: instance.id === shown.id,
          }))}
        />
      )}
      <div
        class="ritums-no-print"
        data-diagram={`/cases/${root.id}/diagram?of=${encodeURIComponent(shown.id)}`}
        data-show={texts.showDiagram}
        data-hide={texts.hideDiagram}
        data-failed={texts.diagramFailed}
        data-hint={texts.diagramHint}
        data-label={texts.diagramLabel}
      />
      {await stepsTable(call, shown)}
    </section>
  )
}

/** The list of steps of one instance. */
export async function stepsTable(call: PageCall, instance: ProcessInstanceDetails) {
  const { language } = call
  const texts = PAGE_TEXTS[language]
  const steps = (await outlineSteps(call, instance)).filter(({ name }) => name !== '')
  return (
    <DataTable
      caption={texts.diagramTitle}
      captionHidden
      rows={steps}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'step',
          text: texts.step,
          names: true,
          cell: ({ name, depth }) => <span class={`ritums-step ritums-step--${Math.min(depth, 3)}`}>{name}</span>,
        },
        { key: 'lane', text: texts.lane, cell: ({ lane }) => (lane === '' ? '–' : lane) },
        {
          key: 'state',
          text: texts.stepState,
          cell: ({ state, done }) => (
            <>
              <Tag colour={COLOURS[state]}>{texts.steps[state]}</Tag>
              {done > 1 && <span class="ritums-secondary"> {texts.times(done)}</span>}
            </>
          ),
        },
      ]}
    />
  )
}

/** What the island draws: the file, and where the case has been and is. */
export async function diagramData(call: PageCall): Promise<PageReply> {
  const { ports, institutionId, query } = call
  const { parts, root } = await loadCase(call, await namedInstance(call))
  const of = query.get('of') ?? root.id
  const instance = parts.find((part) => part.instance.id === of)?.instance
  if (!instance) throw new NotFound('process instance', of)
  const { definitionId } = instance
  const steps = await outlineSteps(call, instance)
  const service = serviceSpecificSteps(await ports.names.outline(institutionId, definitionId))
  return {
    json: {
      service,
      xml: await ports.engine.getDefinitionXml({ institutionId, definitionId }),
      done: steps.filter(({ state }) => state === 'done').map(({ id }) => id),
      here: steps.filter(({ state }) => state === 'here').map(({ id, here }) => ({ id, count: here })),
    },
  }
}
