/** What it means for others that an institution gives up a version, or lets it take no new cases. */
import type { DefinitionView } from '../../../engine/model/deployment.ts'
import { interactionsOf } from '../landscape/interactions.ts'
import type { PageCall } from '../shared/page.ts'
import { OWNER_TEXTS } from './owner-texts.ts'

export interface Consequences {
  /** Running cases on the version. */
  readonly openCases: number
  /** Names of the processes that send to it or call it. */
  readonly senders: readonly string[]
}

export async function consequencesOf(
  { ports, institutionId, language }: PageCall,
  { id, processKey }: DefinitionView,
): Promise<Consequences> {
  const { engine, names } = ports
  const [running, inForce] = await Promise.all([
    engine.countRunning({ institutionId }),
    engine.listInForce({ institutionId, holderId: '' }),
  ])
  const outlines = await Promise.all(inForce.map(({ definition }) => names.outline(institutionId, definition.id)))
  const senders = interactionsOf(outlines, []).filter(({ to }) => to === processKey)
  const found = await Promise.all(senders.map(({ from }) => names.process(institutionId, from, language)))
  return {
    openCases: running.find(({ definitionId }) => definitionId === id)?.count ?? 0,
    senders: found.toSorted(new Intl.Collator(language).compare),
  }
}

/** @param halts new cases wait until somebody lets them in again */
export function ConsequencesList(props: {
  readonly call: PageCall
  readonly consequences: Consequences
  readonly halts: boolean
}) {
  const { call, consequences, halts } = props
  const { openCases, senders } = consequences
  const texts = OWNER_TEXTS[call.language].consequences
  return (
    <>
      <h2 class="govuk-heading-m">{texts.title}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.openCases(openCases)}</li>
        <li>
          {senders.length === 0
            ? texts.noSenders
            : `${texts.senders(senders.join(', '))} ${halts ? texts.sendersWait : texts.sendersGoOn}`}
        </li>
        <li>
          {texts.maturity}{' '}
          <a class="govuk-link" href="/processes/maturity">
            {texts.maturityLink}
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/processes/integrity">
            {texts.integrityLink}
          </a>
        </li>
      </ul>
    </>
  )
}
