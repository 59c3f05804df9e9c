/**
 * What the engine asks of its host. Everything has a working default except where to store:
 * an embedded engine needs nothing but `createEngine({ database: { path: ':memory:' } })`.
 */
import type { EntityManager } from 'typeorm'
import type { ProcessIntegrity } from './integrity/integrity-of-process.ts'
import type { CaseDescription } from './model/case-summary.ts'
import type { InForceView } from './model/deployment.ts'
import type { Environment, FunctionLibrary } from './model/instance-event.ts'
import type { Figure } from './measuring/figure.ts'
import type { FieldError } from './model/errors.ts'
import type { Instant, Json, Variables } from './model/json.ts'
import type { Count, RunningCount, TaskView } from './model/views.ts'
import type { RecordUnit, RecordView } from './records/record-unit.ts'
import type { Register } from './records/register.ts'
import type { SumsQuery, SumView } from './measuring/sums.ts'
import type { Store } from './store/store.ts'

/** What `createEngine` takes. */
export interface EnginePorts {
  /** Where to keep everything. Not needed where `store` is given. */
  readonly database?: DatabaseAddress
  /** A store that the host opened, e.g. with tables of its own (`openStore`); the engine closes it. */
  readonly store?: Store
  readonly clock?: Clock
  readonly forms?: FormChecker
  readonly handlers?: HandlerRegistry
  readonly environment?: EnvironmentProvider
  readonly log?: Log
  /** What happens around tasks beyond the diagram: reminders, missed due dates, completions. Without it nothing does. */
  readonly taskEvents?: TaskEvents
  /** How records reach other systems. Without it they are kept. */
  readonly outbox?: Outbox
  readonly registers?: readonly Register[]
  readonly recordRules?: RecordRules
  /**
   * What is measured of cases, tasks and records as they come. Months and working time are those of `environment`. Without
   * it nothing is.
   */
  readonly figures?: readonly Figure[]
  readonly limits?: Partial<Limits>
  /** Process key that takes messages which nobody could receive; without it they are only marked. */
  readonly undeliveredMessageProcess?: string
  /**
   * Institutions for which timer start events of typical schemes fire. Default: the embedded institution alone. Those
   * that put a definition in force are known anyway.
   */
  readonly institutions?: () => Promise<readonly string[]>
  /** How many people hold each role that an institution has, 0 included; for the check of lanes. */
  readonly rolesHeld?: (institutionId: string) => Promise<ReadonlyMap<string, number>>
  /** User ids of people who are away at an instant, for handlers who choose people. Default: nobody is known to be. */
  readonly peopleAway?: PeopleAway
  /** Of these user ids those who can log in and are away in nothing; for tasks that may be given to one person. Default: all. */
  readonly peopleThere?: PeopleThere
}

/** Read in the transaction of the handler that asks. */
export type PeopleAway = (manager: EntityManager, institutionId: string, at: Instant) => Promise<ReadonlySet<string>>

/** Read in the transaction that asks. */
export type PeopleThere = (
  manager: EntityManager,
  asked: { readonly institutionId: string; readonly userIds: readonly string[]; readonly at: Instant },
) => Promise<ReadonlySet<string>>

/** Where everything is kept. */
export type DatabaseAddress =
  /** File of the SQLite database, made with its folder when missing; `:memory:` for none. */
  | { readonly path: string }
  /** Of a PostgreSQL database, which several nodes may share: `postgres://user:password@host:port/database`. */
  | { readonly url: string }

/** The only source of time. */
export interface Clock {
  now(): Date
}

/** Bounds on what one case may cost, and on how long what is over is kept. */
export interface Limits {
  /** Default 10,000. */
  readonly stepBudget: number
  /** Default 1,000. */
  readonly multiInstanceLimit: number
  /** Processes that call one another, one inside the other; a process that calls itself stops there. Default 50. */
  readonly callDepth: number
  /** Bytes of JSON in one command's variables. Default 262,144. */
  readonly maxVariablesBytes: number
  /** Bytes of JSON in one instance's state. Default 1,048,576. */
  readonly maxStateBytes: number
  /** How long a message waits for its receiver where its contract says nothing. ISO 8601. Default `P7D`. */
  readonly messageTtl: string
  /** Pauses before the second, third … try of a job, in milliseconds. Default 10 s, 60 s. Tries = pauses + 1. */
  readonly jobRetryPausesMs: readonly number[]
  /** The same for what goes to other systems. Default 1 and 5 min, half an hour, 2, 6 and 12 h. */
  readonly outboxRetryPausesMs: readonly number[]
  /** Days from its making for which a sent entry of the outbox is kept; 0 for ever. Default 0. */
  readonly outboxKeptDays: number
  /** Days for which it is kept who read personal data; 0 for ever. Default 0. */
  readonly readTracesKeptDays: number
}

