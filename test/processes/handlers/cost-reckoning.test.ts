/** Money, shares and comparisons, without a database. */
import { expect } from 'chai'
import { allocateCosts, type CostSum } from '../../../processes/handlers/finance/allocation.ts'
import { compareCosts, plannedToDate } from '../../../processes/handlers/finance/comparison.ts'
import { deviationPercent, sharedOut, total } from '../../../processes/handlers/finance/money.ts'

const cost = (changes: Partial<CostSum>): CostSum => ({
  objectKind: changes.serviceId ? 'service' : 'management',
  serviceId: null,
  ciId: null,
  processKey: null,
  item: null,
  nature: 'direct',
  frequency: 'recurring',
  allocationKey: null,
  amount: 0,
  minutes: 0,
  ...changes,
})
const service = (serviceId: string, volume: number | null = null) => ({ serviceId, name: serviceId, volume })

describe('money', () => {
  it('adds up to the cent what fractions of two do not', () => {
    expect(0.1 + 0.2).to.not.equal(0.3)
    expect(total([0.1, 0.2])).to.equal(0.3)
    expect(total(Array.from({ length: 100_000 }, () => 14.23))).to.equal(1_423_000)
  })

  it('is shared out without a cent lost, whatever the weights', () => {
    expect(sharedOut(100, [1, 1, 1])).to.deep.equal([33.34, 33.33, 33.33])
    expect(sharedOut(0.01, [1, 5, 2])).to.deep.equal([0, 0.01, 0])
    expect(sharedOut(203, [0, 3, 1])).to.deep.equal([0, 152.25, 50.75])
    for (let amount = 1; amount < 300; amount += 7) {
      const shares = sharedOut(amount / 100, [3, 7, 11, 0, 1.5]) ?? []
      expect(total(shares), `of ${amount} cents`).to.equal(amount / 100)
    }
  })

  it('cannot be shared out by nothing, nor compared with nothing', () => {
    expect(sharedOut(10, [0, 0])).to.equal(null)
    expect(sharedOut(10, [])).to.equal(null)
    expect(deviationPercent(10, 0)).to.equal(null)
    expect(deviationPercent(47.3, 40)).to.equal(18.25)
  })
})

describe('the costs of services', () => {
  const shared = cost({ nature: 'indirect', item: 'Telpas', amount: 300 })

  it('are their own and their part of indirect ones, by the key of the model', () => {
    const sums = [
      cost({ serviceId: 'a', amount: 100, minutes: 60 }),
      cost({ serviceId: 'b', amount: 300, minutes: 30, frequency: 'one_off' }),
      shared,
    ]
    const by = (allocationKey: string) => {
      const model = [{ costType: 'telpas', nature: 'indirect', frequency: 'recurring', allocationKey }]
      return allocateCosts(sums, [service('a', 10), service('b', 40)], model).services.map(({ indirect }) => indirect)
    }
    expect(by('direct_costs')).to.deep.equal([75, 225])
    expect(by('work_minutes')).to.deep.equal([200, 100])
    expect(by('volume')).to.deep.equal([60, 240])
    expect(by('equal')).to.deep.equal([150, 150])

    const { services, totals, unallocated } = allocateCosts(sums, [service('a', 10), service('b')], [])
    expect(totals).to.deep.equal({ direct: 400, indirect: 300, oneOff: 300, recurring: 400, total: 700 })
    expect(services[0]).to.include({ direct: 100, total: 100, unitCost: 10, note: null })
    expect(services[1], 'nobody says how often it is given').to.include({ unitCost: null, note: 'no_volume' })
    expect(unallocated.map(({ item }) => item)).to.deep.equal(['Telpas'])
  })

  it('say why something could not be shared out', () => {
    const { notes, unallocated } = allocateCosts(
      [{ ...shared, allocationKey: 'volume' }, cost({ nature: 'indirect', item: 'Sakari', amount: 5 })],
      [service('a', 0), service('b')],
      [],
    )
    expect(notes).to.deep.equal([
      { item: 'Telpas', allocationKey: 'volume', amount: 300, code: 'no_allocation_basis' },
      { item: 'Sakari', allocationKey: null, amount: 5, code: 'no_allocation_key' },
    ])
    expect(unallocated).to.have.length(2)
  })
})

describe('a comparison with the plan', () => {
  const allocated = (sums: readonly CostSum[], volumes: Readonly<Record<string, number>>) => ({
    ...allocateCosts(
      sums,
      Object.entries(volumes).map(([id, volume]) => service(id, volume)),
      [{ costType: '', nature: 'indirect', frequency: 'recurring', allocationKey: 'volume' }],
    ),
    sums,
  })
  const tolerance = { percent: 10, amount: 5 }
  const compare = (plan: ReturnType<typeof allocated>, actual: ReturnType<typeof allocated>, month = 4) =>
    compareCosts(plan, actual, month, tolerance, ({ objectKind }) => objectKind)

  it('judges a service by its unit cost: giving it less often is no deviation', () => {
    const plan = [cost({ serviceId: 'a', amount: 3600 }), cost({ nature: 'indirect', amount: 1200 })]
    const spent = [cost({ serviceId: 'a', amount: 54 }), cost({ nature: 'indirect', amount: 40.6 })]
    const [row] = compare(allocated(plan, { a: 120 }), allocated(spent, { a: 2 }))

    expect(row).to.deep.include({
      dimension: 'service',
      key: 'a',
      measure: 'unit_cost',
      planned: 80,
      actual: 94.6,
      deviationAmount: 14.6,
      deviationPct: 18.25,
      unitCostPlanned: 40,
      unitCostActual: 47.3,
      volume: 2,
      beyond: true,
    })
  })

  it('judges others by what was planned so far, one-off costs whenever they come', () => {
    const plan = [
      cost({ amount: 1200 }),
      cost({ amount: 500, frequency: 'one_off', item: 'x' }),
      cost({ amount: 500, frequency: 'one_off', item: 'y' }),
    ]
    const spent = [cost({ amount: 440 }), cost({ amount: 600, frequency: 'one_off' })]
    const of = (month: number) =>
      compare(allocated(plan, {}), allocated(spent, {}), month).find(({ dimension }) => dimension === 'management')

    expect(of(4)).to.include({ measure: 'total', planned: 1000, actual: 1040, deviationPct: 4, beyond: false })
    expect(of(12), 'at last all of it').to.include({ planned: 2200, actual: 1040, deviationPct: -52.73, beyond: true })
    expect([plannedToDate(100, 'one_off', 3, 0), plannedToDate(100, 'recurring', 3, 0)]).to.deep.equal([0, 25])
  })

  it('says when nothing was planned, or the service was not given', () => {
    const rows = compare(allocated([], {}), allocated([cost({ serviceId: 'a', amount: 7 })], { a: 0 }))

    expect(rows.find(({ dimension }) => dimension === 'service')).to.include({
      deviationPct: null,
      unitCostActual: null,
      note: 'no_plan',
      beyond: true,
    })
    const planned = allocated([cost({ serviceId: 'a', amount: 84 })], { a: 12 })
    const [row] = compare(planned, allocated([cost({ serviceId: 'a', amount: 7 })], { a: 0 }))
    expect(row).to.include({ measure: 'total', planned: 28, note: 'no_volume', unitCostActual: null })
  })

  it('is beyond tolerance only when both the share and the amount are', () => {
    const judged = (amount: number) =>
      compare(allocated([cost({ amount: 120 })], {}), allocated([cost({ amount })], {}))[0]?.beyond

    expect([judged(44), judged(45), judged(45.01), judged(35)]).to.deep.equal([false, false, true, false])
  })
})
