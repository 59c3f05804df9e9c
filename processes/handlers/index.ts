/**
 * The TypeScript behind the service tasks of service management, by the names that diagrams use in `camunda:class`.
 * What a handler does is generic; which record, template or decision it works with comes from the diagram, and what
 * these say from data.
 */
import type { Handler, HandlerRegistry } from '../../engine/ports.ts'
import type { WorkingCalendarJson } from '../../engine/time/working-calendar.ts'
import { calendarSource, compileCalendars } from '../calendars.ts'
import type { Template } from '../templates.ts'
import { checkCalendar } from './change-calendar.ts'
import { pauseClock, resumeClock } from './clock.ts'
import { resolveCompetence } from './competences.ts'
import { notifyContact } from './contacts.ts'
import { applyItems } from './configuration/apply.ts'
import { assignIds } from './configuration/assign-id.ts'
import { compareAudit } from './configuration/audit-compare.ts'
import { sampleForAudit } from './configuration/audit-sample.ts'
import { analyseImpact } from './configuration/impact.ts'
import { publishModel } from './configuration/publish-model.ts'
import { validateItems } from './configuration/validate.ts'
import { lookUpContext } from './context-lookup.ts'
import { recordCost } from './costs.ts'
import { applyDecision, routeEscalation } from './escalations.ts'
import { checkData, type SchemaChecker } from './data-check.ts'
import { assignExecutor } from './executors.ts'
import { analyseIndicators } from './indicator-trends.ts'
import { generateDocument, notifyClient, notifyRole } from './informing.ts'
import { findInvolved } from './involved-people.ts'
import { computeIndicators } from './kpi.ts'
import { searchKnowledge } from './knowledge.ts'
import { checkMonitoring } from './monitoring.ts'
import { summariseOpinions } from './opinions.ts'
import { computePriority } from './priority.ts'
import { publishKnowledge } from './publish-knowledge.ts'
import { createRecord, findRecords, putRecord, readRecord, resolveService, updateRecord } from './registers.ts'
import { publishReport, renderReport } from './reports.ts'
import { findSimilar } from './similar-records.ts'
import { sendSurvey } from './surveys.ts'
import { analyseTrends } from './trends.ts'
import { checkCancellable, resendMessage } from './work.ts'

/** The data that handlers work with. */
export interface HandlersData {
  /** `processes/templates/*.json` */
  readonly templates: readonly Template[]
  /** `processes/calendars/*.json` */
  readonly calendars: readonly WorkingCalendarJson[]
}

/**
 * All domain handlers. They read the settings in force from the environment that `createCaseEnvironment` gives.
 *
 * @param forms judges data by schemas
 */
export function createHandlers(data: HandlersData, forms: SchemaChecker): HandlerRegistry {
  const templates = new Map(data.templates.map((template) => [template.event, template]))
  const calendars = calendarSource(compileCalendars(data.calendars))
  const handlers = new Map<string, Handler>([
    ['register.create', createRecord],
    ['register.update', updateRecord],
    ['register.put', putRecord],
    ['register.find', findRecords],
    ['register.read', readRecord],
    ['record.similar', findSimilar],
    ['people.involved', findInvolved],
    ['context.lookup', lookUpContext],
    ['service.resolve', resolveService],
    ['notify.client', notifyClient(templates)],
    ['notify.role', notifyRole(templates)],
    ['notify.contact', notifyContact(templates)],
    ['document.generate', generateDocument(templates)],
    ['priority.compute', computePriority(calendars)],
    ['clock.pause', pauseClock],
    ['clock.resume', resumeClock(calendars)],
    ['calendar.check', checkCalendar(calendars)],
    ['competence.resolve', resolveCompetence],
    ['opinion.summarise', summariseOpinions(templates)],
    ['work.cancelCheck', checkCancellable],
    ['knowledge.search', searchKnowledge],
    ['knowledge.publish', publishKnowledge],
    ['trend.analyse', analyseTrends],
    ['kpi.compute', computeIndicators],
    ['indicator.trends', analyseIndicators],
    ['report.render', renderReport],
    ['report.publish', publishReport(templates)],
    ['cost.record', recordCost],
    ['monitoring.check', checkMonitoring],
    ['assign.executor', assignExecutor],
    ['data.check', checkData(forms)],
    ['survey.send', sendSurvey(templates)],
    ['message.resend', resendMessage],
    ['escalation.route', routeEscalation],
    ['escalation.apply', applyDecision(calendars)],
    ['impact.analyse', analyseImpact],
    ['ci.validate', validateItems],
    ['ci.assignId', assignIds],
    ['ci.apply', applyItems],
    ['model.publish', publishModel],
    ['audit.sample', sampleForAudit],
    ['audit.compare', compareAudit],
  ])
  return { get: (name) => handlers.get(name), names: () => [...handlers.keys()] }
}
