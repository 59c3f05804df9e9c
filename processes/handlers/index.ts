/**
 * The TypeScript behind the service tasks of service management, by the names that diagrams use in `camunda:class`.
 * What a handler does is generic; which record, template or decision it works with comes from the diagram, and what
 * these say from data.
 */
import type { Handler, HandlerRegistry } from '../../engine/ports.ts'
import type { WorkingCalendarJson } from '../../engine/time/working-calendar.ts'
import { calendarSource, compileCalendars } from '../calendars.ts'
import type { Register } from '../../engine/records/register.ts'
import type { Indicator } from '../measuring/indicator.ts'
import type { Template } from '../templates.ts'
import { describeForCatalogues } from './catalogue/describe.ts'
import { probeCatalogues } from './catalogue/probe.ts'
import { publishInCatalogues } from './catalogue/publish.ts'
import { balanceAvailability } from './availability/balance.ts'
import { measureAvailability } from './availability/measure.ts'
import { modelAvailability } from './availability/model.ts'
import { collectUsage } from './capacity/collect.ts'
import { forecastCapacity } from './capacity/forecast.ts'
import { findGap } from './capacity/gap.ts'
import { checkThresholds, setThresholds } from './capacity/thresholds.ts'
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
import { loadPlansInForce } from './continuity/plans-in-force.ts'
import { scoreRisks } from './continuity/risk-score.ts'
import { lookUpContext } from './context-lookup.ts'
import { recordCost } from './costs.ts'
import { enactPlan } from './enact-plan.ts'
import { applyDecision, routeEscalation } from './escalations.ts'
import { checkData, type SchemaChecker } from './data-check.ts'
import { appointManager } from './appoint-manager.ts'
import { assignExecutor } from './executors.ts'
import { analyseIndicators } from './indicator-trends.ts'
import { computeIndicators } from './indicators.ts'
import { generateDocument, notifyClient, notifyRole } from './informing.ts'
import { findInvolved } from './involved-people.ts'
import { searchKnowledge } from './knowledge.ts'
import { activateAgreement } from './levels/activate.ts'
import { optimiseChannels } from './levels/channels.ts'
import { measureLevels } from './levels/measure.ts'
import { findParties } from './levels/parties.ts'
import { findDueReviews } from './levels/reviews.ts'
import { checkMonitoring } from './monitoring.ts'
import { summariseOpinions } from './opinions.ts'
import { resolvePeople } from './people.ts'
import { checkProcessIntegrity } from './process-integrity.ts'
import { computePriority } from './priority.ts'
import { publishKnowledge } from './publish-knowledge.ts'
import { activateBudget } from './finance/activate.ts'
import { aggregateCosts } from './finance/aggregate.ts'
import { checkBudget, reserveBudget } from './finance/commitments.ts'
import { compareWithPlan, explainDeviations } from './finance/compare.ts'
import { draftBudget } from './finance/draft.ts'
import { estimateCosts } from './finance/estimate.ts'
import { executeBudget } from './finance/execute.ts'
import type { MaturityTable } from '../maturity/table.ts'
import { importCosts } from './finance/import.ts'
import { createInvoice, recordPayment, withdrawInvoice } from './finance/invoices.ts'
import { planBudget, transferFunds } from './finance/plan.ts'
import { createRecord, findRecords, putRecord, readRecord, resolveService, updateRecord } from './registers.ts'
import { publishReport, renderReport } from './reports.ts'
import { aggregateSurveys, sendSurvey } from './surveys.ts'
import { findSimilar } from './similar-records.ts'
import { selectServices } from './services.ts'
import { analyseTrends } from './trends.ts'
import { checkCancellable, resendMessage } from './work.ts'

/** The data that handlers work with. */
export interface HandlersData {
  /** `processes/templates/*.json` */
  readonly templates: readonly Template[]
  /** `processes/calendars/*.json` */
  readonly calendars: readonly WorkingCalendarJson[]
  /** `processes/indicators/*.json` */
  readonly indicators: readonly Indicator[]
  /** `processes/registers/*.json` */
  readonly registers: readonly Register[]
  /** `processes/maturity.json` */
  readonly maturity: MaturityTable
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
    ['kpi.compute', computeIndicators(data.indicators, data.registers)],
    ['trend.analyse', analyseTrends],
    ['indicator.trends', analyseIndicators],
    ['report.render', renderReport(data)],
    ['report.publish', publishReport(templates)],
    ['cost.record', recordCost],
    ['cost.import', importCosts(calendars)],
    ['cost.aggregate', aggregateCosts],
    ['cost.compare', compareWithPlan],
    ['cost.explain', explainDeviations],
    ['cost.estimate', estimateCosts],
    ['budget.draft', draftBudget],
    ['budget.plan', planBudget],
    ['budget.activate', activateBudget],
    ['budget.execute', executeBudget],
    ['budget.transfer', transferFunds],
    ['budget.check', checkBudget],
    ['budget.reserve', reserveBudget],
    ['invoice.create', createInvoice],
    ['invoice.withdraw', withdrawInvoice],
    ['payment.record', recordPayment],
    ['monitoring.check', checkMonitoring],
    ['assign.executor', assignExecutor],
    ['data.check', checkData(forms)],
    ['survey.send', sendSurvey(templates)],
    ['survey.aggregate', aggregateSurveys],
    ['channel.optimise', optimiseChannels],
    ['sla.parties', findParties],
    ['sla.activate', activateAgreement],
    ['sla.measure', measureLevels(calendars)],
    ['sla.dueReviews', findDueReviews],
    ['catalogue.describe', describeForCatalogues],
    ['catalogue.publish', publishInCatalogues],
    ['catalogue.probe', probeCatalogues],
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
    ['people.resolve', resolvePeople],
    ['process.integrity', checkProcessIntegrity],
    ['process.appoint', appointManager],
    ['risk.score', scoreRisks],
    ['continuity.load', loadPlansInForce],
    ['service.select', selectServices],
    ['plan.enact', enactPlan],
    ['availability.model', modelAvailability],
    ['availability.balance', balanceAvailability],
    ['availability.measure', measureAvailability(calendars)],
    ['usage.collect', collectUsage(calendars)],
    ['capacity.forecast', forecastCapacity],
    ['capacity.gap', findGap],
    ['threshold.set', setThresholds],
    ['threshold.check', checkThresholds(calendars)],
  ])
  return { get: (name) => handlers.get(name), names: () => [...handlers.keys()] }
}
