/**
 * Where something thrown is caught: outwards from where it is thrown, the nearest boundary event or event sub-process
 * that takes it (BPMN 2.0.2 §10.5.1, §13.5.3). Used for errors and escalations.
 */
import type { Scope, Token } from '../model/instance-state.ts'
import type { BoundaryEvent, SingleTrigger, StartEvent } from '../model/process-definition.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { isIteration } from './iterations.ts'
import type { Run } from './run.ts'
import { eventSubProcessStarts, interrupts } from './scopes.ts'

/** Who catches, and by which of its event definitions. */
export type Catcher<T extends SingleTrigger> = { readonly trigger: T } & (
  { readonly host: Token; readonly boundary: BoundaryEvent } | { readonly scope: Scope; readonly start: StartEvent }
)

/** How well an event definition fits what is thrown: by its code, by catching all, or not at all (null). */
export type Fit<T extends SingleTrigger> = (
  trigger: SingleTrigger,
  elementId: string,
  scopeId: string,
) => { readonly trigger: T; readonly exact: boolean } | null

/**
 * @param token where it is thrown; the boundary events of its own activity are asked first
 * @returns null when nothing in this instance catches it
 */
export const findCatcher = <T extends SingleTrigger>(run: Run, token: Token, fit: Fit<T>): Catcher<T> | null => {
  let thrower: Token = token
  for (;;) {
    const found = isIteration(run, thrower) ? null : bestOf(boundaryEventsOf(run, thrower), thrower.scope, fit)
    if (found !== null) return { trigger: found.trigger, host: thrower, boundary: found.event }
    const outer = leaveScopes(run, run.scope(thrower.scope), fit)
    if (outer === null || !('wait' in outer)) return outer
    thrower = outer
  }
}

/** Goes from a scope outwards until a token holds it: that token's activity may have boundary events. */
const leaveScopes = <T extends SingleTrigger>(run: Run, from: Scope, fit: Fit<T>): Token | Catcher<T> | null => {
  let scope: Scope = from
  let starts = eventSubProcessStarts(run, scope)
  for (;;) {
    const found = bestOf(starts, scope.id, fit)
    if (found !== null) return { trigger: found.trigger, scope, start: found.event }
    if (scope.token !== null) return run.token(scope.token)
    if (scope.parent === null) return null
    const outer = run.scope(scope.parent)
    starts = eventSubProcessStarts(run, outer)
    if (scope.kind === 'event-sub-process') starts = beside(starts, scope)
    scope = outer
  }
}

/**
 * What catches from an event sub-process in the scope that it handles: never itself, so that it can pass on what it
 * caught; and nothing where it has interrupted the scope, which listens no more.
 */
const beside = (starts: readonly StartEvent[], { elementId }: Scope): StartEvent[] => {
  const own = starts.find((start) => start.scope === elementId)
  return own === undefined || interrupts(own) ? [] : starts.filter((start) => start !== own)
}

const boundaryEventsOf = (run: Run, token: Token): BoundaryEvent[] => {
  const node = run.node(token.elementId)
  if (!('boundaryEvents' in node)) return []
  return node.boundaryEvents.map((id) => run.node(id)).filter((event) => event.kind === 'boundary-event')
}

/** The catcher that names the code; else the first that names none and so catches all. */
const bestOf = <E extends BoundaryEvent | StartEvent, T extends SingleTrigger>(
  events: readonly E[],
  scopeId: string,
  fit: Fit<T>,
): { readonly event: E; readonly trigger: T } | null => {
  let catchAll: { readonly event: E; readonly trigger: T } | null = null
  for (const event of events) {
    for (const trigger of triggersOf(event)) {
      const fits = fit(trigger, event.id, scopeId)
      if (fits?.exact) return { event, trigger: fits.trigger }
      if (fits) catchAll ??= { event, trigger: fits.trigger }
    }
  }
  return catchAll
}
