/** The steps of a change, as scenarios tell of them: each with data that are in order, and what one of them changes. */
import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { type House, INSTITUTION, PEOPLE, person } from '../support/house.ts'

const { kac, exe, exe2, pm } = PEOPLE
/** Service manager of every service. */
export const sm = person('sm', 'SM', 'SM@*')
export const START: Variables = {
  title: 'Jauna veidlapa dzīvesvietas deklarēšanai',
  description: 'Veidlapu papildina ar norādi par otru deklarēto adresi.',
  reason: 'Klienti kļūdās; pieteikumus nāksies atgriezt retāk.',
  serviceIds: ['service-s-030'],
  urgency: 'medium',
}
export const CLASSIFIED: Variables = {
  changeType: 'minor',
  changeArea: 'service',
  serviceIds: ['service-s-030'],
  impact: 'limited',
  urgency: 'medium',
}
export const ASSESSED: Variables = {
  assessment: 'proceed',
  feasibility: 'Īstenojams ar iestādes darbiniekiem.',
  riskLevel: 'low',
  estCost: 400,
  estHours: 16,
  benefit: 'Mazāk atgrieztu pieteikumu.',
  requiresBudget: false,
  personalData: false,
  conditionCheck: [{ condition: 'N6', effect: 'Veidlapa kļūst saprotamāka.' }],
}
export const DECIDED: Variables = { changeDecision: 'approve', decisionReason: 'Ieguvums lielāks par izmaksām.' }
/** Wednesday evening, after service hours. */
export const PLANNED: Variables = {
  tasks: [{ task: 'Mainīt veidlapu', who: 'EXE', due: '2026-03-18', hours: 8 }],
  windowStart: '2026-03-18T18:00:00Z',
  windowEnd: '2026-03-18T20:00:00Z',
  downtimeMinutes: 0,
  testPlan: 'Aizpildīt veidlapu ar trim paraugiem.',
  backoutPlan: 'Atjaunot iepriekšējo veidlapu.',
  communication: 'Ziņa KAC dienu iepriekš.',
  plannedCost: 450,
}
export const EVALUATED: Variables = {
  objectivesMet: 'yes',
  incidentsCaused: 0,
  actualCost: 420,
  actualHours: 15,
  lessons: 'Paraugus sagatavot laikus.',
  followUp: 'none',
}

/** @param house the one that is open when a step is taken */
export function changeSteps(house: () => House) {
  /** By a person; the id of instance and record. */
  const start = async (changes: Variables = {}): Promise<string> => {
    const { id } = await house().engine.startProcessInstance({
      by: kac,
      processKey: 'change',
      variables: { ...START, ...changes },
    })
    await house().settle()
    return id
  }
  /** By a process. */
  const request = async (changes: Variables = {}): Promise<string> => {
    const by = { ...pm, mayManage: true }
    const payload = { ...START, ...changes }
    const { processInstanceId } = await house().engine.publishMessage({ by, name: 'change.requested', payload })
    await house().settle()
    if (processInstanceId === null) throw new Error('Expected the request to start a change, but it was buffered.')
    return processInstanceId
  }
  const classify = (changes: Variables = {}) => house().complete('CHG_U01', kac, { ...CLASSIFIED, ...changes })
  const assess = (changes: Variables = {}) => house().complete('CHG_U02', pm, { ...ASSESSED, ...changes })
  const decide = (changes: Variables = {}, by = sm) => house().complete('CHG_U05', by, { ...DECIDED, ...changes })
  const plan = (changes: Variables = {}) => house().complete('CHG_U06', pm, { ...PLANNED, ...changes })
  const agree = (changes: Variables = {}) => house().complete('CHG_U07', sm, { planAgreed: true, ...changes })
  const prepare = async (testsPassed = true) => {
    await house().complete('CHG_P01_U1', exe, { buildNotes: 'Veidlapas jaunā versija.' })
    await house().complete('CHG_P01_U2', exe2, { testsPassed, testReport: 'Trīs paraugi aizpildīti.' })
  }
  const implement = async (id: string, changes: Variables = {}) => {
    await house().passTimeUntil('CHG_P01_T1', id)
    await house().passTime({ minutes: 30 })
    await house().complete('CHG_P01_U3', exe, { implementedAt: house().instant, implResult: 'success', ...changes })
  }
  const evaluate = async (id: string, changes: Variables = {}) => {
    await house().passTimeUntil('CHG_T02', id)
    await house().complete('CHG_U08', pm, { ...EVALUATED, ...changes })
  }
  /** A minor change up to the plan. */
  const approved = async (changes: Variables = {}, assessed: Variables = {}): Promise<string> => {
    const id = await start(changes)
    await classify()
    await assess(assessed)
    await decide()
    return id
  }
  /** A minor change up to the window. */
  const prepared = async (planned: Variables = {}): Promise<string> => {
    const id = await approved()
    await plan(planned)
    await agree()
    await prepare()
    return id
  }
  const change = (id: string) => house().record('change', id)
  /**
   * What the element threw last, as its receiver has it: the case that it started, or, without a scheme that hears it, the
   * task about undelivered messages.
   */
  const thrown = async (id: string, elementId: string): Promise<Variables> => {
    const line = (await house().history(id)).findLast(
      (one) => one.type === 'message-thrown' && one.elementId === elementId,
    )
    const name = line?.data['name']
    if (typeof name !== 'string') throw new Error(`Expected ${elementId} to throw a message, but it has not.`)
    const { items } = await house().engine.listProcessInstances({ institutionId: INSTITUTION, limit: 50 })
    for (const item of items) {
      const { variables } = await house().instance(item.id)
      if (variables['messageName'] === name) {
        expect(variables['reason'], String(variables['reason'])).to.not.contain('refuses')
        return { name, ...(variables['payload'] as Variables) }
      }
      if (item.id !== id && variables['originProcess'] === 'change' && item.startedAt === line?.at)
        return { name, ...variables }
    }
    return { name }
  }

  return {
    start,
    request,
    classify,
    assess,
    decide,
    plan,
    agree,
    prepare,
    implement,
    evaluate,
    approved,
    prepared,
    change,
    thrown,
  }
}
