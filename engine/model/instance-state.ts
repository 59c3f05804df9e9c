/**
 * Where a process instance stands: tokens, scopes and armed triggers, small enough to be stored with every step.
 *
 * The state is plain JSON. Only the core makes a new one; everybody else reads. Ids inside are short (`t3`, `s1`, `e7`)
 * and come from one counter, so that the same run gives the same ids; outside they are prefixed with the instance id.
 */
import type { Instant, Json, Variables } from './json.ts'

/** The whole state of one instance. */
export interface InstanceState {
  /** Format of this type; `engine/store/state-upgrades.ts` raises older ones when they are read. */
  readonly format: 2
  /** The last number given to a token, scope, trigger, task, job or call. */
  readonly counter: number
  readonly status: 'active' | 'completed' | 'terminated' | 'cancelled' | 'errored'
  readonly scopes: Readonly<Record<string, Scope>>
  readonly tokens: Readonly<Record<string, Token>>
  readonly triggers: Readonly<Record<string, ArmedTrigger>>
  /** Code of the end state that an end event gave, while other tokens still run; absent before. */
  readonly endState?: string
}

/** A running process, sub-process, event sub-process, body of a multi-instance or loop, or single iteration of one. */
export interface Scope {
  readonly id: string
  readonly kind: 'process' | 'sub-process' | 'event-sub-process' | 'multi-instance' | 'iteration' | 'compensation'
  /** Element id of the process, sub-process or multi-instance activity; of the throwing event for a compensation. */
  readonly elementId: string
  readonly parent: string | null
  /** The token of the parent scope that waits while this scope runs; null for the process and event sub-processes. */
  readonly token: string | null
  readonly variables: Variables
  /** Bookkeeping of the body of a multi-instance or standard loop, on scopes of kind `multi-instance`. */
  readonly loop: Loop | null
  /** States of data objects of this scope, by variable; absent where none is in one. */
  readonly dataStates?: Readonly<Record<string, string>>
  /** Complex gateways of the scope that wait for their reset, each with the flows whose tokens activated it. */
  readonly awaitingReset?: Readonly<Record<string, readonly string[]>>
  /** Completed activities that can be undone, in the order in which they completed; absent where there are none. */
  readonly compensable?: readonly Compensable[]
  /** What is still to be undone here, first things first: on compensations, and on transactions that were cancelled. */
  readonly undo?: readonly Undo[]
  /** A compensation that nothing waits for: its token ends with it. */
  readonly detached?: true
  /**
   * Correlation key id → the values that the conversation goes by; null where several conversations are open at once.
   * On the process and on runs of a multi-instance sub-process, each of which may have conversations of its own.
   */
  readonly correlations?: Readonly<Record<string, string | null>>
  /** Which run it is, from 0; on scopes of kind `iteration` whose outputs are collected. */
  readonly index?: number
  /** On scopes of ad-hoc sub-processes. */
  readonly adHoc?: AdHocState
}

/** A completed activity, should it have to be undone (BPMN 2.0.2 §10.7). */
export interface Compensable {
  readonly elementId: string
  /** What it saw when it completed. */
  readonly variables: Variables
  /** Sub-processes: what completed inside, in that order. */
  readonly inner?: readonly Compensable[]
}

/** One step of undoing: a handler activity, or an event sub-process inside what is undone. */
export interface Undo {
  readonly handler: string
  readonly variables: Variables
  readonly inner?: readonly Compensable[]
}

/** How far an ad-hoc sub-process has come. */
export interface AdHocState {
  /** Which of its activities without incoming flow have been begun, each once. */
  readonly begun: readonly string[]
  /** Nothing new begins; it ends when nothing runs any more. */
  readonly closing?: true
  /** Sequential: whose turn it is, as long as the token is at that element. */
  readonly turn?: { readonly tokenId: string; readonly elementId: string }
}

/** How far a multi-instance or standard loop has come. */
export interface Loop {
  /** For a standard loop 0: how often it runs is only known when it is done. */
  readonly total: number
  /** Items still to start (sequential); the collection is read once, when the activity is entered. */
  readonly items: readonly Json[] | null
  readonly started: number
  readonly completed: number
  /** What each run gave, by its index; null for those that have not completed. */
  readonly outputs?: readonly Json[]
}

/** A token: one place where the instance is. */
export interface Token {
  readonly id: string
  /** The flow node that it stands at. */
  readonly elementId: string
  readonly scope: string
  /** The sequence flow by which it came; null at a start. */
  readonly via: string | null
  /** Input mapping results of the activity it is in; shadows the scope's variables. */
  readonly locals: Variables | null
  readonly wait: Wait
  /** When it came to this element. */
  readonly since: Instant
}

/** What a token at rest waits for. */
export type Wait =
  | { readonly for: 'task'; readonly taskId: string; readonly setAt: Instant }
  | { readonly for: 'job'; readonly jobId: string }
  /** A catch event, receive task or event-based gateway: one of its triggers fires. */
  | { readonly for: 'trigger' }
  /** A sub-process or multi-instance: the scope ends. */
  | { readonly for: 'scope'; readonly scopeId: string }
  | { readonly for: 'call'; readonly callId: string }
  /** A parallel, inclusive or complex join: tokens on the other incoming flows. Or an activity: its start quantity. */
  | { readonly for: 'join' }
  /** An activity that has not begun: none of its input sets is available (BPMN 2.0.2 §13.3.2). */
  | { readonly for: 'data' }
  /** An activity of a sequential ad-hoc sub-process: another one is running. */
  | { readonly for: 'turn' }
  /**
   * A technical failure. `step` says what a retry does: enter the element, do its work again (what was armed on
   * entering stays armed), or leave it with `payload`. `jobId` is the failed job that gets new tries.
   */
  | {
      readonly for: 'incident'
      readonly incidentId: string
      readonly step: 'enter' | 'work' | 'leave'
      readonly payload: Variables | null
      readonly jobId: string | null
      /** The ended scope whose results are still to be stored. */
      readonly scopeId?: string
      /** It had waited for its data or its turn: its start quantity was there before. */
      readonly after?: 'data' | 'turn'
    }

/** A timer, message or signal that the instance listens for now. One row of its own outside. */
export interface ArmedTrigger {
  readonly id: string
  /** The catching element: catch event, receive task, boundary event, or start event of an event sub-process. */
  readonly elementId: string
  readonly scope: string
  /** The waiting token (catch), the host's token (boundary) or the gateway's token; null for an event sub-process. */
  readonly token: string | null
  readonly on:
    | {
        readonly type: 'timer'
        readonly dueAt: Instant
        /** When it was armed: the base for computing it again when a clock moves. */
        readonly setAt: Instant
        /** Cycles only: fires still to come after the next one; null means without end. */
        readonly repeat: {
          readonly remaining: number | null
          readonly interval: string
          /** From when periods are counted; absent in cycles set by an older program, which count from the last fire. */
          readonly anchorAt?: Instant
        } | null
      }
    | { readonly type: 'message'; readonly name: string; readonly correlationKey: string | null }
    | { readonly type: 'signal'; readonly name: string }
    /** Asked when data change; `held` since it came true, until it is false again. No row outside. */
    | { readonly type: 'condition'; readonly held: boolean }
  /** Multiple events: which of the event's definitions this is; absent for the first. */
  readonly part?: number
}
