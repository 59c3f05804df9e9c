import { expect } from 'chai'
import type { Variables } from '../../engine/model/json.ts'
import { House, INSTITUTION, PEOPLE } from '../support/house.ts'
import { agrees, draft, QUALITY, requirements, SIGNED, STAND_INS, answer, told, vote } from './sla-steps.ts'

const { sm, spm, pm } = PEOPLE
const by = { ...pm, mayManage: true }

describe('service levels in operation', function () {
  this.timeout(120_000)
  let house: House
  afterEach(() => house.close())

  const open = async (restarts = false) => {
    house = await House.open({ bundle: STAND_INS, restarts })
  }
  const cases = async (startEventId: string): Promise<readonly string[]> => {
    const { items } = await house.engine.listProcessInstances({
      institutionId: INSTITUTION,
      processKey: 'sla',
      limit: 100,
    })
    const found: string[] = []
    for (const { id } of items) {
      const events = await house.history(id)
      if (events.some(({ elementId }) => elementId === startEventId)) found.push(id)
    }
    return found
  }
  const agreement = (data: Variables, id = 'sla-new') =>
    house.engine.createRecord({
      by,
      register: 'sla',
      id,
      status: 'active',
      data: {
        name: 'Arhīva izziņas pašvaldībai',
        serviceId: 'service-s-021',
        kind: 'sla',
        parties: [
          { party: 'Pašvaldība', kind: 'recipient', personId: 'person-andris-berzs' },
          { party: 'Iestāde', kind: 'executor' },
        ],
        targets: [{ parameter: 'availability', value: 99, unit: 'percent' }],
        calendarId: 'lv-public',
        validFrom: '2025-06-01',
        ...data,
      },
    })
  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })

  describe('the review of an agreement', () => {
    it('begins 30 days before its date, once for each date, also after a standstill', async () => {
      await open()
      await agreement({ reviewDate: '2026-04-10' })
      await house.passTime({ days: 7 })
      await house.restart()
      expect(await house.openTasks()).to.deep.equal([])

      // The 11th is 30 days before; nobody was there for a week.
      await house.passTime({ days: 9 })
      expect(await house.openTasks()).to.deep.equal(['SLM_U10'])
      await house.passTime({ days: 3 })
      expect(await house.openTasks()).to.deep.equal(['SLM_U10'])

      const { processInstanceId: id } = await house.task('SLM_U10')
      expect((await house.instance(id)).variables).to.include({ slaId: 'sla-new', reviewDate: '2026-04-10' })
      await house.complete('SLM_U10', sm, { reviewDecision: 'keep', reason: 'Der.', nextReview: '2027-03-01' })
      await ended(id, 'kept')
      expect((await house.record('sla', 'sla-new')).data).to.include({
        reviewDate: '2027-03-01',
        reviewDecision: 'keep',
      })
      await house.passTime({ days: 30 })
      expect((await cases('SLM_E06')).length).to.equal(1)
    })

    it('ends it, and its parties hear of it', async () => {
      await open()
      await agreement({ reviewDate: '2026-03-20' })
      await house.passTime({ days: 1 })
      const { processInstanceId: id } = await house.task('SLM_U10')
      await house.complete('SLM_U10', sm, { reviewDecision: 'terminate', reason: 'Pakalpojumu slēdz.' })

      await ended(id, 'terminated')
      expect(await house.record('sla', 'sla-new')).to.include({ status: 'retired' })
      const letters = await house.records('notification', { event: 'agreement_ended' })
      expect(letters.map(({ data }) => data['personId'])).to.deep.equal(['person-andris-berzs'])
    })

    it('amends it: a new version follows the old one without a gap', async () => {
      await open()
      await agreement({ reviewDate: '2026-03-20' })
      await house.passTime({ days: 1 })
      const { processInstanceId: id } = await house.task('SLM_U10')
      await house.complete('SLM_U10', sm, { reviewDecision: 'amend', reason: 'Vajag augstāku pieejamību.' })
      // What was agreed is where the new version begins.
      expect((await house.instance(id)).variables['requirements']).to.deep.equal([
        { parameter: 'availability', requested: 99, offered: 99, unit: 'percent' },
      ])
      await house.complete('SLM_U03', sm, requirements())
      await answer(house, id)
      await house.complete('SLM_U04', sm, {
        channels: [{ channel: 'in_person', need: 60, costPerContact: 9, chosen: true }],
      })
      await house.complete('SLM_U05', sm, QUALITY)
      await house.complete('SLM_U06', sm, draft())
      await vote(house, id, agrees)
      await house.complete('SLM_U08', spm, SIGNED)
      await ended(id, 'agreed')
      expect((await house.record('sla', 'sla-new')).data).to.include({ validTo: '2026-05-31' })
      const [amended] = (await house.records('sla')).filter(({ data }) => data['supersedes'] === 'sla-new')
      expect(amended?.data).to.include({ agreementVersion: 2, validFrom: '2026-06-01' })
      expect((await house.record('sla', 'sla-archive')).data['validTo']).to.equal(undefined)
    })
  })

  describe('the monthly report (scenario C, step 5)', () => {
    it('goes to each service manager, explains breaches and proposes an improvement', async () => {
      await open(true)
      await house.engine.createRecord({
        by,
        register: 'availability-measurement',
        id: 'measured',
        data: {
          serviceId: 'service-s-014',
          period: '2026-03',
          from: '2026-02-28T22:00:00.000Z',
          to: '2026-03-31T21:00:00.000Z',
          availability: 98.4,
          agreedMinutes: 44580,
          downtimeMinutes: 713,
          plannedMinutes: 0,
          interruptions: 1,
        },
      })
      await house.passTime({ days: 28 })
      expect(await house.openTasks()).to.deep.equal([])
      const levels = async () => (await house.openTasks()).filter((one) => one.startsWith('SLM'))
      // On the 1st, but not before availability can have been measured that day.
      await house.passTime({ days: 3 })
      expect(await levels()).to.deep.equal([])
      await house.passTime({ hours: 3 })
      expect(await levels()).to.deep.equal(['SLM_P02_U1', 'SLM_P02_U1'])
      const [report] = (await house.tasks()).filter(({ candidateGroups }) =>
        candidateGroups.includes('SM@service-s-014'),
      )
      const taskId = report?.id ?? ''
      const { variables } = await house.engine.getTask({ institutionId: INSTITUTION, taskId })
      expect(variables).to.include({ period: '2026-03', breaches: 1, serviceName: 'Dzīvesvietas deklarēšana' })
      expect(variables['levels']).to.deep.include({
        parameter: 'availability',
        priority: null,
        target: 99.5,
        actual: 98.4,
        unit: 'percent',
        measured: 1,
        breaches: 1,
      })
      const report1 = async (data: Variables, id = taskId) => {
        await house.engine.claimTask({ by: sm, taskId: id })
        await house.engine.completeTask({ by: sm, taskId: id, data })
        await house.settle()
      }
      await report1({ conclusions: 'Pieejamība zem mērķa.' })
      const again = (await house.tasks()).find(({ candidateGroups }) => candidateGroups.includes('SM@service-s-014'))
      expect(
        (await house.engine.getTask({ institutionId: INSTITUTION, taskId: again?.id ?? '' })).variables,
      ).to.include({
        analysisMissing: true,
      })
      await report1({ conclusions: 'Pieejamība zem mērķa.', breachAnalysis: 'Sertifikāts beidzās.' }, again?.id)
      await report1({ conclusions: 'Viss kārtībā.' }, (await house.task('SLM_P02_U1')).id)

      const proposals = await told(house, 'IMPROVE')
      expect(proposals).to.have.length(1)
      expect(proposals[0]).to.deep.include({
        serviceIds: ['service-s-014'],
        source: 'sla',
        proposal: 'Sertifikāts beidzās.',
      })
      const [id] = await cases('SLM_E03')
      await ended(id ?? '', 'reported')
      const reports = await house.records('report', { kind: 'service-level' })
      expect(reports.map(({ status }) => status)).to.deep.equal(['published', 'published'])
      const [level] = await house.records('service-level', { serviceId: 'service-s-014', parameter: 'availability' })
      expect(level?.data).to.include({ period: '2026-03', met: false, target: 99.5, actual: 98.4 })
    })

    it('begins once for a month that passed while nobody was there', async () => {
      await open()
      await house.passTime({ days: 100 })
      // Timers that were missed start once, for the latest period; the report then waits for availability.
      await house.passTime({ hours: 4 })
      expect((await cases('SLM_E03')).length).to.equal(1)
      const [id = ''] = await cases('SLM_E03')
      expect((await house.instance(id)).variables).to.include({ period: '2026-05' })
    })
  })

  describe('a deviation', () => {
    const deviates = async () => {
      await open()
      await house.engine.publishMessage({
        by: pm,
        name: 'servicelevel.deviation',
        payload: { serviceId: 'service-s-014', parameter: 'availability', target: 99.5, actual: 98.4 },
      })
      await house.settle()
      const { processInstanceId } = await house.task('SLM_U12')
      return processInstanceId
    }

    for (const [deviationAction, heard] of [
      ['improve', 'IMPROVE'],
      ['problem', 'PROBLEM'],
    ] as const) {
      it(`leads to ${deviationAction}`, async () => {
        const id = await deviates()
        await house.complete('SLM_U12', sm, { deviationAction, note: 'Beidzās sertifikāts.' })
        await ended(id, 'deviation_handled')
        const [seen] = await told(house, heard)
        expect(seen).to.include({ serviceId: 'service-s-014', originProcess: 'sla' })
        expect(seen?.['title']).to.equal('Līmeņa novirze: Dzīvesvietas deklarēšana, availability')
      })
    }

    it('is put aside, or has the agreement reviewed', async () => {
      const first = await deviates()
      await house.complete('SLM_U12', sm, { deviationAction: 'none', note: 'Vienreizējs gadījums.' })
      await ended(first, 'deviation_handled')
      await house.close()
      const id = await deviates()
      await house.complete('SLM_U12', sm, { deviationAction: 'review_sla', note: 'Mērķis nav sasniedzams.' })
      expect((await house.instance(id)).variables).to.include({ slaId: 'sla-residence' })
      await house.complete('SLM_U10', sm, { reviewDecision: 'keep', reason: 'Paliek.', nextReview: '2026-12-01' })
      await ended(id, 'kept')
      expect((await house.record('sla', 'sla-residence')).data).to.include({ reviewDate: '2026-12-01' })
    })
  })

  describe('the quarterly satisfaction', () => {
    it('asks a sample, waits for answers, and proposes an improvement for a service below its target', async () => {
      await open()
      for (const [index, serviceId] of ['service-s-014', 'service-s-021', 'service-s-021'].entries()) {
        await house.engine.createRecord({
          by,
          register: 'application',
          status: 'closed',
          data: {
            channel: 'portal',
            receivedAt: '2026-03-02T08:00:00Z',
            subject: `Pieteikums ${index}`,
            serviceId,
            contactEmail: `klients${index}@pasts.example`,
          },
        })
      }
      await house.passTime({ days: 31 })
      const [id = ''] = await cases('SLM_E04')
      expect((await house.instance(id)).variables).to.include({ surveyPeriod: '2026-Q1', surveysSent: 3 })
      const surveys = await house.records('survey')
      for (const { id: surveyId, data } of surveys) {
        const score = data['serviceId'] === 'service-s-014' ? 5 : 2
        await house.engine.publishMessage({ by: pm, name: 'survey.responded', payload: { surveyId, score } })
      }
      await house.settle()
      await house.passTimeUntil('SLM_T01', id)

      const open2 = (await house.tasks()).filter(({ elementId }) => elementId === 'SLM_P03_U1')
      expect(open2).to.have.length(2)
      for (const { id: taskId, candidateGroups } of open2) {
        const { variables } = await house.engine.getTask({ institutionId: INSTITUTION, taskId })
        const isGood = candidateGroups.includes('SM@service-s-014')
        expect(variables).to.include({ satisfaction: isGood ? 5 : 2, satisfactionTarget: 4, answered: isGood ? 1 : 2 })
        await house.engine.claimTask({ by: sm, taskId })
        await house.engine.completeTask({
          by: sm,
          taskId,
          data: { conclusions: isGood ? 'Labi.' : 'Gaida pārāk ilgi.' },
        })
      }
      await house.settle()
      await ended(id, 'surveyed')
      const proposals = await told(house, 'IMPROVE')
      expect(proposals).to.have.length(1)
      expect(proposals[0]).to.deep.include({ area: 'satisfaction', proposal: 'Gaida pārāk ilgi.' })
      expect(await house.records('report', { kind: 'satisfaction' })).to.have.length(2)
    })
  })
})
