/** Scopes: how they begin, and how they end when the last token in them is gone. */
import type { Compensable, Scope } from '../model/instance-state.ts'
import type { Variables } from '../model/json.ts'
import type { DeclaredData, StartEvent } from '../model/process-definition.ts'
import { reasonOf } from '../model/reason-of.ts'
import { triggersOf } from '../model/triggers-of.ts'
import { cancelScope } from './cancel.ts'
import { resetBeforeEnd } from './complex-reset.ts'
import { firstStates } from './data-states.ts'
import { ElementFailed, MissingKey } from './element-failed.ts'
import { rememberEventSubProcess } from './remember-completed.ts'
import type { Run } from './run.ts'
import { armPart, disarm } from './triggers.ts'
import { variablesOfScope } from './variables.ts'

interface NewScope {
  readonly kind: 'process' | 'sub-process' | 'event-sub-process'
  readonly elementId: string
  readonly parent: string | null
  readonly token: string | null
  readonly variables: Variables
  /** What completed in the scope that an event sub-process for compensation undoes. */
  readonly compensable?: readonly Compensable[]
}

/** Opens a process or sub-process scope and arms its event sub-processes. Tokens come with `startTokens`. */
export const openScope = (run: Run, { kind, elementId, parent, token, variables, ...rest }: NewScope): Scope => {
  const { data } = run.scopeDefinition(elementId)
  const scope = run.putScope({
    id: run.newId('s'),
    kind,
    elementId,
    parent,
    token,
    variables: data === undefined ? variables : { ...emptyData(data), ...variables },
    loop: null,
    ...(data === undefined ? {} : firstStates(data)),
    ...rest,
  })
  // No token comes to it, so that nothing else tells that it runs.
  if (kind === 'event-sub-process') run.note('element-entered', elementId, { scopeId: scope.id })
  for (const start of eventSubProcessStarts(run, scope))
    for (const part of triggersOf(start).keys()) armStart(run, scope, start, part)
  return scope
}

/** Data objects and properties are there from the beginning, so that what is written to them stays (BPMN 2.0.2 §10.4.1). */
const emptyData = (data: readonly DeclaredData[]): Variables =>
  Object.fromEntries(data.map(({ variable }) => [variable, null]))

/**
 * Arms the message starts of event sub-processes whose correlation key had no value when their scope began, e.g. the id
 * of a record that the process creates first. A key that is no text leaves a warning: what the run did stands.
 */
export const armLateStarts = (run: Run): void => {
  for (const scope of run.scopes()) {
    const starts = eventSubProcessStarts(run, scope).filter(waitsForAMessage)
    if (scope.undo !== undefined) continue
    if (starts.length === 0 || (isEmpty(run, scope) && mayEnd(run, scope)) || isInterrupted(run, scope)) continue
    const armed = new Set(run.triggersIn(scope.id).map(({ elementId, part = 0 }) => `${elementId} ${part}`))
    for (const start of starts)
      for (const [part, { type }] of triggersOf(start).entries())
        if (type === 'message' && !armed.has(`${start.id} ${part}`)) armLate(run, scope, start, part)
  }
}

/** Of several that must all come, one that is not awaited may have come already: these are armed once, at the start. */
const waitsForAMessage = ({ trigger }: StartEvent): boolean =>
  trigger.type === 'message' ||
  (trigger.type === 'multiple' && !trigger.parallel && trigger.triggers.some(({ type }) => type === 'message'))

const armLate = (run: Run, scope: Scope, start: StartEvent, part: number): void => {
  try {
    armStart(run, scope, start, part)
  } catch (error) {
    if (!(error instanceof ElementFailed)) throw error
    run.note('warning', start.id, { warnings: [reasonOf(error)] })
  }
}

const armStart = (run: Run, scope: Scope, start: StartEvent, part: number): void => {
  try {
    armPart(run, start, { scope: scope.id, token: null, variables: variablesOfScope(run, scope.id) }, part)
  } catch (error) {
    if (!(error instanceof MissingKey)) throw error
  }
}

/** Start events of the event sub-processes of a scope, in document order. */
export const eventSubProcessStarts = (run: Run, { kind, elementId }: Scope): StartEvent[] => {
  if (!isDrawn(kind)) return []
  const { eventSubProcesses } = run.scopeDefinition(elementId)
  if (eventSubProcesses.length === 0) return []
  return eventSubProcesses
    .flatMap((id) => run.scopeDefinition(id).startEvents)
    .map((id) => run.node(id))
    .filter((node) => node.kind === 'start-event')
}

/** Processes and sub-processes; the other scopes are the engine's own book-keeping. */
const isDrawn = (kind: Scope['kind']): boolean =>
  kind === 'process' || kind === 'sub-process' || kind === 'event-sub-process'

/** Whether the event sub-process of this start event ends all else in its scope; errors always do (§10.5.5). */
export const interrupts = ({ interrupting, trigger }: StartEvent): boolean => interrupting || trigger.type === 'error'

