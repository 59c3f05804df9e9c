import { expect } from 'chai'
import { Conflict, NotFound } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { idIn, NOW, openCase, type OpenCase } from './open-case.ts'
import { refusal } from '../../support/refusal.ts'

describe('handlers of reports', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const problem = (data: Variables, status: string, at = '2026-02-10T10:00:00.000Z') =>
    open.records(at).create('problem', { title: 'Problēma', serviceId: 'service-s-030', ...data }, { status })
  const figure = async (asked: Variables): Promise<Variables> => {
    const input = { kind: 'problems', title: 'Pārskats', figures: [{ name: 'one', register: 'problem', ...asked }] }
    const { variables } = await open.run('report.render', input)
    const figures = (variables?.['figures'] ?? []) as readonly Variables[]
    return figures[0] ?? {}
  }

  describe('report.render', () => {
    it('keeps a draft with the figures and what the diagram adds', async () => {
      await problem({}, 'registered')
      const outcome = await open.run(
        'report.render',
        {
          kind: 'problem-management',
          title: { lv: 'Pārskats', en: null },
          period: '2026-02',
          data: { notes: 'Pieaug.' },
          figures: [{ name: 'all', label: { lv: 'Visas', en: 'All' }, register: 'problem' }],
        },
        { facts: { processKey: 'problem' } },
      )

      const report = await open.records().get('report', idIn(outcome, 'report'))
      expect(report).to.include({ status: 'draft', number: 'ATS-2026-0001' })
      expect(report?.data).to.deep.equal({
        title: { lv: 'Pārskats' },
        kind: 'problem-management',
        period: '2026-02',
        processKey: 'problem',
        content: { notes: 'Pieaug.', figures: [{ name: 'all', label: { lv: 'Visas', en: 'All' }, count: 1 }] },
      })
    })

    it('writes a draft that was sent back anew, and leaves what is published alone', async () => {
      const render = (notes: string) =>
        open.run('report.render', { id: 'report-1', kind: 'problems', title: 'Pārskats', data: { notes } })
      await render('Pirmais.')

      await render('Otrais.')

      expect(await open.dataOf('report', 'report-1')).to.deep.include({ content: { notes: 'Otrais.', figures: [] } })
      await open.run('report.publish', { reportId: 'report-1', recipients: [] })
      expect(await refusal(render('Trešais.'))).to.be.instanceOf(Conflict)
    })

    it('counts by status, fields, limits and the time of creation', async () => {
      await problem({ targetDate: '2026-03-01', origin: 'trend' }, 'investigated')
      await problem({ targetDate: '2026-04-01', origin: 'trend', cost: 5 }, 'registered')
      await problem({ targetDate: '2026-02-01', cost: 7 }, 'solved', '2026-03-11T10:00:00.000Z')

      expect(await figure({ status: ['investigated', 'registered'] })).to.include({ count: 2 })
      expect(await figure({ where: { origin: 'trend' } })).to.include({ count: 2 })
      expect(await figure({ below: { targetDate: '2026-03-12' } })).to.include({ count: 2 })
      expect(await figure({ below: { cost: 7 } })).to.include({ count: 1 })
      expect(await figure({ from: { cost: 5 }, has: ['origin'] })).to.include({ count: 1 })
      expect(await figure({ from: { targetDate: '2026-03-01' } })).to.include({ count: 2 })
      expect(await figure({ since: '2026-03-01T00:00:00Z' })).to.include({ count: 1 })
      expect(await figure({ until: '2026-03-01T00:00:00Z' })).to.include({ count: 2 })
    })

    it('counts what lies in a period of people here, by creation or by a field', async () => {
      // 22:30 on 31 January in UTC is February in Riga, 22:30 on 28 February is March.
      await problem({ closedAt: '2026-03-02T10:00:00.000Z' }, 'solved', '2026-01-31T22:30:00.000Z')
      await problem({ closedAt: '2026-02-28T22:30:00.000Z' }, 'solved', '2026-02-28T22:30:00.000Z')
      await problem({ closedAt: '2026-02-28T21:30:00.000Z' }, 'solved', '2025-12-31T22:30:00.000Z')

      expect(await figure({ period: '2026-02', section: 'volumes' })).to.include({ count: 1, section: 'volumes' })
      expect(await figure({ period: '2026-Q1' })).to.include({ count: 3 })
      expect(await figure({ period: '2026' })).to.include({ count: 3 })
      expect(await figure({ period: '2026-02', by: 'closedAt' })).to.include({ count: 1 })
      expect(await figure({ period: '2026-03', by: 'closedAt' })).to.include({ count: 2 })
      expect(String(await refusal(figure({ period: 'marts' })))).to.contain('"marts"')
    })

    it('adds up the lines of the budget in force in the year of the period', async () => {
      const budget = async (id: string, status: string, planned: readonly number[]) => {
        await open.records().create('budget', { title: id, period: '2026', scales: ['institution'] }, { id, status })
        for (const [at, amount] of planned.entries()) {
          const line = { budgetId: id, objectKind: 'service', item: 'IT', nature: 'direct', frequency: 'recurring' }
          const serviceId = at === 0 ? 'service-s-021' : 'service-s-030'
          await open.records().create('budget-line', { ...line, serviceId, planned: amount, actual: amount / 2 })
        }
      }
      await budget('old', 'superseded', [999])
      await budget('now', 'in_force', [100, 30, 20.5])
      const ofBudget = { register: null, ofBudget: true, groupBy: 'serviceId', namedBy: 'service' }

      const planned = await figure({ ...ofBudget, period: '2026-03', sum: 'planned' })
      expect(planned).to.include({ count: 3, sum: 150.5 })
      expect((planned['rows'] as Variables[]).map(({ value, sum }) => [value, sum])).to.deep.equal([
        ['service-s-030', 50.5],
        ['service-s-021', 100],
      ])
      expect(await figure({ ...ofBudget, period: '2026', sum: 'actual' })).to.include({ sum: 75.25 })
      expect(await figure({ ...ofBudget, period: '2027-Q1', sum: 'actual' })).to.include({ count: 0, sum: 0 })
    })

    it('tells the level of maturity, and what the next one still asks for', async () => {
      const outcome = await open.run('report.render', { kind: 'month', title: 'Pārskats', maturity: true })
      const { maturity } = (await open.dataOf('report', idIn(outcome, 'report')))['content'] as Variables
      expect(maturity).to.deep.include({ mode: 'operational', level: 1, next: 2 })
      const [first] = (maturity as { missing: Variables[] }).missing
      expect(first).to.deep.equal({
        processKey: 'application',
        name: { lv: 'Pieteikumu pārvaldība', en: 'Application management' },
        requirement: 'O',
        gap: 'deployed',
      })
    })

    it('gives the average of what is known, and no number where nothing is', async () => {
      await problem({ cost: 5 }, 'solved')
      await problem({ cost: 8 }, 'solved')
      await problem({ serviceId: 'service-s-014' }, 'solved')

      const { average, rows } = await figure({ average: 'cost', groupBy: 'serviceId' })

      expect(average).to.equal(6.5)
      expect(rows).to.deep.equal([
        { value: 'service-s-030', name: null, count: 2, average: 6.5 },
        { value: 'service-s-014', name: null, count: 1, average: null },
      ])
    })

    it('adds up, and tells groups apart by name', async () => {
      await problem({ cost: 10.1 }, 'solved')
      await problem({ cost: 0.2, serviceId: 'service-s-014' }, 'solved')
      await problem({ serviceId: 'service-s-014' }, 'registered')

      const asked = { groupBy: 'serviceId', namedBy: 'service', sum: 'cost' }
      const { count, sum, rows } = await figure(asked)

      expect({ count, sum }).to.deep.equal({ count: 3, sum: 10.3 })
      const names = await Promise.all(
        ['service-s-014', 'service-s-030'].map(async (id) => (await open.dataOf('service', id))['name']),
      )
      expect(rows).to.deep.equal([
        { value: 'service-s-014', name: names[0], count: 2, sum: 0.2 },
        { value: 'service-s-030', name: names[1], count: 1, sum: 10.1 },
      ])
      expect((await figure({ ...asked, top: 1 }))['rows']).to.have.length(1)
      expect((await figure({ groupBy: 'status' }))['rows']).to.deep.include({ value: 'solved', name: null, count: 2 })
    })
  })

  describe('report.publish', () => {
    it('publishes what was approved and tells every role', async () => {
      const reportId = idIn(await open.run('report.render', { kind: 'problems', title: 'Pārskats' }), 'report')
      const patch = { conclusions: 'Labi.', decisionsNeeded: null }

      const outcome = await open.run('report.publish', { reportId, recipients: ['SM', 'MGMT'], patch })

      expect(await open.records().get('report', reportId)).to.include({ status: 'published' })
      expect(await open.dataOf('report', reportId)).to.deep.include({
        conclusions: 'Labi.',
        recipients: ['SM', 'MGMT'],
        publishedAt: NOW,
      })
      const told = await open.records().list('notification')
      expect(told.map(({ data }) => data['role'])).to.have.members(['SM', 'MGMT'])
      expect(told[0]?.data).to.include({ event: 'report_published', subject: 'Publicēta atskaite ATS-2026-0001' })
      expect(told[0]?.data['body']).to.contain('“Pārskats”')
      expect(outcome.history).to.have.length(2)
    })

    it('publishes quietly where nobody is to be told, and only what is there', async () => {
      const reportId = idIn(await open.run('report.render', { kind: 'problems', title: 'Pārskats' }), 'report')

      await open.run('report.publish', { reportId, recipients: [] })

      expect(await open.records().list('notification')).to.deep.equal([])
      expect(await refusal(open.run('report.publish', { reportId: 'none' }))).to.be.instanceOf(NotFound)
    })
  })
})
