/** What queries answer: plain, complete, ready to be presented. All ids are text made by us. */
import type { Instant, Json, Variables } from './json.ts'
import type { CaseSummary } from './case-summary.ts'
import type { IncidentType } from './effect.ts'

/** A process instance, as lists show it. */
export interface ProcessInstanceView {
  readonly id: string
  readonly institutionId: string
  readonly holderId: string
  readonly processKey: string
  readonly definitionId: string
  readonly definitionVersion: number
  readonly businessKey: string | null
  readonly state: 'active' | 'suspended' | 'completed' | 'terminated' | 'cancelled' | 'errored'
  readonly startedAt: Instant
  readonly startedBy: string | null
  readonly endedAt: Instant | null
  /** Code of the end state reached, e.g. `closed`. */
  readonly endState: string | null
  readonly parentInstanceId: string | null
  /** The instance at the top of the chain of calls; itself when it was not called. */
  readonly rootInstanceId: string
}

/** A token as people see it: which element, since when, waiting for what. */
export interface TokenView {
  readonly tokenId: string
  readonly elementId: string
  readonly elementName: string | null
  readonly elementKind: string
  readonly scopeId: string
  readonly waitingFor: 'task' | 'job' | 'trigger' | 'scope' | 'call' | 'join' | 'data' | 'turn' | 'incident'
  readonly since: Instant
}

/** A process instance with where it stands and what it waits for. */
export interface ProcessInstanceDetails extends ProcessInstanceView {
  readonly tokens: readonly TokenView[]
  /** Variables of the process scope. */
  readonly variables: Variables
  readonly calledInstances: readonly string[]
  readonly waitingFor: readonly {
    readonly elementId: string
    readonly type: 'timer' | 'message' | 'signal'
    readonly name: string | null
    readonly correlationKey: string | null
    readonly dueAt: Instant | null
  }[]
}

/** A case, as lists show it: its root instance, and what it is about. */
export interface CaseView extends ProcessInstanceView, CaseSummary {}

/** A user task, as lists show it, with what its case is about. */
export interface TaskView extends CaseSummary {
  readonly id: string
  readonly institutionId: string
  readonly processInstanceId: string
  readonly rootInstanceId: string
  readonly businessKey: string | null
  readonly processKey: string
  readonly definitionId: string
  readonly elementId: string
  readonly name: string | null
  readonly nameEn: string | null
  readonly formKey: string | null
  readonly assignee: string | null
  readonly candidateUsers: readonly string[]
  readonly candidateGroups: readonly string[]
  readonly priority: number
  readonly dueAt: Instant | null
  readonly followUpAt: Instant | null
  readonly state: 'open' | 'completed' | 'cancelled'
  readonly createdAt: Instant
  readonly claimedAt: Instant | null
  readonly endedAt: Instant | null
  readonly completedBy: string | null
  /** Who was absent, where somebody completed it in their place. */
  readonly completedFor: string | null
  /** Who gets it back from the person that it was delegated to; null where it is not delegated. */
  readonly owner: string | null
  /** `pending`: somebody works on it for its owner; `resolved`: they are done, and the owner completes it. */
  readonly delegationState: 'pending' | 'resolved' | null
}

/** A user task with all that a person needs to do it. */
export interface TaskDetails extends TaskView {
  /** The form file as pinned to the running case; null when the task has none. */
  readonly form: Json | null
  /** Variables visible at the task; forms show those that they name. */
  readonly variables: Variables
  readonly instruction: string | null
  readonly instructionEn: string | null
  /** Where the diagram lets it be sent back to, e.g. the executor. */
  readonly sendBackTo: readonly {
    readonly elementId: string
    readonly name: string | null
    readonly nameEn: string | null
  }[]
  /** Who completed it may take it back: the diagram allows it and nobody has touched what it led to. */
  readonly canBeTakenBack: boolean
  readonly comments: readonly TaskComment[]
}

/** What somebody wrote beside a task. */
export interface TaskComment {
  readonly id: string
  readonly by: string
  readonly at: Instant
  readonly text: string
}

