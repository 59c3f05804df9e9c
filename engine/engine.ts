/**
 * The door: everything that can be told to the engine or asked of it.
 *
 * Commands change something, take an `Actor` and, where the caller may repeat itself, an idempotency key; each is one
 * transaction on one process instance and returns only when it is on disk. Queries read the last committed state.
 * Who may do what is decided by the caller's policies; what must still hold at the moment of writing (a task is open,
 * nobody else holds it, the instance is active) is checked here again.
 */
import type {
  DeploymentResult,
  DefinitionChangeView,
  DefinitionView,
  DeploymentView,
  InForceView,
  Owner,
  ResourceFile,
  MessageContract,
} from './model/deployment.ts'
import type { MeasuringStanding, SumsQuery, SumView } from './measuring/sums.ts'
import type { DeploymentPreview } from './model/definition-diff.ts'
import type { DefinitionOutline } from './model/definition-outline.ts'
import type { IntegrityFinding } from './integrity/finding.ts'
import type { Problem } from './model/errors.ts'
import type { Instant, Json, Variables } from './model/json.ts'
import type {
  CaseView,
  Count,
  HistoryEventView,
  IncidentView,
  JobView,
  LockedExternalTask,
  MessageView,
  OutboxItemView,
  Page,
  ProcessInstanceDetails,
  ProcessInstanceView,
  RunningCount,
  TaskComment,
  TaskDetails,
  TaskView,
  WaitingCount,
  TimelineEventView,
  TrafficCount,
} from './model/views.ts'
import type { Format, ImportReport } from './records/exchange/import-row.ts'
import type { RecordReadView } from './records/record-read.ts'
import type { RecordVersionView, RecordView } from './records/record-unit.ts'
import type { ReferringRecord } from './records/select-referring.ts'
import type { Register } from './records/register.ts'
import type { Rehearsal } from './rehearsal/rehearsal.ts'
import type { RehearsalBudget } from './rehearsal/rehearsal-budget.ts'

/** Who does it, for history and for checks inside commands. */
export interface Actor {
  /** User id, or `api-key:<id>`, or `system`. */
  readonly id: string
  readonly institutionId: string
  /** Candidate groups that the person belongs to, incl. role keys. */
  readonly groups: readonly string[]
  readonly language: 'lv' | 'en'
  /** The absent person in whose place they act; `groups` are then those of both. History tells of both. */
  readonly onBehalfOf?: string
  /** May act on any task of the institution (assign, complete for others, cancel): decided by policy. */
  readonly mayManage: boolean
}

