import type { DecisionResult } from '../model/instance-event.ts'
import type { Variables } from '../model/json.ts'
import type { ExpressionEnvironment } from '../expressions/evaluate.ts'
import { DecisionFailed } from './decision-failed.ts'
import type { DecisionTable } from './decision-table.ts'

export { DecisionFailed } from './decision-failed.ts'

/** @throws DecisionFailed */
export function evaluateDecision(
  decisionId: string,
  _decisions: ReadonlyMap<string, DecisionTable>,
  _variables: Variables,
  _environment: ExpressionEnvironment,
): DecisionResult {
  throw new DecisionFailed(decisionId, 'The evaluator is being built.')
}
