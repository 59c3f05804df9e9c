/**
 * Scenario C (processes.md 5.5): a municipality asks for a new service by agreement. Service levels, configuration,
 * availability, capacity and finance answer one another, the service is published, falls short of its target, and is improved. All schemes are the real ones.
 */
import { expect } from 'chai'
import { NotAllowed } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { createFormChecker } from '../../forms/checker.ts'
import { createRandom } from '../simulation/random.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'
import { DECISIONS } from '../year/decisions.ts'
import { fillForm } from '../year/fill-form.ts'
import { peopleFor } from '../year/office.ts'
import { World } from '../year/world.ts'
import { definition, draft, NEW_SERVICE, QUALITY, requirements } from './sla-steps.ts'

const { spm, exe } = PEOPLE

describe('a new service by agreement, then its improvement', function () {
  this.timeout(180_000)
  let house: House
  before(async () => {
    house = await House.open()
    await house.passTime({ days: 40 })
  })
  after(() => house.close())

  const forms = createFormChecker()
  const world = new World()
  const random = createRandom('new service')

  /** Completes an open task; what the story does not say is made up. */
  const does = async (elementId: string, decided: Variables = {}, of?: string): Promise<void> => {
    const seen = await house.task(elementId, of)
    const { id: taskId } = seen
    const task = await house.engine.getTask({ institutionId: INSTITUTION, taskId })
    const now = house.instant
    const usual = DECISIONS[elementId]?.({ task, random, world, now })
    const filling = { random, now, known: task.variables, recordsOf: () => [] }
    const said = JSON.parse(JSON.stringify({ ...(usual === 'later' ? {} : usual), ...decided })) as Variables
    const data = task.form === null ? {} : fillForm(forms, task.form, said, filling)
    const refusals: string[] = []
    for (const by of peopleFor(seen)) {
      try {
        await house.engine.completeTask({ by, taskId, data })
        return await house.settle()
      } catch (error) {
        // Four eyes: a colleague does it.
        if (!(error instanceof NotAllowed)) throw error
        refusals.push(error.message)
      }
    }
    throw new Error(refusals.join(' '))
  }
  const opened = async (): Promise<string> => (await house.openTasks()).join(' ')
  /** The case of a process that answers a question of the service's own. */
  const asked = async (processKey: string): Promise<string> => {
    const { items } = await house.engine.listProcessInstances({ institutionId: INSTITUTION, processKey, limit: 50 })
    for (const { id } of items) {
      const { variables } = await house.instance(id)
      if (String(variables['originRef']).startsWith(need)) return id
    }
    throw new Error(`Expected a case of ${processKey} that was asked by ${need}, but there is none.`)
  }
  const only = async (register: string, where: Variables = {}) => {
    const found = await house.records(register, where)
    if (found.length !== 1 || !found[0]) throw new Error(`Expected one ${register}, but there are ${found.length}.`)
    return found[0]
  }

  let improvement = ''
  const until = async (moment: string): Promise<void> =>
    house.passTime({ minutes: (Date.parse(moment) - Date.parse(house.instant)) / 60_000 })
  /** The service's own report, among those of all services. */
  const report = async (data: Variables): Promise<void> => {
    for (const task of await house.tasks()) {
      if (task.elementId !== 'SLM_P02_U1') continue
      const { variables } = await house.engine.getTask({ institutionId: INSTITUTION, taskId: task.id })
      if (variables['serviceName'] !== 'Datu pārbaude') continue
      for (const by of peopleFor(task).slice(-2, -1)) await house.engine.completeTask({ by, taskId: task.id, data })
    }
    await house.settle()
  }

  let application: string
  let need: string
  let serviceId: string

  it('1. passes the application to service level management', async () => {
    application = await house.submit({
      kind: 'agreement',
      channel: 'api',
      clientKind: 'institution',
      clientId: '90000000001',
      clientName: 'Parauga novada pašvaldība',
      userName: 'Ilga Zariņa',
      userAuthority: 'Amata apraksts',
      subject: 'Datu pārbaude',
      description: 'Vajadzīgs pārbaudīt datus 3000 reižu mēnesī, pieejamība 99,0 %.',
      sourceSystem: 'virsis',
      externalRef: 'V-1',
    })
    await does('APP_U01', {
      kind: 'agreement',
      admissibility: 'ok',
      l1Solvable: false,
      impact: 'limited',
      urgency: 'low',
      category: 'category-other',
    })
    need = (await house.task('SLM_U01')).rootInstanceId
    expect(await house.record('service-need', need)).to.deep.include({ status: 'registered' })
  })

  it('2. has the service defined, and its components recorded', async () => {
    await does('SLM_U01', NEW_SERVICE)
    const components = ['Pārbaudes saskarne', 'Pārbaudes serveris', 'Pārbaudes datubāze'].map((name) => ({
      type: 'information_system',
      name,
      owner: 'person-valdis-kalejs',
      criticality: 'high',
    }))
    await does('SLM_U02', definition({ components }))
    for (let left = 12; left > 0 && (await opened()).includes('CFG_U'); left -= 1) {
      const [task] = (await house.tasks()).filter(({ elementId }) => elementId.startsWith('CFG_U'))
      if (task) await does(task.elementId)
    }
    serviceId = (await only('service', { code: 'S-101' })).id
    const items = (await house.records('configuration-item')).filter(({ data }) =>
      (data['serviceIds'] as readonly string[] | undefined)?.includes(serviceId),
    )
    expect(items.map(({ data }) => data['name'])).to.have.members(components.map(({ name }) => name))
    expect(await house.openTasks(need)).to.deep.equal(['SLM_U03'])
  })

  it('3. waits until availability, capacity and finance have answered; continuity is not asked', async () => {
    await does('SLM_U03', requirements())
    expect(await house.openTasks(need)).to.deep.equal([])
    expect((await house.openTasks()).filter((id) => id.startsWith('CNT'))).to.deep.equal([])

    const [availability, capacity] = [await asked('availability'), await asked('capacity')]
    await does('AVL_U01', {}, availability)
    await does('AVL_U02', {}, availability)
    await does('AVL_U03', {}, availability)
    await does('AVL_U04', { achievable: 99.2, planMeasures: [] }, availability)
    await does('AVL_U05', { approved: true }, availability)
    await does('CAP_U02', {}, capacity)
    await does('CAP_U03', {}, capacity)
    await does('CAP_U04', {}, capacity)
    if ((await house.openTasks(capacity)).includes('CAP_U05')) await does('CAP_U05', {}, capacity)
    for (let left = 4; left > 0 && (await opened()).includes('FIN_U12'); left -= 1)
      await does('FIN_U12', {
        direct: 900,
        indirect: 300,
        oneOff: 400,
        recurring: 800,
        unitCost: 0.4,
        affordable: true,
      })
    await does('CAP_U06', { planMeasures: [] }, capacity)
    expect(await house.openTasks(need), 'the last answer is missing').to.deep.equal([])
    await does('CAP_U07', { approved: true }, capacity)
    expect(await house.openTasks(need)).to.deep.equal(['SLM_U04'])
    const { variables } = await house.instance(need)
    expect(variables).to.deep.include({ availabilityAchievable: 99.2, costRecurring: 800, unitCost: 0.4 })
  })

  it('4. is agreed in the second round, published, and the application is closed', async () => {
    await does('SLM_U04', { channels: [{ channel: 'api', need: 100, costPerContact: 0.1, chosen: true }] })
    await does('SLM_U05', QUALITY)
    for (const position of ['object', 'agree']) {
      await does('SLM_U06', draft())
      for (const { id: taskId, candidateUsers } of (await house.tasks(need)).filter(
        ({ elementId }) => elementId === 'SLM_U07',
      )) {
        const by = candidateUsers.includes('exe') ? exe : spm
        const data: Variables = by === exe ? { agree: position, remarks: 'Par īsu laiku.' } : { agree: 'agree' }
        await house.engine.claimTask({ by, taskId })
        await house.engine.completeTask({ by, taskId, data })
        await house.settle()
      }
    }
    expect(
      await house.records('catalogue-entry', { serviceId }),
      'nothing is published before it is in force',
    ).to.deep.equal([])
    await does('SLM_U08', { signed: true, validFrom: '2026-06-01', reviewDate: '2027-05-31' })
    expect(await house.instance(need)).to.include({ state: 'completed', endState: 'agreed' })
    expect((await house.records('catalogue-entry', { serviceId })).length).to.be.greaterThan(0)
    expect((await only('sla', { serviceId })).data).to.include({ validFrom: '2026-06-01' })
    await does('APP_U04')
    expect((await house.record('application', application)).status).to.be.oneOf(['resolved', 'closed'])
  })

  it('5. falls short in June, which proposes an improvement twice; the second is merged with the first', async () => {
    const by = { ...PEOPLE.fin, mayManage: true }
    const data = { title: 'Budžets 2026', period: '2026', scales: ['service'] }
    const budget = await house.engine.createRecord({ by, register: 'budget', data, status: 'in_force' })
    const line = { budgetId: budget.id, objectKind: 'management', item: 'Izmaiņas', planned: 1500 }
    const kind = { nature: 'direct', frequency: 'one_off' }
    await house.engine.createRecord({ by, register: 'budget-line', data: { ...line, ...kind } })

    await until('2026-06-10T08:00:00Z')
    await house.engine.publishMessage({
      by,
      name: 'monitoring.alarm',
      payload: {
        probeId: 'parbaude',
        serviceId,
        detectedAt: house.instant,
        severity: 'critical',
        message: 'Neatbild.',
      },
    })
    await house.settle()
    await house.passTime({ minutes: 3 })
    const incident = (await only('incident', { serviceId })).id
    await does('INC_U01', { acceptDecision: 'accepted', majorIncident: false, expectedRestoreMinutes: 60 }, incident)
    await does('INC_P01_U1', { causeKnown: true, resolutionPath: 'fix' }, incident)
    // 691 of 43,200 minutes: 98.4 %.
    await until('2026-06-10T19:31:00Z')
    await does('INC_U02', { restoredAt: house.instant, temporaryFix: false, ciChanged: false }, incident)
    await does('INC_U03', { restored: true }, incident)

    await until('2026-07-01T12:00:00Z')
    const measured = await only('availability-measurement', { serviceId, period: '2026-06' })
    expect(measured.data['availability']).to.be.closeTo(98.4, 0.01)
    expect(measured.data).to.include({ target: 99, belowTarget: true })
    await does('AVL_U06', { availabilityAction: 'sla', cause: 'Viens serveris bez rezerves.' })
    await does('SLM_U12', { deviationAction: 'improve' })
    // The report waits until availability has been measured.
    await until('2026-07-02T08:00:00Z')
    await report({ conclusions: 'Pieejamība zem mērķa.', breachAnalysis: 'Viens ilgs pārtraukums.' })

    const [first, second, ...others] = (await house.records('improvement')).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(others).to.deep.equal([])
    improvement = first?.id ?? ''
    await does('CSI_U06', { improvementDecision: 'plan', area: 'service', value: 5, effort: 2 }, improvement)
    const merged = { improvementDecision: 'merge', area: 'service', value: 5, effort: 2, mergeInto: improvement }
    await does('CSI_U06', merged, second?.id)
    expect((await house.record('improvement', second?.id ?? '')).status).to.equal('merged')
  })

  it('6. is improved with money that management grants, and keeps its level', async () => {
    const measure = { measure: 'Otrs serveris', due: '2026-08-31', cost: 2000, requiresChange: true }
    const by = { ...PEOPLE.opm, mayManage: true }
    const name = { lv: 'Datu pārbaudes pieejamība', en: 'Availability of data verification' }
    const facts = { key: 'own.verification', unit: 'percent', target: 99, direction: 'up', source: 'manual' }
    const measured = { name, ...facts, frequency: 'monthly', active: true }
    const indicator = (await house.engine.createRecord({ by, register: 'indicator', data: measured })).id
    const target = { indicator, baseline: 98.4, target: 99 }
    await does('CSI_U07', { planMeasures: [measure], kpiTargets: [target], planCost: 2000 }, improvement)
    const { id } = await house.task('FIN_U13')
    const { variables } = await house.engine.getTask({ institutionId: INSTITUTION, taskId: id })
    expect(variables).to.include({ amount: 2000, available: 1500 })
    await does('FIN_U13', { granted: true, source: 'Rezerves fonds', reason: 'Vajadzīgs.' })
    await does('CSI_U08', { approved: true }, improvement)
    for (let day = 0; day < 60 && !(await house.openTasks(improvement)).includes('CSI_P01_U1'); day += 1) {
      const task = (await house.tasks()).find(({ elementId }) => elementId.startsWith('CHG_'))
      const said: Variables = task?.elementId === 'CHG_U02' ? { requiresBudget: false } : {}
      if (task) await does(task.elementId, said, task.rootInstanceId)
      else await house.passTime({ days: 1 })
    }
    await does('CSI_P01_U1', { measureStatus: 'done', measureCost: 2000 }, improvement)
    await house.passTimeUntil('CSI_T02', improvement)
    await does('CSI_U09', { objectivesMet: 'yes', effect: 'Pieejamība 99,3 %.', actualCost: 2000 }, improvement)
    expect((await house.record('improvement', improvement)).status).to.equal('achieved')
    const change = (await house.records('change')).find(({ data }) => data['originProcess'] === 'improvement')
    expect(change?.status).to.be.oneOf(['implemented', 'closed'])
  })
})