/** Structured log; one object per line. Never given variable values. */
export interface Log {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
  error(facts: Record<string, unknown>, message: string): void
}

/** Forms, as the engine sees them. `forms/checker.ts` is ours, on ajv. */
export interface FormChecker {
  /**
   * Judges a form file at deployment.
   * @returns the form's id and what is wrong; ids name forms in `camunda:formKey`.
   */
  inspect(
    name: string,
    content: string,
  ): {
    readonly formId: string | null
    readonly problems: readonly { readonly code: string; readonly message: string; readonly line: number | null }[]
  }
  /**
   * Checks data of one person's submission.
   * @param content the form file as it is pinned to the running case
   * @returns the data as the process gets it (defaults filled in, only fields that the form names), or errors in `language`;
   * `schema` is the form's: by its `x-ref` the engine looks up whether the records that the data name are there
   */
  check(
    content: string,
    data: Variables,
    language: 'lv' | 'en',
    context: { readonly now: Instant },
  ): { readonly data: Variables; readonly errors: readonly FieldError[]; readonly schema?: Json }
  /** Checks any JSON against a JSON Schema 2020-12 (message payloads, start data). Safe for untrusted schemas: see limits. */
  checkSchema(
    schema: Json,
    data: Json,
    language: 'lv' | 'en',
    context: { readonly now: Instant },
  ): readonly FieldError[]
  /** @returns what is wrong with an untrusted schema; empty when it may be used. */
  inspectSchema(schema: Json): readonly string[]
}

/** Settings, calendars and the functions that expressions may call, for one case. */
export interface EnvironmentProvider {
  /**
   * Read once per command, inside its transaction, before the core runs.
   * @returns pure functions bound to the calendar in force for these variables, and the values every expression may read
   */
  forCase(facts: CaseFacts, unit: RecordUnit): Promise<Pick<Environment, 'functions' | 'globals'>>
  /**
   * What a running case makes of a changed record (see `RecordRules.concernsCases`). Timers and dates given by
   * expressions are computed again with the environment as it is now.
   * @returns null: the case has nothing to do with it
   */
  renew?(
    facts: CaseFacts,
    change: RecordChange,
    call: { readonly records: RecordUnit; readonly environment: Environment; readonly now: Instant },
  ): Promise<Renewal | null>
  /**
   * What a case is about, by the variables of its root instance: people find and filter its tasks by it. Asked before and
   * after each step, so it must be quick and depend on nothing else.
   */
  describeCase?(facts: CaseFacts): CaseDescription
  /** Functions known at deployment, so that expressions which call others are refused. */
  readonly functionNames: FunctionLibrary
}

/** A version of a record that running cases may go by. */
export interface RecordChange {
  readonly register: string
  readonly id: string
  readonly version: number
}

/** What a changed record means to one case. */
export interface Renewal {
  /** New values; `{}` where only times are computed again. */
  readonly variables: Variables
  /** Lines added to the case's history. */
  readonly history?: NonNullable<HandlerOutcome['history']>
  /** New values for other instances that go by the same. */
  readonly changes?: NonNullable<HandlerOutcome['changes']>
}

/** What the host knows of records beyond their schemas. */
export interface RecordRules {
  /**
   * Judges a record that its schema accepts, before anything of it is written.
   * @returns what is wrong, at its field, with the remedy, in the caller's language; empty when it may be written
   */
  check(
    record: { readonly register: string; readonly id: string; readonly data: Variables },
    context: { readonly records: Pick<RecordUnit, 'get' | 'list'>; readonly language: 'lv' | 'en' },
  ): Promise<readonly FieldError[]>
  /** Whether running cases go by what was changed, and are to look at it again (`EnvironmentProvider.renew`). */
  concernsCases(register: string, before: RecordContent | null, after: RecordContent): boolean
  /** The status of a case, where the record is the main one of a case and has the id of its instance; else null. */
  caseStatus?(record: Pick<RecordView, 'register' | 'id' | 'status'>): string | null
}

/** What a record says. */
export interface RecordContent {
  readonly data: Variables
  readonly status: string | null
}

/** Which case it is, and what its process scope, or the task, sees. */
export interface CaseFacts {
  readonly institutionId: string
  readonly holderId: string
  readonly processKey: string
  readonly processInstanceId: string
  readonly businessKey: string | null
  readonly variables: Variables
}

/** The TypeScript behind service tasks: name → handler. */
export interface HandlerRegistry {
  get(name: string): Handler | undefined
  names(): readonly string[]
}

/**
 * Does the work of one service task inside the transaction that completes its job, so its records are written exactly
 * once. It must not wait for anything outside. Throwing `BpmnError` takes the path drawn in the diagram; any other
 * throw undoes what it did, and is tried again.
 */
