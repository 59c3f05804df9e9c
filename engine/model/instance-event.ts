/** What can happen to one process instance; the second half of every command. */
import type { TakeBack } from './effect.ts'
import type { Instant, Json, Variables } from './json.ts'

/** One thing that happens to an instance. */
export type InstanceEvent =
  /**
   * A new instance. `startEventId` null means the none start event(s); else the start event, instantiating receive task
   * or event behind an instantiating gateway whose event came, with `part` the definition of a multiple event (the
   * first where it is absent).
   */
  | {
      readonly kind: 'started'
      readonly startEventId: string | null
      readonly part?: number
      readonly variables: Variables
    }
  | {
      readonly kind: 'task-completed'
      readonly taskId: string
      readonly variables: Variables
      readonly by: string | null
    }
  /** The holder of a task sends it back to a user task before it, which `sendBackTo` of the diagram names. */
  | { readonly kind: 'task-sent-back'; readonly taskId: string; readonly to: string; readonly note: string }
  /** Who completed a task takes it back; `taskId` and `elementId` are those of the completed one. */
  | ({ readonly kind: 'task-taken-back'; readonly taskId: string; readonly elementId: string } & TakeBack)
  /** A timer, message or signal of this instance; `payload` becomes variables. */
  | { readonly kind: 'trigger-fired'; readonly triggerId: string; readonly payload: Variables }
  | { readonly kind: 'job-completed'; readonly jobId: string; readonly variables: Variables }
  /** A BPMN error: a path drawn in the diagram. Thrown by a handler, an external worker or a called process. */
  | {
      readonly kind: 'error-thrown'
      readonly from: { readonly jobId: string } | { readonly callId: string }
      readonly errorCode: string
      readonly message: string | null
      readonly variables: Variables
    }
  /** An escalation out of a called process; what called it goes on, unless an interrupting event catches it. */
  | {
      readonly kind: 'escalation-thrown'
      readonly callId: string
      readonly escalationCode: string
      readonly variables: Variables
    }
  /** The job has no retries left: the token keeps its place with an incident. */
  | { readonly kind: 'job-failed'; readonly jobId: string; readonly message: string }
  | { readonly kind: 'call-completed'; readonly callId: string; readonly variables: Variables }
  /** The called process could not be started, e.g. no active definition. */
  | { readonly kind: 'call-failed'; readonly callId: string; readonly message: string }
  | { readonly kind: 'incident-retried'; readonly incidentId: string }
  /** Variables set from outside, e.g. a moved clock; timers and due dates given by expressions are computed again. */
  | { readonly kind: 'variables-changed'; readonly variables: Variables }
  /** A person begins an activity of an ad-hoc sub-process; `scopeId` says of which, where several run. */
  | { readonly kind: 'activity-selected'; readonly elementId: string; readonly scopeId?: string }
  | { readonly kind: 'cancelled'; readonly reason: string }

/** Everything the core may know of the world while it takes one event; the same environment gives the same result. */
export interface Environment {
  readonly now: Instant
  /** Bound to this instance's calendar and settings by the host; pure. */
  readonly functions: FunctionLibrary
  /** Values that every expression may read, shadowed by variables of the same name, e.g. `settings`, `businessKey`. */
  readonly globals: Variables
  /** Evaluates a decision table of the definition's own bundle. */
  readonly decide: Decide
  /** The variable that carries the correlation key of a message, by its contract; null: by name alone. */
  readonly messageKey: (messageName: string) => string | null
  /** Tokens moved in one run before it stops with an incident. Default 10,000. */
  readonly stepBudget: number
  /** The instance was called by another one: an error that nothing here catches goes on to the caller. */
  readonly called: boolean
  /** Values of the data stores that the definition names, by id; one that is absent was never written. */
  readonly dataStores?: Variables
  /** Most iterations of one multi-instance. Default 1,000. */
  readonly multiInstanceLimit: number
}

/** A function that expressions may call, e.g. `workingDays(5)`. Pure; gets the instant for which it computes. */
export interface LibraryFunction {
  readonly parameters: readonly string[]
  readonly call: (args: readonly Json[], at: Instant, variables: Variables) => Json
}
/** Functions of the host, by the name that expressions call them. */
export type FunctionLibrary = Readonly<Record<string, LibraryFunction>>

/** @returns the outputs of the matched rules, in the order of the hit policy. @throws DecisionFailed */
export type Decide = (decisionId: string, variables: Variables, at: Instant) => DecisionResult

/** What a decision gave, and by which rules. */
export interface DecisionResult {
  readonly decisionId: string
  /** One object per matched rule (output name → value); for COLLECT with an aggregator a single one. */
  readonly outputs: readonly Variables[]
  /** True for hit policies that give at most one result (UNIQUE, FIRST, ANY, PRIORITY, COLLECT with aggregator). */
  readonly single: boolean
  readonly matchedRules: readonly string[]
  readonly warnings: readonly string[]
  /** Missing where whoever decided does not tell. */
  readonly trace?: DecisionTrace
  /** The deployment whose table it was; cases keep theirs when a table is changed. */
  readonly deploymentId?: string
}

/** Why a decision gave what it gave. Values that are long are cut, rules beyond the first fifty left out. */
export interface DecisionTrace {
  readonly name: string | null
  /** What it looked at: the label of the column, or what it names. */
  readonly inputs: readonly { readonly label: string; readonly value: Json }[]
  /** The rules that gave the result, with what their author says of them. */
  readonly rules: readonly { readonly ruleId: string; readonly description: string | null }[]
  /** Of the decisions that it requires, in order of evaluation. */
  readonly requires: readonly { readonly decisionId: string; readonly trace: DecisionTrace }[]
}
