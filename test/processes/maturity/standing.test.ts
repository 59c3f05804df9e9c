/** Evidence from a real engine: cases, appointments, indicators and improvements, with registers as later schemes bring them. */
import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import type { Json, Variables } from '../../../engine/model/json.ts'
import type { Register } from '../../../engine/records/register.ts'
import { lastClosedPeriods } from '../../../processes/day-of.ts'
import { standingOf } from '../../../processes/maturity/maturity.ts'
import { bpmn } from '../../support/bpmn.ts'
import { movableClock, openEngine, type TestEngine } from '../../support/open-engine.ts'
import { data } from '../handlers/open-case.ts'

const { institutionId } = EMBEDDED
const OWN = { institutionId, holderId: '' }

const text: Json = { type: 'string', maxLength: 100 }
const register = (name: string, properties: Record<string, Json>): Register => ({
  register: name,
  name: { lv: name, en: name },
  number: null,
  schema: { type: 'object', properties, additionalProperties: false },
  unique: [],
  search: [],
  title: 'processKey',
  access: { read: ['*'], write: ['*'] },
  reference: false,
})
const REGISTERS = [
  ...data.registers.filter(({ register: name }) =>
    ['institution', 'process-assignment', 'maturity-confirmation'].includes(name),
  ),
  register('indicator', { processKey: text, core: { type: 'boolean' }, active: { type: 'boolean' }, frequency: text }),
  register('indicator-value', { processKey: text, indicatorId: text, period: text, reviewed: { type: 'boolean' } }),
  register('improvement', { processKey: text, closedAt: text }),
]

describe('the evidence of a process', () => {
  let house: TestEngine
  before(async () => {
    house = await openEngine({
      clock: movableClock('2026-05-12T08:00:00Z'),
      registers: REGISTERS,
      files: [
        {
          name: 'change.bpmn',
          content: bpmn('<startEvent id="s"/><endEvent id="e"/>', 's > e', { key: 'change' }),
        },
      ],
    })
  })
  after(() => house.close())

  const standing = (settings: Variables = {}) =>
    standingOf(
      {
        engine: house.engine,
        clock: house.clock,
        table: data.maturity,
        defaultSettings: { ...data.defaultSettings, ...settings },
      },
      institutionId,
    )
  const change = async (settings?: Variables) => {
    const found = (await standing(settings)).processes.find(({ process }) => process.code === 'CHG')
    if (!found) throw new Error('Expected the table to have CHG, but it has not.')
    return found
  }
  const create = (name: string, content: Variables, status?: string) =>
    house.engine.createRecord({
      by: EMBEDDED,
      register: name,
      data: content,
      ...(status === undefined ? {} : { status }),
    })

  it('begins with nothing: what is in force is the installation’s choice', async () => {
    const found = await change()
    expect(found.isAdopted).to.equal(false)
    expect(found.holds).to.deep.equal({ deployed: false, active: false, measured: false, improved: false })
    expect(found.isConfirmable).to.equal(true)
  })

  it('needs a choice of the institution, a manager today, and as many cases as the setting says', async () => {
    const [inForce] = await house.engine.listInForce(OWN)
    await house.engine.activateDefinition({ by: EMBEDDED, definitionId: inForce?.definition.id ?? '', owner: OWN })
    await create('process-assignment', { processKey: 'change', manager: 'anna', validFrom: '2026-06-01' })
    expect((await change()).holds.deployed).to.equal(false)
    await create('process-assignment', { processKey: 'change', manager: 'juris', validFrom: '2026-05-12' })
    expect((await change()).holds.deployed).to.equal(true)

    await house.start('change')
    const found = await change()
    expect(found.completed).to.deep.equal({ count: 1, more: false })
    expect(found.holds.active).to.equal(true)
    expect((await change({ minInstances: { CHG: 2 } })).holds.active).to.equal(false)
  })

  it('is measured where every core indicator has a reviewed value of the last closed period', async () => {
    expect(lastClosedPeriods(new Date('2026-05-12T08:00:00Z'))).to.deep.equal({
      monthly: ['2026-04', '2026-03'],
      quarterly: ['2026-Q1'],
      yearly: ['2025'],
    })
    const indicator = { processKey: 'change', core: true, active: true }
    const monthly = await create('indicator', { ...indicator, frequency: 'monthly' })
    const quarterly = await create('indicator', { ...indicator, frequency: 'quarterly' })
    await create('indicator', { ...indicator, core: false, frequency: 'monthly' })
    await create('indicator', { ...indicator, active: false, frequency: 'monthly' })
    const value = (indicatorId: string, period: string, reviewed: boolean) =>
      create('indicator-value', { indicatorId, period, reviewed })
    await value(monthly.id, '2026-04', true)
    await value(quarterly.id, '2025-Q4', true)
    expect((await change()).measured).to.include({ core: 2, computed: 1, reviewed: 1 })
    const last = await value(quarterly.id, '2026-Q1', false)
    expect((await change()).measured).to.include({ core: 2, computed: 2, reviewed: 1 })
    expect((await change()).holds.measured).to.equal(false)
    await house.engine.updateRecord({
      by: EMBEDDED,
      register: 'indicator-value',
      id: last.id,
      patch: { reviewed: true },
    })
    expect((await change()).holds.measured).to.equal(true)
  })

  it('is improved by an improvement of its own that was evaluated within the period', async () => {
    await create('improvement', { processKey: 'change', closedAt: '2026-04-01T08:00:00.000Z' }, 'rejected')
    await create('improvement', { processKey: 'incident', closedAt: '2026-04-01T08:00:00.000Z' }, 'achieved')
    await create('improvement', { processKey: 'change', closedAt: '2025-04-01T08:00:00.000Z' }, 'achieved')
    expect((await change()).holds.improved).to.equal(false)
    const { id } = await create('improvement', { processKey: 'change', closedAt: '2026-04-01T08:00:00.000Z' }, 'partly')
    expect((await change()).improvements).to.deep.equal([id])
    expect((await change()).holds).to.deep.equal({ deployed: true, active: true, measured: true, improved: true })
  })

  it('goes out of date: what lies before the period counts no more', async () => {
    house.clock.move({ days: 400 })
    const { completed, holds } = await change()
    expect(completed.count).to.equal(0)
    expect(holds).to.deep.include({ deployed: true, active: false, measured: false, improved: false })
  })

  it('takes target and form of organisation from the institution’s record', async () => {
    await house.engine.createRecord({
      by: EMBEDDED,
      register: 'institution',
      id: institutionId,
      data: { name: { lv: 'Iestāde' }, kind: 'institution', targetMaturity: 5, settings: { maturityMode: 'strict' } },
    })
    const found = await standing()
    expect(found).to.include({ target: 5, mode: 'strict' })
    expect(found.paths.strict.map(({ level }) => level)).to.deep.equal([2, 3, 4, 5])
  })
})
