import { expect } from 'chai'
import { FormRejected } from '../../engine/model/errors.ts'
import type { Actor } from '../../engine/engine.ts'
import type { Variables } from '../../engine/model/json.ts'
import { diagram, line } from '../support/diagram-file.ts'
import { startedBy } from '../support/stand-ins.ts'
import { House, PEOPLE, person } from '../support/house.ts'

const { exe, exe2, sm, pm, opm, mgmt, kac } = PEOPLE
const SERVICE = 'service-s-014'
const OTHER = 'service-s-021'

const listener = (key: string, message: string) =>
  diagram(key, line(startedBy(message), '<userTask id="HEARD" camunda:candidateGroups="PM" />'), {
    messages: [message],
  })
/** Stand-ins for the schemes that hear from this one, so that what they hear can be read and answered. */
const listeners = [
  listener('finance', 'finance.costRequested'),
  listener('change', 'change.requested'),
  listener('improvement', 'improvement.proposed'),
  diagram(
    'asker',
    line(
      'start',
      `<receiveTask id="answer" messageRef="continuity_planned"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=question" /></camunda:properties></extensionElements></receiveTask>`,
      '<userTask id="ANSWERED" camunda:candidateGroups="PM" />',
    ),
    { messages: ['continuity.planned'] },
  ),
]

const RISKS: readonly Variables[] = [
  { risk: 'Datu centra elektroapgāde', likelihood: 2, impact: 4, control: 'Dīzeļģenerators' },
  { risk: 'Beidzas sertifikāts', ciId: 'IS-0007', likelihood: 4, impact: 4 },
]
const impact = (serviceId = SERVICE, changes: Variables = {}): Variables => ({
  serviceId,
  vital: true,
  rtoMinutes: 480,
  rpoMinutes: 60,
  maxTolerableMinutes: 720,
  minLevel: 'Pieņem iesniegumus klātienē',
  ...changes,
})
const MEASURES: readonly Variables[] = [
  {
    measure: 'Rezerves serveris',
    kind: 'preventive',
    owner: 'person-oskars-balodis',
    due: '2026-06-01',
    cost: 1200,
    requiresChange: true,
  },
  { measure: 'Papīra veidlapas', kind: 'recovery', owner: 'person-andris-berzs', due: '2026-03-20' },
]
const STEPS: readonly Variables[] = [
  { order: 2, step: 'Pārslēgt uz rezerves serveri', role: 'RM', minutes: 60 },
  { order: 1, step: 'Apturēt pieņemšanu', role: 'EXE', minutes: 15, instruction: 'Ieslēgt paziņojumu.' },
]
const recovery = (changes: Variables = {}): Variables => ({
  validFrom: '2026-03-01',
  validTo: '2027-03-01',
  planSteps: STEPS,
  contacts: [
    { person: 'person-andris-berzs', crisisRole: 'Vada atjaunošanu', phone: '+371 20000001' },
    { person: 'person-oskars-balodis', crisisRole: 'Pārslēdz serverus', phone: '+371 20000002' },
  ],
  ...changes,
})
const tested = (changes: Variables = {}): Variables => ({
  testScenario: 'Serveris izslēgts bez brīdinājuma.',
  testPassed: true,
  measuredMinutes: 95,
  findings: 'Viss pēc plāna.',
  ...changes,
})
const TRAINED: Variables = {
  trainings: [{ group: 'Izpildītāji', date: '2026-03-10', planned: 12, participants: 10 }],
  informed: 'Visi izpildītāji un KAC.',
}

