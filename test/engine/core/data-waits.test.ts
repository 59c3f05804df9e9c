import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { dataObject, into, io, outOf } from '../../support/data-drawn.ts'
import { Machine } from '../../support/machine.ts'

const order = dataObject('order', 'draft', 'approved')

/** Task `a` beside task `other`, which brings the data. */
const beside = (
  a: string,
  other = `${io([], ['given'])}${outOf({ from: 'given', to: 'order_ref' })}`,
  more = '',
): string =>
  bpmn(
    `${order}${dataObject('invoice')}<startEvent id="s"/><parallelGateway id="g"/><userTask id="a">${a}</userTask><userTask id="other">${other}</userTask>${more}`,
    's > g > a; g > other',
  )

describe('an activity that needs data', () => {
  const needs = io(['wanted']) + into({ from: 'order_ref', to: 'wanted' })

  it('waits until they are there, and has been entered once', async () => {
    const machine = await Machine.of(beside(needs))
    expect(machine.start().openTasks).to.deep.equal(['other'])
    expect(Object.values(machine.state?.tokens ?? {}).map(({ wait }) => wait.for)).to.deep.equal(['data', 'task'])
    machine.complete('other', { given: 3 })
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(machine.seenAt('a')).to.include({ wanted: 3 })
    expect(machine.path).to.deep.equal(['s', 'g', 'a', 'other'])
    expect(machine.complete('a').ended?.status).to.equal('completed')
  })

  it('begins at once where they are there already', async () => {
    expect((await Machine.of(beside(needs))).start({ order: 1 }).openTasks).to.deep.equal(['a', 'other'])
  })

  it('begins when they are set from outside', async () => {
    const machine = (await Machine.of(beside(needs))).start()
    machine.take({ kind: 'variables-changed', variables: { order: 2 } })
    expect(machine.openTasks).to.deep.equal(['a', 'other'])
  })

  it('waits for the state in which they are drawn', async () => {
    const machine = await Machine.of(
      beside(
        io(['wanted']) + into({ from: 'order_approved', to: 'wanted' }),
        io([], ['given']) + outOf({ from: 'given', to: 'order_approved' }),
      ),
    )
    expect(machine.start({ order: 1 }).openTasks).to.deep.equal(['other'])
    expect(machine.complete('other', { given: 2 }).seenAt('a')).to.include({ wanted: 2 })
  })

  it('does not wait for optional data', async () => {
    const machine = await Machine.of(
      beside(io(['wanted?']) + into({ from: 'order_ref', to: 'wanted', transformation: 'count(order)' })),
    )
    expect(machine.start().seenAt('a')).to.include({ wanted: null })
  })

  it('takes the first input set that is available, and fills no other', async () => {
    const two = `${io(['x', 'y'], [], [['x', 'y'], ['y']])}${into({ from: 'order_ref', to: 'x' })}${into({ from: 'invoice_ref', to: 'y' })}`
    const machine = await Machine.of(beside(two))
    expect(machine.start().openTasks).to.deep.equal(['other'])
    machine.take({ kind: 'variables-changed', variables: { invoice: 1 } })
    expect(machine.seenAt('a')).to.include({ x: null, y: 1 })
  })

  it('does not wait where no input set is drawn, and its input is empty', async () => {
    const machine = await Machine.of(beside(into({ from: 'order_approved', to: 'wanted' }) + io(['wanted'], [], [])))
    expect(machine.start({ order: 1 }).seenAt('a')).to.include({ wanted: null })
  })

  it('does not listen at its border before it has begun, and can be cancelled while it waits', async () => {
    const machine = await Machine.of(
      beside(
        needs,
        '',
        '<boundaryEvent id="b" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>',
      ),
    )
    expect(machine.start().armed).to.deep.equal([])
    machine.take({ kind: 'cancelled', reason: 'test' })
    expect(machine.state?.tokens).to.deep.equal({})
  })

  it('may be one of many that a single step brings on', async () => {
    const machine = await Machine.of(
      bpmn(
        `${order}<startEvent id="s"/><parallelGateway id="g"/><task id="a">${io(['in1'], ['o'])}${into({ from: 'invoice', to: 'in1' })}${outOf({ to: 'paid', transformation: 'in1 + 1' })}</task><userTask id="b">${io(['in2'])}${into({ from: 'paid', to: 'in2' })}</userTask><dataObject id="invoice"/><dataObject id="paid"/>`,
        's > g > b; g > a',
      ),
    )
    expect(machine.start().openTasks).to.deep.equal([])
    machine.take({ kind: 'variables-changed', variables: { invoice: 1 } })
    expect(machine.seenAt('b')).to.include({ in2: 2 })
  })
})
