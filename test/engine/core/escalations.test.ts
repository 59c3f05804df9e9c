import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const ROOTS =
  '<escalation id="E" escalationCode="LATE" name="late"/><escalation id="O" escalationCode="OTHER" name="other"/>'
const CATCH = '<escalationEventDefinition escalationRef="E" camunda:escalationCodeVariable="code"/>'
const WITH_DATA = `<extensionElements><camunda:inputOutput><camunda:inputParameter name="days">=3</camunda:inputParameter></camunda:inputOutput></extensionElements>`
const THROW = `<intermediateThrowEvent id="t">${WITH_DATA}<escalationEventDefinition escalationRef="E"/></intermediateThrowEvent>`

/** A sub-process in which an escalation is thrown between two tasks; `beside` stands around it. */
const around = (beside: string, paths: string, inside = '', insidePaths = '') =>
  bpmn(
    `<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/>${THROW}<userTask id="after"/>${inside}${flows(`is > t > after;${insidePaths}`)}</subProcess><userTask id="next"/>${beside}`,
    `s > sub > next;${paths}`,
    { roots: ROOTS },
  )

describe('an escalation', () => {
  it('is caught at the border and interrupts, with its data and code', async () => {
    const machine = await Machine.of(
      around(`<boundaryEvent id="b" attachedToRef="sub">${CATCH}</boundaryEvent><userTask id="mend"/>`, 'b > mend'),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal(['mend'])
    expect(machine.variables).to.deep.equal({ days: 3, code: 'LATE' })
    expect(machine.noted('escalation-thrown')[0]?.data).to.deep.equal({ escalationCode: 'LATE', caught: true })
  })

  it('is caught at the border without interrupting: the thrower goes on', async () => {
    const machine = await Machine.of(
      around(
        `<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false">${CATCH}</boundaryEvent><userTask id="mend"/>`,
        'b > mend',
      ),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal(['after', 'mend'])
    expect(machine.complete('after').complete('mend').complete('next').ended?.status).to.equal('completed')
  })

  it('is caught by an event sub-process that interrupts', async () => {
    const handler = `<subProcess id="esp" triggeredByEvent="true"><startEvent id="es">${CATCH}</startEvent><userTask id="mend"/>${flows('es > mend')}</subProcess>`
    const machine = await Machine.of(around('', '', handler))
    machine.start()
    expect(machine.openTasks).to.deep.equal(['mend'])
    expect(machine.complete('mend').openTasks).to.deep.equal(['next'])
  })

  it('is caught by an event sub-process beside which all goes on, as often as it comes', async () => {
    const handler = `<subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="false">${CATCH}</startEvent><userTask id="mend"/>${flows('es > mend')}</subProcess>`
    const machine = await Machine.of(
      around(
        '',
        '',
        `${handler}<exclusiveGateway id="again"/><endEvent id="ie"/>`,
        'after > again; again > t [=more]; again > ie [=not(more)]',
      ),
    )
    machine.start().complete('after', { more: true })
    expect(machine.openTasks).to.deep.equal(['after', 'mend', 'mend'])
  })

  it('prefers the catcher that names its code to one that takes all', async () => {
    const machine = await Machine.of(
      around(
        `<boundaryEvent id="any" attachedToRef="sub"><escalationEventDefinition/></boundaryEvent><boundaryEvent id="b" attachedToRef="sub">${CATCH}</boundaryEvent><userTask id="x"/><userTask id="mend"/>`,
        'any > x; b > mend',
      ),
    )
    expect(machine.start().openTasks).to.deep.equal(['mend'])
  })

  it('that nothing catches is written down, told to the world, and stops nothing', async () => {
    const machine = await Machine.of(
      around(
        '<boundaryEvent id="b" attachedToRef="sub"><escalationEventDefinition escalationRef="O"/></boundaryEvent><userTask id="mend"/>',
        'b > mend',
      ),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.noted('escalation-thrown')[0]?.data).to.deep.equal({ escalationCode: 'LATE', caught: false })
    expect(machine.effects).to.deep.include({
      kind: 'escalation-uncaught',
      escalationCode: 'LATE',
      payload: { days: 3 },
    })
  })

  it('is thrown at an end event, also at the end of the process', async () => {
    const inner = `<subProcess id="sub"><startEvent id="is"/><endEvent id="ie"><escalationEventDefinition escalationRef="E"/></endEvent>${flows('is > ie')}</subProcess>`
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${inner}<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false">${CATCH}</boundaryEvent><userTask id="mend"/><endEvent id="e"><escalationEventDefinition escalationRef="O"/></endEvent>`,
        's > sub > e; b > mend',
        { roots: ROOTS },
      ),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal(['mend'])
    expect(machine.complete('mend').ended?.status).to.equal('completed')
    expect(machine.noted('escalation-thrown').map(({ data }) => data.caught)).to.deep.equal([true, false])
  })

  it('comes out of a called process: the call goes on, or is interrupted', async () => {
    const called = (interrupting: boolean) =>
      bpmn(
        `<startEvent id="s"/><callActivity id="call" calledElement="other"/><boundaryEvent id="b" attachedToRef="call" cancelActivity="${interrupting}">${CATCH}</boundaryEvent><userTask id="mend"/><userTask id="next"/>`,
        's > call > next; b > mend',
        { roots: ROOTS },
      )
    for (const interrupting of [false, true]) {
      const machine = await Machine.of(called(interrupting))
      machine.start()
      const { callId } = machine.call('call')
      machine.take({ kind: 'escalation-thrown', callId, escalationCode: 'LATE', variables: { why: 'late' } })
      expect(machine.openTasks).to.deep.equal(['mend'])
      expect(machine.variable('why')).to.equal('late')
      expect(machine.openCalls).to.deep.equal(interrupting ? [] : ['call'])
    }
  })

  it('out of one run of a multi-instance interrupts the whole', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics><startEvent id="is"/><userTask id="a"/><endEvent id="ie"><escalationEventDefinition escalationRef="E"/></endEvent>${flows('is > a > ie')}</subProcess><boundaryEvent id="b" attachedToRef="sub">${CATCH}</boundaryEvent><userTask id="mend"/>`,
        's > sub; b > mend',
        { roots: ROOTS },
      ),
    )
    expect(machine.start().complete('a').openTasks).to.deep.equal(['mend'])
    expect(Object.keys(machine.state?.scopes ?? {})).to.have.length(1)
  })
})
