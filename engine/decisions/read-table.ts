import { elementOf, elementsOf, idOf, textOf, type ModdleElement } from '../bpmn/xml/moddle-element.ts'
import { checkFeel, checkUnaryTests } from '../expressions/check-feel.ts'
import { evaluate } from '../expressions/evaluate.ts'
import { isForbiddenKey } from '../expressions/meter.ts'
import type { Problem } from '../model/errors.ts'
import type { Json } from '../model/json.ts'
import type { Expression } from '../model/process-definition.ts'
import { checkRules } from './check-rules.ts'
import type {
  Aggregation,
  DecisionInput,
  DecisionOutput,
  DecisionRule,
  HitPolicy,
  TableLogic,
} from './decision-table.ts'
import type { ColumnValues } from './value-sets.ts'

/** Takes a problem: where, its stable code, the sentence, and how bad it is; an error where nothing is said. */
export type Report = (elementId: string | null, code: string, message: string, severity?: Problem['severity']) => void

const MOST_RULES = 2_000
const MOST_COLUMNS = 50
const HIT_POLICIES: readonly HitPolicy[] = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
]
const AGGREGATIONS: readonly Aggregation[] = ['SUM', 'COUNT', 'MIN', 'MAX']

/**
 * Reads one decision table and checks every cell.
 *
 * @param functionNames what may be called beside FEEL's own functions
 * @returns null when its shape does not hold; problems of single cells are only reported
 */
export function readTable(
  table: ModdleElement,
  decisionId: string,
  functionNames: readonly string[],
  tell: Report,
): TableLogic | null {
  let isRight = true
  const report: Report = (...problem) => {
    isRight = false
    tell(...problem)
  }
  const rules = elementsOf(table, 'rule')
  const inputs = elementsOf(table, 'input')
  const outputs = elementsOf(table, 'output')
  if (rules.length > MOST_RULES || inputs.length + outputs.length > MOST_COLUMNS) {
    report(
      decisionId,
      'table-too-large',
      `Decision "${decisionId}" has ${rules.length} rules and ${inputs.length + outputs.length} columns; at most ${MOST_RULES} and ${MOST_COLUMNS} are read. Split it.`,
    )
    return null
  }
  if (outputs.length === 0) report(decisionId, 'no-output', `Decision "${decisionId}" has no output column; add one.`)

  const cells: Cells = { decisionId, functionNames, report }
  const hitPolicy = readHitPolicy(table, decisionId, report)
  const logic: TableLogic = {
    kind: 'table',
    hitPolicy,
    aggregation: readAggregation(table, hitPolicy, outputs.length, decisionId, report),
    inputs: inputs.flatMap((input, index) => readInput(input, index, cells)),
    outputs: outputs.map((output, index) => readOutput(output, index, outputs.length, cells)),
    rules: rules.map((rule, index) => readRule(rule, index, inputs.length, outputs.length, cells)),
  }
  checkPriorities(logic, decisionId, report)
  // Of cells that cannot be read nothing is certain.
  if (isRight) checkRules(logic, inputs.map(valuesOf), decisionId, tell)
  return logic
}

/** What the modeller says of a column: its type, without the prefix of `feel:string`, and its allowed values. */
function valuesOf(input: ModdleElement): ColumnValues {
  const type = textOf(elementOf(input, 'inputExpression'), 'typeRef')
  return { type: type?.replace(/^.*:/, '') ?? null, allowed: textOf(elementOf(input, 'inputValues'), 'text') }
}

interface Cells {
  readonly decisionId: string
  readonly functionNames: readonly string[]
  readonly report: Report
}

function readHitPolicy(table: ModdleElement, decisionId: string, report: Report): HitPolicy {
  const text = textOf(table, 'hitPolicy') ?? 'UNIQUE'
  const policy = HIT_POLICIES.find((known) => known === text)
  if (policy === undefined)
    report(
      decisionId,
      'unknown-hit-policy',
      `Decision "${decisionId}" has hit policy "${text.slice(0, 50)}"; use one of ${HIT_POLICIES.join(', ')}.`,
    )
  return policy ?? 'UNIQUE'
}

function readAggregation(
  table: ModdleElement,
  hitPolicy: HitPolicy,
  outputs: number,
  decisionId: string,
  report: Report,
): Aggregation | null {
  const text = textOf(table, 'aggregation')
  if (text === null || hitPolicy !== 'COLLECT') return null
  const aggregation = AGGREGATIONS.find((known) => known === text) ?? null
  if (aggregation === null)
    report(
      decisionId,
      'unknown-aggregation',
      `Decision "${decisionId}" has aggregation "${text.slice(0, 50)}"; use one of ${AGGREGATIONS.join(', ')}.`,
    )
  if (outputs > 1)
    report(decisionId, 'aggregation-of-several', `Decision "${decisionId}" aggregates ${outputs} outputs; leave one.`)
  return aggregation
}

