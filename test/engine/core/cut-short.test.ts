import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

/** Cases that random diagrams found: something comes between what a token is about to do and its doing it. */
describe('a token that is about to leave', () => {
  const condition = '<conditionalEventDefinition><condition>=x = 1</condition></conditionalEventDefinition>'

  it('goes only by the boundary event when that comes first, and skips nothing behind it', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><manualTask id="m"/><boundaryEvent id="b" attachedToRef="m">${condition}</boundaryEvent><userTask id="after"/><userTask id="behind"/><userTask id="next"/>`,
        's > m > next; b > after > behind',
      ),
    )
    machine.start({ x: 1 })
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.path).to.deep.equal(['s', 'm', 'b', 'after'])
  })

  it('takes its event once, even when it then cannot leave', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><receiveTask id="r" messageRef="M"/><userTask id="a"/>', 's > r; r > a [=wanted]', {
        roots: '<message id="M" name="news"/>',
      }),
    )
    machine.start()
    const [triggerId = ''] = Object.keys(machine.state?.triggers ?? {})
    machine.take({ kind: 'trigger-fired', triggerId, payload: {} })
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['r'])
    expect(machine.armed).to.deep.equal([])
    expect(machine.effects.filter(({ kind }) => kind === 'subscription-removed')).to.have.length(1)
    expect(() => machine.take({ kind: 'trigger-fired', triggerId, payload: {} })).to.throw('listens for it no longer')
    machine.take({ kind: 'variables-changed', variables: { wanted: true } }).retry()
    expect(machine.openTasks).to.deep.equal(['a'])
  })

  it('waits for nothing that is gone when the step budget stops it behind its last run', async () => {
    const diagram = bpmn(
      '<startEvent id="s"/><task id="t"><standardLoopCharacteristics loopMaximum="1"/></task><boundaryEvent id="b" attachedToRef="t"><signalEventDefinition signalRef="S"/></boundaryEvent><userTask id="after"/>',
      's > t; b > after',
      { roots: '<signal id="S" name="alarm"/>' },
    )
    // The start, the activity and its run are entered; the run leaves; the whole does not any more.
    const machine = await Machine.of(diagram, { stepBudget: 5 })
    machine.start()
    expect(machine.openIncidents.map(({ type }) => type)).to.deep.equal(['step-budget'])
    machine.fire('b')
    expect(machine.openTasks).to.deep.equal(['after'])
  })
})

describe('a few moves that would bring very many tokens', () => {
  const BUDGET = 10_000
  const stopped = (machine: Machine): void => {
    const tokens = Object.values(machine.state?.tokens ?? {})
    expect(tokens).to.have.length.within(1, BUDGET + 1_000)
    expect(new Set(machine.openIncidents.map(({ type }) => type))).to.deep.equal(new Set(['step-budget']))
    machine.take({ kind: 'cancelled', reason: 'as a test' })
    expect(machine.ended?.status).to.equal('cancelled')
  }
  const thousand =
    '<multiInstanceLoopCharacteristics><loopCardinality>1000</loopCardinality></multiInstanceLoopCharacteristics>'

  it('are stopped by the step budget: a thousand runs of a thousand runs', async () => {
    const inner = `<userTask id="u">${thousand}</userTask>`
    stopped(
      (
        await Machine.of(bpmn(`<startEvent id="s"/><subProcess id="p1">${thousand}${inner}</subProcess>`, 's > p1'))
      ).start(),
    )
  })

  it('are stopped by the step budget: a thousand tokens out of each of a thousand', async () => {
    const many = (id: string) => `<manualTask id="${id}" completionQuantity="1000"/>`
    stopped(
      (
        await Machine.of(bpmn(`<startEvent id="s"/>${many('a')}${many('b')}<userTask id="u"/>`, 's > a > b > u'))
      ).start(),
    )
  })

  it('are not begun where they would leave one activity by several flows', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><manualTask id="a" completionQuantity="600"/><userTask id="u"/><userTask id="v"/>',
        's > a > u; a > v',
      ),
    )
    machine.start()
    expect(machine.openIncidents.map(({ element, message }) => [element, message])).to.deep.equal([
      ['a', 'Element "a": Expected at most 1000 tokens at once, but there would be 1200.'],
    ])
  })
})