export type Handler = (call: HandlerCall) => Promise<HandlerOutcome>

/** What a handler gets to do its work. */
export interface HandlerCall {
  /** Input mapping results; `{}` when the task has none. */
  readonly input: Variables
  /** What the process sees at the task. */
  readonly variables: Variables
  readonly facts: CaseFacts & {
    readonly elementId: string
    /** Of the job, or of the task for events of tasks. */
    readonly jobId: string
    readonly initiator: string | null
    readonly parentInstanceId: string | null
    readonly definitionId: string
  }
  /** `camunda:property` values of the task. */
  readonly properties: Readonly<Record<string, string>>
  /** `camunda:property` values of the process. */
  readonly processProperties: Readonly<Record<string, string>>
  readonly records: RecordUnit
  readonly cases: CaseLookUp
  /** Connectors that carry what a handler puts into the outbox; for others it is kept. */
  readonly connectors: ReadonlySet<string>
  readonly environment: Environment
  readonly now: Instant
}

/** What handlers may ask about cases. */
export interface CaseLookUp {
  /** An instance of the institution, running or ended; null where there is none. */
  instance(processInstanceId: string): Promise<CaseInstance | null>
  /** User ids of people who are away now. */
  peopleAway(): Promise<ReadonlySet<string>>
  /** Who last completed a task at one of these elements of the handler's own instance; null for nobody yet. */
  completedBy(elementIds: readonly string[]): Promise<string | null>
  /** Sums of the institution's figures, as far as they are measured. */
  sums(query: Omit<SumsQuery, 'institutionId'>): Promise<readonly SumView[]>
  /** The version of each process that new cases of the institution start on. */
  inForce(): Promise<readonly InForceView[]>
  /** Its running cases, by the version on which they run. */
  running(): Promise<readonly RunningCount[]>
  /** Its cases of a process that were completed since an instant, counted up to a bound. */
  completed(query: { readonly processKey: string; readonly since: Instant; readonly upTo?: number }): Promise<Count>
  /** How the institution's newest version of a process fits the schemes in force; null where it has no such process. */
  integrity(processKey: string): Promise<ProcessIntegrity | null>
}

/** An instance, as handlers of others see it. */
export interface CaseInstance {
  readonly processInstanceId: string
  /** At the top of the chain of calls; itself where nothing called it. */
  readonly rootInstanceId: string
  readonly processKey: string
  readonly businessKey: string | null
  readonly isRunning: boolean
  /** `camunda:property` values of its process. */
  readonly processProperties: Readonly<Record<string, string>>
}

/** What a handler gives back; all of it is written with the completion of its job. */
export interface HandlerOutcome {
  /** Variables given back to the process. */
  readonly variables?: Variables
  /** Lines added to the case's history; `type` is a word of the handler's own, kebab-case. */
  readonly history?: readonly { readonly type: string; readonly data: { readonly [key: string]: Json } }[]
  /**
   * New values for other running instances of the institution; each becomes a command on that instance. `where` names
   * all instances with a business key, or one by its id.
   */
  readonly changes?: readonly {
    readonly where: { readonly businessKey: string } | { readonly processInstanceId: string }
    readonly variables: Variables
  }[]
  /**
   * Changes of open tasks of other running instances of the institution: of one task, or of those at an element; each
   * becomes a command on that instance. `note` goes into the history beside it.
   */
  readonly tasks?: readonly {
    readonly where: { readonly taskId: string } | { readonly processInstanceId: string; readonly elementId: string }
    readonly assignee?: string
    /** From then on fixed: it is not computed again when a clock moves. */
    readonly dueAt?: Instant
    readonly note?: Variables
  }[]
  /** Other running instances of the institution that are to end where they stand. */
  readonly cancels?: readonly { readonly processInstanceId: string; readonly reason: string }[]
  /** Lines for the history of other running instances of the institution. */
  readonly notes?: readonly {
    readonly processInstanceId: string
    readonly elementId: string | null
    readonly type: string
    readonly data: { readonly [key: string]: Json }
  }[]
  /** Messages thrown beside the drawn ones. */
  readonly messages?: readonly {
    readonly name: string
    readonly correlationKey: string | null
    readonly payload: Variables
  }[]
  /**
   * Records of the institution, written by the same handler, that are to go to another system after the commit. Without a
   * connector of that name they are kept: an operator can send them when there is one.
   */
  readonly outbox?: readonly OutboxEntry[]
}

/** A record that is to go to another system; by each connector once. */
export interface OutboxEntry {
  readonly connector: string
  readonly register: string
  readonly recordId: string
}

