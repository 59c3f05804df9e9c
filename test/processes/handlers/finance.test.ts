import { expect } from 'chai'
import { BpmnError, DataRejected } from '../../../engine/model/errors.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { refusal } from '../../support/refusal.ts'
import { openCase, type OpenCase } from './open-case.ts'

const SERVICE = 'service-s-021'
const MAY = '2026-05-08T06:00:00.000Z'

describe('finance', () => {
  let open: OpenCase
  beforeEach(async () => {
    open = await openCase({ seeded: true })
  })
  afterEach(() => open.close())

  const line = (changes: Variables, id: string) =>
    open.records().create(
      'budget-line',
      {
        budgetId: 'budget',
        title: id,
        objectKind: 'management',
        item: 'Izmaiņas',
        planned: 1000,
        reserved: 0,
        actual: 0,
        nature: 'direct',
        frequency: 'one_off',
        ...changes,
      },
      { id },
    )
  const budget = (changes: Variables = {}, id = 'budget', status = 'in_force') =>
    open
      .records()
      .create('budget', { title: '2026', period: '2026', scales: ['institution'], ...changes }, { id, status })
  const spent = (changes: Variables = {}) =>
    open.records('2026-04-20T08:00:00.000Z').create('cost-entry', {
      processKey: 'request',
      amount: 10,
      nature: 'direct',
      frequency: 'recurring',
      date: '2026-04-15',
      source: 'line',
      ...changes,
    })
  const run = async (name: string, input: Variables, now?: string): Promise<Variables> =>
    (await open.run(name, input, { ...(now ? { now } : {}), facts: { processInstanceId: 'case-1' } })).variables ?? {}

  describe('a budget', () => {
    const draft = (changes: Variables = {}) =>
      open.run(
        'budget.draft',
        {
          period: '2026',
          scales: ['service', 'resource', 'institution'],
          methodVersion: '1.0',
          costModel: [{ costType: 'Telpas', nature: 'indirect', frequency: 'recurring', allocationKey: 'volume' }],
          fundingSources: [{ source: 'state_budget', amount: 5000 }],
          ...changes,
        },
        { facts: { processInstanceId: 'budget-1' } },
      )
    const itemOf = (key: string, items: unknown) =>
      (items as readonly Variables[]).find((one) => one['key'] === key) ?? {}

    it('is drafted for services, resources and the institution, on what the year before cost', async () => {
      await spent({ serviceId: SERVICE, amount: 30.1, date: '2025-06-01' })
      await spent({ serviceId: SERVICE, amount: 30.2, date: '2025-12-31' })
      await spent({ serviceId: SERVICE, amount: 99, date: '2026-01-01' })

      const { budget: head, planItems } = (await draft()).variables ?? {}

      expect(head).to.include({ id: 'budget-1', status: 'draft' })
      const keys = (planItems as readonly Variables[]).map(({ key }) => key)
      expect(keys).to.include.members([SERVICE, 'IS-0007', 'LIG-0005', 'management-institution'])
      expect(keys, 'servers are no resource that is planned').to.not.include('SRV-0031')
      expect(itemOf(SERVICE, planItems)).to.deep.include({
        group: `SM@${SERVICE}`,
        name: 'S-021 Arhīva izziņa',
        base: { period: '2025', planned: 0, actual: 60.3, volume: 0 },
      })
      expect(itemOf('IS-0007', planItems)).to.include({ group: 'RM@IS-0007', objectKind: 'resource' })
      expect(await open.dataOf('budget', 'budget-1')).to.include({ revision: 1, funding: 5000 })
    })

    it('becomes lines once, is adjusted to the cent, and gives no line less than nothing', async () => {
      const { planItems } = (await draft()).variables ?? {}
      const plans = [
        {
          planItem: itemOf(SERVICE, planItems),
          planned: [
            { item: 'Darbs', amount: 3600, nature: 'direct', frequency: 'recurring', source: 'state_budget' },
            { item: 'Skeneris', amount: 0.1, nature: 'direct', frequency: 'one_off', source: 'fees' },
          ],
          volume: 120,
          benefit: 'Izziņas laikā',
          expediency: 'Lētāk nekā arhīvā',
        },
      ]
      expect(await run('budget.plan', { budgetId: 'budget-1', plans })).to.include({ lines: 2 })
      await run('budget.plan', { budgetId: 'budget-1', plans })
      const id = `budget-1:${SERVICE}:002`
      expect(await open.dataOf('budget-line', id)).to.include({
        title: '2026 S-021 Arhīva izziņa: Skeneris',
        planned: 0.1,
        position: 'service_owner',
        scale: 'service',
      })
      const adjustments = [
        { planItem: id, change: 0.2, reason: 'dārgāk' },
        { planItem: id, change: -0.05, reason: 'atlaide' },
      ]
      await run('budget.plan', { budgetId: 'budget-1', adjustments })
      expect(await open.dataOf('budget-line', id)).to.include({ planned: 0.25 })

      const wrong = [
        ...adjustments,
        { planItem: id, change: -1, reason: 'pārāk' },
        { planItem: 'x', change: 1, reason: 'y' },
      ]
      const error = await refusal(open.run('budget.plan', { budgetId: 'budget-1', adjustments: wrong }))
      expect(error).to.be.instanceOf(BpmnError).and.include({ errorCode: 'planRefused' })
      expect((error as BpmnError).variables['planProblems']).to.deep.equal([
        { row: 3, field: 'change', code: 'too_little', expected: 0.4, found: 1 },
        { row: 4, field: 'change', code: 'unknown_line', expected: null, found: null },
      ])
      expect(await open.dataOf('budget-line', id), 'all or nothing').to.include({ planned: 0.25 })
    })

    it('comes to unit costs and a balance, and says what could not be divided', async () => {
      const planItems = [
        { key: 'a', objectKind: 'service', serviceId: SERVICE, volume: 120 },
        { key: 'b', objectKind: 'service', serviceId: 'service-s-030', volume: 0 },
      ]
      const { id: costModelId } = await open.records().create('cost-model', {
        methodVersion: '1',
        costTypes: [{ costType: 'Telpas', nature: 'indirect', frequency: 'recurring', allocationKey: 'volume' }],
      })
      await budget({ planItems, funding: 4500, costModelId }, 'budget', 'draft')
      const recurring = { frequency: 'recurring' }
      await line({ ...recurring, objectKind: 'service', serviceId: SERVICE, planned: 3600 }, 'one')
      await line({ ...recurring, objectKind: 'service', serviceId: 'service-s-030', planned: 5.5 }, 'two')
      await line({ ...recurring, nature: 'indirect', item: 'Telpas', planned: 1200 }, 'three')

      const found = await run('cost.aggregate', { budgetId: 'budget' })

      expect(found).to.deep.include({ funding: 4500, expenditure: 4805.5, balance: -305.5 })
      const services = found['services'] as readonly Variables[]
      expect(services.find((one) => one['serviceId'] === SERVICE)).to.include({ total: 4800, unitCost: 40 })
      expect(services.find((one) => one['serviceId'] === 'service-s-030')).to.include({
        unitCost: null,
        note: 'no_volume',
      })
      expect(await open.dataOf('budget', 'budget')).to.include({ balance: -305.5, planned: 4805.5, indirect: 1200 })
    })

    it('comes into force in place of the one before, with its reservations and with prices from their day', async () => {
      await budget({}, 'old')
      await line({ budgetId: 'old' }, 'old-line')
      await open.run('budget.reserve', { originRef: 'I-1', amount: 400, object: 'Skeneris' })
      await budget({ revision: 2 }, 'budget', 'draft')
      await line({ planned: 700 }, 'new-line')
      const price = { serviceId: SERVICE, unitCost: 40, legalBasis: 'MK noteikumi', exemptions: 'nav' }
      const prices = [
        { ...price, price: 16, validFrom: '2026-03-01' },
        { ...price, price: 18.5, validFrom: '2026-07-01' },
      ]
      const settlement = [
        { serviceId: SERVICE, timing: 'after', channels: 'pārskaitījums', termDays: 10, debtRule: 'atgādināt' },
      ]

      const { variables } = await open.run('budget.activate', { budgetId: 'budget', prices, settlement })

      expect(variables).to.include({ pricesSet: 2 })
      expect((await open.records().get('budget', 'old'))?.status).to.equal('superseded')
      expect((await open.records().get('budget', 'budget'))?.status).to.equal('in_force')
      expect(await open.dataOf('budget-line', 'new-line')).to.include({ reserved: 400 })
      expect(await open.dataOf('service', SERVICE)).to.include({ fee: 16, feeTiming: 'after' })
      const feeOn = async (now: string) =>
        ((await run('service.resolve', { serviceId: SERVICE }, now))['service'] as Variables)['fee']
      expect([await feeOn('2026-06-30T08:00:00.000Z'), await feeOn('2026-07-01T08:00:00.000Z')]).to.deep.equal([
        16, 18.5,
      ])
      await run('budget.execute', {}, '2026-07-08T08:00:00.000Z')
      expect(await open.dataOf('service', SERVICE), 'the day has come').to.include({ fee: 18.5 })
    })
  })

  describe('commitments', () => {
    beforeEach(async () => {
      await budget()
      await line({ planned: 1000 }, 'free')
      await line({ planned: 90_000, frequency: 'recurring', item: 'Algas' }, 'salaries')
      await line({ planned: 300, objectKind: 'service', serviceId: SERVICE }, 'own')
    })
    const available = async (serviceId: string | null = null) =>
      ((await open.run('budget.check', { amount: 1, serviceId })).variables ?? {})['available']

    it('take one-off lines of the service, else of management, and each reference once', async () => {
      expect([await available(SERVICE), await available('service-s-030'), await available()]).to.deep.equal([
        300, 1000, 1000,
      ])
      const asked = { originRef: 'change-1:CHG_R01:0', amount: 600.1, object: 'Serveris', changeId: 'change-1' }
      const first = await open.run('budget.reserve', asked)
      const again = await open.run('budget.reserve', asked)

      expect(first.variables).to.include({ commitmentGranted: true })
      expect(again.variables).to.deep.equal(first.variables)
      expect(await available()).to.equal(399.9)
      expect(await open.dataOf('budget', 'budget')).to.include({ reserved: 600.1 })
    })

    it('do not overdraw: who comes second is told what is left', async () => {
      await open.run('budget.reserve', { originRef: 'one', amount: 700 })
      const error = await refusal(open.run('budget.reserve', { originRef: 'two', amount: 700 }))

      expect(error).to.be.instanceOf(BpmnError).and.include({ errorCode: 'notEnough' })
      expect((error as BpmnError).variables).to.deep.equal({ available: 300 })
      expect(await available()).to.equal(300)
    })

    it('never write over a line that somebody took from meanwhile', async () => {
      const unit = open.records()
      const slow = await unit.get('budget-line', 'free')
      await open.run('budget.reserve', { originRef: 'fast', amount: 900 })

      const late = { expectedVersion: slow?.version ?? 0 }
      expect(await refusal(unit.update('budget-line', 'free', { reserved: 900 }, late))).to.include({
        code: 'record-changed',
      })
      expect(await open.dataOf('budget-line', 'free')).to.include({ reserved: 900 })
    })

    it('go beyond the budget only where management found the money elsewhere', async () => {
      await open.run('budget.reserve', { originRef: 'big', amount: 1500, granted: true, source: 'rezerves fonds' })

      const [commitment] = await open.records().list('commitment')
      expect(commitment?.data).to.deep.include({
        amount: 1500,
        outsideBudget: 500,
        source: 'rezerves fonds',
        parts: [{ lineId: 'free', amount: 1000 }],
      })
      expect(await available()).to.equal(0)
    })

    it('are executed by the costs of their record, and released with its end', async () => {
      const ask = { originProcess: 'change', object: 'Serveris' }
      await open.records().create('change', { title: 'Beigta' }, { id: 'ended', status: 'withdrawn' })
      await open.run('budget.reserve', { ...ask, originRef: 'a', amount: 500, changeId: 'change-1' })
      await open.run('budget.reserve', { ...ask, originRef: 'b', amount: 100, changeId: 'ended' })
      await spent({ processKey: 'change', recordId: 'change-1', amount: 120.5, frequency: 'one_off' })

      await open.run('budget.execute', { period: '2026-04' }, { now: MAY })

      expect(await open.dataOf('budget-line', 'free')).to.include({ actual: 120.5, reserved: 379.5 })
      const commitments = await open.records().list('commitment')
      expect(commitments.map(({ status, data }) => [data['originRef'], status, data['executed']])).to.have.deep.members(
        [
          ['a', 'reserved', 120.5],
          ['b', 'released', 0],
        ],
      )
      expect(await available()).to.equal(500)
    })
  })

  describe('transfers', () => {
    beforeEach(async () => {
      await budget()
      await line({ planned: 100, reserved: 30, actual: 20.5 }, 'one')
      await line({ planned: 0 }, 'two')
    })
    it('move what a line has left, and the reason stays in its versions', async () => {
      const transfers = [{ from: 'one', to: 'two', amount: 49.5 }]
      expect(
        (await open.run('budget.transfer', { budgetId: 'budget', transfers, reason: 'Ietaupīts' })).variables,
      ).to.include({
        transferred: 49.5,
      })
      expect(await open.dataOf('budget-line', 'one')).to.include({ planned: 50.5, changeReason: 'Ietaupīts' })
      expect(await open.dataOf('budget-line', 'two')).to.include({ planned: 49.5 })
    })
    it('are refused row by row where a line has less', async () => {
      const transfers = [
        { from: 'one', to: 'two', amount: 40 },
        { from: 'one', to: 'two', amount: 9.51 },
      ]
      const error = await refusal(open.run('budget.transfer', { budgetId: 'budget', transfers }))
      expect((error as BpmnError).variables['transferProblems']).to.deep.equal([
        { row: 2, field: 'from', code: 'too_little', expected: 9.5, found: 9.51 },
      ])
      expect(await open.dataOf('budget-line', 'two')).to.include({ planned: 0 })
    })
  })

  describe('imported costs', () => {
    const importOf = (changes: Variables = {}) =>
      open.records().create('cost-import', {
        document: 'GR-4',
        source: 'accounting',
        period: '2026-04',
        controlCount: 2,
        controlTotal: 30.3,
        ...changes,
      })
    const rows = (importId: string, ...amounts: readonly number[]) =>
      Promise.all(
        amounts.map((amount, at) =>
          spent({ importId, importRow: at + 1, amount, source: 'accounting', externalRef: `${importId}-${at}` }),
        ),
      )
    const check = (input: Variables = {}) => run('cost.import', input, MAY)

    it('are taken when they agree with their control totals', async () => {
      const { id } = await importOf()
      await rows(id, 10.1, 20.2)

      const { importProblems, quality, period } = await check()

      expect([period, importProblems]).to.deep.equal(['2026-04', []])
      expect((await open.records().get('cost-import', id))?.status).to.equal('accepted')
      expect(quality).to.include({
        entries: 2,
        completenessPct: 100,
        timelyPct: 100,
        matchedPct: 0,
        unmatchedAmount: 30.3,
      })
    })

    it('tell wrong totals at row and field, and count only when they are put right', async () => {
      await budget()
      await line({ frequency: 'recurring', planned: 400 }, 'line')
      const { id, number } = await importOf()
      await rows(id, 10.1, 20.2, 20.2)
      const told = { import: number, row: 0 }

      const { importProblems, quality } = await check()

      expect(importProblems).to.deep.equal([
        { ...told, field: 'controlCount', code: 'control_count', expected: '2', found: '3' },
        { ...told, field: 'controlTotal', code: 'control_total', expected: '30.30', found: '50.50' },
        { ...told, row: 3, field: 'amount', code: 'as_large_as_difference', expected: '', found: '20.20' },
        { ...told, row: 2, field: 'amount', code: 'as_large_as_difference', expected: '', found: '20.20' },
      ])
      expect(quality).to.deep.include({ rejected: 1, completenessPct: 0, missingSources: ['accounting'], entries: 0 })
      await run('budget.execute', { period: '2026-04' }, MAY)
      expect(await open.dataOf('budget-line', 'line')).to.include({ actual: 0 })

      await open.records().update('cost-import', id, { controlCount: 3, controlTotal: 50.5 })
      expect((await check())['importProblems']).to.deep.equal([])
      await run('budget.execute', { period: '2026-04' }, MAY)
      expect(await open.dataOf('budget-line', 'line')).to.include({ actual: 50.5 })
    })

    it('tell dates of another month, and can be left out', async () => {
      const { id, number } = await importOf({ controlCount: 1, controlTotal: 5 })
      await spent({ importId: id, importRow: 7, amount: 5, date: '2026-03-31' })

      expect((await check())['importProblems']).to.deep.equal([
        { import: number, row: 7, field: 'date', code: 'outside_period', expected: '2026-04', found: '2026-03-31' },
      ])
      expect((await check({ exclude: true }))['importProblems']).to.deep.equal([])
      expect((await open.records().get('cost-import', id))?.status).to.equal('excluded')
      expect((await check())['importProblems'], 'for good').to.deep.equal([])
    })

    it('are never negative, and the same document is not taken twice', async () => {
      const negative = await refusal(spent({ amount: -1 }))
      expect(negative).to.be.instanceOf(DataRejected)
      expect((negative as DataRejected).errors.map(({ pointer }) => pointer)).to.deep.equal(['/amount'])
      expect(
        ((await refusal(line({ planned: -0.01 }, 'x'))) as DataRejected).errors.map(({ pointer }) => pointer),
      ).to.include('/planned')
      await spent({ source: 'accounting', externalRef: 'GR-4/1' })
      expect(await refusal(spent({ source: 'accounting', externalRef: 'GR-4/1' }))).to.include({
        code: 'record-exists',
      })
    })

    it('say how much came too late', async () => {
      await spent()
      await open.records('2026-05-20T08:00:00.000Z').create('cost-entry', {
        processKey: 'request',
        amount: 1,
        nature: 'direct',
        frequency: 'recurring',
        date: '2026-04-30',
        source: 'line',
      })
      const { quality } = await run('cost.import', { period: '2026-04' }, '2026-05-21T08:00:00.000Z')
      expect(quality).to.include({ entries: 2, late: 1, timelyPct: 50 })
    })
  })

  describe('a month', () => {
    it('is compared with the plan, and who answers for a deviation is named', async () => {
      const planItems = [{ key: 'a', objectKind: 'service', serviceId: SERVICE, volume: 120 }]
      await budget({ planItems, tolerancePct: 10, toleranceAmount: 5 })
      await line({ frequency: 'recurring', objectKind: 'service', serviceId: SERVICE, planned: 4800 }, 'line')
      const { id: applicationId } = await open.application()
      for (let at = 0; at < 2; at += 1)
        await open
          .records('2026-04-16T08:00:00.000Z')
          .create(
            'request',
            { applicationId, requestKind: 'service_request', serviceId: SERVICE },
            { status: 'completed' },
          )
      await spent({ serviceId: SERVICE, amount: 94.6 })
      await spent({ ciId: 'IS-0007', amount: 20 })

      const { deviations, rows } = await run('cost.compare', { period: '2026-04' }, MAY)

      const found = deviations as readonly Variables[]
      expect(found.map(({ key, group, deviationPct, note }) => [key, group, deviationPct, note])).to.deep.equal([
        [SERVICE, `SM@${SERVICE}`, 18.25, null],
        ['IS-0007', 'RM@IS-0007', null, 'no_plan'],
      ])
      expect((rows as readonly Variables[]).map(({ dimension }) => dimension)).to.include.members([
        'nature',
        'frequency',
      ])

      const explanations = [
        { deviation: found[0] ?? {}, cause: 'Labojums', valueAssessment: 'Lietderīgi', correction: 'improve' },
      ]
      await open.run('cost.explain', { explanations, decision: 'none', reason: 'Vienreizējs' })
      const [kept] = await open.records().list('cost-comparison', { where: { serviceId: SERVICE } })
      expect(kept?.data).to.include({
        deviationPct: 18.25,
        beyond: true,
        cause: 'Labojums',
        decision: 'none',
        period: '2026-04',
      })
    })
  })

  describe('an estimate', () => {
    it('is by the model: direct and indirect together are one-off and recurring together', async () => {
      await budget({ direct: 900, indirect: 300 })
      await line({ planned: 1500 }, 'free')
      const input: Variables = {
        items: [
          { item: 'Licence', amount: 300, nature: 'direct', frequency: 'one_off' },
          { item: 'Uzturēšana', quantity: 12, unitPrice: 25, frequency: 'recurring' },
          { item: 'Darbs', hours: 16.67, frequency: 'recurring' },
        ],
        volumes: [{ serviceId: SERVICE, volume: 3000 }],
      }
      const { variables } = await open.run('cost.estimate', input)

      expect(variables).to.include({
        direct: 900.06,
        indirect: 300.02,
        oneOff: 400,
        recurring: 800.08,
        unitCost: 0.4,
        indirectPct: 33.33,
        affordable: true,
      })
      expect(variables?.['estimateNotes']).to.deep.equal([])
    })

    it('says what could not be reckoned', async () => {
      const { variables } = await open.run('cost.estimate', { items: [] })
      expect(variables).to.include({ direct: 0, unitCost: null })
      expect(variables?.['estimateNotes']).to.deep.equal(
        ['no_amount', 'no_volume', 'no_indirect_share', 'no_budget'].map((code) => ({ code })),
      )
    })
  })

  describe('an invoice', () => {
    const create = async (amount = 14.23) =>
      (
        await open.run(
          'invoice.create',
          { amount, termDays: 10, serviceId: SERVICE },
          { facts: { processInstanceId: 'inv' } },
        )
      ).variables?.['invoice'] as Variables
    const pay = async (amount: number, reference: string | null = null) =>
      (
        await open.run('payment.record', {
          invoiceId: 'inv',
          payment: { amount, paidAt: '2026-03-13T08:00:00.000Z', reference },
        })
      ).variables ?? {}

    it('has a number of the year and a due date', async () => {
      expect(await create()).to.include({
        id: 'inv',
        number: 'R-2026-0001',
        amount: 14.23,
        open: 14.23,
        dueAt: '2026-03-22T07:02:00.000Z',
      })
      expect(String(await refusal(open.run('invoice.create', { amount: 0 })))).to.contain('more than 0 EUR')
    })

    it('is paid in parts, each of which counts once', async () => {
      await create()
      expect(await pay(10, 'M-1')).to.deep.include({ feePaid: false, isRepeated: false, overpaid: 0 })
      expect((await pay(10, 'M-1'))['isRepeated']).to.equal(true)
      expect((await open.records().get('invoice', 'inv'))?.status).to.equal('partly_paid')
      expect((await pay(4.23))['feePaid']).to.equal(true)
      expect(await pay(4.23), 'without a reference the moment and the amount tell').to.include({
        isRepeated: true,
        feePaid: true,
      })
      expect(await open.dataOf('invoice', 'inv')).to.include({ paid: 14.23, open: 0 })
      expect(await open.records().list('payment')).to.have.length(2)
    })

    it('is withdrawn with its case, and what was paid is told', async () => {
      const facts = { facts: { processInstanceId: 'inv' } }
      await open.run('invoice.create', { amount: 14.23, originRef: 'REQ-1' }, facts)
      await pay(4)
      const { variables, cancels } = await open.run('invoice.withdraw', { originRef: 'REQ-1' })

      expect(variables).to.include({ overpaid: 4 })
      expect(cancels?.map(({ processInstanceId }) => processInstanceId)).to.deep.equal(['inv'])
      expect(await open.records().get('invoice', 'inv')).to.include({ status: 'cancelled' })
      expect(String(await refusal(open.run('invoice.withdraw', { originRef: 'REQ-2' })))).to.contain('there is none')
    })

    it('says what was paid too much', async () => {
      await create()
      expect(await pay(20, 'M-1')).to.include({ feePaid: true, overpaid: 5.77 })
      expect(await open.records().get('invoice', 'inv')).to.include({ status: 'paid' })
    })
  })
})