/** What every command may carry. */
export interface Told {
  readonly by: Actor
  /** The same key with the same `fingerprint` gives the stored answer; with another, `IdempotencyKeyReused`. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string }
}

/** A command's answer; `replayed` when the idempotency key was seen before. */
export type Answer<T> = Promise<T & { readonly replayed?: boolean }>

/** Everything that can be told to an engine or asked of it. */
export interface Engine {
  // Definitions -------------------------------------------------------------------------------------------------
  /** @throws DeploymentRejected with every problem; nothing is stored then. `activate` puts the definitions in force for `owner`. */
  deploy(
    input: Told & {
      name: string
      owner: Owner
      resources: readonly ResourceFile[]
      activate?: boolean
      /** Why; kept with what was decided. At most 2,000 characters. */
      note?: string
    },
  ): Answer<DeploymentResult>
  /** Like deploy, but stores nothing. */
  checkDeployment(input: { owner: Owner; resources: readonly ResourceFile[] }): Promise<readonly Problem[]>
  /** The same, with what each diagram would change of the one in force. Stores nothing. */
  previewDeployment(input: { owner: Owner; resources: readonly ResourceFile[] }): Promise<DeploymentPreview>
  /** A diagram as any modeller opens it: with a drawing made for it where it has none. Not to be trusted as XML. */
  drawDiagram(content: string): Promise<string>
  /** Puts a definition in force for `owner` (its own owner, or a narrower one that takes over a wider edition). */
  activateDefinition(input: Told & { definitionId: string; owner: Owner; note?: string }): Answer<DefinitionView>
  /** Takes it out of force; a wider owner's is in force again. @throws Conflict `not-active` */
  deactivateDefinition(input: Told & { definitionId: string; owner: Owner; note?: string }): Answer<DefinitionView>
  /** Lets it take new cases or not; running ones go on. @throws NotAllowed for a definition of another owner */
  suspendDefinition(input: Told & { definitionId: string; suspended: boolean; note?: string }): Answer<DefinitionView>
  /** What the schemes in force for `owner` need of one another and do not get, by process and element. */
  checkIntegrity(owner: Owner): Promise<readonly IntegrityFinding[]>
  listDefinitions(query: DefinitionQuery): Promise<Page<DefinitionView>>
  /** Who put which version in force or took it out, and why; newest first. */
  listDefinitionChanges(query: DefinitionChangeQuery): Promise<Page<DefinitionChangeView>>
  /** Running cases by the version on which they run. */
  countRunning(query: { institutionId: string }): Promise<readonly RunningCount[]>
  /** What running cases wait for, by element: of one version, of all versions of a process, or of all processes. @throws NotFound */
  countWaiting(
    query: { institutionId: string } & ({ definitionId: string } | { processKey: string } | { all: true }),
  ): Promise<readonly WaitingCount[]>
  /** Cases of a process that were completed in a period, by themselves: not cancelled ones. Counted up to `upTo` (1–10,000, default 1,000). */
  countCompleted(query: { institutionId: string; processKey: string; since: Instant; upTo?: number }): Promise<Count>
  /** Messages that came in a period, by name and sender. */
  countTraffic(query: { institutionId: string; since: Instant }): Promise<readonly TrafficCount[]>
  /** Everything that is in force for an owner, and whose choice each is. */
  listInForce(owner: Owner): Promise<readonly InForceView[]>
  getDefinition(query: { institutionId: string; definitionId: string }): Promise<DefinitionView>
  /** Look-up at start: holder, institution, typical. @throws NoActiveDefinition */
  getActiveDefinition(query: { institutionId: string; holderId?: string; processKey: string }): Promise<DefinitionView>
  /** The diagram as a list: names in both languages, lanes, elements and what follows each. @throws NotFound */
  getDefinitionOutline(query: { institutionId: string; definitionId: string }): Promise<DefinitionOutline>
  /** The forms that its elements name, as they are pinned, by their keys. @throws NotFound */
  getDefinitionForms(query: { institutionId: string; definitionId: string }): Promise<Readonly<Record<string, Json>>>
  /** The file as it was uploaded; where it has no drawing, with one made for it. The deployed resource stays as it is. */
  getDefinitionXml(query: { institutionId: string; definitionId: string }): Promise<string>
  /**
   * Plays a definition, in force or not, through in two engines over every choice that the budget allows. Stores nothing.
   * @throws RehearsalBusy when others run and wait; NotFound; Conflict `rehearsal-stopped`
   */
  rehearseDefinition(query: {
    institutionId: string
    definitionId: string
    budget?: Partial<RehearsalBudget>
    /** Aborted when nobody waits for the answer any more. */
    gone?: AbortSignal
  }): Promise<Rehearsal>
  /**
   * The form of the plain start event, as it is pinned; null where it has none.
   * @throws Conflict `start-event-needed` where there are several and none is named
   */
  getStartForm(query: {
    institutionId: string
    definitionId: string
    startEventId?: string
  }): Promise<{ readonly formKey: string; readonly form: Json } | null>
  listDeployments(query: { institutionId: string; limit?: number; after?: string }): Promise<Page<DeploymentView>>
  getDeployment(query: { institutionId: string; deploymentId: string }): Promise<DeploymentView>
  getDeploymentResource(query: { institutionId: string; deploymentId: string; name: string }): Promise<string>

