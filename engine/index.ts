/**
 * The engine's door. Everything that the engine can be told or asked is a method of `Engine`; behind each stands one
 * command or one query. A host gives ports; an embedded program needs none but where to store:
 *
 *     const engine = await createEngine({ database: { path: ':memory:' } })
 */
import type { EntityManager } from 'typeorm'
import { sharedBpmnReader } from './bpmn/shared-reader.ts'
import {
  completeExternalTask,
  extendExternalTaskLock,
  failExternalTask,
  throwExternalTaskError,
  unlockExternalTask,
} from './commands/answer-external-task.ts'
import { assignTask } from './commands/assign-task.ts'
import { cancelProcessInstance } from './commands/cancel-process-instance.ts'
import { changeInForce } from './commands/change-in-force.ts'
import { activateDefinition, deactivateDefinition, suspendDefinition } from './commands/change-definition.ts'
import { createRecord, removeRecord, updateRecord } from './commands/change-record.ts'
import { claimTask } from './commands/claim-task.ts'
import { commentTask } from './commands/comment-task.ts'
import { completeTask } from './commands/complete-task.ts'
import { delegateTask, resolveDelegation } from './commands/delegate-task.ts'
import { deploy } from './commands/deploy.ts'
import { evaluateConditions } from './commands/evaluate-conditions.ts'
import type { EngineParts } from './commands/engine-parts.ts'
import { escalateTask } from './commands/escalate-task.ts'
import { exportRecords } from './commands/export-records.ts'
import { importFile } from './commands/import-file.ts'
import { leavesTrace, traceRecordRead } from './commands/trace-record-read.ts'
import { type Command, type Executed, execute } from './commands/execute.ts'
import { fetchAndLock } from './commands/fetch-and-lock.ts'
import { remeasure } from './commands/remeasure.ts'
import { setFollowUp } from './commands/follow-up-task.ts'
import { handOnTask } from './commands/hand-on-task.ts'
import { publishMessage } from './commands/publish-message.ts'
import { retryOutboxItem } from './commands/retry-outbox-item.ts'
import { retryIncident, retryJob } from './commands/retry-incident.ts'
import { rescheduleStartTimers, scheduleStartTimers } from './commands/schedule-start-timers.ts'
import { sendBackTask } from './commands/send-back-task.ts'
import { startAdHocActivity } from './commands/start-ad-hoc-activity.ts'
import { startProcessInstance } from './commands/start-process-instance.ts'
import { suspendProcessInstance } from './commands/suspend-process-instance.ts'
import { takeBackTask } from './commands/take-back-task.ts'
import { throwSignal } from './commands/throw-signal.ts'
import { unclaimTask } from './commands/unclaim-task.ts'
import { jobAndInstance, taskAndInstance } from './commands/wanted-rows.ts'
import { createDefinitionCatalog } from './definitions/definition-catalog.ts'
import { createDrawnFiles } from './definitions/drawn-files.ts'
import { prepareDeployment } from './definitions/prepare-deployment.ts'
import {
  DEFAULT_LIMITS,
  EMBEDDED,
  noHandlers,
  noOutbox,
  noRecordRules,
  permissiveForms,
  plainEnvironment,
  silentLog,
} from './engine-defaults.ts'
import { sha256 } from './definitions/bundle-files.ts'
import { heededBy } from './measuring/heeded.ts'
import type { Answer, Engine, Told } from './engine.ts'
import { checkIntegrity } from './integrity/check-integrity.ts'
import { landscapeOf } from './integrity/landscape-of.ts'
import { lookBy } from './store/session.ts'
import type { EnginePorts } from './ports.ts'
import {
  getActiveDefinition,
  getDefinition,
  getDefinitionFile,
  getDefinitionForms,
  getStartForm,
  listDefinitions,
  listInForce,
  listMessageContracts,
} from './queries/definitions.ts'
import { listDefinitionChanges } from './queries/definition-changes.ts'
import { getDefinitionOutline } from './queries/definition-outline.ts'
import { getDeployment, getDeploymentResource, listDeployments } from './queries/deployments.ts'
import { getMeasuringStanding } from './queries/measuring-standing.ts'
import { getTask, getTaskView } from './queries/get-task.ts'
import { listIncidents, listJobs } from './queries/jobs-and-incidents.ts'
import { listOutbox } from './queries/list-outbox.ts'
import { listCases } from './queries/list-cases.ts'
import { listCaseTimeline } from './queries/list-case-timeline.ts'
import { listHistory } from './queries/list-history.ts'
import { listNews } from './queries/list-news.ts'
import { countTasks, listTasks } from './queries/list-tasks.ts'
import { getProcessInstance, listProcessInstances } from './queries/process-instances.ts'
import { listRecordReads } from './queries/record-reads.ts'
import { previewDeployment } from './queries/preview-deployment.ts'
import {
  getRecord,
  getRecords,
  listRecords,
  listRecordVersions,
  listReferringRecords,
  listRelatedRecords,
} from './queries/records.ts'
import { rehearseDefinition } from './queries/rehearse-definition.ts'
import { countCompleted, countTraffic } from './queries/counts.ts'
import { countRunning, countWaiting } from './queries/waiting.ts'
import { createRehearsals } from './rehearsal/rehearsals.ts'
import { createSumsReader } from './store/look-ups/measured-sums.ts'
import { openStore } from './store/open-store.ts'
import { systemClock } from './system-clock.ts'
import { type Workers, createWorkers } from './workers/workers.ts'

