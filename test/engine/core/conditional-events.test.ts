import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const WHEN = (text: string) =>
  `<conditionalEventDefinition><condition xsi:type="tFormalExpression">${text}</condition></conditionalEventDefinition>`

describe('a conditional event', () => {
  const waiting = bpmn(
    `<startEvent id="s"/><parallelGateway id="g"/><intermediateCatchEvent id="c">${WHEN('=stock &lt; 10')}</intermediateCatchEvent><userTask id="order"/><userTask id="sell"/>`,
    's > g; g > c > order; g > sell',
  )

  it('waits until a change of data makes its condition true', async () => {
    const machine = await Machine.of(waiting)
    machine.start({ stock: 12 })
    expect(machine.openTasks).to.deep.equal(['sell'])
    expect(machine.complete('sell', { stock: 9 }).openTasks).to.deep.equal(['order'])
  })

  it('passes at once where its condition holds already', async () => {
    const machine = await Machine.of(waiting)
    expect(machine.start({ stock: 3 }).openTasks).to.deep.equal(['order', 'sell'])
  })

  it('is asked when variables are set from outside', async () => {
    const machine = await Machine.of(waiting)
    machine.start({ stock: 12 }).take({ kind: 'variables-changed', variables: { stock: 1 } })
    expect(machine.openTasks).to.deep.equal(['order', 'sell'])
  })

  it('waits for data that are not there yet, without filling the history', async () => {
    const machine = await Machine.of(waiting)
    machine.start().take({ kind: 'variables-changed', variables: { other: 1 } })
    expect(machine.openTasks).to.deep.equal(['sell'])
    expect(machine.noted('warning')).to.deep.equal([])
  })

  const host = (interrupting: boolean) =>
    bpmn(
      `<startEvent id="s"/><parallelGateway id="g"/><userTask id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="${interrupting}">${WHEN('=urgent')}</boundaryEvent><userTask id="hurry"/><userTask id="set"/><exclusiveGateway id="x"/>`,
      's > g; g > a; b > hurry; g > x; x > set > x',
    )

  it('at the border interrupts', async () => {
    const machine = await Machine.of(host(true))
    expect(machine.start({ urgent: false }).openTasks).to.deep.equal(['a', 'set'])
    expect(machine.complete('set', { urgent: true }).openTasks).to.deep.equal(['hurry', 'set'])
  })

  it('at the border comes as often as its condition becomes true anew', async () => {
    const machine = await Machine.of(host(false))
    machine.start({ urgent: false })
    machine.complete('set', { urgent: true })
    expect(machine.openTasks).to.deep.equal(['a', 'hurry', 'set'])
    machine.complete('set', { urgent: true })
    expect(machine.openTasks).to.deep.equal(['a', 'hurry', 'set'])
    machine.complete('set', { urgent: false }).complete('set', { urgent: true })
    expect(machine.openTasks).to.deep.equal(['a', 'hurry', 'hurry', 'set'])
  })

  const handled = (interrupting: boolean) =>
    bpmn(
      `<startEvent id="s"/><userTask id="a"/><userTask id="c"/><subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="${interrupting}">${WHEN('${amount > 100}')}</startEvent><userTask id="check"/>${flows('es > check')}</subProcess>`,
      's > a > c',
    )

  it('starts an event sub-process that interrupts', async () => {
    const machine = await Machine.of(handled(true))
    expect(machine.start({ amount: 5 }).complete('a', { amount: 500 }).openTasks).to.deep.equal(['check'])
    expect(machine.complete('check').ended?.status).to.equal('completed')
  })

  it('starts an event sub-process beside which all goes on', async () => {
    const machine = await Machine.of(handled(false))
    expect(machine.start({ amount: 5 }).complete('a', { amount: 500 }).openTasks).to.deep.equal(['c', 'check'])
  })

  it('may stand behind an event-based gateway', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="c">${WHEN('=paid')}</intermediateCatchEvent><intermediateCatchEvent id="d"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></intermediateCatchEvent><userTask id="ship"/><userTask id="remind"/>`,
        's > g; g > c > ship; g > d > remind',
      ),
    )
    machine.start()
    expect(machine.armed).to.deep.equal(['c', 'd'])
    machine.take({ kind: 'variables-changed', variables: { paid: true } })
    expect(machine.openTasks).to.deep.equal(['ship'])
    expect(machine.armed).to.deep.equal([])
  })

  it('whose condition cannot be computed leaves a warning and goes on waiting', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><intermediateCatchEvent id="c">${WHEN('=tooMuch(x)')}</intermediateCatchEvent><userTask id="a"/>`,
        's > c > a',
      ),
      {
        functions: {
          tooMuch: {
            parameters: ['x'],
            call: () => {
              throw new Error('no such scale')
            },
          },
        },
      },
    )
    machine.start({ x: 1 })
    expect(machine.openTasks).to.deep.equal([])
    expect(machine.noted('warning')).to.have.length(1)
  })

  it('that makes itself true again and again stops with an incident', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a"/><subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="false">${WHEN('=n &gt; 0')}</startEvent><scriptTask id="zero" scriptFormat="feel" camunda:resultVariable="n"><script>=0</script></scriptTask><scriptTask id="one" scriptFormat="feel" camunda:resultVariable="n"><script>=1</script></scriptTask>${flows('es > zero > one')}</subProcess>`,
        's > a',
      ),
      { stepBudget: 500 },
    )
    machine.start({ n: 1 })
    expect(machine.openIncidents.map(({ type }) => type)).to.include('step-budget')
    expect(machine.openTasks).to.deep.equal(['a'])
  })

  it('that begins to be awaited is asked alone: a thousand of them cost a thousand questions', async () => {
    let asked = 0
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a" completionQuantity="1000"/><intermediateCatchEvent id="c">${WHEN('=answer()')}</intermediateCatchEvent>`,
        's > a > c',
      ),
      { functions: { answer: { parameters: [], call: () => (asked++, false) } } },
    )
    machine.start().complete('a')
    expect(asked).to.equal(1_000)
    machine.take({ kind: 'variables-changed', variables: { x: 1 } })
    expect(asked).to.equal(2_000)
  })
})
