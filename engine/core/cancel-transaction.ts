/** Cancel end events: a transaction is undone and left by its cancel boundary event (BPMN 2.0.2 §10.3.5, §10.7, §13.5.3). */
import type { Scope, Token, Undo } from '../model/instance-state.ts'
import type { BoundaryEvent } from '../model/process-definition.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { moveToBoundary } from './boundary.ts'
import { cancelScope, cancelWork, emptyScope } from './cancel.ts'
import { nextStep, takeSteps } from './compensation.ts'
import { ElementFailed } from './element-failed.ts'
import { isIteration } from './iterations.ts'
import type { Run } from './run.ts'
import { consumeToken } from './scopes.ts'
import { disarmToken } from './triggers.ts'

/** What still runs in the transaction is cancelled; what completed in it is undone, last first. */
export const cancelTransaction = (run: Run, token: Token): void => {
  const scope = transactionAround(run, token)
  const { elementId } = scope
  const holder = run.token(scope.token ?? '')
  // Nothing interrupts the undoing: the whole has begun to end.
  disarmToken(run, wholeOf(run, holder).id)
  const begun = stepsUnderWay(run, scope)
  emptyScope(run, scope.id)
  const own = [...begun, ...takeSteps(run, run.scope(scope.id), null), ...(scope.undo ?? [])]
  const undo = [...own, ...stepsOfOtherRuns(run, holder)]
  run.note('compensation-started', elementId, { activity: null, steps: undo.length })
  const undoing = run.putScope({ ...run.scope(scope.id), undo })
  if (!nextStep(run, undoing)) leaveTransaction(run, holder)
}

/** The work of a cancelled transaction in which nothing runs: the next step, or the way out. */
export const continueCancelling = (run: Run, token: Token, scope: Scope): void => {
  if (!nextStep(run, scope)) leaveTransaction(run, token)
}

/** By the cancel boundary event; a transaction that has none ends its path here. */
const leaveTransaction = (run: Run, token: Token): void => {
  const whole = wholeOf(run, token)
  const boundary = cancelBoundaryOf(run, whole.elementId)
  cancelWork(run, whole)
  if (boundary !== null) {
    moveToBoundary(run, whole, boundary, {})
    return
  }
  run.note('element-cancelled', whole.elementId, { tokenId: whole.id })
  consumeToken(run, whole.id)
}

/** The token that came to the transaction, where that is a multi-instance. */
const wholeOf = (run: Run, token: Token): Token =>
  isIteration(run, token) ? run.token(run.scope(run.scope(token.scope).parent ?? '').token ?? '') : token

/** One run of a multi-instance cancels the whole: the others end, too, and what they did is undone. */
const stepsOfOtherRuns = (run: Run, holder: Token): Undo[] => {
  if (!isIteration(run, holder)) return []
  const body = run.scope(run.scope(holder.scope).parent ?? '')
  const running = run.scopesIn(body.id).filter(({ id }) => id !== holder.scope)
  const undo = running.reverse().flatMap((iteration): Undo[] => {
    const inside = run.scopesIn(iteration.id)
    const steps = inside.flatMap((scope) => [
      ...stepsUnderWay(run, scope),
      ...takeSteps(run, scope, null),
      ...(scope.undo ?? []),
    ])
    cancelScope(run, iteration.id)
    return steps
  })
  return [...undo, ...takeSteps(run, body, null)]
}

/** What compensation events in the transaction have not undone yet; a step that has begun begins anew. */
const stepsUnderWay = (run: Run, { id }: Scope): Undo[] =>
  run
    .scopesIn(id)
    .filter(({ kind }) => kind === 'compensation')
    .flatMap((undoing) => [
      ...run
        .tokensIn(undoing.id)
        .map(({ elementId, locals }): Undo => ({ handler: elementId, variables: locals ?? {} })),
      ...run
        .scopesIn(undoing.id)
        .flatMap(({ kind, elementId, variables, compensable }): Undo[] =>
          kind === 'event-sub-process'
            ? [{ handler: elementId, variables, ...(compensable === undefined ? {} : { inner: compensable }) }]
            : [],
        ),
      ...(undoing.undo ?? []),
    ])

const cancelBoundaryOf = (run: Run, elementId: string): BoundaryEvent | null => {
  const node = run.node(elementId)
  if (!('boundaryEvents' in node)) return null
  for (const id of node.boundaryEvents) {
    const event = run.node(id)
    if (event.kind === 'boundary-event' && triggersOf(event).some(({ type }) => type === 'cancel')) return event
  }
  return null
}

const transactionAround = (run: Run, token: Token): Scope => {
  for (let id: string | null = token.scope; id !== null;) {
    const scope: Scope = run.scope(id)
    const node = scope.kind === 'sub-process' ? run.node(scope.elementId) : null
    if (node?.kind === 'sub-process' && node.transaction) return scope
    id = scope.parent
  }
  throw new ElementFailed(token.elementId, 'Expected a transaction around the cancel end event, but there is none.')
}