  // Process instances -------------------------------------------------------------------------------------------
  /**
   * Starts at the none start event, at the one named where several have forms. Start data passes its form where it has one.
   * @throws NoActiveDefinition, FormRejected, DataRejected, Conflict `no-plain-start`, `start-event-needed`
   */
  startProcessInstance(
    input: Told & {
      processKey?: string
      definitionId?: string
      holderId?: string
      businessKey?: string
      startEventId?: string
      variables?: Variables
    },
  ): Answer<ProcessInstanceView>
  /** Ends it, and what it called, where it stands. @throws InstanceNotActive when it has ended */
  cancelProcessInstance(input: Told & { processInstanceId: string; reason: string }): Answer<ProcessInstanceView>
  /** Halts it or lets it go on; what came due meanwhile happens then. @throws InstanceNotActive when it has ended */
  suspendProcessInstance(input: Told & { processInstanceId: string; suspended: boolean }): Answer<ProcessInstanceView>
  /**
   * Begins an activity of a running ad-hoc sub-process by hand; `scopeId` says in which one, where several run.
   * @throws InstanceNotActive, Conflict `activity-not-enabled`, `several-scopes`, `activity-running`
   */
  startAdHocActivity(
    input: Told & { processInstanceId: string; elementId: string; scopeId?: string },
  ): Answer<ProcessInstanceView>
  listProcessInstances(query: ProcessInstanceQuery): Promise<Page<ProcessInstanceView>>
  getProcessInstance(query: { institutionId: string; processInstanceId: string }): Promise<ProcessInstanceDetails>
  /** Of one instance, or with `withCalled` of it and all it called, in order of time. */
  listHistory(query: {
    institutionId: string
    processInstanceId: string
    withCalled?: boolean
    /** Only lines of this type, e.g. `decision-evaluated`. */
    type?: string
    limit?: number
    after?: string
  }): Promise<Page<HistoryEventView>>

  /** Cases with what they are about, newest first. */
  listCases(query: CaseQuery): Promise<Page<CaseView>>
  /** Of some cases and all that they called as one, in order of time. @throws NotFound */
  listCaseTimeline(query: CaseTimelineQuery): Promise<Page<TimelineEventView>>
  /** What people are told of in all cases, oldest first: tasks given, due soon and overdue, messages received. */
  listNews(query: {
    institutionId: string
    /** After this instant. */
    since: Instant
    /** Up to this one. */
    until: Instant
    limit?: number
    after?: string
  }): Promise<Page<HistoryEventView>>

