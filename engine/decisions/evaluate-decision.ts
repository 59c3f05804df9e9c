/**
 * Decision tables evaluated with the same bounded FEEL as everything else.
 *
 * In: a decision's id, the decisions of its file, the variables of a case. Out: the outputs of the matched rules in the
 * order of the hit policy, and which rules they were, so that history can tell why.
 */
import { evaluate, evaluateToFeel, type ExpressionEnvironment } from '../expressions/evaluate.ts'
import { metered } from '../expressions/meter.ts'
import { passesTests } from '../expressions/unary-tests.ts'
import type { DecisionResult, DecisionTrace } from '../model/instance-event.ts'
import type { Json, Variables } from '../model/json.ts'
import type { Expression } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { applyHitPolicy, type Match } from './apply-hit-policy.ts'
import { DecisionFailed } from './decision-failed.ts'
import type { DecisionTable, TableLogic } from './decision-table.ts'
import { traceOf } from './decision-trace.ts'

export { DecisionFailed } from './decision-failed.ts'

/** Units of work (see `meter.ts`) for one decision with all that it requires. */
const DECISION_BUDGET = 1_000_000
const MOST_WARNINGS = 20

/**
 * Evaluates a decision, those that it requires first; they see its result under the name of its variable.
 *
 * Where no rule matches, the defaults of the outputs are the result, and without defaults there is none (`outputs` is
 * empty). COLLECT with SUM, MIN or MAX over no match gives none, with COUNT 0.
 *
 * @param decisions of the definition's own bundle, by id
 * @throws DecisionFailed when there is no such decision, UNIQUE has two matches, ANY has different outputs, an
 *   aggregation meets a value that is no number, or an expression cannot be evaluated
 */
export function evaluateDecision(
  decisionId: string,
  decisions: ReadonlyMap<string, DecisionTable>,
  variables: Variables,
  environment: ExpressionEnvironment,
): DecisionResult {
  const decision = decisions.get(decisionId)
  if (decision === undefined) throw new DecisionFailed(decisionId, 'There is no such decision in the bundle.')

  return metered(() => {
    const warnings = new Set<string>()
    const known: Record<string, Json> = { ...variables }
    const before: DecisionTrace['requires'][number][] = []
    for (const id of decision.requires) {
      const required = decisions.get(id)
      if (required === undefined)
        throw new DecisionFailed(decisionId, `It requires decision "${id}", which is not in the bundle.`)
      const result = evaluateOne(required, known, environment, warnings, [])
      known[required.variable] = asValue(result)
      if (result.trace) before.push({ decisionId: id, trace: result.trace })
    }
    const result = evaluateOne(decision, known, environment, warnings, before)
    return { ...result, warnings: [...warnings].slice(0, MOST_WARNINGS) }
  }, DECISION_BUDGET)
}

function evaluateOne(
  decision: DecisionTable,
  variables: Variables,
  environment: ExpressionEnvironment,
  warnings: Set<string>,
  before: DecisionTrace['requires'],
): DecisionResult {
  const compute = <T extends { readonly warnings: readonly string[] }>(work: () => T): T => {
    try {
      const result = work()
      for (const line of result.warnings) warnings.add(line)
      return result
    } catch (error) {
      throw new DecisionFailed(decision.id, reasonOf(error), { cause: error })
    }
  }
  const value = (expression: Expression | null): Json =>
    expression === null ? null : compute(() => evaluate(expression, variables, environment)).value

  const { logic } = decision
  if (logic.kind === 'expression') {
    const result: DecisionResult = {
      decisionId: decision.id,
      outputs: [{ [decision.variable]: value(logic.expression) }],
      single: true,
      matchedRules: [],
      warnings: [],
    }
    return { ...result, trace: traceOf(decision, [], result, before) }
  }

  const inputs = logic.inputs.map(
    (input) => compute(() => evaluateToFeel(input.expression, variables, environment)).value,
  )
  const passes = (test: Expression | null, column: number) =>
    test === null || compute(() => passesTests(test, inputs[column] ?? null, variables, environment)).passes
  const matches: Match[] = []
  for (const rule of logic.rules) {
    if (!rule.tests.every(passes)) continue
    matches.push({ ruleId: rule.id, outputs: named(logic, rule.outputs.map(value)) })
    if (logic.hitPolicy === 'FIRST') break
  }
  const defaults = logic.outputs.some((output) => output.defaultValue !== null)
    ? named(
        logic,
        logic.outputs.map((output) => value(output.defaultValue)),
      )
    : null
  const result = applyHitPolicy(decision.id, logic, matches, defaults)
  return { ...result, trace: traceOf(decision, inputs, result, before) }
}

function named(logic: TableLogic, values: readonly Json[]): Variables {
  return Object.fromEntries(logic.outputs.map((output, index) => [output.name, values[index] ?? null]))
}

/** A result as other decisions read it: one output is its value, several are a context, several matches a list. */
function asValue({ outputs, single }: DecisionResult): Json {
  const values = outputs.map((output) => {
    const entries = Object.values(output)
    return entries.length === 1 ? (entries[0] ?? null) : output
  })
  return single ? (values[0] ?? null) : values
}
