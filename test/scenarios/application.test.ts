import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { DATABASE_KIND } from '../support/database.ts'
import { executorBundle } from '../support/executor.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'

const { kac, kac2, exe, exe2, sm, pm } = PEOPLE

/** APP_U01 as a clerk fills it in. */
const classified = (changes: Variables = {}): Variables => ({
  kind: 'information',
  serviceId: 'service-s-001',
  category: 'category-information',
  impact: 'limited',
  urgency: 'low',
  admissibility: 'ok',
  l1Solvable: true,
  supportType: 'information',
  ...changes,
})

const handedOver = (changes: Variables = {}): Variables => ({
  resultSummary: 'Skaidrots.',
  deliveryChannel: 'email',
  confirmedOnSpot: false,
  ...changes,
})
const closing = (changes: Variables = {}): Variables => ({
  closureCode: 'answered',
  finalCategory: 'category-information',
  ...changes,
})

/** What a start finds is stored the same on both kinds of database, and a start on PostgreSQL takes long: `killed` is about it. */
const WITH_RESTARTS = DATABASE_KIND === 'sqlite' || process.env['ON_POSTGRES'] === 'all'

for (const restarts of WITH_RESTARTS ? [false, true] : [false]) {
  describe(`an application${restarts ? ', restarted between every two steps' : ''}`, function () {
    this.timeout(60_000)
    let house: House
    beforeEach(async () => {
      house = await House.open({ restarts, bundle: executorBundle })
    })
    afterEach(() => house.close())

    it('is answered at level 1, delivered, confirmed and closed by itself', async () => {
      const id = await house.submit()
      expect(await house.openTasks()).to.deep.equal(['APP_U01'])
      expect(await house.record('application', id)).to.include({ number: 'P-2026-000001', status: 'registered' })
      expect(await house.records('notification', { applicationId: id })).to.have.length(1)

      await house.complete('APP_U01', kac, classified())
      expect(await house.openTasks()).to.deep.equal(['APP_P01_U1'])
      expect((await house.instance(id)).variables).to.include({ priority: 'P5' })

      await house.complete('APP_P01_U1', kac, {
        answer: 'Lūdzu, izmantojiet e-pakalpojumu.',
        l1Solved: true,
        workMinutes: 12,
      })
      expect(await house.openTasks()).to.deep.equal(['APP_U04'])
      expect((await house.records('cost-entry'))[0]?.data).to.include({ recordId: id })

      await house.complete('APP_U04', kac, handedOver())
      expect((await house.record('application', id)).status).to.equal('resolved')

      await house.send('client.confirmed', id, { score: 5 })
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'closed' })
      const application = await house.record('application', id)
      expect(application.status).to.equal('closed')
      expect(application.data).to.include({ closureCode: 'answered', solvedLevel: 1, satisfaction: 5 })
    })

    it('is closed when the client says nothing for five working days', async () => {
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified())
      await house.complete('APP_P01_U1', kac, { answer: 'Atbilde.', l1Solved: true })
      await house.complete('APP_U04', kac, handedOver())

      await house.passTime({ days: 6 })
      expect((await house.instance(id)).state).to.equal('active')
      await house.passTime({ days: 1 })
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'closed' })
    })

    it('is clarified with the client; the clock stands still meanwhile', async () => {
      const id = await house.submit({ subject: 'Arhīva izziņa' })
      await house.complete(
        'APP_U01',
        kac,
        classified({ kind: 'service_request', admissibility: 'incomplete', question: 'Par kādu laiku?' }),
      )
      const before = (await house.instance(id)).variables.sla as { resolve: string }
      expect((await house.record('application', id)).status).to.equal('waiting_client')

      await house.passTime({ days: 2 })
      const [asked] = (await house.instance(id)).calledInstances
      const { originRef } = (await house.instance(asked ?? '')).variables
      const answer = await house.send('client.replied', String(originRef), { text: 'Par 1998. gadu.' })
      expect(answer.reason).to.equal(null)

      expect(await house.openTasks()).to.deep.equal(['APP_U01'])
      const { variables } = await house.instance(id)
      expect(variables).to.include({ clientOutcome: 'replied', clientReply: 'Par 1998. gadu.' })
      expect(variables.description, 'executors read the reply too').to.match(/ — Par 1998\. gadu\.$/)
      expect((variables.sla as { resolve: string }).resolve > before.resolve).to.equal(true)
    })

    it('is closed without a reply after a reminder', async () => {
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified({ admissibility: 'incomplete', question: 'Ko tieši vēlaties?' }))
      await house.passTime({ days: 8 })
      expect((await house.records('notification', { applicationId: id, event: 'info_reminder' })).length).to.equal(1)
      await house.passTime({ days: 8 })
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'no_reply' })
      expect((await house.record('application', id)).status).to.equal('no_reply')
    })

    it('is refused or forwarded with reasons', async () => {
      const refused = await house.submit()
      await house.complete('APP_U01', kac, classified({ admissibility: 'unfounded' }))
      await house.complete('APP_U02', kac, { refusalAction: 'refuse', refusalReason: 'Nav pamata.' })
      expect(await house.instance(refused)).to.include({ state: 'completed', endState: 'rejected' })

      const forwarded = await house.submit()
      await house.complete('APP_U01', kac, classified({ admissibility: 'not_competent' }))
      const [institution] = await house.records('institution')
      await house.complete('APP_U02', kac, {
        refusalAction: 'forward',
        refusalReason: 'Cita kompetence.',
        targetInstitution: institution?.id ?? '',
      })
      expect(await house.instance(forwarded)).to.include({ state: 'completed', endState: 'forwarded' })
    })

    it('is closed as a duplicate', async () => {
      const first = await house.submit()
      const second = await house.submit()
      await house.complete('APP_U01', kac, classified({ duplicateOf: first }), second)
      expect(await house.instance(second)).to.include({ state: 'completed', endState: 'duplicate' })
    })

    it('gets a simple service at level 1', async () => {
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'service_request', supportType: 'simple_service' }))
      expect(await house.openTasks()).to.deep.equal(['SVI_U01'])
      await house.complete('SVI_U01', kac, { answer: 'Sagatavots.', executionState: 'done' })
      expect(await house.openTasks()).to.deep.equal(['APP_U04'])
      expect((await house.instance(id)).variables).to.include({ l1Solved: true, solvedLevel: 1 })
      await house.complete('APP_U04', kac, handedOver())
      const [told] = await house.records('notification', { applicationId: id, event: 'app_result' })
      expect(told?.data['body']).to.contain('Rezultāta dokumenti: Pakalpojuma rezultāts, pieteikums P-')
    })

    it('is passed on when the simple service fails', async () => {
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'service_request', supportType: 'simple_service' }))
      await house.complete('SVI_U01', kac, { answer: 'Nesanāca.', executionState: 'failed' })
      expect(await house.openTasks(), 'the executor has it').to.deep.equal(['EXE_U01'])
      expect(await house.path(id)).to.include('APP_B08')
    })

    it('has a simple incident removed at level 1', async () => {
      await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'incident', supportType: 'simple_incident' }))
      await house.complete('APP_P01_U2', kac, { actionsTaken: 'Atjaunota parole.', l1Solved: true })
      expect(await house.openTasks()).to.deep.equal(['APP_U04'])
    })

    it('is passed on when level 1 takes too long', async () => {
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'service_request' }))
      await house.passTimeUntil('APP_B01', id)
      expect(await house.openTasks())
        .to.include('EXE_U01')
        .and.not.include('APP_P01_U1')
      expect(await house.path(id)).to.include('APP_B01')
    })

    it('is passed on when level 1 could not solve it', async () => {
      await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'service_request' }))
      await house.complete('APP_P01_U1', kac, { answer: 'Nezinu.', l1Solved: false })
      expect(await house.openTasks()).to.deep.equal(['EXE_U01'])
    })

    describe('passed on to the executor', () => {
      let id: string
      beforeEach(async () => {
        id = await house.submit()
        await house.complete(
          'APP_U01',
          kac,
          classified({ kind: 'service_request', l1Solvable: false, supportType: null }),
        )
        expect(await house.openTasks()).to.deep.equal(['EXE_U01'])
        expect((await house.record('application', id)).status).to.equal('escalated_l2')
      })

      it('comes back executed, is disputed, done again, and closed', async () => {
        await house.complete('EXE_U01', exe, { next: 'complete' })
        await house.complete('APP_U04', kac, handedOver())
        await house.send('client.disputed', id, { reason: 'Nepareizs gads.' })
        expect(await house.openTasks()).to.deep.equal(['APP_U01'])
        expect(await house.record('application', id)).to.include({ status: 'reopened' })

        await house.complete(
          'APP_U01',
          kac,
          classified({ kind: 'service_request', l1Solvable: false, supportType: null }),
        )
        await house.complete('EXE_U01', exe, { next: 'complete' })
        await house.complete('APP_U04', kac, handedOver({ confirmedOnSpot: true }))
        await house.complete('APP_U08', kac, closing({ closureCode: 'fulfilled' }))
        expect(await house.instance(id)).to.include({ state: 'completed', endState: 'closed' })
        expect((await house.record('application', id)).data).to.include({
          reopenCount: 1,
          solvedLevel: 2,
          closureCode: 'fulfilled',
        })
      })

      it('tells the client about progress', async () => {
        await house.complete('EXE_U01', exe, { next: 'progress' })
        expect(await house.records('notification', { applicationId: id, event: 'work_progress' })).to.have.length(1)
        expect(await house.openTasks()).to.deep.equal(['EXE_U01'])
      })

      it('asks the client for the executor, and hands the reply back', async () => {
        await house.complete('EXE_U01', exe, { next: 'ask' })
        const { calledInstances } = await house.instance(id)
        const { originRef } = (await house.instance(calledInstances.at(-1) ?? '')).variables
        await house.send('client.replied', String(originRef), { text: 'Lūk.' })
        const executor = (await house.tasks()).find(({ elementId }) => elementId === 'EXE_U01')
        expect((await house.instance(executor?.processInstanceId ?? '')).variables).to.include({ reply: 'Lūk.' })
      })

      it('comes back for another classification', async () => {
        await house.complete('EXE_U01', exe, { next: 'return' })
        expect(await house.openTasks()).to.deep.equal(['APP_U01'])
      })

      it('is asked about by the client, who complains; an escalation goes out', async () => {
        await house.send('client.inquired', id, { question: 'Kad būs?' })
        const { variables } = await house.engine.getTask({
          institutionId: kac.institutionId,
          taskId: (await house.task('APP_U05')).id,
        })
        expect(variables).to.include({ question: 'Kad būs?' })
        await house.complete('APP_U05', kac, { answer: 'Drīz.', complaintAboutProgress: true })
        expect(await house.openTasks()).to.deep.equal(['ESC_U01', 'EXE_U01'])
        const [escalation] = await house.records('escalation', { applicationId: id })
        expect(escalation?.data).to.include({ reason: 'complaint', note: 'Kad būs?', sourceTask: 'APP_R01' })
        await house.complete('ESC_U01', pm, { decision: 'none', justification: 'Sarunāts.', informClient: false })
        expect(await house.openTasks()).to.deep.equal(['EXE_U01'])
      })

      it('is coordinated at half and three quarters of its term, and escalated at its end', async () => {
        await house.passTimeUntil('APP_B06', id)
        expect(await house.openTasks()).to.deep.equal(['APP_U06', 'EXE_U01'])
        await house.passTimeUntil('APP_B06b', id)
        // Nobody did the first of them in time.
        expect(await house.openTasks()).to.deep.equal(['APP_U06', 'APP_U06', 'ESC_U01', 'EXE_U01'])
        await house.complete('APP_U06', kac, { coordinationNote: 'Sarunāts.' })
        await house.passTimeUntil('APP_B07', id)
        const escalations = await house.records('escalation', { applicationId: id, reason: 'deadline' })
        expect(escalations.map(({ data }) => data['sourceTask'])).to.include.members(['APP_U06', 'APP_R01'])
      })

      it('is withdrawn by the client', async () => {
        await house.send('client.withdrawn', id, { reason: 'Vairs nevajag.' })
        expect(await house.instance(id)).to.include({ state: 'completed', endState: 'withdrawn' })
        expect((await house.record('application', id)).status).to.equal('withdrawn')
        expect(await house.openTasks(), 'the executor stops').to.deep.equal([])
      })
    })

    it('waits for an incident that is being handled already', async () => {
      const id = await house.submit()
      const incident = await house.engine.createRecord({
        by: { ...kac, mayManage: true },
        register: 'incident',
        data: { title: 'E-pakalpojums nedarbojas', serviceId: 'service-s-014', symptoms: 'Nedarbojas' },
        status: 'accepted',
      })
      await house.complete('APP_U01', kac, classified({ kind: 'incident', linkedIncidentId: incident.id }))
      expect((await house.record('application', id)).status).to.equal('linked')
      expect(await house.openTasks(), 'no case of this incident runs').to.deep.equal([])
      await house.passTime({ days: 8 })
      expect(await house.openTasks(), 'C9: nobody took the message').to.include('UND_U01')
    })

    it('of kind agreement goes to service level management', async () => {
      await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'agreement', l1Solvable: false, supportType: null }))
      expect(await house.openTasks()).to.deep.equal(['SLM_U01'])
    })

    it('that no scheme takes becomes a task of the process manager, whose answer closes the case', async () => {
      const owner = { institutionId: '', holderId: '' }
      const { items } = await house.engine.listDefinitions({
        institutionId: INSTITUTION,
        processKey: 'sla',
        activeOnly: true,
      })
      for (const { id: definitionId } of items)
        await house.engine.deactivateDefinition({
          by: { ...pm, institutionId: '', mayManage: true },
          definitionId,
          owner,
        })
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'agreement', l1Solvable: false, supportType: null }))
      expect(await house.openTasks()).to.deep.equal(['UND_U01'])
      await house.complete('UND_U01', pm, {
        resolution: 'done',
        note: 'Izpildīts ar roku.',
        workOutcome: 'fulfilled',
        resultSummary: 'Gatavs.',
      })
      expect(await house.openTasks()).to.deep.equal(['APP_U04'])
      expect((await house.instance(id)).variables).to.include({ workOutcome: 'fulfilled', resultSummary: 'Gatavs.' })
    })

    it('of kind complaint is reviewed by the service manager, who may propose an improvement', async () => {
      const id = await house.submit({ kind: 'complaint' })
      await house.complete('APP_U01', kac, classified({ kind: 'complaint', l1Solvable: false, supportType: null }))
      await house.complete('APP_U03', sm, { feedbackDecision: 'improve', answer: 'Paldies, uzlabosim.' })
      expect(await house.openTasks(), 'the improvement goes its own way').to.deep.equal(['APP_U04', 'CSI_U06'])
      expect(await house.path(id)).to.include('APP_M08')
      const [improvement] = await house.records('improvement', { applicationId: id })
      expect(improvement?.data).to.include({ source: 'feedback', clientProposed: true, area: 'satisfaction' })
      expect((await house.instance(id)).variables.resultSummary, 'what is handed over').to.equal('Paldies, uzlabosim.')
    })

    it('of kind suggestion may become a change', async () => {
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'suggestion', l1Solvable: false, supportType: null }))
      await house.complete('APP_U03', sm, { feedbackDecision: 'change', answer: 'Mainīsim.' })
      expect(await house.path(id)).to.include.members(['APP_M04', 'APP_S07', 'APP_R01'])
      const [told] = await house.records('notification', { applicationId: id, event: 'app_escalated' })
      expect(told?.data['body']).to.contain('Mainīsim.')
    })

    it('leaves an idea behind', async () => {
      const id = await house.submit()
      await house.complete('APP_U01', kac, classified({ kind: 'service_request' }))
      await house.complete('APP_P01_U1', kac, { answer: 'Atbilde.', l1Solved: true })
      await house.complete('APP_U04', kac, handedOver({ confirmedOnSpot: true }))
      await house.complete('APP_U08', kac, closing({ improvementIdea: 'Uzlabot tekstu.' }))
      expect(await house.path(id)).to.include('APP_M11')
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'closed' })
    })

    it('delivers by the generic process with a second pair of eyes', async () => {
      const { id } = await house.engine.startProcessInstance({
        by: { ...exe, mayManage: true },
        processKey: 'delivery-generic',
        variables: { applicationId: null, serviceId: 'service-s-021' },
      })
      await house.settle()
      await house.complete('DLV_U01', exe, { entitled: true })
      await house.complete('DLV_U02', exe, { executionState: 'done', resultSummary: 'Izziņa.' })
      const { id: taskId } = await house.task('DLV_U03')
      const refused = await house.engine.claimTask({ by: exe, taskId }).catch((error: { code: string }) => error.code)
      expect(refused).to.equal('not-allowed')
      await house.complete('DLV_U03', exe2, { qualityOk: false, qualityNotes: 'Trūkst paraksta.' })
      await house.complete('DLV_U02', exe, { executionState: 'done', resultSummary: 'Izziņa, labota.' })
      await house.complete('DLV_U03', exe2, { qualityOk: true })
      expect(await house.instance(id)).to.include({ state: 'completed', endState: 'delivered' })
    })

    it('keeps a claimed task from another clerk', async () => {
      await house.submit()
      const { id: taskId } = await house.task('APP_U01')
      await house.engine.claimTask({ by: kac, taskId })
      const refused = await house.engine
        .completeTask({ by: kac2, taskId, data: classified() })
        .catch((error: { code: string }) => error.code)
      expect(refused).to.equal('task-claimed-by-another')
    })
  })
}
