/**
 * Joins that wait for every token that can still arrive. Whether one can is seen when all tokens rest: a token that came,
 * ended, was cancelled or went another way may have been the last one that a join waited for.
 */
import type { Token } from '../model/instance-state.ts'
import { resetGateway } from './complex-reset.ts'
import { joinTokens, oneOfEachFlow, waitsAt } from './joins.ts'
import { leadsTo, waitingJoins, type WaitingJoin } from './paths-to-joins.ts'
import type { Run } from './run.ts'

interface Waiting {
  readonly gatewayId: string
  readonly scopeId: string
  readonly place: number
}

/**
 * Lets the first join go on, in document order, for which no token is expected any more.
 *
 * @returns whether one went on; then there are moves to make
 */
export const releaseJoin = (run: Run): boolean => {
  const joins = waitingJoins(run.definition)
  if (joins.size === 0) return false
  for (const { gatewayId, scopeId } of whatWaits(run, joins)) {
    const gateway = run.node(gatewayId)
    let moves = false
    run.attempt(() => {
      if (gateway.kind === 'inclusive-gateway') moves = releaseInclusive(run, gateway, scopeId)
      if (gateway.kind === 'complex-gateway') moves = releaseComplex(run, gateway, scopeId)
    })
    if (moves) return true
  }
  return false
}

const whatWaits = (run: Run, joins: ReadonlyMap<string, number>): readonly Waiting[] => {
  const found = new Map<string, Waiting>()
  const add = (gatewayId: string, scopeId: string): void => {
    const place = joins.get(gatewayId)
    if (place !== undefined) found.set(`${scopeId} ${gatewayId}`, { gatewayId, scopeId, place })
  }
  for (const token of run.tokens()) if (token.wait.for === 'join') add(token.elementId, token.scope)
  for (const { id, awaitingReset } of run.scopes())
    if (awaitingReset !== undefined) for (const gatewayId of Object.keys(awaitingReset)) add(gatewayId, id)
  return [...found.values()].sort((a, b) => a.place - b.place)
}

/** One token of each flow that has one goes on together; further ones wait for the next round (§13.4.3). */
const releaseInclusive = (run: Run, gateway: WaitingJoin, scopeId: string): boolean => {
  const round = oneOfEachFlow(run, gateway, scopeId)
  if (round.length === 0 || isExpected(run, gateway, scopeId, gateway.incoming, round)) return false
  joinTokens(run, round)
  return true
}

/** Tokens on flows that did not take part in the activation are awaited before the gateway starts anew (§13.4.5). */
const releaseComplex = (run: Run, gateway: WaitingJoin, scopeId: string): boolean => {
  const activatedBy = run.scope(scopeId).awaitingReset?.[gateway.id]
  if (activatedBy === undefined) return false
  const open = gateway.incoming.filter((flow) => !activatedBy.includes(flow))
  const round = oneOfEachFlow(run, gateway, scopeId).filter(({ via }) => via !== null && open.includes(via))
  return !isExpected(run, gateway, scopeId, open, round) && resetGateway(run, scopeId, gateway.id)
}

/**
 * Whether there is a token elsewhere in the scope that can come to an empty flow of these but to none that is filled.
 *
 * @param round the waiting tokens, one of each filled flow
 */
const isExpected = (
  run: Run,
  gateway: WaitingJoin,
  scopeId: string,
  flows: readonly string[],
  round: readonly Token[],
): boolean => {
  const filled = round.flatMap(({ via }) => via ?? [])
  const empty = flows.filter((flow) => !filled.includes(flow))
  if (empty.length === 0) return false
  const canCome = (token: Token, some: readonly string[]): boolean =>
    isBefore(token, gateway.id)
      ? token.via !== null && some.includes(token.via)
      : some.some((flow) => leadsTo(run.definition, token.elementId, flow))
  // Of many tokens at one element the first answers for all.
  const asked = new Set<string>()
  return run.tokensIn(scopeId).some((token) => {
    if (waitsAt(token, gateway.id) || asked.has(token.elementId) || endsWhereItIs(run, token)) return false
    if (token.elementId !== gateway.id) asked.add(token.elementId)
    return canCome(token, empty) && !canCome(token, filled)
  })
}

/** It holds a compensation that nothing waits for, and goes nowhere after it. */
const endsWhereItIs = (run: Run, { wait }: Token): boolean =>
  wait.for === 'scope' && run.scope(wait.scopeId).detached === true

/** It came to the gateway but an incident keeps it from taking part: it is still on its flow. */
const isBefore = ({ elementId, wait }: Token, gatewayId: string): boolean =>
  elementId === gatewayId && wait.for === 'incident' && wait.step !== 'leave'
