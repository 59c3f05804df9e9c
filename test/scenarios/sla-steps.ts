/** Steps that the stories of service level management share: forms as people fill them in, and stand-ins that answer. */
import type { Variables } from '../../engine/model/json.ts'
import { listener } from '../support/stand-ins.ts'
import { type House, PEOPLE } from '../support/house.ts'

const { pm, sm, spm } = PEOPLE

/** In place of the schemes that hear from this one: what they hear can be read from a task, and the test answers. */
export const STAND_INS = [
  listener('availability', 'availability.requested', 'AVL'),
  listener('capacity', 'capacity.requested', 'CAP'),
  listener('finance', 'finance.costRequested', 'FIN'),
  listener('continuity', 'continuity.requested', 'CNT'),
  listener('improvement', 'improvement.proposed', 'IMPROVE'),
  listener('problem', 'problem.raised', 'PROBLEM'),
]

/** What the open tasks of a stand-in have heard. */
export async function told(house: House, task: string): Promise<readonly Variables[]> {
  const tasks = (await house.tasks()).filter(({ elementId }) => elementId === task)
  const details = tasks.map(({ id: taskId }) => house.engine.getTask({ institutionId: 'demo', taskId }))
  return (await Promise.all(details)).map(({ variables }) => variables)
}

export const NEED: Variables = {
  title: 'Datu pārbaude pašvaldībām',
  needDescription: 'Pašvaldībai vajadzīgs pārbaudīt datus 3000 reižu mēnesī.',
  serviceType: 'inter_individual',
  expectedVolume: 3000,
}

/** SLM_U01 for a new service. */
export const NEW_SERVICE: Variables = {
  needDecision: 'new_service',
  serviceType: 'inter_individual',
  targetGroups: ['institutions'],
  publicNeed: 'Pašvaldības dati vairs nav jāprasa iedzīvotājam.',
  reason: 'Vajadzība ir pamatota.',
  serviceManagerId: 'person-maris-ozolins',
}

/** SLM_U02. */
export const definition = (changes: Variables = {}): Variables => ({
  serviceCode: 'S-101',
  virsisId: 'PAK-101',
  nameLv: 'Datu pārbaude',
  nameEn: 'Data verification',
  purposeLv: 'Lai iestāde pārliecinātos par datu pareizību.',
  resultLv: 'Apstiprinājums par datiem.',
  legalBasis: 'Valsts informācijas sistēmu likums',
  conditionsLv: 'Noslēgta vienošanās.',
  stepsLv: 'Iestādes sistēma nosūta pieprasījumu un saņem atbildi.',
  plainLanguageChecked: true,
  executionValue: 1,
  executionUnit: 'h',
  fee: 0,
  feeTiming: 'none',
  serviceChannels: [{ channel: 'api', url: 'https://api.iestade.example/parbaude', accessible: true }],
  components: [
    { type: 'person', name: 'Datu pārbaudes administrators', owner: 'person-valdis-kalejs', criticality: 'high' },
  ],
  conditionCheck: [{ condition: 'N1', met: true }],
  smartCheck: 'Nav ar ko apvienot.',
  ...changes,
})

/** SLM_U03. */
export const requirements = (changes: Variables = {}): Variables => ({
  requirements: [
    { parameter: 'availability', requested: 99, offered: 99, unit: 'percent' },
    { parameter: 'resolve', requested: 60, offered: 60, unit: 'workingMinutes' },
  ],
  serviceHours: 'Visu diennakti',
  vital: false,
  volumes: [{ month: '2026-06', volume: 3000 }],
  ...changes,
})

export const QUALITY: Variables = {
  qualityPlan: [
    {
      indicator: 'Pareizas atbildes',
      target: '99,9 %',
      method: 'Izlase',
      frequency: 'monthly',
      owner: 'Māris Ozoliņš',
    },
  ],
}

/** SLM_U06 with two parties: a recipient with nobody in particular, and the executors. */
export const draft = (changes: Variables = {}): Variables => ({
  agreementName: 'Datu pārbaude Parauga novada pašvaldībai',
  targets: [
    { parameter: 'availability', value: 99, unit: 'percent' },
    { parameter: 'resolve', value: 60, unit: 'workingMinutes' },
  ],
  calendarId: 'always',
  parties: [
    { party: 'Parauga novada pašvaldība', kind: 'recipient' },
    { party: 'Parauga iestāde', kind: 'executor', personId: 'person-andris-berzs' },
  ],
  durationMonths: 24,
  ...changes,
})

export const SIGNED: Variables = { signed: true, validFrom: '2026-06-01', reviewDate: '2027-05-31' }

/** The answers of availability, capacity and finance, to the questions of one case. */
export async function answer(house: House, id: string, cost: Variables = {}): Promise<void> {
  await house.send('availability.planned', `${id}:SLM_P01_R1`, {
    originRef: `${id}:SLM_P01_R1`,
    achievable: 99.2,
    cost: 100,
  })
  await house.send('capacity.planned', `${id}:SLM_P01_R2`, {
    originRef: `${id}:SLM_P01_R2`,
    feasible: true,
    maxVolume: 4000,
  })
  await house.send('finance.costProvided', `${id}:SLM_P01_R3`, { originRef: `${id}:SLM_P01_R3`, ...COST, ...cost })
}

const COST = { direct: 900, indirect: 300, oneOff: 400, recurring: 800, unitCost: 0.4, affordable: true }

/** From the level that is required to a draft that the parties see. */
export async function toDraft(house: House, id: string, fields: Variables = {}): Promise<void> {
  await house.complete('SLM_U03', sm, requirements(), id)
  await answer(house, id)
  await channelsAndQuality(house, id)
  await house.complete('SLM_U06', sm, draft(fields), id)
}

export async function channelsAndQuality(house: House, id: string): Promise<void> {
  await house.complete(
    'SLM_U04',
    sm,
    { channels: [{ channel: 'api', need: 100, costPerContact: 0.1, chosen: true }] },
    id,
  )
  await house.complete('SLM_U05', sm, QUALITY, id)
}

/** Every open vote is given. */
export async function vote(house: House, id: string, position: (party: string) => Variables): Promise<void> {
  const open = (await house.tasks(id)).filter(({ elementId }) => elementId === 'SLM_U07')
  for (const { id: taskId } of open) {
    const { variables, candidateUsers } = await house.engine.getTask({ institutionId: 'demo', taskId })
    const { party } = variables['voter'] as { party: string }
    const by = candidateUsers.includes('exe') ? PEOPLE.exe : spm
    await house.engine.claimTask({ by, taskId })
    await house.engine.completeTask({ by, taskId, data: position(party) })
  }
  await house.settle()
}

export const agrees = (): Variables => ({ agree: 'agree' })

export async function startNeed(house: House, variables: Variables = NEED): Promise<string> {
  const { id } = await house.engine.startProcessInstance({
    by: pm,
    processKey: 'sla',
    startEventId: 'SLM_E01',
    variables,
  })
  await house.settle()
  return id
}
