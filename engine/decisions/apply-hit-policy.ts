/** From matched rules to a result: DMN 1.3 §8.2.10. */
import type { DecisionResult } from '../model/instance-event.ts'
import type { Json, Variables } from '../model/json.ts'
import { DecisionFailed } from './decision-failed.ts'
import type { Aggregation, DecisionOutput, TableLogic } from './decision-table.ts'

/** A rule that matched, with its computed outputs. */
export interface Match {
  readonly ruleId: string
  readonly outputs: Variables
}

/**
 * @param matches in the order of the rules
 * @param defaults the result where nothing matches; null: none
 * @throws DecisionFailed when the matches contradict the policy
 */
export function applyHitPolicy(
  decisionId: string,
  logic: TableLogic,
  matches: readonly Match[],
  defaults: Variables | null,
): DecisionResult {
  const result = (chosen: readonly Match[], single: boolean): DecisionResult => ({
    decisionId,
    outputs: chosen.map((match) => match.outputs),
    single,
    matchedRules: chosen.map((match) => match.ruleId),
    warnings: [],
  })
  const several =
    logic.hitPolicy === 'COLLECT' || logic.hitPolicy === 'RULE ORDER' || logic.hitPolicy === 'OUTPUT ORDER'
  if (matches.length === 0 && logic.aggregation !== 'COUNT') {
    return {
      decisionId,
      outputs: defaults ? [defaults] : [],
      single: !several || logic.aggregation !== null,
      matchedRules: [],
      warnings: [],
    }
  }

  switch (logic.hitPolicy) {
    case 'UNIQUE':
      if (matches.length > 1)
        throw new DecisionFailed(
          decisionId,
          `Its hit policy is UNIQUE, but the rules ${ruleIds(matches)} match together.`,
        )
      return result(matches, true)
    case 'FIRST':
      return result(matches.slice(0, 1), true)
    case 'ANY':
      if (new Set(matches.map((match) => JSON.stringify(sorted(match.outputs)))).size > 1) {
        throw new DecisionFailed(
          decisionId,
          `Its hit policy is ANY, but the rules ${ruleIds(matches)} match with different outputs.`,
        )
      }
      return { ...result(matches, true), outputs: matches.slice(0, 1).map((match) => match.outputs) }
    case 'PRIORITY':
      return result(byPriority(matches, logic.outputs).slice(0, 1), true)
    case 'OUTPUT ORDER':
      return result(byPriority(matches, logic.outputs), false)
    case 'RULE ORDER':
      return result(matches, false)
    case 'COLLECT': {
      if (logic.aggregation === null) return result(matches, false)
      const name = logic.outputs[0]?.name ?? decisionId
      const value = aggregate(
        logic.aggregation,
        matches.map((match) => match.outputs[name] ?? null),
        decisionId,
      )
      return { ...result(matches, true), outputs: [{ [name]: value }] }
    }
  }
}

/** Stable: rules with equal outputs stay in their order. A value that is not listed comes last. */
function byPriority(matches: readonly Match[], outputs: readonly DecisionOutput[]): readonly Match[] {
  const ranked = outputs.filter((output) => output.values.length > 0)
  return matches.toSorted((a, b) => {
    for (const output of ranked) {
      const difference = rank(output, a.outputs[output.name]) - rank(output, b.outputs[output.name])
      if (difference !== 0) return difference
    }
    return 0
  })
}

function rank(output: DecisionOutput, value: Json | undefined): number {
  const index = output.values.findIndex((allowed) => allowed === value)
  return index === -1 ? output.values.length : index
}

function aggregate(aggregation: Aggregation, values: readonly Json[], decisionId: string): number {
  if (aggregation === 'COUNT') return values.length
  const numbers = values.map((value) => {
    if (typeof value !== 'number')
      throw new DecisionFailed(
        decisionId,
        `It gives the ${aggregation} of its outputs, but one of them is ${JSON.stringify(value)}, no number.`,
      )
    return value
  })
  if (aggregation === 'SUM') return numbers.reduce((sum, value) => sum + value, 0)
  return aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers)
}

function ruleIds(matches: readonly Match[]): string {
  return matches
    .slice(0, 10)
    .map((match) => `"${match.ruleId}"`)
    .join(', ')
}

/** The same content in the same order of names, so that its text can be compared. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  )
}