  // Tasks -------------------------------------------------------------------------------------------------------
  /** @throws TaskNotOpen, TaskClaimedByAnother */
  claimTask(input: Told & { taskId: string }): Answer<TaskView>
  /** Gives it back to its candidates. @throws TaskNotOpen, TaskClaimedByAnother */
  unclaimTask(input: Told & { taskId: string }): Answer<TaskView>
  /** Gives it to a person; for its holder and who may manage. @throws TaskNotOpen, NotAllowed (also four eyes) */
  assignTask(input: Told & { taskId: string; assignee: string }): Answer<TaskView>
  /**
   * Functional escalation: gives it to another group, whose members may take it; its due date stays.
   * @throws TaskNotOpen, NotAllowed, NotFound for a group that nobody knows
   */
  handOnTask(
    input: Told & { taskId: string; to: { readonly group: string } | { readonly groupId: string }; note: string },
  ): Answer<TaskView>
  /**
   * Hierarchical escalation: asks somebody above to decide about it; the task stays where it is.
   * @throws TaskNotOpen, NotAllowed, DataRejected for a reason that the host does not know, Conflict `no-task-events`
   */
  escalateTask(input: Told & { taskId: string; reason: string; note: string }): Answer<TaskView>
  /** Puts it off until later, null: no longer. @throws TaskNotOpen, NotAllowed */
  setFollowUp(input: Told & { taskId: string; followUpAt: Instant | null }): Answer<TaskView>
  /** Lets somebody work on it for its owner, who holds it now. @throws TaskNotOpen, NotAllowed (also four eyes) */
  delegateTask(input: Told & { taskId: string; to: string; note: string }): Answer<TaskView>
  /** The delegated work is done: it goes back to its owner. @throws TaskNotOpen, NotAllowed, Conflict `not-delegated` */
  resolveDelegation(input: Told & { taskId: string; note: string }): Answer<TaskView>
  /**
   * Sends it back to a user task before it that `sendBackTo` of the diagram names (the first, where `to` says nothing).
   * @throws TaskNotOpen, NotAllowed, Conflict `send-back-not-allowed`
   */
  sendBackTask(
    input: Told & { taskId: string; note: string; to?: string },
  ): Answer<{ readonly task: TaskView; readonly opened: readonly TaskView[] }>
  /**
   * Takes a completion back while nobody has touched what it led to, where the diagram says `takeBack`; `opened` is the
   * task again, with who had it and the data as they were.
   * @throws NotAllowed, Conflict `take-back-not-allowed`, `already-gone-on`
   */
  takeBackTask(
    input: Told & { taskId: string },
  ): Answer<{ readonly task: TaskView; readonly opened: readonly TaskView[] }>
  /**
   * Completes an open task with its form's data; only what the form names becomes variables.
   * Answers with the task after a short wait for automatic steps, so that the tasks it led to are there.
   * @throws TaskNotOpen, TaskClaimedByAnother, NotAllowed (four eyes), FormRejected, Conflict `delegation-pending`
   */
  completeTask(input: Told & { taskId: string; data: Variables }): Answer<{ readonly task: TaskView }>
  /** Writes beside a task, open or closed. @throws DataRejected for an empty text or one over 10,000 characters */
  commentTask(input: Told & { taskId: string; text: string }): Answer<TaskComment>
  listTasks(query: TaskQuery): Promise<Page<TaskView>>
  /** How many tasks a query finds, counted up to `upTo` (1–10,000, default 1,000). */
  countTasks(query: TaskQuery, upTo?: number): Promise<Count>
  /** How many of them were opened after an instant: what is new since a person looked. */
  countNewTasks(query: TaskQuery, since: Instant, upTo?: number): Promise<Count>
  getTask(query: { institutionId: string; taskId: string }): Promise<TaskDetails>
  /** As it is listed: who has it and who may take it, without its form and data. @throws NotFound */
  getTaskView(query: { institutionId: string; taskId: string }): Promise<TaskView>

  // Messages and signals ----------------------------------------------------------------------------------------
  /**
   * Takes in a message: delivered at once when its receiver waits, else buffered until its time to live ends.
   * A repeated `messageId` of the same name answers as the first did.
   * @throws UnknownMessage, DataRejected
   */
  publishMessage(
    input: Told & {
      name: string
      correlationKey?: string | null
      payload: Variables
      messageId?: string
      timeToLive?: string
    },
  ): Answer<{
    readonly message: MessageView
    readonly processInstanceId: string | null
    /** Why it was not delivered at once. */ readonly reason: string | null
  }>
  /** To everybody of the institution who listens now; nobody listening is no error. @throws DataRejected */
  throwSignal(
    input: Told & { name: string; payload: Variables },
  ): Answer<{ readonly name: string; readonly receivers: number }>
  /**
   * Starts a case of each definition in force whose conditional start event holds over the data, which become its
   * variables. The same data told again start again. @throws DataRejected
   */
  evaluateConditions(
    input: Told & { variables: Variables; holderId?: string },
  ): Answer<{ /** Cases that will start. */ readonly started: number }>
  listMessageContracts(query: { institutionId: string }): Promise<readonly MessageContract[]>

