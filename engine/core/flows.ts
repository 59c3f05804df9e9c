/** Sequence flows: which ones a token takes when it leaves, and how it travels (BPMN 2.0.2 §13.3.2, §13.4). */
import type { Token } from '../model/instance-state.ts'
import type { FlowNode, SequenceFlow } from '../model/process-definition.ts'
import { ElementFailed } from './element-failed.ts'
import { flowsOfReset } from './complex-reset.ts'
import type { Run } from './run.ts'
import { completionQuantityOf } from './quantities.ts'
import { consumeToken, placeToken } from './scopes.ts'
import { holds, variablesOfToken } from './variables.ts'

/** Moves a token out of its element: along one flow itself, with a new token along each further one. */
export const takeFlows = (run: Run, token: Token, node: FlowNode): void => {
  const flows = selectFlows(run, token, node)
  const [first, ...others] = flows
  const quantity = completionQuantityOf(run, node, flows.length)
  if (!first) {
    consumeToken(run, token.id)
    return
  }
  run.putToken({
    ...token,
    elementId: first.target,
    via: first.id,
    locals: null,
    wait: { for: 'trigger' },
    since: run.environment.now,
  })
  run.schedule({ do: 'enter', tokenId: token.id })
  for (const flow of others) placeToken(run, flow.target, token.scope, flow.id)
  for (let further = 1; further < quantity; further++)
    for (const flow of flows) placeToken(run, flow.target, token.scope, flow.id)
}

const selectFlows = (run: Run, token: Token, node: FlowNode): SequenceFlow[] => {
  const flows = node.outgoing.map((id) => flowOf(run, id))
  switch (node.kind) {
    case 'parallel-gateway':
      return flows
    case 'complex-gateway':
      return token.locals?.waitingForStart === false
        ? selectForReset(run, token, node)
        : selectTrue(run, token, node, flows)
    case 'exclusive-gateway':
      return flows.length === 0 ? [] : [selectOne(run, token, node, flows, node.defaultFlow)]
    default:
      return selectTrue(run, token, node, flows)
  }
}

/** Exclusive: the first flow whose condition holds, else the default (§13.4.2). */
const selectOne = (
  run: Run,
  token: Token,
  node: FlowNode,
  flows: readonly SequenceFlow[],
  defaultFlow: string | null,
): SequenceFlow => {
  const variables = variablesOfToken(run, token)
  const chosen =
    flows.find(
      (flow) => flow.id !== defaultFlow && (flow.condition === null || holds(run, flow.id, flow.condition, variables)),
    ) ?? flows.find((flow) => flow.id === defaultFlow)
  if (chosen) return chosen
  throw new ElementFailed(node.id, 'Expected a condition to hold or a default flow, but no flow can be taken.')
}

/** Activities and events: every unconditional flow and every one whose condition holds, else the default (§13.3.2). */
const selectTrue = (run: Run, token: Token, node: FlowNode, flows: readonly SequenceFlow[]): SequenceFlow[] => {
  const defaultFlow = 'defaultFlow' in node ? node.defaultFlow : null
  const candidates = flows.filter((flow) => flow.id !== defaultFlow)
  const variables = candidates.some((flow) => flow.condition !== null) ? variablesOfToken(run, token) : {}
  const taken = candidates.filter((flow) => flow.condition === null || holds(run, flow.id, flow.condition, variables))
  if (taken.length > 0 || flows.length === 0) return taken
  const fallback = flows.find((flow) => flow.id === defaultFlow)
  if (fallback) return [fallback]
  throw new ElementFailed(node.id, 'Expected a condition to hold or a default flow, but no flow can be taken.')
}

/** A complex gateway on its reset: nothing may be left to take (§13.4.5). */
const selectForReset = (run: Run, token: Token, node: FlowNode): SequenceFlow[] => {
  const variables = variablesOfToken(run, token)
  return flowsOfReset(run, node).filter(
    ({ id, condition }) => condition !== null && holds(run, id, condition, variables),
  )
}

const flowOf = (run: Run, id: string): SequenceFlow => {
  const flow = run.definition.flows[id]
  if (!flow) throw new Error(`Expected sequence flow "${id}" to be there, but it is not.`)
  return flow
}