export { EMBEDDED } from './engine-defaults.ts'
export { openStore } from './store/open-store.ts'
export type { Store } from './store/store.ts'
export type * from './engine.ts'
export type * from './measuring/figure.ts'
export type * from './measuring/sums.ts'
export * from './model/errors.ts'
export { TYPICAL } from './model/deployment.ts'
export type * from './model/case-summary.ts'
export type * from './model/deployment.ts'
export type * from './model/definition-diff.ts'
export type * from './model/definition-outline.ts'
export type * from './model/effect.ts'
export type * from './model/instance-event.ts'
export type * from './model/json.ts'
export type * from './model/views.ts'
export type * from './ports.ts'
export type * from './records/record-unit.ts'
export type * from './records/register.ts'
export type * from './rehearsal/rehearsal.ts'
export type * from './rehearsal/rehearsal-budget.ts'

/**
 * Opens an engine on its database, brings the tables up to date and schedules start timers. It moves by itself only
 * after `startWorkers()`; until then `settle()` does what is due.
 *
 * @throws Error when neither `database` nor `store` is given, or another process has the database
 */
export async function createEngine(ports: EnginePorts): Promise<Engine> {
  const clock = ports.clock ?? systemClock
  const log = ports.log ?? silentLog
  if (!ports.store && !ports.database) throw new Error('Expected a database or an open store, but got neither.')
  const store = ports.store ?? (await openStore({ ...(ports.database ?? { path: ':memory:' }), clock, log }))
  const reader = sharedBpmnReader()
  const parts: EngineParts = {
    store,
    clock,
    log,
    forms: ports.forms ?? permissiveForms,
    checksForms: ports.forms !== undefined,
    handlers: ports.handlers ?? noHandlers,
    environment: ports.environment ?? plainEnvironment,
    taskEvents: ports.taskEvents ?? null,
    outbox: ports.outbox ?? noOutbox,
    limits: { ...DEFAULT_LIMITS, ...ports.limits },
    registers: ports.registers ?? [],
    recordRules: ports.recordRules ?? noRecordRules,
    measuring: ports.figures === undefined ? null : heededBy(ports.figures),
    definitions: createDefinitionCatalog(store.isShared),
    reader,
    undeliveredMessageProcess: ports.undeliveredMessageProcess ?? null,
    institutions: ports.institutions ?? (async () => [EMBEDDED.institutionId]),
    peopleAway: ports.peopleAway ?? (async () => new Set()),
    peopleThere: ports.peopleThere ?? (async (_manager, { userIds }) => new Set(userIds)),
    rolesHeld: ports.rolesHeld ?? (async () => null),
    nudge: () => workers.nudge(),
    follow: (steps, session) => workers.follow(steps, session),
  }
  const workers: Workers = createWorkers(parts)
  await scheduleStartTimers(parts)
  return engineOf(parts, workers)
}