  // Jobs, external tasks, incidents -----------------------------------------------------------------------------
  listJobs(query: {
    institutionId: string
    processInstanceId?: string
    state?: 'open' | 'failed'
    limit?: number
    after?: string
  }): Promise<Page<JobView>>
  /** Gives a failed job new tries. */
  retryJob(input: Told & { jobId: string; retries?: number }): Answer<JobView>
  /** Locks open external tasks for a worker: highest priority first, then oldest. @throws DataRejected */
  fetchAndLock(
    input: Told & {
      workerId: string
      maxTasks: number
      topics: readonly { readonly topicName: string; readonly lockDurationMs: number }[]
    },
  ): Promise<readonly LockedExternalTask[]>
  /** @throws NotFound, Conflict `job-not-open`, `job-not-held`, InstanceNotActive, DataRejected */
  completeExternalTask(
    input: Told & { jobId: string; workerId: string; variables: Variables },
  ): Answer<{ readonly id: string }>
  /** A try failed: one less is left, or as many as `retries` says; with none left an incident is opened. */
  failExternalTask(
    input: Told & { jobId: string; workerId: string; errorMessage: string; retries?: number; retryTimeoutMs?: number },
  ): Answer<{ readonly id: string }>
  /** Takes the error path drawn in the diagram. */
  throwExternalTaskError(
    input: Told & { jobId: string; workerId: string; errorCode: string; errorMessage?: string; variables?: Variables },
  ): Answer<{ readonly id: string }>
  /** Keeps the lock for `newDurationMs` from now. */
  extendExternalTaskLock(
    input: Told & { jobId: string; workerId: string; newDurationMs: number },
  ): Answer<{ readonly id: string }>
  /** Frees it for other workers. @throws NotAllowed unless the actor may manage */
  unlockExternalTask(input: Told & { jobId: string }): Answer<{ readonly id: string }>
  listIncidents(query: {
    institutionId: string
    processInstanceId?: string
    limit?: number
    after?: string
  }): Promise<Page<IncidentView>>
  /** Tries the element again; for failed jobs gives new tries. */
  retryIncident(
    input: Told & { incidentId: string },
  ): Answer<{ readonly id: string; readonly processInstanceId: string }>

  /** What goes to other systems, oldest first, e.g. what has failed. */
  listOutbox(query: OutboxQuery): Promise<Page<OutboxItemView>>
  /**
   * Has an entry that failed, is kept or waits for its next try sent soon, with all tries before it.
   * @throws NotFound, Conflict `outbox-item-not-waiting`, `no-connector`
   */
  retryOutboxItem(input: Told & { itemId: string }): Answer<OutboxItemView>

  // Measuring ---------------------------------------------------------------------------------------------------
  /** Sums of figures by month and what else is asked for, as far as they are measured. */
  getSums(query: SumsQuery): Promise<readonly SumView[]>
  getMeasuringStanding(): Promise<MeasuringStanding>
  /** Has everything measured anew by the workers; sums stay as they are meanwhile. */
  remeasure(input: Told): Answer<Pick<MeasuringStanding, 'isWalking'>>

