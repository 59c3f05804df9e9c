import type { Told } from '../engine.ts'
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import type { ConditionStart } from '../definitions/entry-points.ts'
import { type ExpressionEnvironment, evaluateValue } from '../expressions/evaluate.ts'
import type { Variables } from '../model/json.ts'
import { reasonOf } from '../model/reason-of.ts'
import { checkVariables } from './check-variables.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { leavePending } from './pending-command.ts'
import { startEnvironment } from './schedule-start-timers.ts'
import type { Unit } from './unit.ts'

/** Over which data, and for which holder ('' none). */
export interface EvaluateConditions extends Told {
  readonly variables: Variables
  readonly holderId?: string
}

/**
 * Asks the conditional start events of every definition in force over the given data; before a case there are no others
 * (BPMN 2.0.2 §10.5.2). Each definition of which one holds gets one case, with these data as its variables; it starts in a
 * command of its own. Whoever tells the engine decides when the data are news: the same data told again start again.
 *
 * @throws DataRejected
 */
export const evaluateConditions: Command<EvaluateConditions, { readonly started: number }> = async (
  { variables, holderId = '' },
  unit,
  parts,
) => {
  checkVariables(variables, { maxBytes: parts.limits.maxVariablesBytes, language: unit.by.language })
  const { institutionId } = unit.by
  let started = 0
  for (const choice of (await parts.definitions.inForce(unit.look, institutionId, holderId)).values()) {
    if (choice.suspended) continue
    const loaded = await parts.definitions.get(unit.look, choice.definitionId)
    const start = await findHolding(unit, parts, loaded, holderId, variables)
    if (start === null) continue
    const id = unit.newId()
    leavePending(
      unit,
      { institutionId, processInstanceId: id, rootInstanceId: id },
      {
        kind: 'start-by-condition',
        definitionId: loaded.id,
        holderId,
        startEventId: start.startEventId,
        part: start.part,
        payload: variables,
      },
    )
    started += 1
  }
  return { started }
}

/** The first conditional start event, in document order, that holds. */
async function findHolding(
  unit: Unit,
  parts: EngineParts,
  { entryPoints, definition }: LoadedDefinition,
  holderId: string,
  variables: Variables,
): Promise<ConditionStart | null> {
  if (entryPoints.conditionStarts.length === 0) return null
  const { institutionId } = unit.by
  const { processKey } = definition
  const environment = await startEnvironment(unit, parts, { institutionId, holderId, processKey }, variables)
  const holds = (start: ConditionStart): boolean => conditionHolds(parts, processKey, start, variables, environment)
  return entryPoints.conditionStarts.find(holds) ?? null
}

/** A condition that cannot be computed over these data does not hold, and must not keep other processes from starting. */
function conditionHolds(
  parts: EngineParts,
  processKey: string,
  { startEventId, condition }: ConditionStart,
  variables: Variables,
  environment: ExpressionEnvironment,
): boolean {
  try {
    return evaluateValue({ expression: condition }, variables, environment).value === true
  } catch (error) {
    parts.log.error(
      { processKey, elementId: startEventId, error: reasonOf(error) },
      'start condition cannot be computed',
    )
    return false
  }
}
