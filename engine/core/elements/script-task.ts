import type { Json, Variables } from '../../model/json.ts'
import type { ScriptTask } from '../../model/process-definition.ts'
import { activity } from '../activity.ts'
import { computeExpression, variablesOfToken } from '../variables.ts'

/**
 * Computes FEEL (BPMN 2.0.2 §10.3.3). With `camunda:resultVariable` the value goes there; without, the entries of a
 * context become variables.
 */
export const scriptTask = activity<ScriptTask>((run, token, node) => {
  const value = computeExpression(run, node.id, node.script, variablesOfToken(run, token))
  const payload = node.resultVariable === null ? entriesOf(value) : { [node.resultVariable]: value }
  run.schedule({ do: 'leave', tokenId: token.id, payload })
})

const entriesOf = (value: Json): Variables | null =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Variables) : null
