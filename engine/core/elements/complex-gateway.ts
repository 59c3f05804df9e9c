import type { Token } from '../../model/instance-state.ts'
import type { ComplexGateway } from '../../model/process-definition.ts'
import { awaitReset } from '../complex-reset.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { joinTokens, oneOfEachFlow } from '../joins.ts'
import type { Run } from '../run.ts'
import { holds, variablesOfScope } from '../variables.ts'

/**
 * Starts when its activation condition holds, then awaits the other tokens before it can start anew (BPMN 2.0.2 §10.6.5,
 * §13.4.5). The condition is asked whenever a token comes; it sees `activationCount`, the number of incoming flows that
 * hold a token. Without a condition the first token is enough.
 *
 * On activation the outgoing flows are chosen as an inclusive gateway does, with `waitingForStart` true. On reset, which
 * `release-joins.ts` finds, only flows get a token whose own condition mentions `waitingForStart` and holds while that is
 * false: unconditional flows, the default, and conditions over data alone were answered by the activation. The standard
 * recommends that a flow gets its token in one of the two phases and not in both; so a condition that does not ask for
 * the phase cannot double it.
 */
export const complexGateway: ElementBehaviour<ComplexGateway> = {
  enter: (run, token, node) => arrive(run, token, node),
  work: (run, token, node) => arrive(run, token, node),
}

const arrive = (run: Run, token: Token, node: ComplexGateway): void => {
  if (token.via === null) return joinTokens(run, [token], { waitingForStart: true })
  run.putToken({ ...token, wait: { for: 'join' } })
  if (run.scope(token.scope).awaitingReset?.[node.id] !== undefined) return
  const round = oneOfEachFlow(run, node, token.scope)
  if (!activates(run, token, node, round.length)) return
  joinTokens(run, round, { waitingForStart: true })
  awaitReset(
    run,
    token.scope,
    node.id,
    round.flatMap(({ via }) => via ?? []),
  )
}

const activates = (run: Run, token: Token, { id, activationCondition }: ComplexGateway, count: number): boolean =>
  activationCondition === null ||
  holds(run, id, activationCondition, { ...variablesOfScope(run, token.scope), activationCount: count })
