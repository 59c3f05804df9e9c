import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { dataObject, outOf, io } from '../../support/data-drawn.ts'
import { Machine } from '../../support/machine.ts'

describe('data objects and properties', () => {
  it('are there, empty, when the process begins, unless it is started with them', async () => {
    const machine = await Machine.of(
      bpmn(
        `<property id="pr" name="clerk"/>${dataObject('order')}<dataObject id="items" isCollection="true"/><startEvent id="s"/><userTask id="a"/>`,
        's > a',
      ),
    )
    expect(machine.start({ order: { id: 1 } }).variables).to.deep.equal({ items: null, clerk: null, order: { id: 1 } })
  })

  it('of a sub-process keep what is written inside, shadow outer ones, and end with it', async () => {
    const machine = await Machine.of(
      bpmn(
        `<property id="p1" name="note"/><startEvent id="s"/><subProcess id="sub"><property id="p2" name="note"/><dataObject id="draft"/><startEvent id="ss"/><userTask id="a"/><userTask id="b"/>${flows('ss > a > b')}</subProcess><userTask id="z"/>`,
        's > sub > z',
      ),
    )
    machine.start({ note: 'outer' })
    expect(machine.seenAt('a')).to.deep.equal({ note: null, draft: null })
    machine.complete('a', { note: 'inner', draft: 'text', other: 1 })
    expect(machine.seenAt('b')).to.deep.equal({ note: 'inner', draft: 'text', other: 1 })
    machine.complete('b')
    expect(machine.seenAt('z')).to.deep.equal({ note: 'outer', other: 1 })
  })

  it('of a multi-instance sub-process belong to each run of it', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub"><multiInstanceLoopCharacteristics camunda:collection="xs" camunda:elementVariable="x"/><dataObject id="draft"/><startEvent id="ss"/><userTask id="a"/><userTask id="b"/>${flows('ss > a > b')}</subProcess>`,
        's > sub',
      ),
    )
    machine.start({ xs: [1, 2] }).complete('a', { draft: 'first' })
    expect(machine.seenAt('b')).to.include({ x: 1, draft: 'first' })
    expect(machine.seenAt('a')).to.include({ x: 2, draft: null })
    expect(machine.variables).to.deep.equal({ xs: [1, 2] })
  })

  it('of an event sub-process take what started it', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a"/><subProcess id="ev" triggeredByEvent="true"><dataObject id="letter"/><startEvent id="es" isInterrupting="false"><messageEventDefinition messageRef="m"/></startEvent><userTask id="b"/>${flows('es > b')}</subProcess>`,
        's > a',
        { roots: '<message id="m" name="news"/>' },
      ),
    )
    machine.start().fire('es', { letter: 'dear', kind: 'paper' })
    expect(machine.seenAt('b')).to.deep.equal({ letter: 'dear', kind: 'paper' })
    expect(machine.variables).to.deep.equal({ kind: 'paper' })
  })

  it('of a task are its own while it runs', async () => {
    const machine = await Machine.of(
      bpmn(
        `${dataObject('result')}<startEvent id="s"/><userTask id="a"><property id="draft"/>${outOf({ from: 'draft', to: 'result_ref' })}</userTask><userTask id="b"/>`,
        's > a > b',
      ),
    )
    expect(machine.start({ draft: 'outer' }).seenAt('a')).to.deep.equal({ draft: null, result: null })
    machine.complete('a', { draft: 'mine', x: 1 })
    expect(machine.variables).to.deep.equal({ draft: 'outer', result: 'mine', x: 1 })
  })

  it('are called by their name, by the name of their first reference, or by their id', async () => {
    const machine = await Machine.of(
      bpmn(
        '<dataObject id="o1" name="order"/><dataObject id="o2"/><dataObjectReference id="r2" name="invoice" dataObjectRef="o2"/><dataObject id="o3" name="two words"/><dataObjectReference id="o4"/><startEvent id="s"/><userTask id="a"/>',
        's > a',
      ),
    )
    expect(machine.start().variables).to.deep.equal({ order: null, invoice: null, o3: null, o4: null })
  })

  it('leave a process without any as it was', async () => {
    const machine = await Machine.of(bpmn('<startEvent id="s"/><userTask id="a"/>', 's > a'))
    expect(machine.start().state?.scopes).to.deep.equal({
      s1: { id: 's1', kind: 'process', elementId: 'p', parent: null, token: null, variables: {}, loop: null },
    })
    expect(JSON.stringify(machine.definition)).not.to.match(/"data|waitsForData/)
  })
})

describe('data states', () => {
  const diagram = (task: string): string =>
    bpmn(
      `${dataObject('order', 'draft', 'approved')}<startEvent id="s"/><userTask id="a">${task}</userTask><exclusiveGateway id="g"/><userTask id="yes"/><userTask id="no"/>`,
      's > a > g; g > yes [dataStates.order = "approved"]; g > no [default]',
    )

  it('are set by writing to a reference with a state, and expressions see them', async () => {
    const machine = await Machine.of(diagram(`${io([], ['given'])}${outOf({ from: 'given', to: 'order_approved' })}`))
    machine.start().complete('a', { given: { sum: 3 } })
    expect(machine.openTasks).to.deep.equal(['yes'])
    expect(machine.variable('order')).to.deep.equal({ sum: 3 })
    expect(machine.noted('data-state-set')).to.have.length(1)
  })

  it('stay when something else is written', async () => {
    const machine = await Machine.of(diagram(`${io([], ['given'])}${outOf({ from: 'given', to: 'order_ref' })}`))
    expect(machine.start().complete('a', { given: 1 }).openTasks).to.deep.equal(['no'])
  })

  it('are also what an association says that a modeller draws without a source', async () => {
    const machine = await Machine.of(diagram(outOf({ to: 'order_approved' })))
    machine.start({ order: 1 }).complete('a')
    expect(machine.openTasks).to.deep.equal(['yes'])
    expect(machine.variable('order')).to.equal(1)
  })

  it('begin as the data object says, and an inner data object has its own', async () => {
    const machine = await Machine.of(
      bpmn(
        `<dataObject id="order"><dataState name="new"/></dataObject><startEvent id="s"/><userTask id="a" name="x" camunda:assignee="=dataStates.order"/><subProcess id="sub"><dataObject id="order_in" name="order"/><startEvent id="ss"/><userTask id="b" camunda:assignee="=if dataStates.order = null then &quot;none&quot; else dataStates.order"/>${flows('ss > b')}</subProcess>`,
        's > a > sub',
      ),
    )
    expect(machine.start().task('a').assignee).to.equal('new')
    expect(machine.complete('a').task('b').assignee).to.equal('none')
  })

  it('are not among the variables that are sent or handed to a called process', async () => {
    const machine = await Machine.of(
      bpmn(
        `<dataObject id="order"><dataState name="new"/></dataObject><startEvent id="s"/><intermediateThrowEvent id="t"><messageEventDefinition messageRef="m"/></intermediateThrowEvent><callActivity id="c" calledElement="other"/>`,
        's > t > c',
        { roots: '<message id="m" name="news"/>' },
      ),
    )
    machine.start()
    expect(machine.thrown[0]?.payload).to.deep.equal({ order: null })
    expect(machine.call('c').variables).to.deep.equal({ order: null })
  })
})