/** An interrupting event sub-process runs in the scope: nothing else of the scope listens any more. */
const isInterrupted = (run: Run, scope: Scope): boolean =>
  run.scopesIn(scope.id).some(
    (inner) =>
      inner.kind === 'event-sub-process' &&
      run.scopeDefinition(inner.elementId).startEvents.some((id) => {
        const start = run.node(id)
        return start.kind === 'start-event' && interrupts(start)
      }),
  )

/** Puts a token at each place where a scope begins: its none start events, else what has no incoming flow. */
export const startTokens = (run: Run, scope: Scope): void => {
  const { startEvents, implicitStarts } = run.scopeDefinition(scope.elementId)
  const noneStarts = startEvents.filter((id) => {
    const node = run.node(id)
    return node.kind === 'start-event' && node.trigger.type === 'none'
  })
  const starts = startEvents.length > 0 ? noneStarts : implicitStarts
  // An empty sub-process passes at once.
  if (scope.kind === 'sub-process' && startEvents.length + implicitStarts.length === 0)
    return endScopeIfEmpty(run, scope.id)
  if (starts.length === 0)
    throw new ElementFailed(
      scope.elementId,
      'Expected a none start event or an element without incoming flow, but there is none.',
    )
  for (const elementId of starts) placeToken(run, elementId, scope.id)
}

/** A new token that is about to enter an element. */
export const placeToken = (run: Run, elementId: string, scope: string, via: string | null = null): string => {
  const token = run.putToken({
    id: run.newId('t'),
    elementId,
    scope,
    via,
    locals: null,
    wait: { for: 'trigger' },
    since: run.environment.now,
  })
  run.schedule({ do: 'enter', tokenId: token.id })
  return token.id
}

/** Takes a token off the board; a scope that is empty then ends (BPMN 2.0.2 §13.5.6). */
export const consumeToken = (run: Run, tokenId: string): void => {
  const { scope } = run.token(tokenId)
  run.removeToken(tokenId)
  endScopeIfEmpty(run, scope)
}

/** Nothing runs in it any more. A sub-process may still be there: its token has yet to leave, or cannot. */
const isEmpty = (run: Run, scope: Scope): boolean =>
  run.tokensIn(scope.id).length === 0 && run.scopesIn(scope.id).length === 0

/** An ad-hoc sub-process ends when nothing is to begin any more: its condition held, or without one all was begun. */
const mayEnd = (run: Run, { adHoc, elementId }: Scope): boolean => {
  if (adHoc === undefined || adHoc.closing) return true
  const node = run.node(elementId)
  if (node.kind === 'sub-process' && node.adHoc?.completionCondition) return false
  return run.scopeDefinition(elementId).implicitStarts.every((id) => adHoc.begun.includes(id))
}

/** Ends a scope in which nothing is left to run, then those around it that are empty thereby. */
export const endScopeIfEmpty = (run: Run, scopeId: string): void => {
  for (let id: string | null = scopeId; id !== null;) {
    const scope: Scope = run.scope(id)
    if (!isEmpty(run, scope) || !mayEnd(run, scope) || resetBeforeEnd(run, scope)) return
    for (const trigger of run.triggersIn(scope.id)) disarm(run, trigger)
    if (scope.kind === 'process') {
      endProcess(run, scope, { status: 'completed' })
      return
    }
    if (scope.token !== null) {
      // What undoes goes on with the next step. A sub-process leaves with what its scope sees; `leave` removes the scope.
      if (scope.undo !== undefined) run.schedule({ do: 'work', tokenId: scope.token })
      else run.schedule({ do: 'leave', tokenId: scope.token, payload: null })
      return
    }
    if (scope.kind === 'event-sub-process') {
      rememberEventSubProcess(run, scope)
      run.note('element-left', scope.elementId, { scopeId: scope.id })
    }
    run.removeScope(scope.id)
    id = scope.parent
  }
}

interface Ending {
  readonly status: 'completed' | 'terminated' | 'cancelled' | 'errored'
  readonly errorCode?: string
  readonly errorMessage?: string | null
}

/** Ends the instance, whatever still runs in it. */
export const endProcess = (run: Run, root: Scope, { status, errorCode, errorMessage }: Ending): void => {
  const { variables } = run.scope(root.id)
  cancelScope(run, root.id)
  run.dropMoves()
  run.status = status
  run.emit({
    kind: 'instance-ended',
    status,
    endState: run.endState,
    errorCode: errorCode ?? null,
    errorMessage: errorMessage ?? null,
    variables,
  })
  run.note('instance-ended', root.elementId, {
    status,
    endState: run.endState,
    ...(errorCode === undefined ? {} : { errorCode }),
  })
}

/** The scope of the process itself. */
export const rootScope = (run: Run): Scope => {
  const root = run.scopes().find((scope) => scope.kind === 'process')
  if (!root) throw new Error('Expected a process scope, but the instance has none.')
  return root
}
