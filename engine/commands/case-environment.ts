import { evaluateDecision } from '../decisions/evaluate-decision.ts'
import type { LoadedDefinition } from '../definitions/loaded-definition.ts'
import type { Environment } from '../model/instance-event.ts'
import type { Variables } from '../model/json.ts'
import type { CaseFacts } from '../ports.ts'
import type { ProcessInstanceRow } from '../store/tables/process-instance.ts'
import { readDataStores } from './data-stores.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** Facts of a case that its expressions and handlers may know. */
export type CaseRow = Pick<
  ProcessInstanceRow,
  | 'id'
  | 'institutionId'
  | 'holderId'
  | 'processKey'
  | 'businessKey'
  | 'startedBy'
  | 'parentInstanceId'
  | 'definitionVersion'
>

/** The case as its host gets to know it. */
export function caseFacts(row: CaseRow, variables: Variables): CaseFacts {
  return {
    institutionId: row.institutionId,
    holderId: row.holderId,
    processKey: row.processKey,
    processInstanceId: row.id,
    businessKey: row.businessKey,
    variables,
  }
}

/** Everything the core may know of the world for one event of one case. */
export async function caseEnvironment(
  unit: Unit,
  parts: EngineParts,
  row: CaseRow,
  loaded: LoadedDefinition,
  variables: Variables,
): Promise<Environment> {
  const { functions, globals } = await parts.environment.forCase(caseFacts(row, variables), unit.records)
  const known: Variables = {
    instanceId: row.id,
    businessKey: row.businessKey,
    institutionId: row.institutionId,
    holderId: row.holderId,
    schemeVersion: row.definitionVersion,
    initiator: row.startedBy,
  }
  const allGlobals = { ...known, ...globals }
  return {
    now: unit.now,
    functions,
    globals: allGlobals,
    decide: (decisionId, seen, at) => ({
      ...evaluateDecision(decisionId, loaded.bundle.decisions, seen, { now: at, functions, globals: allGlobals }),
      deploymentId: loaded.deploymentId,
    }),
    messageKey: (name) => loaded.bundle.contracts.get(name)?.key ?? null,
    dataStores: await readDataStores(unit, row.institutionId, loaded.definition),
    called: row.parentInstanceId !== null,
    stepBudget: parts.limits.stepBudget,
    multiInstanceLimit: parts.limits.multiInstanceLimit,
  }
}
