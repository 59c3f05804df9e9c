/** What one run of the core asks the world to do; written in the same transaction as the new state. */
import type { Instant, Json, Variables } from './json.ts'

/** One thing that the command has to write or do. */
export type Effect =
  | TaskOpened
  | {
      readonly kind: 'task-changed'
      readonly taskId: string
      readonly dueAt: Instant | null
      readonly followUpAt: Instant | null
    }
  | {
      readonly kind: 'task-closed'
      readonly taskId: string
      readonly outcome: 'completed' | 'cancelled'
      /** The diagram allows that it is taken back, and this is what it takes. */
      readonly takeBack?: TakeBack
    }
  /** Also moves a timer that is set already (same `triggerId`). */
  | { readonly kind: 'timer-set'; readonly triggerId: string; readonly elementId: string; readonly dueAt: Instant }
  | { readonly kind: 'timer-removed'; readonly triggerId: string }
  | {
      readonly kind: 'subscription-set'
      readonly triggerId: string
      readonly elementId: string
      readonly type: 'message' | 'signal'
      readonly name: string
      readonly correlationKey: string | null
    }
  | { readonly kind: 'subscription-removed'; readonly triggerId: string }
  | JobOpened
  | { readonly kind: 'job-closed'; readonly jobId: string; readonly outcome: 'completed' | 'cancelled' }
  | {
      readonly kind: 'message-thrown'
      readonly elementId: string
      readonly name: string
      readonly correlationKey: string | null
      readonly payload: Variables
    }
  | { readonly kind: 'signal-thrown'; readonly elementId: string; readonly name: string; readonly payload: Variables }
  /** Nothing in this instance caught it: it goes on to the caller, where there is one. */
  | { readonly kind: 'escalation-uncaught'; readonly escalationCode: string; readonly payload: Variables }
  /** The value of a data store, from now on for every instance of the institution. */
  | { readonly kind: 'data-store-written'; readonly dataStoreId: string; readonly value: Json }
  | CallStarted
  /** The calling token went elsewhere: the called instance is cancelled. */
  | { readonly kind: 'call-cancelled'; readonly callId: string }
  | {
      readonly kind: 'incident-opened'
      readonly incidentId: string
      readonly elementId: string
      readonly tokenId: string
      readonly type: IncidentType
      readonly message: string
      readonly jobId: string | null
    }
  | { readonly kind: 'incident-closed'; readonly incidentId: string }
  | InstanceEnded
  | HistoryNote

/** What failed: a job, an element, a call; an error that nothing catches; or a run without end. */
export type IncidentType = 'failed-job' | 'failed-element' | 'failed-call' | 'uncaught-error' | 'step-budget'

/** What it takes to take a completion back while nobody has touched what it led to. */
export interface TakeBack {
  /** Where its token was. */
  readonly scope: string
  /** What it led to, all of it tasks. */
  readonly tokens: readonly { readonly tokenId: string; readonly taskId: string }[]
  /** The data that it changed, as they were. */
  readonly restore: Variables
}

/** A task for a person. */
export interface TaskOpened {
  readonly kind: 'task-opened'
  readonly taskId: string
  readonly elementId: string
  readonly name: string | null
  readonly formKey: string | null
  readonly assignee: string | null
  readonly candidateUsers: readonly string[]
  readonly candidateGroups: readonly string[]
  readonly dueAt: Instant | null
  readonly followUpAt: Instant | null
  /** A whole number from 0 to 1,000,000, higher first; Camunda's default 50. */
  readonly priority: number
}

/** Work for a handler or another system. */
export interface JobOpened {
  readonly kind: 'job-opened'
  readonly jobId: string
  readonly elementId: string
  /** `handler`: run by us; `external`: fetched by topic. */
  readonly type: 'handler' | 'external'
  /** Handler name or topic. */
  readonly topic: string
  readonly priority: number
  /** Input mapping results; null when the task has none and sees all variables. */
  readonly input: Variables | null
}

/** Another process is to be started, as an instance of its own. */
export interface CallStarted {
  readonly kind: 'call-started'
  readonly callId: string
  readonly elementId: string
  readonly processKey: string
  readonly binding: ResolvedBinding
  readonly businessKey: string | null
  readonly variables: Variables
}

/** Which version a call is to start, once its expressions are computed. */
export type ResolvedBinding =
  | { readonly type: 'latest' }
  /** The version that the caller's own deployment brought, or the last one before it. */
  | { readonly type: 'deployment' }
  | { readonly type: 'version'; readonly version: number }
  | { readonly type: 'versionTag'; readonly versionTag: string }

/** The instance has ended. */
export interface InstanceEnded {
  readonly kind: 'instance-ended'
  readonly status: 'completed' | 'terminated' | 'cancelled' | 'errored'
  /** Code of the end state: property `endState` of the last end event, e.g. `closed`; null where none was given. */
  readonly endState: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  /** Variables of the process scope at its end: what a calling process gets back. */
  readonly variables: Variables
}

/** One line of what happened; the command adds instance, sequence, time and actor. */
export interface HistoryNote {
  readonly kind: 'history'
  /** A `HistoryType`, or a handler's own word. */
  readonly type: string
  readonly elementId: string | null
  readonly data: { readonly [key: string]: Json }
}

/** What the engine itself writes into history; handlers add words of their own. */
export type HistoryType =
  | 'instance-started'
  | 'instance-ended'
  | 'element-entered'
  | 'element-left'
  | 'element-cancelled'
  | 'task-opened'
  | 'task-completed'
  | 'task-cancelled'
  | 'task-sent-back'
  | 'task-taken-back'
  | 'timer-set'
  | 'timer-fired'
  | 'message-thrown'
  | 'message-received'
  | 'signal-thrown'
  | 'signal-received'
  | 'job-opened'
  | 'job-completed'
  | 'decision-evaluated'
  | 'activity-selected'
  | 'call-started'
  | 'call-completed'
  | 'error-thrown'
  | 'escalation-thrown'
  | 'condition-fulfilled'
  | 'compensation-started'
  | 'incident-opened'
  | 'incident-closed'
  | 'variables-set'
  | 'data-state-set'
  | 'data-store-written'
  | 'warning'
  /** Added by commands, not by the core. */
  | 'task-claimed'
  | 'task-unclaimed'
  | 'task-assigned'
  | 'task-commented'
  | 'task-due-changed'
  | 'task-due-soon'
  | 'task-overdue'
  | 'task-escalated'
  | 'task-handed-on'
  | 'task-follow-up-set'
  | 'task-delegated'
  | 'task-delegation-resolved'
  | 'instance-suspended'
  | 'instance-resumed'
  | 'job-failed'
  | 'job-retried'
