/** How many tokens begin a run of an activity, and how many it gives (BPMN 2.0.2 Table 10.3, §13.3.2). */
import type { Token } from '../model/instance-state.ts'
import type { FlowNode } from '../model/process-definition.ts'
import { ElementFailed } from './element-failed.ts'
import type { Run } from './run.ts'

/**
 * Whether enough tokens have come, by any flow, to begin a run: the one that came last goes on for all of them. Until
 * then it waits with the others; what is over waits for the next run.
 */
export const startQuantityIsThere = (run: Run, token: Token, node: FlowNode): boolean => {
  const quantity = 'startQuantity' in node ? node.startQuantity : undefined
  // One that waits for its turn or its data was enough before.
  if (quantity === undefined || token.wait.for === 'turn' || token.wait.for === 'data') return true
  const before = run
    .tokensIn(token.scope)
    .filter(({ id, elementId, wait }) => id !== token.id && elementId === node.id && wait.for === 'join')
    .slice(0, quantity - 1)
  if (before.length + 1 < quantity) {
    run.putToken({ ...token, wait: { for: 'join' } })
    return false
  }
  for (const { id } of before) run.removeToken(id)
  return true
}

/** Tokens on each of the outgoing flows that are taken. @throws ElementFailed beyond the limit of what may run at once */
export const completionQuantityOf = (run: Run, node: FlowNode, flows: number): number => {
  const quantity = 'completionQuantity' in node ? (node.completionQuantity ?? 1) : 1
  const limit = run.environment.multiInstanceLimit
  if (quantity === 1 || quantity * flows <= limit) return quantity
  throw new ElementFailed(node.id, `Expected at most ${limit} tokens at once, but there would be ${quantity * flows}.`)
}
