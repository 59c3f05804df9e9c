/** The whole API on one page: method, path, who may, and what answers. A route without a policy does not compile. */
import type { Endpoint, Method, Policy, Route } from './endpoint.ts'
import { mayHandleAbsences } from './policies/absences.ts'
import { mayActivate, mayDeploy, mayReadDefinitions, mayRehearse, mayStartSomething } from './policies/definitions.ts'
import { mayWorkOnExternalTasks } from './policies/external-tasks.ts'
import { mayHaveAPassword, mayKnowThemselves, mayManageIdentity } from './policies/identity.ts'
import { mayListInstances, mayLookForInstances, mayOperate } from './policies/instances.ts'
import { mayLookForMeasures, mayRecountMeasures, mayReviewSomeMeasures } from './policies/measuring.ts'
import { mayEvaluateConditions, maySendSomething, mayThrowSomething } from './policies/messages.ts'
import { mayLookForRecords, mayReadTraces } from './policies/records.ts'
import { mayHandInSome, mayLookForScale, mayMakeReport } from './policies/scale.ts'
import { mayHandInFiles, mayLookForFiles } from './policies/files.ts'
import { mayManageTasks, mayWorkOnTasks } from './policies/tasks.ts'
import * as absences from './routes/absences.ts'
import * as definitions from './routes/definitions.ts'
import * as deployments from './routes/deployments.ts'
import * as external from './routes/external-tasks.ts'
import * as files from './routes/files.ts'
import * as glossary from './routes/glossary.ts'
import * as identity from './routes/identity.ts'
import * as instances from './routes/instances.ts'
import * as jobs from './routes/jobs.ts'
import * as maturity from './routes/maturity.ts'
import * as measures from './routes/measures.ts'
import * as messages from './routes/messages.ts'
import * as outbox from './routes/outbox.ts'
import * as documents from './routes/process-documents.ts'
import * as exchange from './routes/record-files.ts'
import * as records from './routes/records.ts'
import * as scale from './routes/scale.ts'
import * as service from './routes/service.ts'
import * as tasks from './routes/tasks.ts'

type Row = readonly [Method, string, Policy | 'public', Endpoint, 'alias'?]

