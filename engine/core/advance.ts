/**
 * The token machine: one process instance takes one event.
 *
 * In: the compiled definition, the state as it was stored, what happened, and everything the run may know of the world.
 * The event moves one or more tokens; each move lets a token enter or leave one element and may schedule further moves,
 * until every token rests (waits for a task, job, trigger, scope, call or join) or the process has ended. Out: the new
 * state and the effects, for the command to write in one transaction.
 *
 * Always true: no clock, no database, no promise, no recursion; the same input gives the same output. A move that fails
 * technically is taken back as a whole, its token keeps its place with an incident, and what went before stays done.
 * Over `stepBudget` moves, made and still to make, every token on its way gets an incident: an endless loop stops, the
 * server does not, nor does it when a few moves bring a million tokens.
 */
import type { Effect } from '../model/effect.ts'
import type { Environment, InstanceEvent } from '../model/instance-event.ts'
import { InstanceNotActive } from '../model/errors.ts'
import type { InstanceState } from '../model/instance-state.ts'
import type { FlowNode, ProcessDefinition } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { checkAdHocScopes } from './ad-hoc.ts'
import { askConditions } from './conditions.ts'
import { wakeWhatHasItsData } from './data-inputs.ts'
import { behaviourOf } from './elements/index.ts'
import { ElementFailed } from './element-failed.ts'
import { openIncident } from './incidents.ts'
import { withTakeBack } from './hand-back.ts'
import { leave } from './leave.ts'
import { releaseJoin } from './release-joins.ts'
import { retimeWhatReads } from './retime.ts'
import { renewSubscriptions } from './renew-subscriptions.ts'
import { Run, type Move } from './run.ts'
import { armLateStarts } from './scopes.ts'
import { takeEvent } from './take-event.ts'

const EMPTY: InstanceState = { format: 2, counter: 0, status: 'active', scopes: {}, tokens: {}, triggers: {} }

/**
 * @param state null for a new instance, whose event is `started`
 * @throws InstanceNotActive when the instance has ended
 * @throws Conflict when the event's task, job, trigger, call or incident is not what the instance waits for
 */
export const advance = (
  definition: ProcessDefinition,
  state: InstanceState | null,
  event: InstanceEvent,
  environment: Environment,
): { readonly state: InstanceState; readonly effects: readonly Effect[] } => {
  if (state !== null && state.status !== 'active') throw new InstanceNotActive(definition.processKey, state.status)
  const run = new Run(definition, state ?? EMPTY, environment)
  takeEvent(run, event)
  askConditions(run)
  for (let move = nextMove(run); move !== undefined; move = nextMove(run)) {
    if (isInBudget(run)) makeMove(run, move)
    else stopRun(run, move)
    askConditions(run)
  }
  retimeWhatReads(run)
  armLateStarts(run)
  renewSubscriptions(run)
  const result = run.result()
  return event.kind === 'task-completed' && state !== null ? withTakeBack(definition, state, event, result) : result
}

const isInBudget = (run: Run): boolean => run.scheduled <= run.environment.stepBudget

/** What is over the budget opens an incident; then no further join or ad-hoc sub-process goes on in this run. */
const nextMove = (run: Run): Move | undefined =>
  run.takeMove() ?? (goesOn(run, isInBudget(run)) ? run.takeMove() : undefined)

/** When every token rests, what waits for data or for other tokens is looked at: what came before may have been the last. */
const goesOn = (run: Run, inBudget: boolean): boolean =>
  wakeWhatHasItsData(run) || (inBudget && (releaseJoin(run) || checkAdHocScopes(run)))

const makeMove = (run: Run, move: Move): void => {
  try {
    run.attempt(() => {
      const token = run.token(move.tokenId)
      const node = run.node(token.elementId)
      if (move.do === 'leave') {
        leave(run, token, node, move.payload)
        return
      }
      const behaviour = behaviourOf(node)
      if (move.do === 'work' && behaviour.work) {
        behaviour.work(run, token, node)
        return
      }
      // What waited for its data or its turn has been noted when it came.
      if (token.wait.for !== 'data' && token.wait.for !== 'turn')
        run.note('element-entered', node.id, entering(token.id, token.via, node))
      behaviour.enter(run, token, node)
    })
  } catch (error) {
    if (!(error instanceof ElementFailed)) throw error
    const payload = move.do === 'leave' ? move.payload : null
    openIncident(run, run.token(move.tokenId), {
      type: 'failed-element',
      message: reasonOf(error),
      step: move.do,
      payload,
    })
  }
}

const entering = (tokenId: string, via: string | null, node: FlowNode) => ({
  tokenId,
  kind: node.kind,
  ...(via === null ? {} : { via }),
})

const stopRun = (run: Run, last: Move): void => {
  const message = `Expected every token to come to rest within ${run.environment.stepBudget} steps, but they did not. Is there a loop without a wait?`
  for (const move of [last, ...run.dropMoves()]) {
    const payload = move.do === 'leave' ? move.payload : null
    openIncident(run, run.token(move.tokenId), { type: 'step-budget', message, step: move.do, payload })
  }
}
