/**
 * Gaps and overlaps of a decision table, told when it is deployed and not when a case meets them.
 *
 * Only what is certain is told: a cell that names variables may match anything where a gap is looked for, and nothing
 * where an overlap is. The work is bounded; a table too wide to be looked through is deployed as it is.
 */
import type { DecisionRule, TableLogic } from './decision-table.ts'
import type { Report } from './read-table.ts'
import { accepts, cutColumn, readSimpleTests, type Column, type ColumnValues } from './value-sets.ts'

/** Comparisons that one table may cost. */
const MOST_WORK = 300_000
/** Rules times pieces of all columns; a larger table is not looked through at all. */
const MOST_CELLS = 500_000
const MOST_TOLD = 10

/** A rule as sets: for each column whether it accepts a piece; null: any, `unknown`: it cannot be told. */
interface RuleSets {
  readonly rule: DecisionRule
  readonly cells: readonly (readonly boolean[] | 'unknown' | null)[]
}

interface Work {
  left: number
}

/** @param values what the modeller says of each column */
export function checkRules(
  logic: TableLogic,
  values: readonly ColumnValues[],
  decisionId: string,
  report: Report,
): void {
  if (logic.rules.length === 0 || logic.inputs.length !== values.length) return
  const tests = logic.rules.map(({ tests: cells }) =>
    values.map((_, column) => {
      const cell = cells[column] ?? null
      return cell === null ? null : (readSimpleTests(cell.feel) ?? 'unknown')
    }),
  )
  const columns = values.map((value, column) =>
    cutColumn(
      tests.map((cells) => simple(cells[column])),
      value,
    ),
  )
  const pieces = columns.reduce((sum, column) => sum + column.pieces.length, 0)
  if (pieces * logic.rules.length > MOST_CELLS) return
  const rules = logic.rules.map((rule, row) => ({
    rule,
    cells: columns.map((own, column) => {
      const cell = tests[row]?.[column] ?? null
      return cell === null || cell === 'unknown' ? cell : own.pieces.map((piece) => accepts(cell, piece))
    }),
  }))
  const work = { left: MOST_WORK }
  tellOverlaps(logic, rules, decisionId, report, work)
  tellGap(logic, columns, rules, decisionId, report, work)
}

function simple<T>(cell: T | 'unknown' | null | undefined): T | null {
  return cell === 'unknown' || cell === undefined ? null : cell
}

/** UNIQUE may not match twice, ANY not with different outputs; of FIRST a rule behind one that takes all is never used. */
function tellOverlaps(
  { hitPolicy }: TableLogic,
  rules: readonly RuleSets[],
  decisionId: string,
  report: Report,
  work: Work,
): void {
  if (hitPolicy !== 'UNIQUE' && hitPolicy !== 'ANY' && hitPolicy !== 'FIRST') return
  let told = 0
  for (const [row, later] of rules.entries()) {
    for (const earlier of rules.slice(0, row)) {
      work.left -= later.cells.length + 1
      if (work.left < 0 || told >= MOST_TOLD) return
      const pair = `The rules "${earlier.rule.id}" and "${later.rule.id}" of decision "${decisionId}"`
      if (hitPolicy === 'FIRST' && covers(earlier, later)) {
        const message = `Rule "${later.rule.id}" of decision "${decisionId}" is never used, because "${earlier.rule.id}" before it takes all that it matches; put it first or remove it.`
        report(later.rule.id, 'rule-unused', message, 'warning')
        told += 1
        break
      }
      if (hitPolicy === 'UNIQUE' && meet(earlier, later)) {
        const message = `${pair} match together, but its hit policy is UNIQUE; narrow one of them, or choose another hit policy, e.g. FIRST.`
        report(later.rule.id, 'rules-overlap', message)
        told += 1
      }
      if (hitPolicy === 'ANY' && contradict(earlier.rule, later.rule) && meet(earlier, later)) {
        const message = `${pair} match together with different outputs, but its hit policy is ANY; give them the same outputs or narrow one of them.`
        report(later.rule.id, 'rules-contradict', message)
        told += 1
      }
    }
  }
}

