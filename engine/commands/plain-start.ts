/** Where a case starts that somebody starts by hand: a start event without trigger, chosen where there are several with forms. */
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import { Conflict } from '../model/errors.ts'
import type { StartEvent } from '../model/process-definition.ts'

/** The start that was chosen and the form that its data must pass. */
export interface PlainStart {
  /** Null: at every plain start event, as BPMN has it where nobody chooses. */
  readonly startEventId: string | null
  readonly formKey: string | null
}

/**
 * @param startEventId the start event that the caller names; undefined where it names none
 * @throws Conflict `no-plain-start` when the process cannot be started by hand (there); `start-event-needed` when it has
 *   several forms to start with and none was chosen
 */
export function choosePlainStart(
  { definition, entryPoints, id }: Pick<LoadedDefinition, 'definition' | 'entryPoints' | 'id'>,
  startEventId: string | undefined,
): PlainStart {
  const { processKey } = definition
  const facts = { processKey, definitionId: id }
  if (!entryPoints.startsPlainly) {
    const message = `Expected process "${processKey}" to have a start event for starting it by hand, but all of its start events wait for something.`
    throw new Conflict('no-plain-start', message, facts)
  }
  const starts = (definition.scopes[processKey]?.startEvents ?? [])
    .map((event) => definition.nodes[event])
    .filter((node): node is StartEvent => node?.kind === 'start-event' && node.trigger.type === 'none')
  if (startEventId !== undefined) {
    const chosen = starts.find((start) => start.id === startEventId)
    if (chosen) return { startEventId, formKey: chosen.formKey }
    const message = `Expected a start event of process "${processKey}" for starting it by hand, but "${startEventId}" is none.`
    throw new Conflict('no-plain-start', message, facts)
  }
  const withForms = starts.filter(({ formKey }) => formKey !== null)
  if (withForms.length > 1) {
    const startEventIds = withForms.map((start) => start.id)
    const message = `Expected "startEventId" to say with which form process "${processKey}" starts (${startEventIds.join(', ')}), but there is none.`
    throw new Conflict('start-event-needed', message, { ...facts, startEventIds })
  }
  return { startEventId: null, formKey: withForms[0]?.formKey ?? null }
}