  // Records -----------------------------------------------------------------------------------------------------
  listRegisters(): readonly Register[]
  listRecords(query: RecordListQuery): Promise<Page<RecordView>>
  /** With `version` as it was then. @throws NotFound */
  getRecord(query: { institutionId: string; register: string; id: string; version?: number }): Promise<RecordView>
  /** Those of the ids that are there, in no order; one query for many. */
  getRecords(query: { institutionId: string; register: string; ids: readonly string[] }): Promise<readonly RecordView[]>
  /** One step of a walk along references: who names any of the ids. @throws NotFound, DataRejected */
  listRelatedRecords(query: RelatedListQuery): Promise<readonly RecordView[]>
  /** Newest first; also of a record that was removed. @throws NotFound */
  listRecordVersions(
    query: PageQuery & { readonly register: string; readonly id: string },
  ): Promise<Page<RecordVersionView>>
  /** Who refers to a record. @throws NotFound */
  listReferringRecords(query: ReferringListQuery): Promise<Page<ReferringRecord>>
  /** By hand, outside of any case; `outbox` names connectors that are to carry it. @throws DataRejected, Conflict `record-exists`, NotFound */
  createRecord(
    input: Told & {
      register: string
      data: Variables
      status?: string
      id?: string
      outbox?: readonly string[]
    },
  ): Answer<RecordView>
  /** Changes fields; null removes one. @throws DataRejected, NotFound, Conflict `record-changed` */
  updateRecord(
    input: Told & { register: string; id: string; patch: Variables; status?: string; expectedVersion?: number },
  ): Answer<RecordView>
  /** Takes a record of reference data out of its register. @throws NotFound, Conflict `record-in-use`, `record-stays` */
  removeRecord(
    input: Told & { register: string; id: string; expectedVersion?: number },
  ): Answer<{ readonly id: string; readonly version: number }>
  /** A file of records: all of them or none. @throws ImportRejected with each problem, NotFound */
  importRecords(input: ImportFileInput): Answer<ImportReport>
  /** A register as a file, piece by piece. @throws NotFound */
  exportRecords(input: ExportInput): AsyncIterable<string>
  /** Leaves a trace of who reads which records, where their register holds personal data. */
  traceRecordRead(
    input: Told & { register: string; operation: string; recordIds: readonly string[]; purpose: string | null },
  ): Promise<void>
  /** Who read personal data, newest first. */
  listRecordReads(query: RecordReadQuery): Promise<Page<RecordReadView>>

