/** What an operator sees of a case: steps that failed, and how to halt, continue or end it. */
import { mayOperate } from '../../../../api/policies/instances.ts'
import { moment } from '../../shared/format.ts'
import { elementName } from '../../shared/names.ts'
import type { PageCall } from '../../shared/page.ts'
import { Button, ButtonLink } from '../../shared/parts/button.tsx'
import { DataTable } from '../../shared/parts/data-table.tsx'
import { FormToken } from '../../shared/parts/form-token.tsx'
import { Moment } from '../../shared/parts/moment.tsx'
import type { CaseRoom } from './load-case.ts'
import { PAGE_TEXTS } from './page-texts.ts'

/** @returns null for everybody else, and where nothing can be done any more */
export async function operatorPart(call: PageCall, room: CaseRoom) {
  const { language, caller, forgeryToken } = call
  if (!mayOperate(caller) || room.root.endedAt !== null) return null
  const texts = PAGE_TEXTS[language]
  const failures = await failuresOf(call, room)
  const address = `/cases/${room.root.id}`
  const isHalted = room.parts.some(({ instance }) => instance.state === 'suspended')
  return (
    <section class="ritums-card ritums-no-print" aria-labelledby="operate-heading">
      <h2 class="govuk-heading-m" id="operate-heading">
        {texts.operate}
      </h2>
      {failures.length > 0 && (
        <DataTable
          caption={texts.failures}
          rows={failures}
          keyOf={({ id }) => id}
          columns={[
            { key: 'step', text: texts.failedStep, names: true, cell: ({ step }) => step },
            {
              key: 'failure',
              text: texts.failure,
              cell: ({ message, at }) => (
                <>
                  <span class="ritums-text">{message}</span>
                  <span class="ritums-secondary">
                    <Moment at={at}>{moment(at, language)}</Moment>
                  </span>
                </>
              ),
            },
            {
              key: 'retry',
              text: texts.retry,
              hidden: true,
              cell: ({ id, step }) => (
                <form method="post" action={`${address}/retry`}>
                  <FormToken token={forgeryToken} />
                  <input type="hidden" name="incidentId" value={id} />
                  <Button kind="secondary" small>
                    {texts.retry}
                    <span class="govuk-visually-hidden"> {step}</span>
                  </Button>
                </form>
              ),
            },
          ]}
        />
      )}
      <div class="govuk-button-group">
        <ButtonLink kind="secondary" href={`${address}/${isHalted ? 'resume' : 'suspend'}`}>
          {isHalted ? texts.resume : texts.suspend}
        </ButtonLink>
        <ButtonLink kind="warning" href={`${address}/cancel`}>
          {texts.cancel}
        </ButtonLink>
      </div>
    </section>
  )
}

async function failuresOf({ ports, institutionId, language }: PageCall, { parts }: CaseRoom) {
  const found = []
  for (const { instance } of parts) {
    if (instance.endedAt !== null) continue
    const { items } = await ports.engine.listIncidents({ institutionId, processInstanceId: instance.id, limit: 50 })
    const { elements } = await ports.names.outline(institutionId, instance.definitionId)
    for (const { id, elementId, message, createdAt } of items) {
      const element = elements.find((one) => one.id === elementId)
      found.push({ id, step: element ? elementName(element, language, elementId) : elementId, message, at: createdAt })
    }
  }
  return found
}
