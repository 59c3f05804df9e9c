import { activeDefinitionTable } from './active-definition.ts'
import { caseSummaryTable } from './case-summary.ts'
import { caseWordTable } from './case-word.ts'
import { commandLogTable } from './command-log.ts'
import { dataStoreItemTable } from './data-store-item.ts'
import { definitionChangeTable } from './definition-change.ts'
import { deploymentResourceTable } from './deployment-resource.ts'
import { deploymentTable } from './deployment.ts'
import { generationTable } from './generation.ts'
import { historyEventTable } from './history-event.ts'
import { incidentTable } from './incident.ts'
import { jobTable } from './job.ts'
import {
  measuredMonthTable,
  measuredSubjectTable,
  measuredSumTable,
  measuringDueTable,
  measuringWalkTable,
} from './measuring.ts'
import { messageTable } from './message.ts'
import { outboxTable } from './outbox.ts'
import { pendingCommandTable } from './pending-command.ts'
import { processDefinitionTable } from './process-definition.ts'
import { processInstanceTable } from './process-instance.ts'
import { startTimerTable } from './start-timer.ts'
import { subscriptionTable } from './subscription.ts'
import { taskCandidateTable } from './task-candidate.ts'
import { taskCommentTable } from './task-comment.ts'
import { taskTable } from './task.ts'
import { timerTable } from './timer.ts'

/** All tables of the engine's store, in an order in which rows may be inserted without breaking a foreign key. */
export const engineTables = [
  deploymentTable,
  deploymentResourceTable,
  processDefinitionTable,
  activeDefinitionTable,
  definitionChangeTable,
  processInstanceTable,
  historyEventTable,
  taskTable,
  taskCandidateTable,
  taskCommentTable,
  timerTable,
  subscriptionTable,
  startTimerTable,
  jobTable,
  messageTable,
  pendingCommandTable,
  incidentTable,
  commandLogTable,
  generationTable,
  dataStoreItemTable,
  outboxTable,
  caseSummaryTable,
  caseWordTable,
  measuringDueTable,
  measuredSubjectTable,
  measuredSumTable,
  measuredMonthTable,
  measuringWalkTable,
] as const