const TABLE: Readonly<Record<string, readonly Row[]>> = {
  // prettier-ignore
  deployments: [
    ['POST',   '/api/deployments',                                     mayDeploy,              deployments.deploy],
    ['POST',   '/api/deployment/create',                               mayDeploy,              deployments.deploy, 'alias'],
    ['POST',   '/api/deployments/check',                               mayDeploy,              deployments.check],
    ['GET',    '/api/deployments',                                     mayReadDefinitions,     deployments.list],
    ['GET',    '/api/deployments/:deploymentId',                       mayReadDefinitions,     deployments.get],
    ['GET',    '/api/deployments/:deploymentId/resources/:name',       mayReadDefinitions,     deployments.getResource],
  ],
  // prettier-ignore
  'process definitions': [
    ['GET',    '/api/process-definitions',                             mayReadDefinitions,     definitions.list],
    ['GET',    '/api/integrity',                                       mayReadDefinitions,     definitions.checkIntegrity],
    ['GET',    '/api/maturity',                                        mayReadDefinitions,     maturity.get],
    ['GET',    '/api/process-definitions/key/:key',                    mayReadDefinitions,     definitions.getActive],
    ['GET',    '/api/process-definitions/key/:key/versions',           mayReadDefinitions,     definitions.listVersions],
    ['POST',   '/api/process-definitions/key/:key/start',              mayStartSomething,      definitions.startByKey],
    ['GET',    '/api/process-definitions/key/:key/documents',          mayReadDefinitions,     documents.list],
    ['POST',   '/api/process-definitions/key/:key/documents',          mayDeploy,              documents.attach],
    ['PATCH',  '/api/process-definitions/key/:key/documents/:documentId', mayDeploy,           documents.change],
    ['DELETE', '/api/process-definitions/key/:key/documents/:documentId', mayDeploy,           documents.remove],
    ['GET',    '/api/process-definitions/:definitionId',               mayReadDefinitions,     definitions.get],
    ['GET',    '/api/process-definitions/:definitionId/outline',           mayReadDefinitions,     definitions.getOutline],
    ['GET',    '/api/process-definitions/:definitionId/waiting',           mayReadDefinitions,     definitions.getWaiting],
    ['GET',    '/api/process-definitions/:definitionId/xml',           mayReadDefinitions,     definitions.getXml],
    ['GET',    '/api/process-definitions/:definitionId/start-form',    mayReadDefinitions,     definitions.getStartForm],
    ['POST',   '/api/process-definitions/:definitionId/start',         mayStartSomething,      definitions.startById],
    ['POST',   '/api/process-definitions/:definitionId/activate',      mayActivate,            definitions.activate],
    ['POST',   '/api/process-definitions/:definitionId/deactivate',    mayActivate,            definitions.deactivate],
    ['PUT',    '/api/process-definitions/:definitionId/suspended',     mayActivate,            definitions.suspend],
    ['POST',   '/api/process-definitions/:definitionId/rehearsals',    mayRehearse,            definitions.rehearse],
  ],
  // prettier-ignore
  'process instances': [
    ['GET',    '/api/process-instances',                               mayListInstances,       instances.list],
    ['GET',    '/api/process-instances/:processInstanceId',            mayLookForInstances,    instances.get],
    ['GET',    '/api/process-instances/:processInstanceId/activity-instances', mayLookForInstances, instances.listTokens],
    ['GET',    '/api/process-instances/:processInstanceId/history',    mayLookForInstances,    instances.listHistory],
    ['GET',    '/api/process-instances/:processInstanceId/decisions',  mayLookForInstances,    instances.listDecisions],
    ['POST',   '/api/process-instances/:processInstanceId/cancel',     mayOperate,             instances.cancel],
    ['DELETE', '/api/process-instances/:processInstanceId',            mayOperate,             instances.remove],
    ['PUT',    '/api/process-instances/:processInstanceId/suspended',  mayOperate,             instances.suspend],
    ['POST',   '/api/process-instances/:processInstanceId/ad-hoc-activities', mayOperate,      instances.startAdHoc],
  ],
  // prettier-ignore
  tasks: [
    ['GET',    '/api/tasks',                                           mayWorkOnTasks,         tasks.list],
    ['POST',   '/api/tasks/query',                                     mayWorkOnTasks,         tasks.query],
    ['GET',    '/api/tasks/count',                                     mayWorkOnTasks,         tasks.count],
    ['GET',    '/api/tasks/:taskId',                                   mayWorkOnTasks,         tasks.get],
    ['GET',    '/api/tasks/:taskId/form',                              mayWorkOnTasks,         tasks.getForm],
    ['POST',   '/api/tasks/:taskId/claim',                             mayWorkOnTasks,         tasks.claim],
    ['POST',   '/api/tasks/:taskId/unclaim',                           mayWorkOnTasks,         tasks.unclaim],
    ['POST',   '/api/tasks/:taskId/assign',                            mayManageTasks,         tasks.assign],
    ['POST',   '/api/tasks/:taskId/escalate-functionally',             mayWorkOnTasks,         tasks.handOn],
    ['POST',   '/api/tasks/:taskId/escalate',                          mayWorkOnTasks,         tasks.escalate],
    ['PUT',    '/api/tasks/:taskId/follow-up',                         mayWorkOnTasks,         tasks.followUp],
    ['POST',   '/api/tasks/:taskId/delegate',                          mayWorkOnTasks,         tasks.delegate],
    ['POST',   '/api/tasks/:taskId/resolve',                           mayWorkOnTasks,         tasks.resolve],
    ['POST',   '/api/tasks/:taskId/send-back',                         mayWorkOnTasks,         tasks.sendBack],
    ['POST',   '/api/tasks/:taskId/take-back',                         mayWorkOnTasks,         tasks.takeBack],
    ['POST',   '/api/tasks/:taskId/complete',                          mayWorkOnTasks,         tasks.complete],
    ['GET',    '/api/tasks/:taskId/comments',                          mayWorkOnTasks,         tasks.listComments],
    ['POST',   '/api/tasks/:taskId/comments',                          mayWorkOnTasks,         tasks.comment],
  ],
  // prettier-ignore
  messages: [
    ['POST',   '/api/messages',                                        maySendSomething,       messages.publish],
    ['GET',    '/api/message-contracts',                               mayReadDefinitions,     messages.listContracts],
    ['POST',   '/api/signals',                                         mayThrowSomething,      messages.throwSignal],
    ['POST',   '/api/conditions',                                      mayEvaluateConditions,  messages.evaluateConditions],
  ],
  // prettier-ignore
  'jobs and incidents': [
    ['GET',    '/api/jobs',                                            mayOperate,             jobs.list],
    ['POST',   '/api/jobs/:jobId/retry',                               mayOperate,             jobs.retry],
    ['PUT',    '/api/jobs/:jobId/retries',                             mayOperate,             jobs.setRetries],
    ['GET',    '/api/incidents',                                       mayOperate,             jobs.listIncidents],
    ['POST',   '/api/incidents/:incidentId/retry',                     mayOperate,             jobs.retryIncident],
  ],
  // prettier-ignore
  outbox: [
    ['GET',    '/api/outbox',                                          mayOperate,             outbox.list],
    ['POST',   '/api/outbox/:itemId/retry',                            mayOperate,             outbox.retry],
  ],
  // prettier-ignore
  'external tasks': [
    ['POST',   '/api/external-tasks/fetch-and-lock',                   mayWorkOnExternalTasks, external.fetchAndLock],
    ['POST',   '/api/external-tasks/:jobId/complete',                  mayWorkOnExternalTasks, external.complete],
    ['POST',   '/api/external-tasks/:jobId/failure',                   mayWorkOnExternalTasks, external.fail],
    ['POST',   '/api/external-tasks/:jobId/bpmn-error',                mayWorkOnExternalTasks, external.throwError],
    ['POST',   '/api/external-tasks/:jobId/extend-lock',               mayWorkOnExternalTasks, external.extendLock],
    ['POST',   '/api/external-tasks/:jobId/unlock',                    mayWorkOnExternalTasks, external.unlock],
    ['POST',   '/api/external-task/fetchAndLock',                      mayWorkOnExternalTasks, external.fetchAndLockTyped],
    ['POST',   '/api/external-task/:jobId/complete',                   mayWorkOnExternalTasks, external.complete, 'alias'],
    ['POST',   '/api/external-task/:jobId/failure',                    mayWorkOnExternalTasks, external.fail, 'alias'],
    ['POST',   '/api/external-task/:jobId/bpmnError',                  mayWorkOnExternalTasks, external.throwError, 'alias'],
    ['POST',   '/api/external-task/:jobId/extendLock',                 mayWorkOnExternalTasks, external.extendLock, 'alias'],
    ['POST',   '/api/external-task/:jobId/unlock',                     mayWorkOnExternalTasks, external.unlock, 'alias'],
  ],
  // prettier-ignore
  registers: [
    ['GET',    '/api/registers',                                       mayLookForRecords,      records.listRegisters],
    ['GET',    '/api/registers/:register',                             mayLookForRecords,      records.getRegister],
    ['GET',    '/api/registers/:register/records',                     mayLookForRecords,      records.list],
    ['POST',   '/api/registers/:register/records',                     mayLookForRecords,      records.create],
    ['GET',    '/api/registers/:register/records/:recordId',           mayLookForRecords,      records.get],
    ['PATCH',  '/api/registers/:register/records/:recordId',           mayLookForRecords,      records.update],
    ['DELETE', '/api/registers/:register/records/:recordId',           mayLookForRecords,      records.remove],
    ['GET',    '/api/registers/:register/records/:recordId/history',   mayLookForRecords,      records.listVersions],
    ['GET',    '/api/registers/:register/records/:recordId/references', mayLookForRecords,     records.listReferring],
    ['GET',    '/api/registers/:register/export',                      mayLookForRecords,      exchange.exportRecords],
    ['POST',   '/api/registers/:register/import',                      mayLookForRecords,      exchange.importRecords],
    ['GET',    '/api/record-reads',                                    mayReadTraces,          records.listReads],
  ],
  // prettier-ignore
  measures: [
    ['GET',    '/api/indicators',                                      mayLookForMeasures,     measures.listIndicators],
    ['GET',    '/api/measures',                                        mayLookForMeasures,     measures.listValues],
    ['GET',    '/api/measures/export',                                 mayLookForMeasures,     measures.exportValues],
    ['GET',    '/api/measures/reports/:reportKey',                     mayLookForMeasures,     measures.getReport],
    ['GET',    '/api/measures/reports/:reportKey/export',              mayLookForMeasures,     measures.exportReport],
    ['GET',    '/api/measures/standing',                               mayLookForMeasures,     measures.standing],
    ['POST',   '/api/measures/recount',                                mayRecountMeasures,     measures.recount],
    ['GET',    '/api/indicator-values',                                mayLookForMeasures,     measures.listWritten],
    ['POST',   '/api/indicator-values/record',                         mayReviewSomeMeasures,  measures.record],
    ['POST',   '/api/indicator-values/review',                         mayReviewSomeMeasures,  measures.review],
  ],
  // prettier-ignore
  scale: [
    ['GET',    '/api/scale',                                           mayLookForScale,        scale.get],
    ['GET',    '/api/scale/export',                                    mayLookForScale,        scale.exportScale],
    ['GET',    '/api/scale/report',                                    mayMakeReport,          scale.makeReport],
    ['GET',    '/api/scale/report/export',                             mayMakeReport,          scale.exportReport],
    ['POST',   '/api/scale/reports',                                   mayHandInSome,          scale.handIn],
  ],
  // prettier-ignore
  files: [
    ['POST',   '/api/files',                                           mayHandInFiles,         files.handIn],
    ['GET',    '/api/files/:fileId',                                   mayLookForFiles,        files.get],
    ['GET',    '/api/files/:fileId/content',                           mayLookForFiles,        files.getContent],
  ],
  // prettier-ignore
  identity: [
    ['POST',   '/api/session',                                         'public',               identity.logIn],
    ['DELETE', '/api/session',                                         'public',               identity.logOut],
    ['GET',    '/api/session',                                         mayKnowThemselves,      identity.whoAmI],
    ['PUT',    '/api/session/password',                                mayHaveAPassword,       identity.changePassword],
    ['GET',    '/api/people',                                          mayManageIdentity,      identity.listPeople],
    ['POST',   '/api/people',                                          mayManageIdentity,      identity.createPerson],
    ['GET',    '/api/people/:login',                                   mayManageIdentity,      identity.getPerson],
    ['PATCH',  '/api/people/:login',                                   mayManageIdentity,      identity.updatePerson],
    ['POST',   '/api/people/:login/roles',                             mayManageIdentity,      identity.giveRole],
    ['DELETE', '/api/people/:login/roles/:assignmentId',               mayManageIdentity,      identity.takeRole],
    ['GET',    '/api/absences',                                        mayHandleAbsences,      absences.list],
    ['POST',   '/api/absences',                                        mayHandleAbsences,      absences.create],
    ['POST',   '/api/absences/:absenceId/end',                         mayHandleAbsences,      absences.end],
    ['GET',    '/api/api-keys',                                        mayManageIdentity,      identity.listApiKeys],
    ['POST',   '/api/api-keys',                                        mayManageIdentity,      identity.createApiKey],
    ['DELETE', '/api/api-keys/:apiKeyId',                              mayManageIdentity,      identity.revokeApiKey],
  ],
  // prettier-ignore
  service: [
    ['GET',    '/api/glossary',                                        'public',               glossary.get],
    ['GET',    '/api/health',                                          'public',               service.health],
    ['GET',    '/api/openapi.json',                                    'public',               service.document],
  ],
}

/** Every route. */
export const ROUTES: readonly Route[] = Object.entries(TABLE).flatMap(([tag, rows]) =>
  rows.map(([method, path, may, endpoint, alias]) => ({ method, path, tag, may, endpoint, alias: alias === 'alias' })),
)
