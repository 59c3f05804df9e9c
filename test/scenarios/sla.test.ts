import { expect } from 'chai'
import type { FieldError } from '../../engine/model/errors.ts'
import type { Variables } from '../../engine/model/json.ts'
import { House, PEOPLE } from '../support/house.ts'
import { refusal } from '../support/refusal.ts'
import {
  agrees,
  answer,
  channelsAndQuality,
  definition,
  draft,
  NEED,
  NEW_SERVICE,
  requirements,
  SIGNED,
  STAND_INS,
  startNeed,
  toDraft,
  told,
  vote,
} from './sla-steps.ts'

const { kac, sm, spm, mgmt, pm } = PEOPLE

describe('service level management', function () {
  this.timeout(120_000)
  let house: House
  afterEach(() => house.close())

  const ended = async (id: string, endState: string) =>
    expect(await house.instance(id)).to.include({ state: 'completed', endState })
  const need = (id: string) => house.record('service-need', id)
  /** What a form says is wrong. */
  const problems = async (element: string, by: typeof sm, data: Variables, id: string): Promise<readonly string[]> => {
    const error = (await refusal(house.complete(element, by, data, id))) as { readonly errors: readonly FieldError[] }
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`)
  }
  const open = async (restarts = false) => {
    house = await House.open({ bundle: STAND_INS, restarts })
  }
  /** An agreement on an existing service that waits for the requirements. */
  const agreementOnly = async (serviceId = 'service-s-021'): Promise<string> => {
    const id = await startNeed(house)
    const { serviceManagerId: _none, ...decided } = NEW_SERVICE
    await house.complete('SLM_U01', spm, { ...decided, needDecision: 'agreement_only', serviceId }, id)
    return id
  }

  describe('a new service, asked for by an application (scenario C, steps 1–4)', () => {
    it('is defined, coordinated, agreed in the second round and published, and the applicant hears of it', async () => {
      await open(true)
      const application = await house.submit({
        subject: 'Vienošanās par datu pārbaudi',
        description: '3000 pārbaužu mēnesī, pieejamība 99,0 %.',
      })
      await house.complete('APP_U01', kac, {
        kind: 'agreement',
        admissibility: 'ok',
        category: 'category-other',
        impact: 'limited',
        urgency: 'low',
        l1Solvable: false,
      })
      const { processInstanceId: id } = await house.task('SLM_U01')
      expect((await need(id)).data).to.deep.include({
        title: 'Vienošanās par datu pārbaudi',
        needDescription: '3000 pārbaužu mēnesī, pieejamība 99,0 %.',
        applicationId: application,
      })

      await house.complete('SLM_U01', spm, NEW_SERVICE)
      await house.complete('SLM_U02', sm, definition())

      // Configuration management has all it needs of the components, and answers by itself.
      const items = (await house.records('configuration-item')).filter(({ data }) => data['type'] === 'person')
      expect(items.map(({ data }) => data['name'])).to.include('Datu pārbaudes administrators')
      const serviceId = String((await house.instance(id)).variables['serviceId'])
      const service = await house.record('service', serviceId)
      expect(service).to.include({ status: 'draft' })
      expect(service.data).to.deep.include({
        code: 'S-101',
        stage: 'creation',
        serviceManagerId: 'person-maris-ozolins',
      })

      await house.complete('SLM_U03', sm, requirements())
      expect(await told(house, 'CNT')).to.deep.equal([])
      const [asked] = await told(house, 'AVL')
      expect(asked).to.include({
        requestedAvailability: 99,
        originRef: `${id}:SLM_P01_R1`,
        serviceHours: 'Visu diennakti',
      })
      expect((await told(house, 'CAP'))[0]).to.deep.include({
        horizonMonths: 12,
        demand: [{ serviceId, unit: 'pieprasījumi', perMonth: 3000 }],
        levelTargets: { availability: 99, resolve: 60 },
      })
      await answer(house, id)
      await channelsAndQuality(house, id)
      expect((await need(id)).data['answers']).to.deep.include({
        availability: { achievable: 99.2, cost: 100, conditions: null },
      })

      await house.complete('SLM_U06', sm, draft())
      await vote(house, id, (party) =>
        party === 'Parauga iestāde' ? { agree: 'object', remarks: 'Stunda ir par maz.' } : agrees(),
      )
      const again = await house.task('SLM_U06')
      expect(
        (await house.engine.getTask({ institutionId: 'demo', taskId: again.id })).variables['votes'],
      ).to.have.length(2)
      await house.complete('SLM_U06', sm, draft())
      await vote(house, id, agrees)
      // Nothing is shown before the agreement is in force.
      expect(await house.records('catalogue-entry', { serviceId })).to.deep.equal([])
      await house.complete('SLM_U08', spm, SIGNED)

      await ended(id, 'agreed')
      const [agreement] = await house.records('sla', { serviceId })
      expect(agreement?.data).to.deep.include({
        agreementVersion: 1,
        validFrom: '2026-06-01',
        validTo: '2028-05-31',
        reviewDate: '2027-05-31',
        calendarId: 'always',
        channels: ['api'],
        needId: id,
      })
      expect(await house.record('service', serviceId)).to.include({ status: 'active' })
      expect((await house.record('service', serviceId)).data).to.deep.include({
        stage: 'provision',
        channels: [{ channel: 'api', url: 'https://api.iestade.example/parbaude', accessible: true }],
      })
      const entries = await house.records('catalogue-entry', { serviceId })
      expect(entries.map(({ data, status }) => [data['name'], status])).to.have.deep.members([
        ['Iestādes pakalpojumu katalogs', 'published'],
        ['Virsis.gov.lv', 'pending'],
      ])
      expect(await house.records('quality-plan', { serviceId })).to.have.length(1)
      expect(await need(id)).to.include({ status: 'agreed' })
      expect((await need(id)).data).to.include({ slaId: agreement?.id, rounds: 2, decision: 'new_service' })
      expect(await house.openTasks(application)).to.deep.equal(['APP_U04'])
      expect((await house.instance(application)).variables).to.include({ workOutcome: 'fulfilled' })
    })

    it('waits for all answers, and an answer never reaches another service', async () => {
      await open()
      const [one, other] = [await agreementOnly('service-s-021'), await agreementOnly('service-s-014')]
      await house.complete('SLM_U03', sm, requirements(), one)
      await house.complete('SLM_U03', sm, requirements({ vital: true }), other)

      await answer(house, other, { unitCost: 9 })
      await house.send('availability.planned', `${one}:SLM_P01_R1`, { originRef: `${one}:SLM_P01_R1`, achievable: 98 })
      await house.send('finance.costProvided', `${one}:SLM_P01_R3`, {
        originRef: `${one}:SLM_P01_R3`,
        direct: 1,
        indirect: 1,
        oneOff: 1,
        recurring: 1,
        unitCost: 1,
        affordable: false,
      })
      expect(await house.openTasks(one)).to.deep.equal([])
      expect(await house.openTasks(other)).to.deep.equal([])

      await house.send('capacity.planned', `${one}:SLM_P01_R2`, { originRef: `${one}:SLM_P01_R2`, feasible: false })
      expect(await house.openTasks(one)).to.deep.equal(['SLM_U04'])
      expect(await house.openTasks(other)).to.deep.equal([])
      await house.send('continuity.planned', `${other}:SLM_P01_R4`, {
        originRef: `${other}:SLM_P01_R4`,
        rtoMinutes: 480,
        rpoMinutes: 60,
      })
      expect(await house.openTasks(other)).to.deep.equal(['SLM_U04'])
      const seen = async (id: string) => (await house.instance(id)).variables
      expect(await seen(one)).to.include({ unitCost: 1, availabilityAchievable: 98, capacityFeasible: false })
      expect(await seen(other)).to.include({ unitCost: 9, availabilityAchievable: 99.2, rtoMinutes: 480 })
    })

    it('goes up when answers are late, and names them', async () => {
      await open()
      const id = await agreementOnly()
      await house.complete('SLM_U03', sm, requirements(), id)
      await house.send('availability.planned', `${id}:SLM_P01_R1`, { originRef: `${id}:SLM_P01_R1`, achievable: 98 })
      await house.passTimeUntil('SLM_B01', id)

      const [escalation] = await house.records('escalation', { sourceInstance: id })
      expect(escalation?.data['note']).to.equal('Nav atbildes: ietilpība, izmaksas.')
      await house.send('capacity.planned', `${id}:SLM_P01_R2`, { originRef: `${id}:SLM_P01_R2`, feasible: true })
      await answer(house, id)
      expect(await house.openTasks(id)).to.deep.equal(['SLM_U04'])
    })
  })

  describe('a need', () => {
    it('is rejected with the reason, told to who asked', async () => {
      await open()
      const client = await house.engine.createRecord({
        by: { ...kac, mayManage: true },
        register: 'client',
        data: {
          kind: 'institution',
          identifier: '90000000001',
          name: 'Parauga pašvaldība',
          contactEmail: 'a@b.example',
        },
      })
      const id = await startNeed(house, { ...NEED, requestedBy: client.id })
      await house.complete('SLM_U01', spm, { ...NEW_SERVICE, serviceManagerId: null, needDecision: 'reject' })

      await ended(id, 'rejected')
      const [letter] = await house.records('notification', { event: 'need_rejected' })
      expect(letter?.data['body']).to.include('Vajadzība ir pamatota.')
      expect(await need(id)).to.include({ status: 'rejected' })
    })

    it('that staff named needs no answer; one that exists points to the service', async () => {
      await open()
      const id = await startNeed(house)
      expect(await problems('SLM_U01', spm, { ...NEW_SERVICE, serviceManagerId: null }, id)).to.deep.equal([
        '/serviceManagerId required',
      ])
      const { serviceManagerId: _none, ...decided } = NEW_SERVICE
      expect(await problems('SLM_U01', spm, { ...decided, needDecision: 'existing' }, id)).to.deep.equal([
        '/serviceId required',
      ])
      await house.complete('SLM_U01', spm, { ...decided, needDecision: 'existing', serviceId: 'service-s-021' })

      await ended(id, 'existing')
      expect(await house.records('notification', { event: 'need_existing' })).to.deep.equal([])
      expect(await need(id)).to.include({ status: 'existing' })
    })

    it('ends when the applicant withdraws', async () => {
      await open()
      const application = await house.submit({ subject: 'Vienošanās' })
      await house.complete('APP_U01', kac, {
        kind: 'agreement',
        admissibility: 'ok',
        category: 'category-other',
        impact: 'limited',
        urgency: 'low',
        l1Solvable: false,
      })
      const { processInstanceId: id } = await house.task('SLM_U01')
      await house.send('work.cancelled', application, { applicationId: application, reason: 'Vairs nevajag.' })
      await ended(id, 'withdrawn')
      expect(await need(id)).to.include({ status: 'withdrawn' })
    })
  })

  describe('a description', () => {
    it('comes back where another service has its code', async () => {
      await open()
      const id = await startNeed(house)
      await house.complete('SLM_U01', spm, NEW_SERVICE)
      expect(
        await problems('SLM_U02', sm, definition({ components: [{ type: 'person' }], fee: 3, feeTiming: null }), id),
      ).to.include.members(['/feeTiming required'])
      await house.complete('SLM_U02', sm, definition({ serviceCode: 'S-014' }))
      expect((await house.instance(id)).variables).to.include({ codeTaken: true })
      await house.complete('SLM_U02', sm, definition())
      expect(await house.openTasks(id)).to.deep.equal(['SLM_U03'])
    })

    it('of an existing service changes nothing until the agreement is in force', async () => {
      await open()
      const id = await startNeed(house)
      const decision = { ...NEW_SERVICE, needDecision: 'change_service', serviceId: 'service-s-021' }
      await house.complete('SLM_U01', spm, {
        ...decision,
        targetGroups: ['residents'],
        serviceType: 'public_individual',
      })
      const before = await house.record('service', 'service-s-021')
      expect((await house.instance(id)).variables).to.include({ serviceCode: 'S-021' })
      await house.complete(
        'SLM_U02',
        sm,
        definition({ serviceCode: 'S-021', nameLv: 'Arhīva izziņa 2', virsisId: null }),
      )
      expect((await house.record('service', 'service-s-021')).data['name']).to.deep.equal(before.data['name'])
      expect(await house.openTasks(id)).to.deep.equal(['SLM_U03'])

      await toDraft(house, id)
      await vote(house, id, agrees)
      await house.complete('SLM_U08', spm, SIGNED, id)
      await ended(id, 'agreed')
      const { data } = await house.record('service', 'service-s-021')
      expect(data['name']).to.deep.equal({ lv: 'Arhīva izziņa 2', en: 'Data verification' })
      expect(data['deliveryProcessKey']).to.equal(undefined)
      const agreements = await house.records('sla', { serviceId: 'service-s-021' })
      expect(agreements.map((one) => [one.data['agreementVersion'], one.data['validTo'] ?? null])).to.have.deep.members(
        [
          [1, '2026-05-31'],
          [2, '2028-05-31'],
        ],
      )
    })
  })

  describe('an agreement', () => {
    it('is refused with parties twice at one time, wrong shares and no channel, at row and field', async () => {
      await open()
      const id = await agreementOnly()
      expect(
        await problems(
          'SLM_U03',
          sm,
          requirements({
            requirements: [{ parameter: 'availability', requested: 101, unit: 'percent' }],
            volumes: [
              { month: '2026-06', volume: -1 },
              { month: '2026-06', volume: 2 },
            ],
          }),
          id,
        ),
      ).to.have.members([
        '/requirements/0/requested maximum',
        '/volumes/0/volume minimum',
        '/volumes/1/month noOverlap',
      ])
      await house.complete('SLM_U03', sm, requirements(), id)
      await answer(house, id)
      expect(
        await problems(
          'SLM_U04',
          sm,
          { channels: [{ channel: 'api', need: 10, costPerContact: -1, chosen: false }] },
          id,
        ),
      ).to.have.members(['/channels contains', '/channels/0/costPerContact minimum'])
      await channelsAndQuality(house, id)
      const party = { party: 'Parauga pašvaldība', kind: 'recipient' }
      expect(
        await problems(
          'SLM_U06',
          sm,
          draft({
            parties: [
              { ...party, validFrom: '2026-01-01', validTo: '2026-12-31' },
              { ...party, validFrom: '2026-12-01', validTo: '2027-12-31' },
            ],
            price: -1,
          }),
          id,
        ),
      ).to.have.members(['/parties/1/validFrom noOverlap', '/price minimum'])
      await house.complete('SLM_U06', sm, draft(), id)
      expect(await house.openTasks(id)).to.deep.equal(['SLM_U07', 'SLM_U07'])
    })

    it('goes to management after three rounds, which concludes it, lets it be drafted again or stops', async () => {
      await open()
      const id = await agreementOnly()
      await toDraft(house, id)
      const objects = () => ({ agree: 'object', remarks: 'Par dārgu.' })
      for (let round = 1; round < 3; round += 1) {
        await vote(house, id, objects)
        await house.complete('SLM_U06', sm, draft(), id)
      }
      await vote(house, id, objects)
      await house.complete('SLM_U09', mgmt, { disputeDecision: 'redraft', reason: 'Vēl viens mēģinājums.' }, id)
      await house.complete('SLM_U06', sm, draft(), id)
      await vote(house, id, objects)
      await house.complete('SLM_U09', mgmt, { disputeDecision: 'stop', reason: 'Nevar vienoties.' }, id)

      await ended(id, 'not_agreed')
      expect(await need(id)).to.include({ status: 'not_agreed' })
      expect((await need(id)).data).to.include({ rounds: 4 })
      expect(await house.records('sla', { needId: id })).to.deep.equal([])
    })

    it('is drafted again where it was not signed, and reviewed within a year', async () => {
      await open()
      const id = await agreementOnly()
      await toDraft(house, id)
      await vote(house, id, agrees)
      expect(await problems('SLM_U08', spm, { ...SIGNED, reviewDate: '2027-06-02' }, id)).to.deep.equal([
        '/reviewDate withinMonthsOf',
      ])
      expect(await problems('SLM_U08', spm, { ...SIGNED, reviewDate: '2026-05-01' }, id)).to.deep.equal([
        '/validFrom notAfterField',
      ])
      await house.complete('SLM_U08', spm, { signed: false, notSignedReason: 'Mainījies vadītājs.' }, id)
      await house.complete('SLM_U06', sm, draft(), id)
      await vote(house, id, agrees)
      await house.complete('SLM_U08', spm, SIGNED, id)
      await ended(id, 'agreed')
    })

    it('is published by the scheme for it where that is in use', async () => {
      await open()
      await house.engine.createRecord({
        by: { ...pm, mayManage: true },
        register: 'institution',
        id: 'demo',
        data: { name: { lv: 'Iestāde' }, kind: 'institution', settings: { publicationScheme: true } },
      })
      const id = await agreementOnly('service-s-014')
      await toDraft(house, id)
      await vote(house, id, agrees)
      await house.complete('SLM_U08', spm, SIGNED, id)
      // The demonstration's description is not complete.
      const { processInstanceId: publication } = await house.task('PUB_U04')
      expect((await house.instance(publication)).variables['missing']).to.include('plainLanguage')
      await house.complete('PUB_U04', sm, { completed: false, stopReason: 'Apraksts vēl top.' })
      await ended(publication, 'not_published')
      await ended(id, 'agreed')
    })
  })
})
