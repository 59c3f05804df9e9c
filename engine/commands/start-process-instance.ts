import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import type { Told } from '../engine.ts'
import { NotAllowed, NotFound, refusedValue } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import { isStorableText } from '../model/storable-text.ts'
import type { ProcessInstanceView } from '../model/views.ts'
import { instanceView } from '../store/to-views.ts'
import { acceptedByForm } from './accepted-data.ts'
import { checkVariables } from './check-variables.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { definitionInForce, definitionSuspended, knownDefinition } from './find-definition.ts'
import { choosePlainStart } from './plain-start.ts'
import { startInstance } from './step-instance.ts'
import type { Unit } from './unit.ts'

/** Which process to start, by its key (the definition in force) or by a definition's id, and with what. */
export interface StartProcessInstance extends Told {
  readonly processKey?: string
  readonly definitionId?: string
  readonly holderId?: string
  readonly businessKey?: string
  /** Which start event, where the process has several that people start it at. */
  readonly startEventId?: string
  readonly variables?: Variables
}

const MAX_BUSINESS_KEY_CHARACTERS = 255

/**
 * Starts a case at the plain start event of the definition in force, or of the one named by id.
 *
 * @throws NoActiveDefinition, FormRejected, DataRejected
 * @throws Conflict `no-plain-start`, `start-event-needed`
 * @throws NotAllowed when the diagram names starter groups and the actor is in none
 */
export const startProcessInstance: Command<StartProcessInstance, ProcessInstanceView> = async (input, unit, parts) => {
  const variables = input.variables ?? {}
  checkVariables(variables, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  const businessKey = input.businessKey ?? null
  if (businessKey !== null && (businessKey.length > MAX_BUSINESS_KEY_CHARACTERS || !isStorableText(businessKey))) {
    const message = `Expected a business key of at most ${MAX_BUSINESS_KEY_CHARACTERS} characters.`
    throw refusedValue('/businessKey', 'maxLength', message)
  }
  const holderId = input.holderId ?? ''
  const loaded = await findDefinition(input, holderId, unit, parts)
  const start = choosePlainStart(loaded, input.startEventId)
  expectMayStart(unit, loaded)
  const started = await startInstance(unit, parts, {
    loaded,
    holderId,
    businessKey,
    startEventId: start.startEventId,
    // The form of the start event, if it has one, decides what reaches the process.
    variables: (await acceptedByForm(loaded, start.formKey, variables, unit, parts)) ?? variables,
    startedBy: unit.actorId,
    parent: null,
  })
  return instanceView(started.row)
}

async function findDefinition(
  input: StartProcessInstance,
  holderId: string,
  unit: Unit,
  parts: EngineParts,
): Promise<LoadedDefinition> {
  const { definitionId, processKey } = input
  if (definitionId === undefined) {
    if (processKey === undefined) throw new NotFound('process definition', '')
    return definitionInForce(unit, parts, holderId, processKey)
  }
  const facts = await knownDefinition(unit, definitionId)
  if (facts.suspended === 1) throw definitionSuspended(facts.processKey, facts.id)
  return parts.definitions.get(unit.look, definitionId)
}

function expectMayStart({ by }: Unit, { definition }: LoadedDefinition): void {
  const groups = definition.candidateStarterGroups
  if (groups.length === 0 || by.mayManage || groups.some((group) => by.groups.includes(group))) return
  const message = `Expected "${by.id}" to be in one of ${groups.join(', ')} to start process "${definition.processKey}", but they are not.`
  throw new NotAllowed(message, { processKey: definition.processKey, groups })
}
