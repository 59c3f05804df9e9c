import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')

/** Two branches into a gateway "g" that has two ways out. */
const mixed = (kind: string, conditions: readonly [string, string] = ['', '']): string =>
  bpmn(
    `<startEvent id="s"/><parallelGateway id="f"/>${tasks('a', 'b', 'x', 'y')}<${kind} id="g"/>`,
    `s > f; f > a > g; f > b > g; g > x ${conditions[0]}; g > y ${conditions[1]}`,
  )

describe('a gateway with several flows in and several out', () => {
  it('of the exclusive kind sends each token one way', async () => {
    const machine = await Machine.of(mixed('exclusiveGateway', ['[=n > 1]', '[default]']))
    machine.start({ n: 2 }).complete('a')
    expect(machine.openTasks).to.deep.equal(['b', 'x'])
    expect(machine.complete('b', { n: 0 }).openTasks).to.deep.equal(['x', 'y'])
  })

  it('of the parallel kind waits for all and sends a token every way', async () => {
    const machine = await Machine.of(mixed('parallelGateway'))
    expect(machine.start().complete('a').openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['x', 'y'])
  })

  it('of the inclusive kind waits for what can come and sends tokens where conditions hold', async () => {
    const machine = await Machine.of(mixed('inclusiveGateway', ['[=n > 1]', '[=n > 0]']))
    expect(machine.start({ n: 1 }).complete('a').openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['y'])
  })

  it('of the complex kind goes on by the first and swallows the second', async () => {
    const machine = await Machine.of(mixed('complexGateway', ['[=n > 1]', '[=n > 0]']))
    expect(machine.start({ n: 2 }).complete('a').openTasks).to.deep.equal(['b', 'x', 'y'])
    expect(machine.complete('b').openTasks).to.deep.equal(['x', 'y'])
  })

  it('of the event-based kind waits with each token for itself', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/>${tasks('a', 'b', 'x', 'y')}<eventBasedGateway id="g"/>
         <intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>
         <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
        's > f > a > g; f > b > g; g > m > x; g > t > y',
        { roots: '<message id="M" name="m"/>' },
      ),
    )
    machine.start().complete('a').complete('b')
    expect(machine.armed).to.deep.equal(['m', 'm', 't', 't'])
    expect(machine.fire('m').fire('t').openTasks).to.deep.equal(['x', 'y'])
    expect(machine.armed).to.deep.equal([])
  })
})

describe('a parallel join', () => {
  it('waits while a branch loops before it', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/><exclusiveGateway id="m"/><exclusiveGateway id="x"/>${tasks('a', 'b', 'after')}`,
        's > f > a > j > after; f > m > b > x; x > m [=again]; x > j [default]',
      ),
    )
    machine.start().complete('a').complete('b', { again: true }).complete('b', { again: true })
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b', { again: false }).openTasks).to.deep.equal(['after'])
  })

  it('inside a loop joins once in each round', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><exclusiveGateway id="m"/><parallelGateway id="f"/><parallelGateway id="j"/><exclusiveGateway id="x"/>${tasks('a', 'b', 'after')}<endEvent id="e"/>`,
        's > m > f > a > j > after > x; f > b > j; x > m [=again]; x > e [default]',
      ),
    )
    machine.start()
    for (let round = 0; round < 4; round++) {
      machine.complete('b')
      expect(machine.openTasks).to.deep.equal(['a'])
      machine.complete('a')
      expect(machine.openTasks).to.deep.equal(['after'])
      machine.complete('after', { again: round < 3 })
    }
    expect(machine.ended?.status).to.equal('completed')
  })

  it('that one of its own flows leads back to waits for a token on that flow, too', async () => {
    // The flow back never has a token before the join has gone on: it cannot, and the case shows where it stands.
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="j"/><parallelGateway id="f"/>${tasks('a')}<task id="back"/>`,
        's > j > a > f; f > back > j',
      ),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal([])
    expect(Object.values(machine.state?.tokens ?? {}).map(({ wait }) => wait.for)).to.deep.equal(['join'])
  })

  it('pairs the tokens of two rounds that are under way at once', async () => {
    // Two tokens go through the same fork: each branch brings two tokens, the join goes on twice.
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><task id="twice"/><exclusiveGateway id="m"/><task id="p1"/><task id="q1"/><parallelGateway id="f"/><parallelGateway id="j"/>${tasks('a', 'b', 'after')}`,
        's > twice > p1 > m > f > a > j > after; twice > q1 > m; f > b > j',
      ),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal(['a', 'a', 'b', 'b'])
    machine.complete('a').complete('a')
    expect(machine.openTasks).to.deep.equal(['b', 'b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after', 'b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after', 'after'])
    expect(machine.complete('after').complete('after').ended?.status).to.equal('completed')
  })
})