function engineOf(parts: EngineParts, workers: Workers): Engine {
  const { definitions, registers, clock } = parts
  const rehearsals = createRehearsals()

  /** A command whose answer is all there is to wait for. */
  const tell = <Input extends Told, Output extends object>(name: string, command: Command<Input, Output>) => {
    return async (input: Input): Answer<Output> => (await execute(name, command, input, parts)).answer
  }
  /** A command about a task. */
  const tellTask = <Input extends Told & { readonly taskId: string }, Output extends object>(
    name: string,
    command: Command<Input, Output>,
  ) => {
    return async (input: Input): Answer<Output> =>
      (await execute(name, command, input, parts, { wants: taskAndInstance(input) })).answer
  }
  /** A command about a job. */
  const tellJob = <Input extends Told & { readonly jobId: string }, Output extends object>(
    name: string,
    command: Command<Input, Output>,
  ) => {
    return async (input: Input): Answer<Output> =>
      (await execute(name, command, input, parts, { wants: jobAndInstance(input) })).answer
  }
  /** A command after which people look for the next task: its automatic steps get a moment. */
  const andHops = async <Output>(executed: Promise<Executed<Output>>): Answer<Output> => {
    const { answer, roots } = await executed
    await workers.waitForHops(roots)
    return answer
  }
  /** A command that changes what is in force. */
  const tellOwner = <Input extends Told, Output extends object>(name: string, command: Command<Input, Output>) => {
    return async (input: Input): Answer<Output> => {
      const { answer } = await changeInForce(name, command, input, parts)
      await rescheduleStartTimers(parts)
      return answer
    }
  }
  const drawnFiles = createDrawnFiles(parts.reader)
  const ask = <Query, Result>(query: (manager: EntityManager, input: Query) => Promise<Result>) => {
    return (input: Query): Promise<Result> => parts.store.read((manager) => query(manager, input))
  }

  return {
    deploy: (input) => andHops(deploy(input, parts)),
    checkDeployment: async ({ owner, resources }) => (await prepareDeployment(parts, owner, resources)).problems,
    previewDeployment: ({ owner, resources }) => previewDeployment(parts, owner, resources),
    drawDiagram: (content) => drawnFiles.withDrawing({ content, checksum: sha256(content) }),
    activateDefinition: tellOwner('activate-definition', activateDefinition),
    deactivateDefinition: tellOwner('deactivate-definition', deactivateDefinition),
    suspendDefinition: tellOwner('suspend-definition', suspendDefinition),
    listDefinitions: ask(listDefinitions),
    listDefinitionChanges: ask(listDefinitionChanges),
    countRunning: ask(countRunning),
    countWaiting: ask((manager, query) => countWaiting(manager, query, clock.now().toISOString())),
    countCompleted: ask(countCompleted),
    countTraffic: ask(countTraffic),
    listInForce: ask((manager, owner) => listInForce(manager, definitions, owner)),
    getDefinition: ask(getDefinition),
    getActiveDefinition: ask((manager, query) => getActiveDefinition(manager, definitions, query)),
    getDefinitionOutline: ask((manager, query) => getDefinitionOutline(manager, definitions, query)),
    getDefinitionForms: ask((manager, query) => getDefinitionForms(manager, definitions, query)),
    getDefinitionXml: async (query) =>
      // Outside of the reading: making a drawing takes a moment.
      drawnFiles.withDrawing(await parts.store.read((manager) => getDefinitionFile(manager, query))),
    rehearseDefinition: (query) => rehearseDefinition(parts, rehearsals, query),
    getStartForm: ask((manager, query) => getStartForm(manager, definitions, query)),
    listDeployments: ask(listDeployments),
    getDeployment: ask(getDeployment),
    getDeploymentResource: ask(getDeploymentResource),

    startProcessInstance: (input) => andHops(execute('start-process-instance', startProcessInstance, input, parts)),
    cancelProcessInstance: tell('cancel-process-instance', cancelProcessInstance),
    suspendProcessInstance: tell('suspend-process-instance', suspendProcessInstance),
    startAdHocActivity: (input) => andHops(execute('start-ad-hoc-activity', startAdHocActivity, input, parts)),
    listProcessInstances: ask(listProcessInstances),
    getProcessInstance: ask((manager, query) => getProcessInstance(manager, definitions, query)),
    listHistory: ask(listHistory),
    listCases: ask(listCases),
    listCaseTimeline: ask(listCaseTimeline),
    listNews: ask(listNews),

    claimTask: tellTask('claim-task', claimTask),
    unclaimTask: tellTask('unclaim-task', unclaimTask),
    assignTask: tellTask('assign-task', assignTask),
    handOnTask: tellTask('hand-on-task', handOnTask),
    setFollowUp: tellTask('set-follow-up', setFollowUp),
    delegateTask: tellTask('delegate-task', delegateTask),
    resolveDelegation: tellTask('resolve-delegation', resolveDelegation),
    sendBackTask: (input) =>
      andHops(execute('send-back-task', sendBackTask, input, parts, { wants: taskAndInstance(input) })),
    takeBackTask: (input) =>
      andHops(execute('take-back-task', takeBackTask, input, parts, { wants: taskAndInstance(input) })),
    escalateTask: (input) =>
      andHops(execute('escalate-task', escalateTask, input, parts, { wants: taskAndInstance(input) })),
    completeTask: (input) =>
      andHops(execute('complete-task', completeTask, input, parts, { wants: taskAndInstance(input) })),
    commentTask: tellTask('comment-task', commentTask),
    listTasks: ask((manager, query) => listTasks(manager, query, clock.now().toISOString())),
    countTasks: (query, upTo) =>
      parts.store.read((manager) => countTasks(manager, query, clock.now().toISOString(), upTo)),
    countNewTasks: (query, since, upTo) =>
      parts.store.read((manager) =>
        countTasks(manager, { ...query, createdAfter: since }, clock.now().toISOString(), upTo),
      ),
    getTask: ask((manager, query) => getTask(manager, definitions, query)),
    getTaskView: ask(getTaskView),

    publishMessage: (input) => andHops(publishMessage(input, parts)),
    throwSignal: (input) => andHops(execute('throw-signal', throwSignal, input, parts)),
    evaluateConditions: (input) => andHops(execute('evaluate-conditions', evaluateConditions, input, parts)),
    checkIntegrity: async (owner) => {
      const roles = await parts.rolesHeld(owner.institutionId)
      const read = (manager: EntityManager) => landscapeOf(definitions, lookBy(manager), owner, roles)
      return checkIntegrity(await parts.store.read(read))
    },
    listMessageContracts: ask((manager, query) => listMessageContracts(manager, definitions, query)),

    listJobs: ask(listJobs),
    retryJob: (input) => andHops(execute('retry-job', retryJob, input, parts)),
    // Nothing there yet is no answer to give again: who waits looks once more with the same key.
    fetchAndLock: async (input) => {
      const keeps = ({ tasks }: { readonly tasks: readonly unknown[] }): boolean => tasks.length > 0
      const { answer } = await execute('fetch-and-lock', fetchAndLock, input, parts, { keeps })
      return answer.tasks
    },
    completeExternalTask: tellJob('complete-external-task', completeExternalTask),
    failExternalTask: tellJob('fail-external-task', failExternalTask),
    throwExternalTaskError: tellJob('throw-external-task-error', throwExternalTaskError),
    extendExternalTaskLock: tellJob('extend-external-task-lock', extendExternalTaskLock),
    unlockExternalTask: tellJob('unlock-external-task', unlockExternalTask),
    listIncidents: ask(listIncidents),
    retryIncident: (input) => andHops(execute('retry-incident', retryIncident, input, parts)),
    listOutbox: ask(listOutbox),
    retryOutboxItem: tell('retry-outbox-item', retryOutboxItem),

    getSums: ask(createSumsReader()),
    getMeasuringStanding: () => parts.store.read(getMeasuringStanding),
    remeasure: tell('remeasure', remeasure),

    listRegisters: () => registers,
    listRecords: ask((manager, query) => listRecords(manager, registers, query)),
    getRecord: ask(getRecord),
    getRecords: ask(getRecords),
    listRelatedRecords: ask((manager, query) => listRelatedRecords(manager, registers, query)),
    createRecord: tell('create-record', createRecord),
    updateRecord: tell('update-record', updateRecord),
    removeRecord: tell('remove-record', removeRecord),
    listRecordVersions: ask(listRecordVersions),
    listReferringRecords: ask(listReferringRecords),
    importRecords: (input) => importFile(input, parts),
    exportRecords: (input) => exportRecords(input, parts),
    async traceRecordRead(input) {
      if (leavesTrace(input, registers)) await execute('trace-record-read', traceRecordRead, input, parts)
    },
    listRecordReads: ask(listRecordReads),

    startWorkers: () => workers.start(),
    settle: () => workers.settle(),
    async close() {
      await rehearsals.close()
      await workers.stop()
      for (const connector of Object.values(parts.outbox.connectors)) await connector.close?.()
      await parts.reader.close()
      await parts.store.close()
    },
  }
}
