import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

describe('start quantity', () => {
  /** Three tasks lead to `a`, which wants two tokens. */
  const xml = (quantity = 2): string =>
    bpmn(
      `<startEvent id="s"/><userTask id="x"/><userTask id="y"/><userTask id="z"/><userTask id="a" startQuantity="${quantity}"/><userTask id="after"/>`,
      's > x > a; s > y > a; s > z > a; a > after',
    )

  it('lets a run begin when so many tokens have come, by whichever flow', async () => {
    const machine = await Machine.of(xml())
    machine.start().complete('x')
    expect(machine.openTasks).to.deep.equal(['y', 'z'])
    machine.complete('y')
    expect(machine.openTasks).to.deep.equal(['a', 'z'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after', 'z'])
  })

  it('keeps what is over for the next run', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><task id="t" completionQuantity="5"/><userTask id="a" startQuantity="2"/><userTask id="after"/>',
        's > t > a > after',
      ),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal(['a', 'a'])
    expect(Object.values(machine.state?.tokens ?? {}).filter(({ wait }) => wait.for === 'join')).to.have.length(1)
    expect(machine.complete('a').complete('a').openTasks).to.deep.equal(['after', 'after'])
    expect(machine.complete('after').complete('after').ended).to.equal(null)
  })

  it('counts the tokens of each scope for itself', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><userTask id="i"/><userTask id="ia" startQuantity="2"/><sequenceFlow id="f" sourceRef="i" targetRef="ia"/></subProcess>',
        's > sub',
      ),
    )
    machine.start().complete('i').complete('i')
    expect(machine.openTasks).to.deep.equal([])
  })

  it('arms boundary events and repeats only when the run begins', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="x"/><userTask id="y"/><userTask id="a" startQuantity="2"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask><boundaryEvent id="b" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/>`,
        's > x > a; s > y > a; b > late',
      ),
    )
    machine.start().complete('x')
    expect(machine.armed).to.deep.equal([])
    machine.complete('y')
    expect(machine.armed).to.deep.equal(['b'])
    expect(machine.openTasks).to.deep.equal(['a', 'a'])
  })
})

describe('completion quantity', () => {
  it('gives so many tokens on each flow that is taken', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><userTask id="a" completionQuantity="3"/><userTask id="x"/><userTask id="y"/><userTask id="z"/>',
        's > a > x; a > y [=yes]; a > z [=no]',
      ),
    )
    machine.start().complete('a', { yes: true, no: false })
    expect(machine.openTasks).to.deep.equal(['x', 'x', 'x', 'y', 'y', 'y'])
  })

  it('counts for the whole of a multi-instance, once', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><userTask id="a" completionQuantity="2"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask><userTask id="x"/>',
        's > a > x',
      ),
    )
    machine.start().complete('a').complete('a').complete('a')
    expect(machine.openTasks).to.deep.equal(['x', 'x'])
  })

  it('beyond the limit stops with an incident', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><task id="a" completionQuantity="1000000000"/><userTask id="x"/>', 's > a > x'),
    )
    machine.start()
    expect(machine.openIncidents[0]?.message).to.include('at most 1000 tokens')
  })
})