  // Life --------------------------------------------------------------------------------------------------------
  /** Starts the workers: due timers, open jobs, message delivery. */
  startWorkers(): void
  /**
   * Does everything that is due now and returns when nothing is: what the workers do, without waiting for their turn.
   * For tests, embedded programs and orderly shutdown.
   */
  settle(): Promise<void>
  /** No new work, running commands finish, the database closes. */
  close(): Promise<void>
}

/** Which page of a list: at most `limit` items (1–200, default 50) after the `next` of the page before. */
export interface PageQuery {
  readonly institutionId: string
  readonly limit?: number
  readonly after?: string
}

/** Which definitions are asked for; newest first. */
export interface DefinitionQuery extends PageQuery {
  readonly processKey?: string
  /** Of each owner only the last version. */
  readonly latestOnly?: boolean
  /** Only those in force for somebody. */
  readonly activeOnly?: boolean
}

/** Of which process the decisions about its versions are asked for. */
export interface DefinitionChangeQuery extends PageQuery {
  readonly processKey: string
}

/** Which process instances are asked for; newest first. */
export interface ProcessInstanceQuery extends PageQuery {
  readonly processKey?: string
  readonly businessKey?: string
  readonly definitionId?: string
  /** Any of these. */
  readonly state?: readonly ProcessInstanceView['state'][]
}

/** Somebody who may not read all cases: which ones are theirs to know. */
export interface CaseReader extends Viewer {
  /** Processes whose cases they may read all of. */
  readonly processKeys: readonly string[]
}

/** Which cases are asked for. */
export interface CaseQuery extends PageQuery {
  /** Words, or beginnings of words, that must all be found in the summary of the case; at most ten count. */
  readonly text?: string
  /** Any of these categories, priorities, states, processes. */
  readonly categories?: readonly string[]
  readonly casePriorities?: readonly string[]
  readonly caseStatuses?: readonly string[]
  readonly processKeys?: readonly string[]
  /** Only those that have not ended, or only those that have. */
  readonly isRunning?: boolean
  /** Only what this person may know of. */
  readonly visibleTo?: CaseReader
}

/** Whose histories are asked for. */
export interface CaseTimelineQuery extends PageQuery {
  /** Root instances: a case, and others that belong to it. */
  readonly rootInstanceIds: readonly string[]
  /** Only lines of these types. */
  readonly types?: readonly string[]
  /** Default: oldest first. */
  readonly order?: 'newest' | 'oldest'
}

/** Which entries of the outbox are asked for. */
export interface OutboxQuery extends PageQuery {
  readonly state?: OutboxItemView['state']
  readonly connector?: string
  /** Of one record. */
  readonly recordId?: string
}

/** Which records of a register are asked for, the shared ones included; newest first. */
export interface RecordListQuery extends PageQuery {
  readonly register: string
  /** Words that must all be found in the register's search fields. */
  readonly text?: string
  /** Equal top-level fields. */
  readonly where?: Variables
  /** Any of these. */
  readonly status?: readonly string[]
  /** Created at or after, and before, these instants. */
  readonly since?: Instant
  readonly until?: Instant
  /** By when they were created; default: newest first. */
  readonly order?: 'newest' | 'oldest'
}

/** Which records that refer to one are asked for. */
export interface ReferringListQuery extends PageQuery {
  readonly register: string
  readonly id: string
  /** Only records of these registers; all where none are named. */
  readonly registers?: readonly string[]
}

/** Which records that name any of some others are asked for; by id, each once. */
export interface RelatedListQuery {
  readonly institutionId: string
  readonly register: string
  readonly ids: readonly string[]
  /** The reference that names them. */
  readonly field: string
  /** Any of these values, of top-level fields. */
  readonly anyOf?: Readonly<Record<string, readonly Json[]>>
  /** Default and most: 100,000. */
  readonly limit?: number
}

/** A file of records that is to be taken over, or only to be checked. */
export interface ImportFileInput extends Told {
  readonly register: string
  readonly format: Format
  readonly content: Uint8Array
  readonly mode: 'check' | 'apply'
}

/** Which records are wanted as a file, by whom and why. */
export interface ExportInput extends Pick<
  RecordListQuery,
  'register' | 'text' | 'where' | 'status' | 'since' | 'until'
> {
  readonly by: Actor
  readonly format: Format
  readonly purpose: string | null
}

/** Which reads of personal data are asked for. */
export interface RecordReadQuery extends PageQuery {
  readonly register?: string
  readonly recordId?: string
  /** Who read. */
  readonly by?: string
  readonly since?: Instant
  readonly until?: Instant
}

/** A person, with the groups that they belong to. */
export interface Viewer {
  readonly userId: string
  readonly groups: readonly string[]
}

/** Which tasks are asked for; sorted by due date where `sortBy` says nothing. */
export interface TaskQuery extends PageQuery {
  readonly state?: 'open' | 'completed' | 'cancelled'
  readonly assignee?: string
  readonly unassigned?: boolean
  /** Tasks that one of these groups may take. */
  readonly candidateGroups?: readonly string[]
  readonly candidateUser?: string
  /** Restricts to tasks that one of these people may see: assigned to them, or a candidate. */
  readonly visibleTo?: Viewer | readonly Viewer[]
  /** With `visibleTo`: leaves out what somebody beside these people holds. */
  readonly notHeldByOthers?: boolean
  readonly processInstanceId?: string
  /** With all instances that it called. */
  readonly rootInstanceId?: string
  readonly processKey?: string
  /** Of any of these processes. */
  readonly processKeys?: readonly string[]
  readonly elementId?: string
  readonly businessKey?: string
  /** Words, or beginnings of words, that must all be found in the summary of the case; at most ten count. */
  readonly text?: string
  /** What the case is about: any of these categories, priorities, states. */
  readonly categories?: readonly string[]
  readonly casePriorities?: readonly string[]
  readonly caseStatuses?: readonly string[]
  readonly dueBefore?: Instant
  /** Only what is past its due date. */
  readonly overdue?: boolean
  /** Hides tasks whose follow-up date is still to come. */
  readonly followUpReached?: boolean
  readonly completedBy?: string
  /** Opened after this instant. */
  readonly createdAfter?: Instant
  /** By due date (soonest first, those without one last), by time of making (newest first) or by priority (highest first). */
  readonly sortBy?: 'dueAt' | 'createdAt' | 'priority'
  /** The other way round where it is not the natural one: `asc` for due dates, `desc` for the others. */
  readonly direction?: 'asc' | 'desc'
}
