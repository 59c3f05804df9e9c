import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { House, INSTITUTION, PEOPLE, person } from '../support/house.ts'

const { kac, exe, exe2, spm, pm, cab, fin, mgmt } = PEOPLE
/** Service manager of every service. */
const sm = person('sm', 'SM', 'SM@*')
const sm2 = person('sm2', 'SM', 'SM@*')
const START: Variables = {
  title: 'Jauna veidlapa dzīvesvietas deklarēšanai',
  description: 'Veidlapu papildina ar norādi par otru deklarēto adresi.',
  reason: 'Klienti kļūdās; pieteikumus nāksies atgriezt retāk.',
  serviceIds: ['service-s-030'],
  urgency: 'medium',
}
const CLASSIFIED: Variables = {
  changeType: 'minor',
  changeArea: 'service',
  serviceIds: ['service-s-030'],
  impact: 'limited',
  urgency: 'medium',
}
const ASSESSED: Variables = {
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
const DECIDED: Variables = { changeDecision: 'approve', decisionReason: 'Ieguvums lielāks par izmaksām.' }
/** Wednesday evening, after service hours. */
const PLANNED: Variables = {
  tasks: [{ task: 'Mainīt veidlapu', who: 'EXE', due: '2026-03-18', hours: 8 }],
  windowStart: '2026-03-18T18:00:00Z',
  windowEnd: '2026-03-18T20:00:00Z',
  downtimeMinutes: 0,
  testPlan: 'Aizpildīt veidlapu ar trim paraugiem.',
  backoutPlan: 'Atjaunot iepriekšējo veidlapu.',
  communication: 'Ziņa KAC dienu iepriekš.',
  plannedCost: 450,
}
const EVALUATED: Variables = {
  objectivesMet: 'yes',
  incidentsCaused: 0,
  actualCost: 420,
  actualHours: 15,
  lessons: 'Paraugus sagatavot laikus.',
  followUp: 'none',
}

describe('a change', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())

  /** By a person; the id of instance and record. */
  const start = async (changes: Variables = {}): Promise<string> => {
    const { id } = await house.engine.startProcessInstance({
      by: kac,
      processKey: 'change',
      variables: { ...START, ...changes },
    })
    await house.settle()
    return id
  }
  /** By a process. */
  const request = async (changes: Variables = {}): Promise<string> => {
    const by = { ...pm, mayManage: true }
    const payload = { ...START, ...changes }
    const { processInstanceId } = await house.engine.publishMessage({ by, name: 'change.requested', payload })
    await house.settle()
    if (processInstanceId === null) throw new Error('Expected the request to start a change, but it was buffered.')
    return processInstanceId
  }
  const classify = (changes: Variables = {}) => house.complete('CHG_U01', kac, { ...CLASSIFIED, ...changes })
  const assess = (changes: Variables = {}) => house.complete('CHG_U02', pm, { ...ASSESSED, ...changes })
  const decide = (changes: Variables = {}, by = sm) => house.complete('CHG_U05', by, { ...DECIDED, ...changes })
  const plan = (changes: Variables = {}) => house.complete('CHG_U06', pm, { ...PLANNED, ...changes })
  const agree = (changes: Variables = {}) => house.complete('CHG_U07', sm, { planAgreed: true, ...changes })
  const prepare = async (testsPassed = true) => {
    await house.complete('CHG_P01_U1', exe, { buildNotes: 'Veidlapas jaunā versija.' })
    await house.complete('CHG_P01_U2', exe2, { testsPassed, testReport: 'Trīs paraugi aizpildīti.' })
  }
  const implement = async (id: string, changes: Variables = {}) => {
    await house.passTimeUntil('CHG_P01_T1', id)
    await house.passTime({ minutes: 30 })
    await house.complete('CHG_P01_U3', exe, { implementedAt: house.instant, implResult: 'success', ...changes })
  }
  const evaluate = async (id: string, changes: Variables = {}) => {
    await house.passTimeUntil('CHG_T02', id)
    await house.complete('CHG_U08', pm, { ...EVALUATED, ...changes })
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
  const change = (id: string) => house.record('change', id)
  /**
   * What the element threw last, as its receiver has it: the case that it started, or, without a scheme that hears it, the
   * task about undelivered messages.
   */
  const thrown = async (id: string, elementId: string): Promise<Variables> => {
    const line = (await house.history(id)).findLast(
      (one) => one.type === 'message-thrown' && one.elementId === elementId,
    )
    const name = line?.data['name']
    if (typeof name !== 'string') throw new Error(`Expected ${elementId} to throw a message, but it has not.`)
    const { items } = await house.engine.listProcessInstances({ institutionId: INSTITUTION, limit: 50 })
    for (const item of items) {
      const { variables } = await house.instance(item.id)
      if (variables['messageName'] === name) {
        expect(variables['reason'], String(variables['reason'])).to.not.contain('refuses')
        return { name, ...(variables['payload'] as Variables) }
      }
      if (item.id !== id && variables['originProcess'] === 'change' && item.startedAt === line?.at)
        return { name, ...variables }
    }
    return { name }
  }

  it('that is minor is decided by the service manager, planned, tested by another person, implemented and evaluated', async () => {
    const id = await start()
    expect(await house.openTasks(id)).to.deep.equal(['CHG_U01'])
    expect(await change(id)).to.include({ number: 'I-2026-0001', status: 'registered' })

    await classify()
    expect((await house.instance(id)).variables['conditionCheck']).to.have.length(10)
    await assess()
    expect((await change(id)).status).to.equal('assessed')
    expect((await change(id)).data).to.deep.include({ estCost: 400, impactedServices: ['service-s-030'] })

    expect((await house.task('CHG_U05')).candidateGroups).to.deep.equal(['SM@service-s-030'])
    await decide()
    expect(await change(id)).to.include({ status: 'approved' })
    expect((await change(id)).data).to.include({ decision: 'approve', decidedBy: 'SM' })

    await plan()
    await agree()
    expect((await change(id)).status).to.equal('planned')
    const [window] = await house.records('change-window', { changeId: id })
    expect(window?.data).to.deep.include({ kind: 'change', serviceIds: ['service-s-030'] })
    const announced = await house.records('notification', { event: 'change_announced' })
    expect(announced.map(({ data }) => data['role'])).to.have.members(['KAC', 'EXE'])
    expect(announced[0]?.data['subject']).to.contain('I-2026-0001')

    await house.complete('CHG_P01_U1', exe, { buildNotes: 'Veidlapas jaunā versija.' })
    const { id: taskId } = await house.task('CHG_P01_U2')
    const same = await house.engine.claimTask({ by: exe, taskId }).then(
      () => null,
      (error: unknown) => error,
    )
    expect(same).to.be.an.instanceOf(Error)
    await house.complete('CHG_P01_U2', exe2, { testsPassed: true, testReport: 'Kārtībā.' })
    expect(await house.openTasks(id)).to.deep.equal([])

    await implement(id, {
      costLines: [{ item: 'Tulkojums', amount: 60, nature: 'direct', frequency: 'one_off' }],
    })
    expect((await change(id)).data).to.include({ implResult: 'success', buildNotes: 'Veidlapas jaunā versija.' })
    expect((await change(id)).status).to.equal('implemented')
    const done = await house.records('notification', { event: 'change_done_service' })
    expect(done.map(({ data }) => data['role'])).to.have.members(['KAC', 'SM', 'SPM'])

    await evaluate(id)
    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'implemented' })
    expect(await change(id)).to.include({ status: 'closed' })
    expect((await change(id)).data).to.include({ changeOutcome: 'implemented', objectivesMet: 'yes', actualCost: 420 })
    const costs = await house.records('cost-entry', { recordId: id })
    expect(costs.map(({ data }) => data['amount'])).to.include(60)
    // Nobody waits for a change that a person filed.
    expect(await house.path(id)).to.not.include.members(['CHG_M08'])
    expect(await house.openTasks(id)).to.deep.equal([])
  })

  describe('before the decision', () => {
    it('that is standard goes straight to a plan made from its model, unless the model has expired', async () => {
      const first = await start()
      await classify({ changeType: 'standard', standardModelId: 'change-model-catalogue-text' })
      await assess()
      expect(await house.openTasks()).to.deep.equal(['CHG_U06'])
      const { variables } = await house.instance(first)
      expect(variables['tasks']).to.deep.include({ task: 'Publicēt katalogā', who: 'KAC', hours: 0.5 })

      await house.passTime({ days: 365 * 5 })
      const late = await start()
      await house.complete(
        'CHG_U01',
        kac,
        {
          ...CLASSIFIED,
          changeType: 'standard',
          standardModelId: 'change-model-catalogue-text',
        },
        late,
      )
      await house.complete('CHG_U02', pm, ASSESSED, late)
      expect(await house.openTasks(late)).to.deep.equal(['CHG_U05'])
    })

    it('comes back with the originator’s reply, or goes to the decision when nobody replies', async () => {
      const id = await start()
      await classify()
      await assess({ assessment: 'needs_info', question: 'Vai veidlapa paliek arī papīra formā?' })
      expect((await house.task('CHG_U09')).candidateUsers).to.deep.equal(['kac'])
      await house.complete('CHG_U09', kac, { originatorReply: 'Jā, paliek.' })
      expect((await house.instance(id)).variables).to.include({ originatorReply: 'Jā, paliek.', assessment: null })

      await assess({ assessment: 'needs_info', question: 'No kura datuma?' })
      await house.passTimeUntil('CHG_B04', id)
      expect(await house.openTasks(id)).to.deep.equal(['CHG_U05'])
      await decide({ changeDecision: 'reject', decisionReason: 'Nav ziņu.' })
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'rejected' })
      expect(await change(id)).to.include({ status: 'rejected' })
      expect((await change(id)).data).to.include({ changeOutcome: 'rejected', rejectionReason: 'Nav ziņu.' })
    })

    it('that the assessor would reject is decided all the same', async () => {
      await start()
      await classify()
      await assess({ assessment: 'reject' })

      expect(await house.openTasks()).to.deep.equal(['CHG_U05'])
    })
  })

  describe('put to the board', () => {
    const significant = async (assessed: Variables = {}, classified: Variables = {}) => {
      const id = await start()
      await classify({ changeType: 'significant', ...classified })
      await assess({ riskLevel: 'medium', ...assessed })
      return id
    }
    const members = async (id: string) => ((await house.instance(id)).variables['cabMembers'] as Variables[]) ?? []

    it('hears everybody; who says nothing in time has no objection, and the minutes say so', async () => {
      const id = await significant()
      const invited = await members(id)
      expect(invited.map(({ name }) => name)).to.have.members(['Dace Liepiņa', 'Toms Zariņš', 'CAB'])
      const tasks = (await house.tasks()).filter(({ elementId }) => elementId === 'CHG_U04')
      expect(tasks.flatMap(({ candidateGroups }) => candidateGroups)).to.deep.equal(['CAB', 'CAB'])
      expect(
        tasks.flatMap(({ candidateUsers }) => candidateUsers),
        'the manager of the service',
      ).to.deep.equal(['sm2'])

      await house.complete('CHG_U04', sm2, { opinion: 'support' })
      await house.complete('CHG_U04', cab, { opinion: 'conditional', conditions: 'Pārbaudīt ar ekrāna lasītāju.' })
      await house.passTimeUntil('CHG_B01', id)

      expect(await house.openTasks(id)).to.deep.equal(['CHG_U05'])
      const [minutes] = await house.records('document', { template: 'change_minutes' })
      expect(minutes?.data['content']).to.contain('Uzaicināti: 3. Atbalsta: 1. Atbalsta ar nosacījumiem: 1.')
      expect(minutes?.data['content']).to.contain('Pārbaudīt ar ekrāna lasītāju.')
      await decide()
      const { data } = await change(id)
      expect(data['opinions']).to.have.length(3)
      expect((data['opinions'] as Variables[]).filter(({ missing }) => missing === true)).to.have.length(1)
      expect(data['opinionSummary']).to.contain('atzinumu termiņā nav sniedzis')
    })

    it('asks whoever has an account in person', async () => {
      const data = { userId: 'dace' }
      const by = { ...pm, mayManage: true }
      const { version } = await house.record('person', 'person-dace-liepina')
      await house.engine.updateRecord({
        by,
        register: 'person',
        id: 'person-dace-liepina',
        patch: data,
        expectedVersion: version,
      })
      await significant()

      const asked = (await house.tasks()).find(({ candidateUsers }) => candidateUsers.length > 0)
      expect(asked).to.deep.include({ elementId: 'CHG_U04', candidateUsers: ['dace'], candidateGroups: [] })
    })

    it('goes on as soon as the last opinion is there', async () => {
      await significant()
      await house.complete('CHG_U04', sm2, { opinion: 'support' })
      await house.complete('CHG_U04', cab, { opinion: 'support' })
      await house.complete('CHG_U04', cab, { opinion: 'object', comment: 'Nav pieejama zvanītājiem.' })

      expect(await house.openTasks()).to.deep.equal(['CHG_U05'])
    })

    it('hears data protection where personal data are touched', async () => {
      const without = await significant()
      const id = await significant({ personalData: true })

      const found = (await members(id)).find(({ name }) => name === 'Sanita Vanaga')
      expect(found?.['reason']).to.deep.equal({
        lv: 'Izmaiņas skar personas datus',
        en: 'The change affects personal data',
      })
      expect((await members(without)).map(({ name }) => name)).to.not.include('Sanita Vanaga')
    })

    it('over the cost limit hears finance and is decided by management', async () => {
      const id = await significant({ estCost: 5001 })

      expect((await members(id)).map(({ group }) => group)).to.include('FIN')
      for (const by of [sm2, fin, cab, cab]) await house.complete('CHG_U04', by, { opinion: 'support' })
      expect((await house.task('CHG_U05')).candidateGroups).to.deep.equal(['MGMT'])
      await decide({}, mgmt)
      expect((await change(id)).data).to.include({ decidedBy: 'MGMT' })
    })

    it('that is major is decided by management, several services by the portfolio manager', async () => {
      const id = await significant({}, { changeType: 'major' })
      await house.passTimeUntil('CHG_B01', id)
      expect((await house.task('CHG_U05')).candidateGroups).to.deep.equal(['MGMT'])
      await decide({}, mgmt)

      const wide = await start()
      await house.complete('CHG_U01', kac, { ...CLASSIFIED, serviceIds: ['service-s-030', 'service-s-021'] }, wide)
      await house.complete('CHG_U02', pm, ASSESSED, wide)
      expect((await house.task('CHG_U05')).candidateGroups).to.deep.equal(['SPM'])
      await decide({}, spm)
      expect(await house.openTasks(wide)).to.deep.equal(['CHG_U06'])
    })

    it('in an emergency asks a small board within hours and overrides the calendar', async () => {
      const due = async (elementId: string) =>
        (Date.parse((await house.task(elementId)).dueAt ?? '') - Date.parse(house.instant)) / 60_000
      const id = await urgent()
      expect(await due('CHG_U02')).to.equal(30)
      await assess({ riskLevel: 'critical', estCost: 6000 })
      expect((await members(id)).map(({ name }) => name)).to.deep.equal(['Dace Liepiņa'])
      expect(await due('CHG_U04')).to.equal(120)
      await house.complete('CHG_U04', sm2, { opinion: 'support' })
      expect(await due('CHG_U05')).to.equal(60)
      await decide({}, mgmt)

      expect(await due('CHG_U06')).to.equal(60)
      const now = Date.parse(house.instant)
      // In service hours, with downtime, and begun already.
      await plan({
        windowStart: new Date(now - 60_000).toISOString(),
        windowEnd: new Date(now + 3_600_000).toISOString(),
        downtimeMinutes: 10,
      })
      expect((await house.instance(id)).variables).to.include({ collisionCount: 1 })
      expect(await due('CHG_U07')).to.equal(30)
      await agree()
      await prepare()
      expect(await house.openTasks(id)).to.deep.equal(['CHG_P01_U3'])
      await house.complete('CHG_P01_U3', exe, { implementedAt: house.instant, implResult: 'success' })
      const ahead = (await house.instance(id)).waitingFor.find(({ elementId }) => elementId === 'CHG_T02')?.dueAt ?? ''
      expect(ahead.slice(0, 10), 'two working days').to.equal('2026-03-04')
    })

    const urgent = async () => {
      const id = await start({ urgency: 'high', changeType: 'emergency' })
      const { dueAt } = await house.task('CHG_U01')
      expect(Date.parse(dueAt ?? '') - Date.parse(house.instant)).to.equal(15 * 60_000)
      await classify({ changeType: 'emergency', urgency: 'high' })
      return id
    }
  })

  describe('at the decision', () => {
    it('is postponed with its clock standing still and assessed again on the day', async () => {
      const id = await start()
      await classify()
      await assess()
      await decide({ changeDecision: 'postpone', postponedTo: '2026-03-20' })
      expect((await change(id)).data['clock']).to.include({ openPauses: 1 })

      await house.passTimeUntil('CHG_T01', id)
      expect(house.instant).to.equal('2026-03-20T06:00:00.000Z')
      expect(await house.openTasks(id)).to.deep.equal(['CHG_U02'])
      expect((await change(id)).data['clock']).to.include({ openPauses: 0 })
    })

    it('is sent back for rework', async () => {
      const id = await approvedOrNot({ changeDecision: 'rework', decisionReason: 'Izmaksas nav pamatotas.' })

      expect(await house.openTasks(id)).to.deep.equal(['CHG_U02'])
      expect(await change(id)).to.include({ status: 'assessed' })
      expect((await house.instance(id)).variables).to.include({ decisionReason: 'Izmaksas nav pamatotas.' })
    })

    const approvedOrNot = async (decision: Variables) => {
      const id = await start()
      await classify()
      await assess()
      await decide(decision)
      return id
    }
  })

  describe('while planned', () => {
    it('that meets a freeze or a shared service is planned anew', async () => {
      await prepared()
      const second = await approved()
      await plan({ windowStart: '2026-03-18T19:00:00Z', windowEnd: '2026-03-18T21:00:00Z' })
      expect(await house.openTasks(second)).to.deep.equal(['CHG_U06'])
      const { variables } = await house.instance(second)
      expect((variables['collisions'] as Variables[]).map(({ kind }) => kind)).to.deep.equal(['change'])

      await plan({ windowStart: '2026-12-22T19:00:00Z', windowEnd: '2026-12-22T21:00:00Z' })
      expect(await house.openTasks(second)).to.deep.equal(['CHG_U06'])
      await plan({ windowStart: '2026-03-19T19:00:00Z', windowEnd: '2026-03-19T21:00:00Z' })
      expect(await house.openTasks(second)).to.deep.equal(['CHG_U07'])
    })

    it('asks finance once, again only for more, and is decided anew without funds', async () => {
      const id = await approved({}, { requiresBudget: true })
      await plan()
      expect(await thrown(id, 'CHG_M02')).to.deep.include({ name: 'finance.commitmentRequested' })
      await house.send('finance.commitmentDecided', `${id}:CHG_R01:1`, {
        originRef: `${id}:CHG_R01:1`,
        commitmentGranted: true,
      })
      await agree({ planAgreed: false, remarks: 'Logs par agru.' })
      expect((await house.instance(id)).variables).to.include({ remarks: 'Logs par agru.' })

      await plan({ plannedCost: 440 })
      await agree({ planAgreed: false, remarks: 'Vajag vairāk stundu.' })
      await plan({ plannedCost: 800 })
      await house.send('finance.commitmentDecided', `${id}:CHG_R01:3`, {
        originRef: `${id}:CHG_R01:3`,
        commitmentGranted: false,
      })
      expect(await house.openTasks(id)).to.deep.equal(['CHG_U05'])
    })

    it('with downtime warns clients whose applications are under way, and tells them when it is over', async () => {
      const application = await house.submit()
      await house.complete('APP_U01', kac, {
        kind: 'information',
        serviceId: 'service-s-030',
        category: 'category-information',
        impact: 'limited',
        urgency: 'low',
        admissibility: 'ok',
        l1Solvable: true,
        supportType: 'information',
      })
      const id = await prepared({ downtimeMinutes: 20 })

      const warned = await house.records('notification', { applicationId: application, event: 'change_downtime' })
      expect(warned.map(({ data }) => data['body']).join()).to.contain('20 minūtēm')
      await implement(id)
      expect(
        await house.records('notification', { applicationId: application, event: 'change_finished' }),
      ).to.have.length(1)
    })
  })

  describe('while implemented', () => {
    it('is prepared again when tests fail', async () => {
      await approved()
      await plan()
      await agree()
      await prepare(false)
      expect(await house.openTasks()).to.deep.equal(['CHG_P01_U1'])
      await prepare()
      expect(await house.openTasks()).to.deep.equal([])
    })

    it('that fails is backed out, evaluated with its incidents and closed as failed', async () => {
      const id = await prepared()
      await implement(id, { implResult: 'failed' })
      await house.complete('CHG_P01_U4', exe, { backedOut: true, note: 'Atjaunota iepriekšējā veidlapa.' })
      expect((await change(id)).status).to.equal('failed')
      expect((await change(id)).data).to.include({ backedOut: true })

      expect(await house.openTasks(id)).to.deep.equal(['CHG_U08'])
      await house.complete('CHG_U08', pm, { ...EVALUATED, objectivesMet: 'no', followUp: 'new_change' })
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'failed' })
      expect((await change(id)).data).to.include({ changeOutcome: 'failed' })
      const [follow] = await house.records('change', { originRecord: 'I-2026-0001' })
      expect(follow?.data).to.include({
        originProcess: 'change',
        title: `Papildu izmaiņas: ${START['title'] as string}`,
      })
    })

    it('escalates when the window is over', async () => {
      const id = await prepared()
      await house.passTimeUntil('CHG_B02', id)

      expect(await house.path(id)).to.include.members(['CHG_M10', 'CHG_E10'])
      expect(await thrown(id, 'CHG_M10')).to.deep.include({ name: 'escalation.raised' })
      expect(await house.openTasks(id)).to.deep.equal(['CHG_P01_U3'])
    })

    it('hands its items to configuration management and waits for it', async () => {
      const id = await prepared()
      await implement(id, {
        updates: [
          { action: 'create', name: 'Veidlapa 2.0', type: 'documentation', attribute: 'location', value: 'portāls' },
          { action: 'create', name: 'Veidlapa 2.0', type: 'documentation', attribute: 'version', value: '2.0' },
        ],
      })
      const payload = await thrown(id, 'CHG_M04')
      expect(payload).to.deep.include({ action: 'create', changeId: id })
      // The update keeps what was asked beside what its own tasks show.
      const [asked] = payload['requested'] as readonly Variables[]
      expect(payload['requested']).to.have.length(1)
      expect(asked).to.deep.include({
        name: 'Veidlapa 2.0',
        type: 'documentation',
        serviceIds: ['service-s-030'],
        attributes: { location: 'portāls', version: '2.0' },
        relations: [],
      })

      await house.send('configuration.updated', `${id}:CHG_R02:1`, { originRef: `${id}:CHG_R02:1`, ciIds: [] })
      expect((await house.instance(id)).waitingFor.map(({ elementId }) => elementId)).to.include('CHG_T02')
    })

    it('asks for an audit when configuration is late', async () => {
      const id = await prepared()
      await implement(id, { updates: [{ action: 'create', name: 'Veidlapa 2.0', type: 'documentation' }] })
      await house.passTimeUntil('CHG_B03', id)

      expect(await thrown(id, 'CHG_M11')).to.deep.include({ name: 'configuration.auditRequested' })
      expect((await house.instance(id)).waitingFor.map(({ elementId }) => elementId)).to.include('CHG_T02')
    })

    it('sees the incidents that it caused and reports another, or proposes an improvement', async () => {
      const id = await prepared()
      await implement(id)
      await house.engine.createRecord({
        by: { ...pm, mayManage: true },
        register: 'incident',
        data: { title: 'Veidlapu nevar iesniegt', changeId: id },
        status: 'closed',
      })
      await house.passTimeUntil('CHG_T02', id)
      expect((await house.instance(id)).variables).to.deep.include({ incidentsCaused: 1 })
      await house.complete('CHG_U08', pm, { ...EVALUATED, incidentsCaused: 1, followUp: 'incident' })
      expect(await thrown(id, 'CHG_M06')).to.include({ source: 'change', changeId: id })

      const second = await prepared({ windowStart: '2026-05-05T18:00:00Z', windowEnd: '2026-05-05T20:00:00Z' })
      await implement(second)
      await evaluate(second, { followUp: 'improvement' })
      expect(await thrown(second, 'CHG_M07')).to.include({ source: 'change', changeId: second })
      expect(await house.instance(second)).to.include({ state: 'completed', endState: 'implemented' })
    })
  })

  describe('asked for by a process', () => {
    it('is classified by itself and answers who asked', async () => {
      const id = await request({
        originProcess: 'problem',
        originRef: 'problem-1:PRB_R03:1',
        originRecord: 'PR-2026-0001',
        changeType: 'minor',
        serviceIds: ['service-s-030', 'service-s-021'],
      })
      expect(await house.openTasks(id)).to.deep.equal(['CHG_U02'])
      expect((await change(id)).data).to.include({ area: 'service', impact: 'significant', changeType: 'minor' })

      await assess()
      await decide({ changeDecision: 'reject', decisionReason: 'Risks par lielu.' }, spm)
      // Nobody waits here for what a problem would wait for, so that its time runs out.
      await house.passTime({ days: 8 })
      const payload = await thrown(id, 'CHG_M08')
      expect(payload).to.include({
        originRef: 'problem-1:PRB_R03:1',
        changeOutcome: 'rejected',
        reason: 'Risks par lielu.',
      })
    })

    it('that says no type, or a standard one, is classified by a person', async () => {
      await request({ originProcess: 'problem', originRef: 'p:1' })
      await request({ originProcess: 'problem', originRef: 'p:2', changeType: 'standard' })

      expect(await house.openTasks()).to.deep.equal(['CHG_U01', 'CHG_U01'])
    })
  })

  describe('asked for by a client', () => {
    const fromApplication = async () => {
      const application = await house.submit()
      await house.complete('APP_U01', kac, {
        kind: 'change',
        serviceId: 'service-s-030',
        category: 'category-information',
        impact: 'limited',
        urgency: 'low',
        admissibility: 'ok',
        l1Solvable: false,
      })
      const [record] = await house.records('change', { applicationId: application })
      if (!record) throw new Error('Expected the application to ask for a change, but it has not.')
      await house.complete('CHG_U01', kac, CLASSIFIED)
      return { application, id: record.id }
    }
    const cancellable = async (application: string) => {
      await house.send('client.withdrawn', application, { reason: 'Vairs nevajag.' })
      return (await house.path(application)).includes('APP_X01_M1')
    }

    it('asks the application for information and reports the result to it', async () => {
      const { application, id } = await fromApplication()
      await assess({ assessment: 'needs_info', question: 'Kurai adresei?' })
      const [asked] = (await house.instance(application)).calledInstances.slice(-1)
      const { originRef, question } = (await house.instance(asked ?? '')).variables
      expect(question).to.equal('Kurai adresei?')
      await house.send('client.replied', String(originRef), { text: 'Otrajai.' })
      expect((await house.instance(id)).variables).to.include({ originatorReply: 'Otrajai.' })

      await assess({ assessment: 'needs_info', question: 'No kura datuma?' })
      await house.passTimeUntil('CHG_E04', id)
      await decide({ changeDecision: 'reject', decisionReason: 'Nav ziņu.' })
      expect((await house.instance(application)).variables).to.include({
        workOutcome: 'refused',
        resultSummary: 'Nav ziņu.',
        workRef: id,
      })
      expect(await house.path(id)).to.not.include.members(['CHG_M08'])
    })

    it('reports a change made in part as such', async () => {
      const { application, id } = await fromApplication()
      await assess()
      await decide()
      await plan()
      await agree()
      await prepare()
      await implement(id, { implResult: 'partial' })
      await evaluate(id)

      expect((await house.instance(application)).variables).to.include({ workOutcome: 'partially_fulfilled' })
      expect((await house.instance(id)).endState).to.equal('implemented')
    })

    it('stops when the client withdraws: the window is free again and funds are released', async () => {
      const { application, id } = await fromApplication()
      await assess({ requiresBudget: true })
      await decide()
      await plan()
      await house.send('finance.commitmentDecided', `${id}:CHG_R01:1`, {
        originRef: `${id}:CHG_R01:1`,
        commitmentGranted: true,
      })
      await agree()

      expect(await cancellable(application)).to.equal(true)
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'withdrawn' })
      expect(await change(id)).to.include({ status: 'withdrawn' })
      expect((await house.records('change-window', { changeId: id })).map(({ status }) => status)).to.deep.equal([
        'cancelled',
      ])
      expect(await thrown(id, 'CHG_X01_M1')).to.include({ amount: 0, changeId: id })
    })

    it('stops before anything is planned', async () => {
      const { application, id } = await fromApplication()

      expect(await cancellable(application)).to.equal(true)
      expect(await house.instance(id)).to.include({ endState: 'withdrawn' })
      expect(await house.path(id)).to.not.include.members(['CHG_X01_M1'])
    })

    it('cannot be withdrawn once it is being implemented', async () => {
      const { application, id } = await fromApplication()
      await assess()
      await decide()
      await plan()
      await agree()
      await prepare()
      await house.passTimeUntil('CHG_P01_T1', id)

      expect(await cancellable(application)).to.equal(false)
      expect((await house.instance(id)).state).to.equal('active')
    })
  })

  it('waits at its window over restarts', async () => {
    const restarted = await House.open({ restarts: true })
    await house.close()
    house = restarted
    const id = await prepared()
    await implement(id)

    await evaluate(id)

    expect(await house.instance(id)).to.include({ state: 'completed', endState: 'implemented' })
  })
})
