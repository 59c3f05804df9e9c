/** What history keeps of a decision, so that the case can show which rule decided and why. */
import { toJson } from '../expressions/feel-values.ts'
import type { DecisionResult, DecisionTrace } from '../model/instance-event.ts'
import type { Json } from '../model/json.ts'
import type { DecisionTable, TableLogic } from './decision-table.ts'

const LONGEST_VALUE = 1_000
const MOST_RULES = 50

/**
 * @param inputs the values of the columns, as FEEL holds them
 * @param requires the decisions evaluated before it, with their traces
 */
export function traceOf(
  decision: DecisionTable,
  inputs: readonly unknown[],
  { matchedRules }: DecisionResult,
  requires: DecisionTrace['requires'],
): DecisionTrace {
  const { name, logic } = decision
  if (logic.kind === 'expression') return { name, inputs: [], rules: [], requires }
  return {
    name,
    inputs: logic.inputs.map(({ label, expression }, column) => ({
      label: label ?? expression.source,
      value: shown(inputs[column]),
    })),
    rules: matchedRules.slice(0, MOST_RULES).map((ruleId) => ({ ruleId, description: descriptionOf(logic, ruleId) })),
    requires,
  }
}

function descriptionOf({ rules }: TableLogic, ruleId: string): string | null {
  return rules.find(({ id }) => id === ruleId)?.description ?? null
}

/** A long value is told as the beginning of its text; what is no data, e.g. a range, as null. */
function shown(value: unknown): Json {
  try {
    const json = toJson(value, () => undefined)
    const text = JSON.stringify(json)
    return text.length <= LONGEST_VALUE ? json : `${text.slice(0, LONGEST_VALUE)}…`
  } catch {
    return null
  }
}
