import { expect } from 'chai'
import { bpmn } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

describe('exclusive gateway', () => {
  const xml = bpmn(
    '<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>',
    's > g; g > a [=n > 5]; g > b [=n > 2]; g > c [default]',
  )

  it('takes the first flow whose condition holds, in the order of the diagram', async () => {
    const machine = await Machine.of(xml)
    expect(machine.start({ n: 6 }).openTasks).to.deep.equal(['a'])
    expect(new Machine(machine.definition).start({ n: 3 }).openTasks).to.deep.equal(['b'])
  })

  it('takes the default when none holds', async () => {
    const machine = await Machine.of(xml)
    expect(machine.start({ n: 1 }).openTasks).to.deep.equal(['c'])
  })

  it('counts a condition over a missing variable as false and says so', async () => {
    const machine = await Machine.of(xml)
    machine.start({})
    expect(machine.openTasks).to.deep.equal(['c'])
    expect(machine.noted('warning')).not.to.have.length(0)
  })

  it('understands simple Camunda conditions', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/>',
        "s > g; g > a [${amount > 100 && kind == 'a'}]; g > b [default]",
      ),
    )
    expect(machine.start({ amount: 101, kind: 'a' }).openTasks).to.deep.equal(['a'])
    expect(new Machine(machine.definition).start({ amount: 101, kind: 'b' }).openTasks).to.deep.equal(['b'])
  })

  it('stops with an incident when no flow can be taken; what went before stays done, a retry goes on', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><userTask id="t"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/>',
        's > t > g; g > a [=n > 5]; g > b [=n < 0]',
      ),
    )
    machine.start().complete('t', { n: 3 })
    expect(machine.openTasks).to.deep.equal([])
    expect(machine.openIncidents[0]?.element).to.equal('g')
    expect(machine.variable('n')).to.equal(3)

    machine.take({ kind: 'variables-changed', variables: { n: 9 } }).retry()
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(machine.openIncidents).to.deep.equal([])
  })

  it('lets each token pass, joining nothing', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><parallelGateway id="f"/><task id="x"/><task id="y"/><exclusiveGateway id="m"/><userTask id="a"/>',
        's > f > x > m > a; f > y > m',
      ),
    )
    expect(machine.start().openTasks).to.deep.equal(['a', 'a'])
  })
})

describe('parallel gateway', () => {
  const forkJoin = bpmn(
    '<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><userTask id="after"/><endEvent id="e"/>',
    's > f > a > j > after > e; f > b > j',
  )

  it('opens every branch and waits for all of them', async () => {
    const machine = await Machine.of(forkJoin)
    expect(machine.start().openTasks).to.deep.equal(['a', 'b'])
    expect(machine.complete('a').openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
    expect(machine.complete('after').ended?.status).to.equal('completed')
  })

  it('needs a token on each incoming flow, not just as many tokens', async () => {
    // Two tokens come by the same branch (a loop around "a"): the join must still wait for "b".
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><exclusiveGateway id="x"/><userTask id="b"/><parallelGateway id="j"/><userTask id="after"/>',
        's > f > a > x; x > a [=again]; x > j [default]; f > b > j > after',
      ),
    )
    machine.start().complete('a', { again: true }).complete('a', { again: true }).complete('a', { again: false })
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
  })

  it('keeps a second token on the same flow for the next round', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><parallelGateway id="f"/><task id="p1"/><task id="q1"/><exclusiveGateway id="m"/><userTask id="b"/><parallelGateway id="j"/><userTask id="after"/>',
        's > f > p1 > m > j > after; f > q1 > m; f > b > j',
      ),
    )
    machine.start().complete('b')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(Object.values(machine.state?.tokens ?? {}).filter((token) => token.wait.for === 'join')).to.have.length(1)
  })
})

describe('a gateway where paths meet and end', () => {
  for (const kind of ['parallel', 'inclusive', 'complex', 'exclusive']) {
    it(`of the ${kind} kind is an end like any other`, async () => {
      const machine = await Machine.of(
        bpmn(
          `<startEvent id="s"/><parallelGateway id="g"/><userTask id="a"/><userTask id="b"/><${kind}Gateway id="x"/>`,
          's > g > a > x; g > b > x',
        ),
      )
      machine.start().complete('a')
      expect(machine.ended).to.equal(null)
      expect(machine.complete('b').ended).to.not.equal(null)
    })
  }
})

