/** What people decide in the tasks of the schemes; what a task asks for beside it is made up (`fill-form.ts`). */
import type { Json, Variables } from '../../engine/model/json.ts'
import type { TaskDetails } from '../../engine/model/views.ts'
import type { Random } from '../simulation/random.ts'
import { choose } from './chances.ts'
import type { World } from './world.ts'

export interface Deciding {
  readonly task: TaskDetails
  readonly random: Random
  readonly world: World
  readonly now: string
}

/** `later`: it cannot be done yet. */
export type Decision = (deciding: Deciding) => Decided | 'later'

export type Decided = { readonly [field: string]: Json | undefined }

const DAY_MS = 86_400_000
const inDays = (now: string, days: number): string => new Date(Date.parse(now) + days * DAY_MS).toISOString()
const serviceOf = ({ task }: Deciding): string => String(task.variables['serviceId'] ?? '')

function rowsOf(task: TaskDetails, name: string): readonly Variables[] {
  const rows = task.variables[name]
  return Array.isArray(rows) ? (rows as readonly Variables[]) : []
}

function withValue({ ciId = null, attribute = null, value }: Variables): Variables {
  return { ciId, attribute, value: typeof value === 'string' && value !== '' ? value : 'Noteikts' }
}

export const DECISIONS: Readonly<Record<string, Decision>> = {
  APP_U01({ task, random, world }) {
    const intent = world.intents.get(task.rootInstanceId)
    if (!intent) return { kind: 'information', admissibility: 'ok', l1Solvable: true, supportType: 'information' }
    const { kind, serviceId, isSimple, isIncomplete } = intent
    const wasAsked = task.variables['clientReply'] !== undefined && task.variables['clientReply'] !== null
    const common = { kind, serviceId, impact: choose(random, { limited: 85, significant: 12, extensive: 3 }) }
    if (isIncomplete && !wasAsked)
      return { ...common, admissibility: 'incomplete', question: 'Lūdzu, precizējiet laika posmu.', l1Solvable: false }
    if (random.chance(0.02)) return { ...common, admissibility: 'unfounded', l1Solvable: false }
    const isSolvable = kind === 'information' || (isSimple && kind === 'service_request')
    if (!isSolvable) return { ...common, admissibility: 'ok', l1Solvable: false }
    const supportType = kind === 'information' ? 'information' : 'simple_service'
    return { ...common, admissibility: 'ok', l1Solvable: true, supportType }
  },
  APP_U02: () => ({ refusalAction: 'refuse' }),
  APP_P01_U1: ({ random }) => ({ l1Solved: random.chance(0.95) }),
  APP_P01_U2: ({ random }) => ({ l1Solved: random.chance(0.9) }),
  APP_U03: ({ random }) => ({ feedbackDecision: choose(random, { answer: 80, improve: 20 }) }),
  APP_U04: ({ random }) => ({ confirmedOnSpot: random.chance(0.4), deliveryChannel: 'email' }),
  APP_U05: () => ({ complaintAboutProgress: false }),
  APP_U08: ({ task, world }) => ({
    closureCode: world.intents.get(task.rootInstanceId)?.kind === 'information' ? 'answered' : 'fulfilled',
  }),
  REQ_U01: ({ random }) => ({ acceptDecision: choose(random, { accepted: 94, needs_info: 3, refused: 3 }) }),
  REQ_U03: () => ({ refusalApproved: true }),
  REQ_U04: ({ random }) => ({ approved: random.chance(0.96) }),
  REQ_U05: () => ({ failureAction: 'manual' }),
  REQ_U07: ({ random }) => ({ levelMet: random.chance(0.96) }),
  DLV_U01: ({ random }) => ({ entitled: random.chance(0.98) }),
  DLV_U02: ({ random }) => ({ executionState: choose(random, { done: 96, failed: 2, info_missing: 2 }) }),
  DLV_U03: ({ random }) => ({ qualityOk: random.chance(0.95) }),
  SVI_U01: () => ({ executionState: 'done' }),
  SVR_U01: ({ random }) => ({ review: choose(random, { confirmed: 92, refused: 8 }), movedAt: '2025-12-01' }),
  SVA_U01: ({ random }) => ({ fondsSearch: choose(random, { found: 90, not_found: 10 }) }),
  INC_U01: ({ random }) => ({
    acceptDecision: 'accepted',
    majorIncident: random.chance(0.1),
    expectedRestoreMinutes: 60 + random.below(120),
  }),
  INC_P01_U1: ({ random }) => ({
    causeKnown: random.chance(0.7),
    resolutionPath: choose(random, { fix: 85, workaround: 10, supplier: 5 }),
  }),
  INC_U02(deciding) {
    const { now, random, world } = deciding
    const disturbance = world.disturbanceAt(serviceOf(deciding), now)
    if (disturbance && disturbance.to > now) return 'later'
    return { restoredAt: disturbance?.to ?? now, temporaryFix: random.chance(0.3), ciChanged: false }
  },
  // What broke again before somebody looked is not restored yet.
  INC_U03(deciding) {
    const { task, now, world } = deciding
    const latest = world.disturbanceAt(serviceOf(deciding), now)
    return { restored: latest === undefined || latest.to <= String(task.variables['restoredAt'] ?? now) }
  },
  PRB_U01: ({ random }) => ({ problemDecision: choose(random, { accept: 90, not_a_problem: 10 }) }),
  PRB_P01_U1: () => ({ rootCauseFound: true, rootCause: 'Beidzies sertifikāta derīguma termiņš.' }),
  PRB_P02_U1: ({ random }) => ({ errorDecision: choose(random, { change: 60, accept: 20, none: 20 }) }),
  PRB_P02_U2: ({ random }) => ({ recurrence: random.chance(0.1) }),
  PRB_P02_U3: () => ({ riskAccepted: true }),
  CHG_U01: ({ random }) => ({
    changeType: choose(random, { minor: 70, significant: 30 }),
    serviceIds: ['service-s-014'],
  }),
  CHG_U02: ({ random }) => ({
    assessment: 'proceed',
    riskLevel: choose(random, { low: 60, medium: 40 }),
    estCost: 100 + random.below(900),
    requiresBudget: random.chance(0.3),
    personalData: false,
  }),
  CHG_U04: ({ random }) => ({ opinion: choose(random, { support: 85, conditional: 15 }) }),
  CHG_U05: ({ random }) => ({ changeDecision: choose(random, { approve: 92, reject: 8 }) }),
  CHG_U06: ({ now }) => ({
    // A week later, when the same people are there.
    windowStart: inDays(now, 7),
    windowEnd: inDays(now, 7.1),
    downtimeMinutes: 0,
    plannedCost: 200,
  }),
  CHG_U07: () => ({ planAgreed: true }),
  CHG_P01_U2: () => ({ testsPassed: true }),
  CHG_P01_U3: ({ now, random }) => ({
    implementedAt: now,
    implResult: choose(random, { success: 92, partial: 5, failed: 3 }),
  }),
  CHG_P01_U4: () => ({ backedOut: true }),
  CHG_U08: ({ random }) => ({
    objectivesMet: choose(random, { yes: 85, partly: 15 }),
    incidentsCaused: 0,
    followUp: choose(random, { none: 85, improvement: 15 }),
  }),
  CFG_U02: () => ({ approved: true }),
  // What the model asks of the items is there without its values.
  CFG_U04: ({ task }) => ({ status: 'in_use', attributes: rowsOf(task, 'attributes').map(withValue) }),
  CFG_U05: () => ({ verifyResult: 'match' }),
  CFG_U07: () => ({ accepted: true }),
  ESC_U01: ({ random }) => ({ decision: choose(random, { none: 70, add_resources: 30 }), informClient: false }),
  ESC_U02: () => ({ decision: 'none', informClient: false }),
  AVL_U04: () => ({ planMeasures: [] }),
  AVL_U05: () => ({ approved: true }),
  AVL_U06: ({ random }) => ({ availabilityAction: choose(random, { none: 50, sla: 30, problem: 20 }) }),
  AVL_U07: () => ({ outageConfirmed: false }),
  CAP_U01: () => ({ thresholdAction: 'ignore' }),
  CAP_U06: () => ({ planMeasures: [] }),
  CAP_U07: () => ({ approved: true }),
  CNT_U04: () => ({ approved: true }),
  CNT_U07: () => ({ testPassed: true, measuredMinutes: 1 }),
  CNT_U09: () => ({ auditDone: true }),
  CNT_U10: ({ now }) => ({ conformity: 'yes', nextReview: inDays(now, 360).slice(0, 10) }),
  CNT_U13: () => ({ activate: false }),
  SLM_U10: ({ now }) => ({ reviewDecision: 'keep', nextReview: inDays(now, 365).slice(0, 10) }),
  SLM_U12: ({ random }) => ({ deviationAction: choose(random, { none: 50, improve: 50 }) }),
  SLM_P02_U1: () => ({ breachAnalysis: 'Izvērtēts kopā ar izpildītājiem.' }),
  // More than is planned: what is planned is made up, and nobody knows which lines of it could be less.
  FIN_U03: () => ({ fundingSources: [{ source: 'state_budget', amount: 10_000_000 }] }),
  FIN_U08: () => ({ approved: true }),
  FIN_U09: () => ({ correction: 'none' }),
  FIN_U10: () => ({ correctionDecision: 'none' }),
  FIN_U11: () => ({ dataQuality: true }),
  FIN_U12: () => ({ direct: 100, indirect: 20, oneOff: 20, recurring: 100, affordable: true }),
  FIN_U13: () => ({ granted: true, source: 'Rezerves fonds' }),
  FIN_U14: ({ random }) => ({ debtDecision: choose(random, { cancel: 50, write_off: 50 }) }),
  CSI_U05: () => ({ approved: true }),
  CSI_U06: ({ random }) => ({ improvementDecision: choose(random, { plan: 60, reject: 40 }), value: 3, effort: 2 }),
  CSI_U07: ({ now }) => ({
    planMeasures: [{ measure: 'Papildināt norādes', due: inDays(now, 20).slice(0, 10) }],
    planCost: 0,
  }),
  CSI_U08: () => ({ approved: true }),
  CSI_P01_U1: () => ({ measureStatus: 'done' }),
  CSI_U09: ({ random }) => ({ objectivesMet: choose(random, { yes: 80, partly: 20 }) }),
  UND_U01: () => ({ resolution: 'done' }),
}
