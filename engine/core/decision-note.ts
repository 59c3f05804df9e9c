/** The line that history keeps of a decision. */
import type { DecisionResult } from '../model/instance-event.ts'
import type { Json, Variables } from '../model/json.ts'

/** @param result what the process got of it */
export function decisionNote(
  { decisionId, matchedRules, trace, deploymentId }: DecisionResult,
  result: Json,
): { readonly [key: string]: Json } {
  const why = (trace ? { ...trace } : {}) as unknown as Variables
  return { decisionId, matchedRules, result, ...why, ...(deploymentId === undefined ? {} : { deploymentId }) }
}
