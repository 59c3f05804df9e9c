import { expect } from 'chai'
import type { Variables } from '../../../engine/model/json.ts'
import { objects } from '../../../processes/handlers/input.ts'
import { openCase, type OpenCase } from './open-case.ts'

describe('handlers of continuity', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const thrownBy = (running: Promise<unknown>): Promise<string> =>
    running.then(
      () => 'nothing',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )

  describe('risk.score', () => {
    const score = async (...risks: readonly Variables[]): Promise<Variables> =>
      (await open.run('risk.score', { risks })).variables ?? {}

    it('puts the heaviest first, keeps the order of equals and fills the matrix', async () => {
      const scored = await score(
        { risk: 'Plūdi', likelihood: 1, impact: 4 },
        { risk: 'Strāva', likelihood: 2, impact: 5 },
        { risk: 'Cilvēks', likelihood: 5, impact: 5, control: 'Aizvietotājs' },
        { risk: 'Telpas', likelihood: 2, impact: 5 },
      )

      expect(objects(scored, 'risks').map(({ risk, score: points, level }) => [risk, points, level])).to.deep.equal([
        ['Cilvēks', 25, 'critical'],
        ['Strāva', 10, 'high'],
        ['Telpas', 10, 'high'],
        ['Plūdi', 4, 'low'],
      ])
      expect(scored['riskMatrix']).to.deep.equal([
        { likelihood: 5, impact: 5, score: 25, level: 'critical', count: 1 },
        { likelihood: 2, impact: 5, score: 10, level: 'high', count: 2 },
        { likelihood: 1, impact: 4, score: 4, level: 'low', count: 1 },
      ])
      expect(scored).to.include({ riskTotal: 49, worstRisk: 'Cilvēks' })
    })

    it('has no worst risk without risks', async () => {
      expect(await score()).to.deep.equal({ risks: [], riskMatrix: [], riskTotal: 0, worstRisk: null })
    })

    it('gives every score of the scale a level', async () => {
      const one = [1, 2, 3, 4, 5]
      const all = one.flatMap((likelihood) => one.map((impact) => ({ risk: 'R', likelihood, impact })))
      const levels = objects(await score(...all), 'risks').map(({ level }) => level)
      expect(new Set(levels)).to.deep.equal(new Set(['critical', 'high', 'medium', 'low']))
    })

    for (const likelihood of [0, 6, 2.5, null])
      it(`refuses a likelihood of ${likelihood}`, async () => {
        expect(await thrownBy(score({ risk: 'R', likelihood, impact: 1 }))).to.equal(
          `Expected "likelihood" of risk 1 to be a whole number from 1 to 5, but it is ${likelihood}.`,
        )
      })
  })

  describe('continuity.load', () => {
    const plan = (id: string, serviceIds: readonly string[], data: Variables = {}, status = 'active', now?: string) =>
      open.records(now).create(
        'continuity-plan',
        {
          title: id,
          serviceIds: [...serviceIds],
          validFrom: '2026-01-01',
          validTo: '2026-12-31',
          planSteps: [
            { order: 2, step: `${id} otrais` },
            { order: 1, step: `${id} pirmais` },
          ],
          contacts: [{ person: 'person-andris-berzs', role: 'Vada' }],
          ...data,
        },
        { id, status },
      )
    const load = async (...serviceIds: readonly string[]): Promise<Variables> =>
      (await open.run('continuity.load', { serviceIds: [...serviceIds] })).variables ?? {}

    it('takes the newest plan in force of each service and joins steps and contacts', async () => {
      await plan('old', ['service-s-014'], {}, 'active', '2026-01-05T08:00:00Z')
      await plan('new', ['service-s-014', 'service-s-030'], {}, 'active', '2026-02-05T08:00:00Z')
      await plan('other', ['service-s-021'])
      const loaded = await load('service-s-014', 'service-s-021', 'service-s-030', 'service-s-014')

      expect(objects(loaded, 'plans').map(({ planId }) => planId)).to.deep.equal(['new', 'other'])
      expect(objects(loaded, 'planSteps').map(({ order, step }) => [order, step])).to.deep.equal([
        [1, 'new pirmais'],
        [1, 'other pirmais'],
        [2, 'new otrais'],
        [2, 'other otrais'],
      ])
      expect(loaded['contacts']).to.deep.equal([{ person: 'person-andris-berzs', role: 'Vada' }])
      expect(loaded['withoutPlan']).to.deep.equal([])
    })

    it('knows no plan that is a draft, superseded, over or still to come', async () => {
      await plan('draft', ['service-s-014'], {}, 'draft')
      await plan('superseded', ['service-s-014'], {}, 'superseded')
      await plan('over', ['service-s-014'], { validTo: '2026-03-11' })
      await plan('to-come', ['service-s-014'], { validFrom: '2026-03-13' })
      expect(await load('service-s-014')).to.deep.equal({
        plans: [],
        planSteps: [],
        contacts: [],
        withoutPlan: ['service-s-014'],
      })
    })

    it('keeps a plan in force only with a whole period', async () => {
      const noEnd = open.records().create('continuity-plan', {
        title: 'Bez beigām',
        serviceIds: ['service-s-014'],
        validFrom: '2026-01-01',
      })
      expect(await thrownBy(noEnd)).to.match(/validTo/)
      const noService = open.records().create('continuity-plan', { title: 'Bez pakalpojuma', serviceIds: [] })
      expect(await thrownBy(noService)).to.match(/serviceIds/)
    })
  })

  describe('plan.enact', () => {
    it('puts a plan in force for services, and supersedes what it covers whole and holds', async () => {
      const create = (id: string, serviceIds: readonly string[], status = 'active') =>
        open.records().create('continuity-plan', { title: id, serviceIds: [...serviceIds] }, { id, status })
      await create('mine', ['service-s-014', 'service-s-021'], 'approved')
      await create('inside', ['service-s-021'])
      await create('partly', ['service-s-021', 'service-s-030'])
      await create('draft', ['service-s-014'], 'draft')
      const input = { register: 'continuity-plan', id: 'mine', status: 'active' }

      expect((await open.run('plan.enact', input)).variables).to.deep.equal({
        planVersion: 1,
        supersededPlans: ['inside'],
      })
      const statuses = await open.records().getMany('continuity-plan', ['mine', 'inside', 'partly', 'draft'])
      expect(statuses.map(({ id, status }) => [id, status])).to.have.deep.members([
        ['mine', 'active'],
        ['inside', 'superseded'],
        ['partly', 'active'],
        ['draft', 'draft'],
      ])
      expect(await thrownBy(open.run('plan.enact', { ...input, id: 'none' }))).to.match(/continuity-plan/)
    })
  })

  describe('people.resolve', () => {
    it('names each person once, in the order given, also one without a user', async () => {
      const personIds = ['person-valdis-kalejs', 'person-andris-berzs', 'person-valdis-kalejs']
      const { variables } = await open.run('people.resolve', { personIds })
      const people = objects(variables ?? {}, 'people')
      expect(people.map(({ personId, name, userId }) => [personId, name, userId])).to.deep.equal([
        ['person-valdis-kalejs', 'Valdis Kalējs', null],
        ['person-andris-berzs', 'Andris Bērzs', 'exe'],
      ])
      expect(await thrownBy(open.run('people.resolve', { personIds: ['nobody'] }))).to.match(/nobody/)
    })
  })
})
