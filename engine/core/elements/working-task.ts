import type { Json, Variables } from '../../model/json.ts'
import type { BusinessRuleTask, DecisionMapping, SendTask, ServiceTask, Work } from '../../model/process-definition.ts'
import type { DecisionResult } from '../../model/instance-event.ts'
import type { Token } from '../../model/instance-state.ts'
import { reasonOf } from '../../model/reason-of.ts'
import { activity } from '../activity.ts'
import { decisionNote } from '../decision-note.ts'
import { ElementFailed } from '../element-failed.ts'
import type { Run } from '../run.ts'
import { throwMessage } from '../throwing.ts'
import { computeExpression, computeText, computeValue, variablesOfToken } from '../variables.ts'

type WorkingTask = ServiceTask | SendTask | BusinessRuleTask

/**
 * Service, send and business rule tasks (BPMN 2.0.2 §10.3.3, §13.3.3). A handler's or an outside system's work is a
 * job: a wait state whose answer is an event of its own. Expressions, decisions and messages are done here and now.
 */
export const workingTask = activity<WorkingTask>((run, token, node) => {
  const { work } = node
  switch (work.by) {
    case 'handler':
      return openJob(run, token, node, 'handler', work.handler, 0)
    case 'external':
      return openExternalJob(run, token, node, work)
    case 'expression': {
      const value = computeExpression(run, node.id, work.expression, variablesOfToken(run, token))
      return pass(run, token, work.resultVariable === null ? {} : { [work.resultVariable]: value })
    }
    case 'decision':
      return pass(run, token, decide(run, token, work))
    case 'message':
      throwMessage(run, token, node, work.trigger, node.inputs)
      return pass(run, token, null)
  }
})

const pass = (run: Run, token: Token, payload: Variables | null): void =>
  run.schedule({ do: 'leave', tokenId: token.id, payload })

const openExternalJob = (run: Run, token: Token, node: WorkingTask, work: Extract<Work, { by: 'external' }>): void => {
  const variables = variablesOfToken(run, token)
  const topic = computeText(run, token.elementId, work.topic, variables)
  if (topic === null) throw new ElementFailed(token.elementId, 'Expected a topic, but it is empty.')
  const priority =
    work.priority === null ? 0 : Number(computeValue(run, token.elementId, work.priority, variables) ?? 0)
  openJob(run, token, node, 'external', topic, Number.isFinite(priority) ? priority : 0)
}

const openJob = (
  run: Run,
  token: Token,
  node: WorkingTask,
  type: 'handler' | 'external',
  topic: string,
  priority: number,
): void => {
  const jobId = run.newId('j')
  // Properties alone do not say what the work is done with.
  const hasInputs = node.inputs.length > 0 || (node.data?.into.length ?? 0) > 0
  const input = hasInputs ? token.locals : null
  run.emit({ kind: 'job-opened', jobId, elementId: token.elementId, type, topic, priority, input })
  run.note('job-opened', token.elementId, { jobId, topic })
  run.putToken({ ...token, wait: { for: 'job', jobId } })
}

const decide = (run: Run, token: Token, work: Extract<Work, { by: 'decision' }>): Variables => {
  const { elementId } = token
  const variables = variablesOfToken(run, token)
  const decisionId = computeText(run, elementId, work.decision, variables)
  if (decisionId === null) throw new ElementFailed(elementId, 'Expected a decision, but its reference is empty.')
  const result = evaluateDecision(run, elementId, decisionId, variables)
  const value = mapDecision(elementId, result, work.mapping)
  run.note('decision-evaluated', elementId, decisionNote(result, value))
  if (work.resultVariable !== null) return { [work.resultVariable]: value }
  const only = result.outputs.length === 1 ? result.outputs[0] : undefined
  return only ?? { decisionResult: value }
}

const evaluateDecision = (run: Run, elementId: string, decisionId: string, variables: Variables): DecisionResult => {
  try {
    const result = run.environment.decide(decisionId, variables, run.environment.now)
    if (result.warnings.length > 0)
      run.note('warning', elementId, { decisionId, warnings: result.warnings.slice(0, 5) })
    return result
  } catch (error) {
    throw new ElementFailed(elementId, `decision "${decisionId}" failed: ${reasonOf(error)}`, { cause: error })
  }
}

/** As `camunda:mapDecisionResult`: a single value, a single rule's outputs, one value per rule, or all. */
const mapDecision = (elementId: string, { outputs, decisionId }: DecisionResult, mapping: DecisionMapping): Json => {
  const first = outputs[0] ?? null
  if (mapping !== 'resultList' && mapping !== 'collectEntries' && outputs.length > 1) {
    throw new ElementFailed(
      elementId,
      `Expected one matching rule of decision "${decisionId}" for ${mapping}, but ${outputs.length} match.`,
    )
  }
  switch (mapping) {
    case 'singleEntry':
      return first === null ? null : (Object.values(first)[0] ?? null)
    case 'singleResult':
      return first
    case 'collectEntries':
      return outputs.map((output) => Object.values(output)[0] ?? null)
    case 'resultList':
      return outputs
  }
}
