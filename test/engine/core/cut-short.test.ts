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
