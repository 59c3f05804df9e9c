import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const ROOTS = '<message id="M" name="paid"/><signal id="S" name="storm"/><escalation id="E" escalationCode="LATE"/>'
const EVENTS =
  '<messageEventDefinition messageRef="M"/><signalEventDefinition signalRef="S"/><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>'

/** Fires the trigger of that type. */
const come = (machine: Machine, type: string, payload = {}) => {
  const trigger = Object.values(machine.state?.triggers ?? {}).find(({ on }) => on.type === type)
  if (!trigger) throw new Error(`Expected a ${type} to be awaited, but none is.`)
  return machine.take({ kind: 'trigger-fired', triggerId: trigger.id, payload })
}

describe('a multiple event', () => {
  for (const type of ['message', 'signal', 'timer'])
    it(`is caught when any of its definitions comes (${type})`, async () => {
      const machine = await Machine.of(
        bpmn(
          `<startEvent id="s"/><intermediateCatchEvent id="c">${EVENTS}</intermediateCatchEvent><userTask id="a"/>`,
          's > c > a',
          { roots: ROOTS },
        ),
      )
      machine.start()
      expect(machine.armed).to.deep.equal(['c', 'c', 'c'])
      expect(come(machine, type).openTasks).to.deep.equal(['a'])
      expect(machine.armed).to.deep.equal([])
    })

  it('that is parallel is caught when all have come, with the data of all', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><intermediateCatchEvent id="c" parallelMultiple="true">${EVENTS}</intermediateCatchEvent><userTask id="a"/>`,
        's > c > a',
        { roots: ROOTS },
      ),
    )
    machine.start()
    come(machine, 'signal', { wind: 30 })
    expect(machine.armed).to.deep.equal(['c', 'c'])
    come(machine, 'timer')
    expect(machine.openTasks).to.deep.equal([])
    come(machine, 'message', { sum: 5 })
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(machine.variables).to.deep.equal({ wind: 30, sum: 5 })
  })

  const atBorder = (parallel: boolean, interrupting: boolean) =>
    bpmn(
      `<startEvent id="s"/><userTask id="a"/><boundaryEvent id="b" attachedToRef="a" parallelMultiple="${parallel}" cancelActivity="${interrupting}">${EVENTS}</boundaryEvent><userTask id="mend"/>`,
      's > a; b > mend',
      { roots: ROOTS },
    )

  it('at the border interrupts by any', async () => {
    const machine = await Machine.of(atBorder(false, true))
    expect(come(machine.start(), 'signal').openTasks).to.deep.equal(['mend'])
    expect(machine.armed).to.deep.equal([])
  })

  it('at the border comes as often as any of it comes', async () => {
    const machine = await Machine.of(atBorder(false, false))
    machine.start()
    come(machine, 'signal')
    come(machine, 'signal')
    come(machine, 'message')
    expect(machine.openTasks).to.deep.equal(['a', 'mend', 'mend', 'mend'])
    come(machine, 'timer')
    expect(Object.values(machine.state?.triggers ?? {}).map(({ on }) => on.type)).to.deep.equal(['message', 'signal'])
  })

  it('that is parallel at the border interrupts when all have come', async () => {
    const machine = await Machine.of(atBorder(true, true))
    machine.start()
    come(machine, 'signal')
    come(machine, 'message')
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(come(machine, 'timer').openTasks).to.deep.equal(['mend'])
  })

  it('that is parallel at the border and does not interrupt is awaited anew each time', async () => {
    const machine = await Machine.of(atBorder(true, false))
    machine.start()
    for (let round = 1; round <= 2; round++) {
      for (const type of ['timer', 'message', 'signal']) come(machine, type)
      expect(machine.openTasks.filter((id) => id === 'mend')).to.have.length(round)
      expect(machine.armed).to.deep.equal(['b', 'b', 'b'])
    }
  })

  const handler = (parallel: boolean, interrupting: boolean) =>
    bpmn(
      `<startEvent id="s"/><userTask id="a"/><subProcess id="esp" triggeredByEvent="true"><startEvent id="es" parallelMultiple="${parallel}" isInterrupting="${interrupting}">${EVENTS}</startEvent><userTask id="mend"/>${flows('es > mend')}</subProcess>`,
      's > a',
      { roots: ROOTS },
    )

  it('starts an event sub-process by any', async () => {
    const machine = await Machine.of(handler(false, false))
    machine.start()
    come(machine, 'message')
    expect(come(machine, 'signal').openTasks).to.deep.equal(['a', 'mend', 'mend'])
  })

  it('that is parallel starts an event sub-process when all have come', async () => {
    const machine = await Machine.of(handler(true, true))
    machine.start()
    come(machine, 'message')
    come(machine, 'signal')
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(come(machine, 'timer').openTasks).to.deep.equal(['mend'])
    expect(machine.armed).to.deep.equal([])
  })

  it('at the border catches errors and escalations among others', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><serviceTask id="a" camunda:class="x"/><boundaryEvent id="b" attachedToRef="a"><messageEventDefinition messageRef="M"/><errorEventDefinition/></boundaryEvent><userTask id="mend"/>`,
        's > a; b > mend',
        { roots: ROOTS },
      ),
    )
    expect(machine.start().throwJobError('a', 'ANY').openTasks).to.deep.equal(['mend'])
  })

  it('throws all of its definitions, in between and at the end', async () => {
    const all =
      '<messageEventDefinition messageRef="M"/><signalEventDefinition signalRef="S"/><escalationEventDefinition escalationRef="E"/>'
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><intermediateThrowEvent id="t">${all}</intermediateThrowEvent><userTask id="a"/><endEvent id="e">${all}<terminateEventDefinition/></endEvent>`,
        's > t > a > e',
        { roots: ROOTS },
      ),
    )
    machine.start()
    expect(machine.thrown.map(({ name }) => name)).to.deep.equal(['paid', 'storm'])
    expect(machine.noted('escalation-thrown')).to.have.length(1)
    machine.complete('a')
    expect(machine.thrown).to.have.length(4)
    expect(machine.ended?.status).to.equal('terminated')
  })

  it('may refer to definitions of the file and hold others', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><intermediateCatchEvent id="c"><signalEventDefinition signalRef="S"/><eventDefinitionRef>shared</eventDefinitionRef></intermediateCatchEvent><userTask id="a"/>',
        's > c > a',
        { roots: `${ROOTS}<messageEventDefinition id="shared" messageRef="M"/>` },
      ),
    )
    expect(come(machine.start(), 'message', { sum: 1 }).openTasks).to.deep.equal(['a'])
  })

  it('whose conditions all hold comes once, until one has been false in between', async () => {
    const both = ['x = 1', 'y = 1']
      .map((text) => `<conditionalEventDefinition><condition>=${text}</condition></conditionalEventDefinition>`)
      .join('')
    const atTask = `<boundaryEvent id="b" attachedToRef="a" parallelMultiple="true" cancelActivity="false">${both}</boundaryEvent>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/><userTask id="a"/>${atTask}<userTask id="beside"/>`, 's > a; b > beside'),
    )
    expect(machine.start({ x: 1, y: 1 }).openTasks).to.deep.equal(['a', 'beside'])
    const change = (variables: { x?: number; y?: number }) => machine.take({ kind: 'variables-changed', variables })
    change({ x: 2 })
    expect(change({ x: 1 }).openTasks).to.deep.equal(['a', 'beside'])
    change({ y: 2 })
    expect(change({ y: 1 }).openTasks).to.deep.equal(['a', 'beside', 'beside'])
  })
})