/** A job that waits for its handler or worker, or has failed. */
export interface JobView {
  readonly id: string
  readonly processInstanceId: string
  readonly elementId: string
  readonly type: 'handler' | 'external'
  readonly topic: string
  readonly state: 'open' | 'failed'
  readonly retriesLeft: number
  readonly dueAt: Instant
  readonly errorMessage: string | null
  readonly workerId: string | null
  readonly lockedUntil: Instant | null
  readonly createdAt: Instant
}

/** A job handed to an outside worker. */
export interface LockedExternalTask {
  readonly id: string
  readonly topicName: string
  readonly workerId: string
  readonly lockExpirationTime: Instant
  readonly processInstanceId: string
  readonly processDefinitionKey: string
  readonly processDefinitionId: string
  readonly activityId: string
  readonly businessKey: string | null
  readonly retries: number
  readonly priority: number
  readonly variables: Variables
}

/** A record that goes to another system. */
export interface OutboxItemView {
  readonly id: string
  readonly connector: string
  readonly register: string
  readonly recordId: string
  /**
   * `due`: to be sent, now or at the next try. `sending`: somebody is at it. `sent`; `failed`: after the last try, or for
   * good. `kept`: nothing carries it; the record is there to be read.
   */
  readonly state: 'due' | 'sending' | 'sent' | 'failed' | 'kept'
  /** Tries begun. */
  readonly attempts: number
  readonly nextTryAt: Instant | null
  /** What the other system knows it by. */
  readonly reference: string | null
  readonly error: string | null
  readonly createdAt: Instant
}

/** A technical failure that waits for a person. */
export interface IncidentView {
  readonly id: string
  readonly processInstanceId: string
  readonly processKey: string
  readonly elementId: string
  readonly type: IncidentType
  readonly message: string
  readonly jobId: string | null
  readonly createdAt: Instant
}

/** One line of what happened in an instance. */
export interface HistoryEventView {
  readonly processInstanceId: string
  /** 1, 2, 3 … within its instance. */
  readonly sequence: number
  readonly at: Instant
  /** A `HistoryType`, or a handler's own word, e.g. `reminder-sent`. Kebab-case. */
  readonly type: string
  readonly elementId: string | null
  readonly by: string | null
  readonly data: { readonly [key: string]: Json }
}

/** A line of the history of a case and of those that belong to it, with where it happened. */
export interface TimelineEventView extends HistoryEventView {
  readonly rootInstanceId: string
  readonly processKey: string
  readonly definitionId: string
  /** What a completed task's form or a message brought; null for other lines. */
  readonly entered: Variables | null
}

/** A message that was taken in. */
export interface MessageView {
  readonly id: string
  readonly name: string
  readonly correlationKey: string | null
  readonly state: 'buffered' | 'delivered' | 'undeliverable'
  readonly receivedAt: Instant
  readonly expiresAt: Instant
  readonly deliveredTo: string | null
}

/** One page of a list. `next` is an opaque cursor for the following page; null at the end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** How many there are, counted no further than asked. */
export interface Count {
  readonly count: number
  /** There are more than were counted. */
  readonly more: boolean
}

/** How many cases run on one version. */
export interface RunningCount {
  readonly definitionId: string
  readonly processKey: string
  readonly count: number
}

/** How many messages of one name a process has sent. */
export interface TrafficCount {
  readonly name: string
  /** Null for those from outside. */
  readonly from: string | null
  readonly count: number
}

/** What running cases of one version wait for at one element. */
export interface WaitingCount {
  readonly definitionId: string
  readonly elementId: string
  /** Open tasks, and those of them whose due date is over. */
  readonly tasks: number
  readonly lateTasks: number
  /** Jobs that are open or have failed, and those that have failed. */
  readonly jobs: number
  readonly failedJobs: number
  /** Timers that run; of a boundary event beside the work that they watch. */
  readonly timers: number
  /** Messages and signals that are listened for. */
  readonly subscriptions: number
  /** Technical failures that nobody has mended yet. */
  readonly incidents: number
}