describe('continuity management', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open({ bundle: listeners })
  })
  afterEach(async () => {
    const faults: unknown[] = []
    const cases = await house.engine.listProcessInstances({
      institutionId: 'demo',
      processKey: 'continuity',
      limit: 200,
    })
    for (const { id } of cases.items) {
      for (const { type, elementId, data } of await house.history(id))
        if (['warning', 'job-failed', 'incident-opened'].includes(type)) faults.push({ type, elementId, data })
    }
    await house.close()
    expect(faults).to.deep.equal([])
  })

  const startForm = async (variables: Variables = {}): Promise<string> => {
    const start = { serviceIds: [SERVICE], reason: 'Būtisks pakalpojums.', ...variables }
    const command = { by: sm, processKey: 'continuity', startEventId: 'CNT_E01', variables: start }
    const { id } = await house.engine.startProcessInstance(command)
    await house.settle()
    return id
  }
  const send = async (name: string, payload: Variables, correlationKey?: string): Promise<string> => {
    const message = { by: { ...pm, mayManage: true }, name, payload }
    const { processInstanceId } = await house.engine.publishMessage(
      correlationKey ? { ...message, correlationKey } : message,
    )
    await house.settle()
    return processInstanceId ?? ''
  }
  const plan = (id: string) => house.record('continuity-plan', id)
  /** What the stand-in of a scheme has heard so far, the newest first. */
  const heard = async (key: string): Promise<readonly Variables[]> => {
    const tasks = (await house.tasks()).filter(
      ({ elementId, processKey }) => elementId === 'HEARD' && processKey === key,
    )
    const details = tasks.map(({ id: taskId }) => house.engine.getTask({ institutionId: 'demo', taskId }))
    return (await Promise.all(details)).map(({ variables }) => variables)
  }
  const refused = async (elementId: string, by: Actor, data: Variables): Promise<readonly string[]> => {
    const { id: taskId } = await house.task(elementId)
    await house.engine.claimTask({ by, taskId })
    const error: unknown = await house.engine.completeTask({ by, taskId, data }).then(
      () => null,
      (problem: unknown) => problem,
    )
    if (!(error instanceof FormRejected)) throw new Error(`Expected ${elementId} to refuse the form, but it did not.`)
    await house.engine.unclaimTask({ by, taskId })
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
  }
  /** The cost question of the plan is answered; the newest question counts. */
  const answerCosts = async (id: string, round = 1, changes: Variables = {}): Promise<void> => {
    const originRef = `${id}:CNT_M01:${round}`
    const costs = { originRef, direct: 1200, indirect: 0, oneOff: 1200, recurring: 300, affordable: true, ...changes }
    await send('finance.costProvided', costs, originRef)
  }
  /** From the start to the question about costs. */
  const planned = async (id: string, services: readonly string[] = [SERVICE]): Promise<void> => {
    await house.complete('CNT_U01', pm, { risks: RISKS })
    await house.complete('CNT_U02', sm, { bia: services.map((service) => impact(service)) })
    await house.complete('CNT_U03', pm, {
      strategy: services.map((serviceId) => ({ serviceId, option: 'Rezerves vieta', level: 'daļējs', cost: 300 })),
      rationale: 'Samērīgi ar risku.',
    })
    await house.complete('CNT_U04', mgmt, { approved: true })
    await house.complete('CNT_U05', pm, { planMeasures: MEASURES })
    await answerCosts(id)
  }
  const measured = async (id: string, round = 1): Promise<void> => {
    const originRef = `${id}:CNT_P01_M1:${round}:1`
    await send('change.completed', { originRef, changeOutcome: 'implemented', changeNumber: 'I-2026-0001' }, originRef)
    const due = (await house.tasks()).filter(({ elementId }) => elementId === 'CNT_P01_U1').map(({ dueAt }) => dueAt)
    expect(due, 'the end of the day in Riga').to.have.members(['2026-03-20T15:00:00.000Z', '2026-06-01T14:00:00.000Z'])
    for (const evidence of ['Serveris darbojas.', 'Veidlapas izdrukātas.'])
      await house.complete('CNT_P01_U1', exe, { measureStatus: 'done', evidence })
  }
  const read = async (...readers: readonly Actor[]): Promise<void> => {
    for (const by of readers) {
      const own = (await house.tasks()).find(({ elementId, assignee }) => elementId === 'CNT_U11' && assignee === by.id)
      if (!own) throw new Error(`Expected ${by.id} to have a plan to read, but there is none.`)
      await house.engine.completeTask({ by, taskId: own.id, data: { read: true } })
    }
    await house.settle()
  }
  /** From the recovery plan to the plan in force. */
  const putInForce = async (): Promise<void> => {
    await house.complete('CNT_U06', pm, recovery())
    await house.complete('CNT_U07', pm, tested())
    await house.complete('CNT_U08', pm, TRAINED)
    await read(exe, person('rm', 'RM'))
    await house.complete('CNT_U09', opm, { auditDone: true })
    await house.complete('CNT_U10', mgmt, { conformity: 'yes', nextReview: '2027-02-01' })
  }
  const inForce = async (services: readonly string[] = [SERVICE]): Promise<string> => {
    const id = await startForm({ serviceIds: services })
    await planned(id, services)
    await measured(id)
    await putInForce()
    return id
  }

  describe('a plan', () => {
    it('goes from the risks to force, and what it is worth is on record', async () => {
      const id = await startForm({ scenarioHints: 'Plūdi' })
      expect(await plan(id)).to.include({ status: 'draft', number: 'NP-2026-0001' })
      await house.complete('CNT_U01', pm, { risks: RISKS })
      expect((await house.instance(id)).variables['bia']).to.deep.equal([{ serviceId: SERVICE }])
      await house.complete('CNT_U02', sm, { bia: [impact()] })

      const scored = (await house.instance(id)).variables['risks'] as Variables[]
      expect(scored.map(({ risk, score, level }) => [risk, score, level])).to.deep.equal([
        ['Beidzas sertifikāts', 16, 'critical'],
        ['Datu centra elektroapgāde', 8, 'medium'],
      ])
      const risks = await house.records('risk', { planId: id })
      expect(
        risks.map(({ data, status }) => [data['title'], data['score'], data['ciIds'], status]),
      ).to.have.deep.members([
        ['Beidzas sertifikāts', 16, ['IS-0007'], 'open'],
        ['Datu centra elektroapgāde', 8, [], 'open'],
      ])

      const strategy = [{ serviceId: SERVICE, option: 'Rezerves vieta', level: 'daļējs', cost: 300 }]
      await house.complete('CNT_U03', pm, { strategy, rationale: 'Samērīgi.' })
      await house.complete('CNT_U04', mgmt, { approved: false, remarks: 'Lētāk.' })
      expect((await house.instance(id)).variables['remarks']).to.equal('Lētāk.')
      await house.complete('CNT_U03', pm, { strategy, rationale: 'Lētāk nevar.' })
      await house.complete('CNT_U04', mgmt, { approved: true })
      await house.complete('CNT_U05', pm, { planMeasures: MEASURES })
      expect(await plan(id)).to.include({ status: 'approved' })
      const [asked = {}] = await heard('finance')
      expect(asked).to.include({ object: 'Nepārtrauktības plāns NP-2026-0001', originRef: `${id}:CNT_M01:1` })
      expect(
        (asked['items'] as Variables[]).map(({ item, amount, frequency }) => [item, amount, frequency]),
      ).to.deep.equal([
        ['Rezerves serveris', 1200, 'one_off'],
        ['Papīra veidlapas', 0, 'one_off'],
        ['Rezerves vieta', 300, 'recurring'],
      ])
      await answerCosts(id)

      const tasks = (await house.openTasks(id)).toSorted()
      expect(tasks, 'the plan is written while measures are carried out').to.deep.equal(['CNT_P01_U1', 'CNT_U06'])
      const [change] = await heard('change')
      expect(change).to.include({ title: 'Rezerves serveris', draftCost: 1200, originProcess: 'continuity' })
      await measured(id)
      await house.complete('CNT_U06', pm, recovery())
      await house.complete('CNT_U07', pm, tested({ measuredMinutes: 500 }))
      expect(await house.openTasks(id), 'passed, but not within the RTO').to.deep.equal(['CNT_U12'])
      await house.complete('CNT_U12', pm, { planSteps: STEPS, corrections: 'Rezerves serveris jau silts.' })
      await house.complete('CNT_U07', pm, tested())
      await house.complete('CNT_U08', pm, TRAINED)
      await read(exe)
      expect(await house.openTasks(id), 'the second reader is still to come').to.deep.equal(['CNT_U11'])
      await house.passTime({ days: 15 })
      expect(await house.openTasks(id), 'the time for reading is over').to.deep.equal(['CNT_U09'])
      const auditFindings = [{ finding: 'Viens nav lasījis', severity: 'low', action: 'Atgādināt' }]
      await house.complete('CNT_U09', opm, { auditFindings, auditDone: true })
      await house.complete('CNT_U10', mgmt, {
        conformity: 'remarks',
        remarks: 'Nolasīt visiem.',
        nextReview: '2027-02-01',
      })

      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'planned' })
      const { data, status } = await plan(id)
      expect(status).to.equal('active')
      expect(data).to.include({
        rtoMinutes: 480,
        riskTotal: 24,
        cost: 1500,
        affordable: true,
        validFrom: '2026-03-01',
        conformity: 'remarks',
        nextReview: '2027-02-01',
        nextTest: '2026-09-17',
      })
      expect(
        (data['tests'] as Variables[]).map(({ measuredMinutes, rtoMet }) => [measuredMinutes, rtoMet]),
      ).to.deep.equal([
        [500, false],
        [95, true],
      ])
      expect((data['readings'] as Variables[]).map(({ personId }) => personId)).to.deep.equal(['person-andris-berzs'])
      expect(data['unread']).to.deep.equal([{ personId: 'person-oskars-balodis', name: 'Oskars Balodis' }])
      expect((data['measureResults'] as Variables[]).map(({ inTerm }) => inTerm)).to.deep.equal([true, true])
      const told = await house.records('notification', { event: 'continuity_plan_published' })
      expect(told.map(({ data: { role } }) => role)).to.have.members(['SM', 'EXE', 'RM'])
    })

    it('goes back to the measures where it does not conform, and asks for costs anew', async () => {
      const id = await startForm()
      await planned(id)
      await measured(id)
      await house.complete('CNT_U06', pm, recovery())
      await house.complete('CNT_U07', pm, tested())
      await house.complete('CNT_U08', pm, TRAINED)
      await read(exe, person('rm', 'RM'))
      await house.complete('CNT_U09', opm, { auditDone: true })
      await house.complete('CNT_U10', mgmt, {
        conformity: 'no',
        remarks: 'Par maz pasākumu.',
        nextReview: '2026-05-01',
      })
      expect(await house.openTasks(id)).to.deep.equal(['CNT_U05'])
      expect((await plan(id)).status).to.equal('approved')

      await house.complete('CNT_U05', pm, { planMeasures: MEASURES })
      await answerCosts(id, 2, { affordable: false })
      expect((await house.instance(id)).variables).to.include({ affordable: false })
      await measured(id, 2)
      await putInForce()
      expect((await plan(id)).status).to.equal('active')
    })

    it('answers service level management, and takes the place of a plan that it covers whole', async () => {
      const narrow = await inForce()
      const wide = await inForce([OTHER, 'service-s-030'])
      const question = 'sla-7:SLM_P01_M4'
      await house.engine.startProcessInstance({ by: pm, processKey: 'asker', variables: { question } })
      const id = await send('continuity.requested', {
        serviceIds: [SERVICE, OTHER],
        reason: 'Jauna vienošanās.',
        originRef: question,
      })
      await planned(id, [SERVICE, OTHER])
      await measured(id)
      await putInForce()

      const { variables } = await house.engine.getTask({
        institutionId: 'demo',
        taskId: (await house.task('ANSWERED')).id,
      })
      expect(variables).to.include({ rtoMinutes: 480, rpoMinutes: 60, cost: 1500, planId: id })
      expect([await plan(narrow), await plan(wide), await plan(id)].map(({ status }) => status)).to.deep.equal([
        'superseded',
        'active',
        'active',
      ])
    })

    it('is refused at row and field', async () => {
      const start = { by: sm, processKey: 'continuity', startEventId: 'CNT_E01' }
      const withoutServices: unknown = await house.engine
        .startProcessInstance({ ...start, variables: { serviceIds: [], reason: 'Nav.' } })
        .catch((error: unknown) => error)
      expect(withoutServices).to.be.instanceOf(FormRejected)

      const id = await startForm()
      expect(await refused('CNT_U01', pm, { risks: [RISKS[0] ?? {}, { ...RISKS[1], impact: 6 }] })).to.deep.equal([
        '/risks/1/impact maximum',
      ])
      await house.complete('CNT_U01', pm, { risks: RISKS })
      expect(await refused('CNT_U02', sm, { bia: [impact(), impact(OTHER, { rtoMinutes: 721 })] })).to.deep.equal([
        '/bia/1/rtoMinutes notAboveField',
      ])
      await house.complete('CNT_U02', sm, { bia: [impact()] })
      await house.complete('CNT_U03', pm, {
        strategy: [{ serviceId: SERVICE, option: 'Rezerves vieta', level: 'daļējs', cost: 1 }],
        rationale: 'Lēti.',
      })
      expect(await refused('CNT_U04', mgmt, { approved: false })).to.deep.equal(['/remarks required'])
      await house.complete('CNT_U04', mgmt, { approved: true })
      expect(await refused('CNT_U05', pm, { planMeasures: [{ ...MEASURES[1], cost: -1 }] })).to.deep.equal([
        '/planMeasures/0/cost minimum',
      ])
      await house.complete('CNT_U05', pm, { planMeasures: MEASURES })
      await answerCosts(id)
      const { validTo: _, ...noEnd } = recovery()
      expect(await refused('CNT_U06', pm, noEnd)).to.deep.equal(['/validTo required'])
      expect(await refused('CNT_U06', pm, recovery({ validFrom: '2027-04-01' }))).to.deep.equal([
        '/validFrom notAfterField',
      ])
      expect(await refused('CNT_U06', pm, recovery({ planSteps: [] }))).to.deep.equal(['/planSteps minItems'])
    })

    it('is not approved, audited or assessed by who wrote or audited it', async () => {
      const all = person('all', 'PM', 'MGMT', 'OPM')
      await startForm()
      await house.complete('CNT_U01', all, { risks: RISKS })
      await house.complete('CNT_U02', sm, { bia: [impact()] })
      await house.complete('CNT_U03', all, {
        strategy: [{ serviceId: SERVICE, option: 'Rezerves vieta', level: 'daļējs', cost: 1 }],
        rationale: 'Lēti.',
      })
      const { id: taskId } = await house.task('CNT_U04')
      const error: unknown = await house.engine.claimTask({ by: all, taskId }).catch((problem: unknown) => problem)
      expect(error).to.be.an('error')
      await house.complete('CNT_U04', mgmt, { approved: true })
    })

    it('is reviewed every year for all vital services, once, also after downtime', async () => {
      await house.passTime({ days: 183 }) // 1 September
      const [first, ...more] = (await house.tasks()).filter(({ elementId }) => elementId === 'CNT_U01')
      expect(more).to.deep.equal([])
      const { variables } = await house.instance(first?.processInstanceId ?? '')
      expect(variables['serviceIds']).to.deep.equal([SERVICE])

      // Three years without a running engine: the latest review is caught up, those between are not.
      await house.engine.close()
      await house.restart()
      await house.passTime({ days: 3 * 365 + 1 })
      const tasks = (await house.tasks()).filter(({ elementId }) => elementId === 'CNT_U01')
      expect(tasks).to.have.length(2)
      await house.passTime({ days: 1 })
      expect((await house.tasks()).filter(({ elementId }) => elementId === 'CNT_U01')).to.have.length(2)
    })

    it('is not begun by the clock where nothing is vital', async () => {
      const by = { ...pm, mayManage: true }
      await house.engine.updateRecord({
        by,
        register: 'service',
        id: SERVICE,
        patch: { vital: false },
      })
      await house.passTime({ days: 183 })
      expect((await house.openTasks()).filter((id) => id.startsWith('CNT'))).to.deep.equal([])
      expect(await house.records('continuity-plan')).to.deep.equal([])
    })
  })

  describe('an activation', () => {
    /** An incident that outlasts the restoration time of its service. @returns the incident and the application behind it */
    const threatened = async (): Promise<{ readonly incident: string; readonly application: string }> => {
      const application = await house.submit({ subject: 'Nedarbojas e-pakalpojums' })
      await house.complete(
        'APP_U01',
        kac,
        {
          kind: 'incident',
          serviceId: SERVICE,
          category: 'category-e-service',
          impact: 'extensive',
          urgency: 'high',
          admissibility: 'ok',
          l1Solvable: false,
        },
        application,
      )
      const { processInstanceId: incident } = await house.task('INC_U01')
      await house.complete('INC_U01', exe, {
        acceptDecision: 'accepted',
        serviceId: SERVICE,
        impact: 'extensive',
        urgency: 'high',
        majorIncident: true,
        expectedRestoreMinutes: 600,
      })
      return { incident, application }
    }

    it('runs the steps of the plan in force, in their order, and gives its end back to the incident', async () => {
      const planId = await inForce()
      const { incident, application } = await threatened()
      const { processInstanceId: id } = await house.task('CNT_U13')
      const { variables } = await house.instance(id)
      expect(variables).to.include({ incidentId: incident, expectedRestoreMinutes: 600, rtoMinutes: 480 })
      expect((variables['plans'] as Variables[]).map((one) => one['planId'])).to.deep.equal([planId])
      expect(await refused('CNT_U13', mgmt, { activate: true, justification: 'Ilgi.' })).to.deep.equal([
        '/scope required',
      ])

      await house.complete('CNT_U13', mgmt, {
        activate: true,
        scope: [SERVICE],
        justification: 'Nav zināms, kad atjaunos.',
      })
      const told = await house.records('notification', { event: 'continuity_activated' })
      expect(told.map(({ data: { role } }) => role)).to.have.members(['KAC', 'SUP', 'MGMT', 'EXE', 'RM'])
      const clients = await house.records('notification', { event: 'continuity_client' })
      expect(clients.map(({ data: { applicationId } }) => applicationId)).to.deep.equal([application])

      const first = await house.task('CNT_U14', id)
      expect(first.candidateGroups).to.deep.equal(['EXE'])
      expect(Date.parse(first.dueAt ?? '') - Date.parse(house.instant)).to.equal(15 * 60_000)
      await house.passTime({ minutes: 10 })
      await house.complete('CNT_U14', exe, { stepDone: true, actualMinutes: 10 }, id)
      expect(await refused('CNT_U14', person('rm', 'RM'), { stepDone: false, actualMinutes: 5 })).to.deep.equal([
        '/note required',
      ])
      await house.complete('CNT_U14', person('rm', 'RM'), { stepDone: true, actualMinutes: 50 }, id)
      await house.passTime({ hours: 1 })
      await house.complete('CNT_U15', pm, { normalAt: house.instant, dataChecked: true }, id)
      await house.complete('CNT_U16', pm, { lessons: 'Rezerves serveris jātestē biežāk.', rtoMet: true }, id)

      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'activated' })
      const { data, status, number } = await house.record('continuity-activation', id)
      expect([status, number]).to.deep.equal(['ended', 'KR-2026-0001'])
      expect((data['steps'] as Variables[]).map(({ order, actualMinutes }) => [order, actualMinutes])).to.deep.equal([
        [1, 10],
        [2, 50],
      ])
      expect(data).to.include({ rtoMet: true, rtoMinutes: 480, incidentId: incident })
      expect(Date.parse(String(data['normalAt'])) - Date.parse(String(data['activatedAt']))).to.equal(70 * 60_000)
      expect(await heard('improvement')).to.have.length(1)
      expect((await heard('improvement'))[0]).to.include({
        proposal: 'Rezerves serveris jātestē biežāk.',
        source: 'continuity',
      })
      expect((await house.record('incident', incident)).data['continuityNote']).to.match(
        /^Nepārtrauktības plāns bija aktivizēts; /,
      )
    })

    it('is refused by the management, and the incident hears of that', async () => {
      const { incident } = await threatened()
      const { processInstanceId: id } = await house.task('CNT_U13')
      expect((await house.instance(id)).variables['withoutPlan']).to.deep.equal([SERVICE])
      await house.complete('CNT_U13', mgmt, { activate: false, justification: 'Atjaunos pēc stundas.' })

      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'not_activated' })
      expect((await house.record('continuity-activation', id)).status).to.equal('not_activated')
      expect((await house.record('incident', incident)).data['continuityNote']).to.equal(
        'Nepārtrauktības plānu neaktivizēja',
      )
      expect(await heard('improvement')).to.deep.equal([])
    })

    it('has one step where no plan is in force, and none is lost where the engine stops between', async () => {
      await threatened()
      const { processInstanceId: id } = await house.task('CNT_U13')
      await house.complete('CNT_U13', mgmt, { activate: true, scope: [SERVICE, OTHER], justification: 'Jārīkojas.' })
      await house.restart()
      for (const note of ['Ar roku.', 'Arī ar roku.'])
        await house.complete('CNT_U14', exe2, { stepDone: true, actualMinutes: 120, note }, id)
      expect(await house.openTasks(id)).to.deep.equal(['CNT_U15'])
    })
  })
})
