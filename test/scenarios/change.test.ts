import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { House, PEOPLE, person } from '../support/house.ts'
import { CLASSIFIED, ASSESSED, changeSteps } from './change-steps.ts'

const { kac, exe, exe2, spm, pm, cab, fin, mgmt } = PEOPLE
const sm2 = person('sm2', 'SM', 'SM@*')

describe('a change, up to its decision', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())
  const { start, classify, assess, decide, plan, agree, prepare, implement, evaluate, change } = changeSteps(
    () => house,
  )

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
})