function meet(a: RuleSets, b: RuleSets): boolean {
  return a.cells.every((cell, column) => {
    const other = b.cells[column] ?? null
    if (cell === 'unknown' || other === 'unknown') return false
    if (cell === null) return other === null || other.includes(true)
    return cell.some((accepted, piece) => accepted && (other === null || other[piece] === true))
  })
}

function covers(a: RuleSets, b: RuleSets): boolean {
  return a.cells.every((cell, column) => {
    const other = b.cells[column] ?? null
    if (cell === null) return true
    return cell !== 'unknown' && other !== null && other !== 'unknown' && other.every((one, at) => !one || cell[at])
  })
}

/** Outputs as they are written; whether two expressions come to the same cannot be told. */
function contradict(a: DecisionRule, b: DecisionRule): boolean {
  const literal = /^\s*(?:"[^"]*"|-?[\d.]+|true|false|null)\s*$/
  return a.outputs.some((output, column) => {
    const [one, other] = [output?.feel ?? 'null', b.outputs[column]?.feel ?? 'null']
    return literal.test(one) && literal.test(other) && one.trim() !== other.trim()
  })
}

/** The first combination of values that no rule takes, where there is no default either. */
function tellGap(
  { hitPolicy, inputs, outputs }: TableLogic,
  columns: readonly Column[],
  rules: readonly RuleSets[],
  decisionId: string,
  report: Report,
  work: Work,
): void {
  if (!['UNIQUE', 'ANY', 'FIRST', 'PRIORITY'].includes(hitPolicy)) return
  if (outputs.some(({ defaultValue }) => defaultValue !== null)) return
  if (columns.length === 0 || columns.some(({ complete }) => !complete)) return
  const expected = (piece: Column['pieces'][number]) => piece.expected
  const sure = findGap(columns, rules, 0, work, expected)
  const gap = sure ?? findGap(columns, rules, 0, work, () => true)
  if (!gap) return
  const combination = gap.map((example, column) => `${inputs[column]?.expression.source ?? ''} = ${example}`).join(', ')
  const message = `Decision "${decisionId}" has no rule for ${combination}; add one, give its outputs a default, or list in the allowed values of its inputs what can be.`
  // Of UNIQUE every combination is expected to have its rule; others are also written to decide only some.
  report(decisionId, 'rules-gap', message, hitPolicy === 'UNIQUE' && sure ? 'error' : 'warning')
}

function findGap(
  columns: readonly Column[],
  rules: readonly RuleSets[],
  at: number,
  work: Work,
  wanted: (piece: Column['pieces'][number]) => boolean,
): readonly string[] | null {
  const examples = columns.slice(at).map(({ pieces }) => (pieces.find(wanted) ?? pieces[0])?.example ?? '')
  if (rules.length === 0) return examples
  work.left -= rules.length
  const [column] = columns.slice(at)
  if (!column || work.left < 0) return null
  // A rule that takes everything from here on leaves no gap.
  if (rules.some(({ cells }) => cells.slice(at).every((cell) => cell === null || cell === 'unknown'))) return null
  const seen = new Set<string>()
  for (const [index, piece] of column.pieces.entries()) {
    if (!wanted(piece)) continue
    const rest = rules.filter(({ cells }) => {
      const cell = cells[at] ?? null
      return cell === null || cell === 'unknown' || cell[index] === true
    })
    // Pieces that the same rules take need one look.
    const key = rest.map(({ rule }) => rule.id).join('\n')
    if (seen.has(key)) continue
    seen.add(key)
    work.left -= rules.length
    const gap = findGap(columns, rest, at + 1, work, wanted)
    if (gap) return [piece.example, ...gap]
    if (work.left < 0) return null
  }
  return null
}
