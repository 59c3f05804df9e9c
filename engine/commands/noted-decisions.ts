/** Decisions that the host asks for on behalf of a case: history tells of them as it does of business rule tasks. */
import { decisionNote } from '../core/decision-note.ts'
import type { HistoryNote } from '../model/effect.ts'
import type { DecisionResult, Environment } from '../model/instance-event.ts'

/** The same environment; each decision made with it adds its line to `notes`. */
export function noting(environment: Environment, elementId: string | null, notes: HistoryNote[]): Environment {
  return {
    ...environment,
    decide(decisionId, variables, at) {
      const result = environment.decide(decisionId, variables, at)
      notes.push(lineOf(elementId, result))
      return result
    },
  }
}

function lineOf(elementId: string | null, result: DecisionResult): HistoryNote {
  const data = decisionNote(result, result.single ? (result.outputs[0] ?? null) : result.outputs)
  return { kind: 'history', type: 'decision-evaluated', elementId, data }
}