/** How records reach other systems. */
export interface Outbox {
  /** By name. */
  readonly connectors: Readonly<Record<string, Connector>>
  /**
   * What the record itself says about how its entry stands, written with every change of that.
   * @returns null: nothing
   */
  readonly describe?: (
    register: string,
    standing: OutboxStanding,
  ) => { readonly patch: Variables; readonly status: string } | null
}

/** How an entry of the outbox stands. */
export type OutboxStanding =
  /** Waiting for a try; `error` says why the one before failed. */
  | { readonly state: 'due'; readonly attempts: number; readonly nextTryAt: Instant; readonly error: string | null }
  | { readonly state: 'sent'; readonly attempts: number; readonly sentAt: Instant; readonly reference: string }
  | { readonly state: 'failed'; readonly attempts: number; readonly error: string }
  | { readonly state: 'kept' }

/** A record on its way to another system. */
export interface OutboxItem {
  readonly id: string
  readonly institutionId: string
  readonly record: RecordView
  /** 1 for the first try. */
  readonly attempt: number
}

/**
 * Carries records to another system, outside of any transaction. A record may come again: after a crash nobody knows
 * whether the other system has it, so it must be given the same reference each time.
 */
export interface Connector {
  /**
   * @returns when the other system has taken it, with what that knows it by
   * @throws DeliveryRefused for what no further try would mend; anything else is tried again. The message is stored and
   * shown to operators: it must hold no personal data.
   */
  send(
    item: OutboxItem,
    context: { readonly now: Instant; /** Time is over, or the engine stops. */ readonly signal: AbortSignal },
  ): Promise<{ readonly reference: string }>
  /** The engine stops; nothing is sent any more. */
  close?(): void | Promise<void>
}

/**
 * What a host does around user tasks beyond what is drawn. Each event is handled inside the transaction that brings it
 * about, as a service task's handler is.
 *
 * Every task with a due date is told of twice: near the date and at it. A task's property `deadline` restricts that:
 * `reminder` leaves out the second, `none` both; for tasks whose diagram draws a timer of its own.
 */
export interface TaskEvents {
  /** When to remind of a task that is to be done by `dueAt`; null: not at all. Pure. */
  remindAt(
    task: { readonly openedAt: Instant; readonly dueAt: Instant; readonly variables: Variables },
    environment: Environment,
  ): Instant | null
  /** Whether a completion with this data is to be handled; most are not, and cost nothing then. */
  heedsCompletion(data: Variables): boolean
  /** The candidate group of a group of people that the host knows by an id; null where it knows none. */
  candidateGroupOf(groupId: string, records: RecordUnit): Promise<string | null>
  /**
   * Who may take a task that opens, where the host knows better than the diagram: e.g. who was appointed, in place of all
   * who hold a role. Asked for each task that opens, so it must be quick.
   *
   * @returns null: those whom the diagram names
   */
  inviteInstead?(task: OpeningTask, records: RecordUnit): Promise<Invited | null>
  /** Messages thrown when a task ends, done or not, that was overdue or escalated before. Pure. */
  escalatedTaskEnded(task: EndedTask): NonNullable<TaskEventOutcome['messages']>
  handle(call: TaskEventCall): Promise<TaskEventOutcome>
}

/** Who may take a task. */
export interface Invited {
  readonly users: readonly string[]
  readonly groups: readonly string[]
}

/** A task that opens, with those whom the diagram invites. */
export interface OpeningTask extends Invited {
  readonly processKey: string
  /** `camunda:property` values of its element. */
  readonly properties: Readonly<Record<string, string>>
  readonly now: Instant
  /** Time zone of the institution and whatever else expressions may read. */
  readonly environment: Environment
  /** Of these people those who are there to do it: they can log in, and are away in nothing. */
  there(userIds: readonly string[]): Promise<ReadonlySet<string>>
}

/** A task that is no longer open. */
export type EndedTask = Pick<TaskView, 'id' | 'processInstanceId' | 'elementId'>

/** What happens with a task. */
export type TaskEvent =
  /** Near its due date, or at it; once each, also after downtime, where only the later one is told. */
  | { readonly kind: 'due-soon' | 'overdue' }
  | { readonly kind: 'completed'; readonly by: string | null; readonly data: Variables }
  /** Its holder, or who manages, asks somebody above to decide. */
  | { readonly kind: 'escalated'; readonly by: string | null; readonly reason: string; readonly note: string }

/** The task of an event; `call.variables` are those seen at it, `call.properties` its `camunda:property` values. */
export interface TaskEventCall extends Omit<HandlerCall, 'input'> {
  readonly event: TaskEvent
  readonly task: TaskView
}

/** As of a handler; there is nothing for variables to be given back to. */
export type TaskEventOutcome = Omit<HandlerOutcome, 'variables'>