function readInput(input: ModdleElement, index: number, cells: Cells): DecisionInput[] {
  const id = idOf(input) ?? `input ${index + 1}`
  const text = textOf(elementOf(input, 'inputExpression'), 'text')
  if (text === null) {
    cells.report(
      idOf(input) ?? cells.decisionId,
      'input-without-expression',
      `Input ${index + 1} of decision "${cells.decisionId}" names no variable; write one, e.g. "impact".`,
    )
    return []
  }
  const problem = checkFeel(text, cells.functionNames)
  if (problem !== null)
    cells.report(
      idOf(input) ?? cells.decisionId,
      'expression-invalid',
      `Input ${index + 1} of decision "${cells.decisionId}": ${problem}`,
    )
  return [{ id, label: textOf(input, 'label'), expression: { feel: text, source: text } }]
}

function readOutput(output: ModdleElement, index: number, count: number, cells: Cells): DecisionOutput {
  const id = idOf(output) ?? `output ${index + 1}`
  const name = textOf(output, 'name') ?? (count === 1 ? cells.decisionId : null)
  if (name === null)
    cells.report(
      idOf(output) ?? cells.decisionId,
      'output-without-name',
      `Output ${index + 1} of decision "${cells.decisionId}" has no name; every column of several needs one.`,
    )
  if (name !== null && isForbiddenKey(name)) {
    cells.report(
      idOf(output) ?? cells.decisionId,
      'reserved-name',
      `Output "${name}" of decision "${cells.decisionId}" has a reserved name; rename it.`,
    )
  }
  const label = `The default of output ${index + 1}`
  return {
    id,
    name: name ?? id,
    defaultValue: readExpression(textOf(elementOf(output, 'defaultOutputEntry'), 'text'), idOf(output), label, cells),
    values: readValues(textOf(elementOf(output, 'outputValues'), 'text'), idOf(output), index, cells),
  }
}

/** The allowed values of an output are literals: they give an order before any variable is known. */
function readValues(text: string | null, id: string | null, index: number, cells: Cells): readonly Json[] {
  if (text === null) return []
  const feel = `[${text}]`
  if (checkFeel(feel, []) === null) {
    const { value, warnings } = evaluate(
      { feel, source: text },
      {},
      { now: '1970-01-01T00:00:00.000Z', functions: {}, globals: {} },
    )
    if (Array.isArray(value) && warnings.length === 0) return value
  }
  cells.report(
    id ?? cells.decisionId,
    'output-values-invalid',
    `The allowed values of output ${index + 1} of decision "${cells.decisionId}" are not a list of literals; write them as "a", "b".`,
  )
  return []
}

function readRule(rule: ModdleElement, index: number, inputs: number, outputs: number, cells: Cells): DecisionRule {
  const id = idOf(rule)
  const tests = elementsOf(rule, 'inputEntry')
  const results = elementsOf(rule, 'outputEntry')
  if (tests.length !== inputs || results.length !== outputs) {
    cells.report(
      id ?? cells.decisionId,
      'rule-incomplete',
      `Rule ${index + 1} of decision "${cells.decisionId}" has ${tests.length} + ${results.length} cells for ${inputs} inputs and ${outputs} outputs; give it one for each.`,
    )
  }
  return {
    id: id ?? `rule ${index + 1}`,
    tests: tests.map((cell, column) =>
      readTest(textOf(cell, 'text'), id, `Rule ${index + 1}, input ${column + 1}`, cells),
    ),
    outputs: results.map((cell, column) =>
      readExpression(textOf(cell, 'text'), id, `Rule ${index + 1}, output ${column + 1}`, cells),
    ),
    description: textOf(rule, 'description'),
  }
}

function readTest(text: string | null, id: string | null, place: string, cells: Cells): Expression | null {
  if (text === null || text === '-') return null
  const problem = checkUnaryTests(text, cells.functionNames)
  if (problem !== null)
    cells.report(id ?? cells.decisionId, 'expression-invalid', `${place} of decision "${cells.decisionId}": ${problem}`)
  return { feel: text, source: text }
}

function readExpression(text: string | null, id: string | null, place: string, cells: Cells): Expression | null {
  if (text === null || text === '-') return null
  const problem = checkFeel(text, cells.functionNames)
  if (problem !== null)
    cells.report(id ?? cells.decisionId, 'expression-invalid', `${place} of decision "${cells.decisionId}": ${problem}`)
  return { feel: text, source: text }
}

function checkPriorities(logic: TableLogic, decisionId: string, report: Report): void {
  const ordered = logic.hitPolicy === 'PRIORITY' || logic.hitPolicy === 'OUTPUT ORDER'
  if (!ordered || logic.outputs.some((output) => output.values.length > 0)) return
  report(
    decisionId,
    'no-output-values',
    `Decision "${decisionId}" orders by its outputs, but none lists its values; list them, the strongest first.`,
  )
}
