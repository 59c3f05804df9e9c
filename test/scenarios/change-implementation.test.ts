import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'
import { START, CLASSIFIED, EVALUATED, changeSteps } from './change-steps.ts'

const { kac, exe, spm, pm } = PEOPLE

describe('a change that is decided', function () {
  this.timeout(60_000)
  let house: House
  beforeEach(async () => {
    house = await House.open()
  })
  afterEach(() => house.close())
  const { request, assess, decide, plan, agree, prepare, implement, evaluate, approved, prepared, change, thrown } =
    changeSteps(() => house)

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

    it('says that the client never replied, in the language of the institution', async () => {
      const { id } = await fromApplication()
      const unanswered = async () => {
        await assess({ assessment: 'needs_info', question: 'Kurai adresei?' })
        await house.send('work.infoProvided', id, { workRef: id, outcome: 'no_reply', reply: null })
        return (await house.instance(id)).variables['originatorReply']
      }
      expect(await unanswered()).to.equal('Klients nav atbildējis.')
      await house.engine.createRecord({
        by: { ...pm, mayManage: true },
        register: 'institution',
        id: INSTITUTION,
        data: { name: { lv: 'Iestāde', en: 'Institution' }, kind: 'institution', settings: { language: 'en' } },
      })
      expect(await unanswered()).to.equal('The client has not replied.')
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