describe('event-based gateway', () => {
  const race = (receivers: string) =>
    bpmn(
      `<startEvent id="s"/><eventBasedGateway id="g"/>${receivers}
     <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></intermediateCatchEvent>
     <userTask id="replied"/><userTask id="silent"/><userTask id="received"/>`,
      's > g > m > replied; g > t > silent; g > r > received',
      { roots: '<message id="M" name="client.replied"/><message id="R" name="client.withdrawn"/>' },
    )
  const xml = race(
    `<intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>
     <intermediateCatchEvent id="r"><messageEventDefinition messageRef="R"/></intermediateCatchEvent>`,
  )

  it('goes on from the first event and forgets the others', async () => {
    const machine = await Machine.of(xml)
    machine.start()
    expect(machine.armed).to.deep.equal(['m', 'r', 't'])

    machine.fire('t')
    expect(machine.openTasks).to.deep.equal(['silent'])
    expect(machine.armed).to.deep.equal([])
  })

  it('hands the payload of the message on', async () => {
    const machine = await Machine.of(xml)
    machine.start().fire('m', { text: 'here' })
    expect(machine.openTasks).to.deep.equal(['replied'])
    expect(machine.variable('text')).to.equal('here')
  })

  it('may be followed by a condition, which decides as soon as it holds', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/><eventBasedGateway id="g"/><userTask id="beside"/>
         <intermediateCatchEvent id="c"><conditionalEventDefinition><condition>=n &gt; 5</condition></conditionalEventDefinition></intermediateCatchEvent>
         <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></intermediateCatchEvent>
         <userTask id="enough"/><userTask id="late"/>`,
        's > f > g > c > enough; g > t > late; f > beside',
      ),
    )
    machine.start({ n: 1 })
    expect(machine.armed).to.deep.equal(['c', 't'])
    expect(machine.complete('beside', { n: 6 }).openTasks).to.deep.equal(['enough'])
    expect(machine.armed).to.deep.equal([])
    expect(new Machine(machine.definition).start({ n: 9 }).openTasks).to.deep.equal(['beside', 'enough'])
  })

  it('may be followed by receive tasks instead of message events', async () => {
    const machine = await Machine.of(race('<receiveTask id="m" messageRef="M"/><receiveTask id="r" messageRef="R"/>'))
    expect(machine.start().fire('r').openTasks).to.deep.equal(['received'])
  })
})

describe('flows that leave an activity', () => {
  it('are all taken, each with a token of its own', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><task id="x"/><userTask id="a"/><userTask id="b"/>', 's > x > a; x > b'),
    )
    expect(machine.start().openTasks).to.deep.equal(['a', 'b'])
  })

  it('may have conditions and a default', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><task id="x"/><userTask id="a"/><userTask id="b"/>',
        's > x; x > a [=yes]; x > b [default]',
      ),
    )
    expect(machine.start({ yes: false }).openTasks).to.deep.equal(['b'])
    expect(new Machine(machine.definition).start({ yes: true }).openTasks).to.deep.equal(['a'])
  })
})

describe('runs', () => {
  it('of a thousand automatic steps simply work', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `t${index}`)
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${names.map((name) => `<task id="${name}"/>`).join('')}<endEvent id="e"/>`,
        `s > ${names.join(' > ')} > e`,
      ),
    )
    expect(machine.start().ended?.status).to.equal('completed')
  })

  it('without end stop with an incident after the step budget', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><exclusiveGateway id="m"/><task id="a"/><task id="b"/>', 's > m > a > b > m'),
      { stepBudget: 500 },
    )
    machine.start()
    expect(machine.openIncidents).to.have.length(1)
    expect(machine.openIncidents[0]?.type).to.equal('step-budget')
  })

  it('give the same result for the same input', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>',
      's > f > a; f > b',
    )
    const machine = await Machine.of(xml)
    const again = new Machine(machine.definition)
    expect(machine.start({ x: 1 }).effects).to.deep.equal(again.start({ x: 1 }).effects)
    expect(machine.state).to.deep.equal(again.state)
  })
})
