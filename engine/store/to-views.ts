/** Rows become what queries and commands answer with; no row goes further than this. */
import { type EntityManager, In } from 'typeorm'
import { type CaseSummary, NO_SUMMARY } from '../model/case-summary.ts'
import type { DefinitionView, DeploymentView } from '../model/deployment.ts'
import type {
  HistoryEventView,
  IncidentView,
  JobView,
  MessageView,
  OutboxItemView,
  ProcessInstanceView,
  TaskComment,
  TaskView,
} from '../model/views.ts'
import type { InstanceFacts } from './look-ups/instances.ts'
import { type CaseSummaryRow, caseSummaryTable } from './tables/case-summary.ts'
import type { DeploymentResourceRow } from './tables/deployment-resource.ts'
import type { DeploymentRow } from './tables/deployment.ts'
import type { HistoryEventRow } from './tables/history-event.ts'
import type { IncidentRow } from './tables/incident.ts'
import type { JobRow } from './tables/job.ts'
import type { MessageRow } from './tables/message.ts'
import type { OutboxRow } from './tables/outbox.ts'
import type { ProcessDefinitionRow } from './tables/process-definition.ts'
import { type TaskCandidateRow, taskCandidateTable } from './tables/task-candidate.ts'
import type { TaskCommentRow } from './tables/task-comment.ts'
import type { TaskRow } from './tables/task.ts'

/** An instance without its state. */
export function instanceView(row: InstanceFacts): ProcessInstanceView {
  return {
    id: row.id,
    institutionId: row.institutionId,
    holderId: row.holderId,
    processKey: row.processKey,
    definitionId: row.definitionId,
    definitionVersion: row.definitionVersion,
    businessKey: row.businessKey,
    state: row.status,
    startedAt: row.startedAt,
    startedBy: row.startedBy,
    endedAt: row.endedAt,
    endState: row.endState,
    parentInstanceId: row.parentInstanceId,
    rootInstanceId: row.rootInstanceId,
  }
}

/**
 * @param candidates those of this task
 * @param summary of its case; null where nothing is known
 */
export function taskView(row: TaskRow, candidates: readonly TaskCandidateRow[], summary: CaseSummary | null): TaskView {
  const values = (kind: TaskCandidateRow['kind']): string[] =>
    candidates.filter((candidate) => candidate.kind === kind).map((candidate) => candidate.value)
  const { attentionAt: _asks, dueByHand: _fixed, escalatedAt: _asked, takeBack: _how, ...shown } = row
  const { subject, caseNumber, category, clientName, casePriority, caseStatus } = summary ?? NO_SUMMARY
  return {
    ...shown,
    candidateUsers: values('user'),
    candidateGroups: values('group'),
    subject,
    caseNumber,
    category,
    clientName,
    casePriority,
    caseStatus,
  }
}

/** What a case is about, without its keys. */
export function summaryView({ rootInstanceId: _root, institutionId: _of, ...summary }: CaseSummaryRow): CaseSummary {
  return summary
}

/** Views of several tasks, in their order, with their candidates and cases read at once. */
export async function taskViews(manager: EntityManager, rows: readonly TaskRow[]): Promise<TaskView[]> {
  if (rows.length === 0) return []
  const candidates = await manager.findBy(taskCandidateTable, { taskId: In(rows.map((row) => row.id)) })
  const roots = [...new Set(rows.map(({ rootInstanceId }) => rootInstanceId))]
  const cases = await manager.findBy(caseSummaryTable, { rootInstanceId: In(roots) })
  const summaries = new Map(cases.map((one) => [one.rootInstanceId, one]))
  return rows.map((row) => {
    const own = candidates.filter(({ taskId }) => taskId === row.id)
    return taskView(row, own, summaries.get(row.rootInstanceId) ?? null)
  })
}

/** A comment without its task. */
export function commentView({ id, by, at, text }: TaskCommentRow): TaskComment {
  return { id, by, at, text }
}

/** A job without its input. */
export function jobView(row: JobRow): JobView {
  return {
    id: row.id,
    processInstanceId: row.processInstanceId,
    elementId: row.elementId,
    type: row.type,
    topic: row.topic,
    state: row.state,
    retriesLeft: row.retriesLeft,
    dueAt: row.nextTryAt,
    errorMessage: row.errorMessage,
    workerId: row.workerId,
    lockedUntil: row.lockedUntil,
    createdAt: row.createdAt,
  }
}

/** An incident, open or closed. */
export function incidentView(row: IncidentRow): IncidentView {
  const { id, processInstanceId, processKey, elementId, type, message, jobId, createdAt } = row
  return { id, processInstanceId, processKey, elementId, type, message, jobId, createdAt }
}

/** An entry of the outbox. */
export function outboxItemView(row: OutboxRow): OutboxItemView {
  const { id, connector, register, recordId, state, attempts, nextTryAt, reference, error, createdAt } = row
  return { id, connector, register, recordId, state, attempts, nextTryAt, reference, error, createdAt }
}

/** A line of history, its data read. */
export function historyView(row: HistoryEventRow): HistoryEventView {
  const { processInstanceId, sequence, at, type, elementId, by, data } = row
  return { processInstanceId, sequence, at, type, elementId, by, data: JSON.parse(data) }
}

/** A message without its payload. */
export function messageView(row: MessageRow): MessageView {
  const { id, name, correlationKey, state, receivedAt, expiresAt, deliveredTo } = row
  return { id, name, correlationKey, state, receivedAt, expiresAt, deliveredTo }
}

/** @param active whether it is in force for its owner, or for who asks */
export function definitionView(row: Omit<ProcessDefinitionRow, 'compiled'>, active: boolean): DefinitionView {
  return {
    id: row.id,
    processKey: row.processKey,
    version: row.version,
    versionTag: row.versionTag,
    name: row.name,
    owner: { institutionId: row.institutionId, holderId: row.holderId },
    deploymentId: row.deploymentId,
    resourceName: row.resourceName,
    deployedAt: row.deployedAt,
    active,
    suspended: row.suspended === 1,
  }
}

/** A deployment with the names and checksums of its files. */
export function deploymentView(
  row: DeploymentRow,
  resources: readonly Pick<DeploymentResourceRow, 'name' | 'kind' | 'checksum'>[],
): DeploymentView {
  return {
    id: row.id,
    name: row.name,
    owner: { institutionId: row.institutionId, holderId: row.holderId },
    deployedAt: row.deployedAt,
    deployedBy: row.deployedBy,
    resources: resources.map(({ name, kind, checksum }) => ({ name, kind, checksum })),
  }
}
