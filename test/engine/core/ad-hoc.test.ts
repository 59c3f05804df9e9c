import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { dataObject, into, io, outOf } from '../../support/data-drawn.ts'
import { Machine } from '../../support/machine.ts'

const adHoc = (attributes: string, inside: string, condition = '', more = ''): string =>
  bpmn(
    `<startEvent id="s"/><adHocSubProcess id="sub" ${attributes}>${inside}${
      condition === '' ? '' : `<completionCondition xsi:type="tFormalExpression">${condition}</completionCondition>`
    }</adHocSubProcess>${more}<userTask id="after"/>`,
    's > sub > after',
  )
const BY_HAND =
  '<extensionElements><camunda:properties><camunda:property name="begin" value="by hand"/></camunda:properties></extensionElements>'
const ABC = '<userTask id="a"/><userTask id="b"/><userTask id="c"/>'
const select = (machine: Machine, elementId: string): Machine => machine.take({ kind: 'activity-selected', elementId })

describe('ad-hoc sub-process, parallel', () => {
  it('begins everything at once and ends when all is done', async () => {
    for (const attributes of ['', 'ordering="Parallel"']) {
      const machine = await Machine.of(adHoc(attributes, ABC))
      machine.start()
      expect(machine.openTasks).to.deep.equal(['a', 'b', 'c'])
      machine.complete('b').complete('c')
      expect(machine.openTasks).to.deep.equal(['a'])
      expect(machine.complete('a').openTasks).to.deep.equal(['after'])
      expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
    }
  })

  it('follows the flows inside', async () => {
    const machine = await Machine.of(adHoc('', `${ABC}${flows('a > b')}`))
    machine.start()
    expect(machine.openTasks).to.deep.equal(['a', 'c'])
    machine.complete('c').complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
  })

  it('ends when its completion condition holds, and cancels what still runs', async () => {
    const machine = await Machine.of(adHoc('', ABC, '=enough'))
    machine.start().complete('a', { enough: false })
    expect(machine.openTasks).to.deep.equal(['b', 'c'])
    machine.complete('b', { enough: true })
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.noted('task-cancelled').map(({ elementId }) => elementId)).to.deep.equal(['c'])
  })

  it('waits for what runs where it is not to be cancelled, and begins nothing new', async () => {
    const machine = await Machine.of(adHoc('cancelRemainingInstances="false"', `${ABC}${flows('b > c')}`, '=enough'))
    machine.start().complete('a', { enough: true })
    expect(machine.openTasks).to.deep.equal(['b'])
    machine.complete('b')
    expect(machine.openTasks, 'the flow to c is taken no more').to.deep.equal(['after'])
  })

  it('begins nothing that a token came to after the condition held', async () => {
    // The timer and the join are no activities: nobody waits for them.
    const inside = `<userTask id="a"/><userTask id="b"/><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent><userTask id="c"/>${flows('b > t > c')}`
    const machine = await Machine.of(adHoc('cancelRemainingInstances="false"', inside, '=enough'))
    machine.start().complete('b', { enough: false })
    expect(machine.armed).to.deep.equal(['t'])
    machine.complete('a', { enough: true })
    expect(machine.armed).to.deep.equal([])
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('asks after the whole of a multi-instance, not after each run', async () => {
    const inside =
      '<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask><userTask id="b"/>'
    const machine = await Machine.of(adHoc('', inside, '=true'))
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['a', 'b'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
  })

  it('keeps waiting while its condition is false, asks again when data change, and lets activities be begun again', async () => {
    const machine = await Machine.of(adHoc('', '<userTask id="a"/>', '=enough'))
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal([])
    expect(machine.ended).to.equal(null)

    select(machine, 'a')
    expect(machine.openTasks).to.deep.equal(['a'])
    machine.complete('a')
    expect(machine.openTasks).to.deep.equal([])

    machine.take({ kind: 'variables-changed', variables: { enough: true } })
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('allows several of one activity at once', async () => {
    const machine = await Machine.of(adHoc('', ABC, '=false'))
    machine.start()
    select(select(machine, 'a'), 'a')
    expect(machine.openTasks).to.deep.equal(['a', 'a', 'a', 'b', 'c'])
  })

  it('is cancelled with all inside by its boundary event', async () => {
    const machine = await Machine.of(
      adHoc(
        '',
        ABC,
        '=false',
        '<boundaryEvent id="x" attachedToRef="sub"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>',
      ),
    )
    machine.start().fire('x')
    expect(machine.openTasks).to.deep.equal([])
    expect(machine.ended?.status).to.equal('completed')
  })

  it('ends with the event sub-process that interrupted it', async () => {
    const machine = await Machine.of(
      adHoc(
        '',
        `${ABC}<subProcess id="x" triggeredByEvent="true"><startEvent id="xs"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>`,
        '=false',
      ),
    )
    machine.start().fire('xs')
    expect(machine.openTasks).to.deep.equal(['xa'])
    expect(machine.complete('xa').openTasks).to.deep.equal(['after'])
  })

  it('of automatic work runs through', async () => {
    const machine = await Machine.of(adHoc('', '<task id="a"/><manualTask id="b"/>'))
    expect(machine.start().openTasks).to.deep.equal(['after'])
    expect(machine.path).to.deep.equal(['s', 'sub', 'a', 'b', 'after'])
  })

  it('stops with an incident where its condition fails, at the activity that asked', async () => {
    const machine = await Machine.of(adHoc('', ABC, '=enough'))
    machine.start({ enough: 'perhaps' }).complete('a')
    expect(machine.openIncidents[0]).to.include({ element: 'a' })
  })

  it('repeats as a loop, each time anew', async () => {
    const machine = await Machine.of(adHoc('', '<userTask id="a"/><standardLoopCharacteristics loopMaximum="2"/>'))
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
  })
})

describe('ad-hoc sub-process, sequential', () => {
  it('begins one after the other in the order of the diagram', async () => {
    const machine = await Machine.of(adHoc('ordering="Sequential"', ABC))
    machine.start()
    for (const id of ['a', 'b', 'c']) {
      expect(machine.openTasks).to.deep.equal([id])
      machine.complete(id)
    }
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('begins the next only when all that followed from the one before is done', async () => {
    const machine = await Machine.of(adHoc('ordering="Sequential"', `${ABC}${flows('a > b')}`))
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    machine.complete('b')
    expect(machine.openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after'])
  })

  it('runs one activity at a time also where a flow leads to several', async () => {
    const machine = await Machine.of(adHoc('ordering="Sequential"', `${ABC}${flows('a > b; a > c')}`))
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after'])
  })

  it('gives the turn on when a boundary event ends the one that has it', async () => {
    const inside = `${ABC}<boundaryEvent id="t" attachedToRef="b"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>${flows('a > b; a > c')}`
    const machine = await Machine.of(adHoc('ordering="Sequential"', inside))
    machine.start().complete('a').fire('t')
    expect(machine.openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after'])
  })

  it('goes on to the next where tokens wait at a join for it', async () => {
    const inside = `<userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><userTask id="c"/>${flows('a > j; b > j; j > c')}`
    const machine = await Machine.of(adHoc('ordering="Sequential"', inside))
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    machine.complete('b')
    expect(machine.openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after'])
  })

  it('goes on to the next where an activity waits for the data of it', async () => {
    const inside = `${dataObject('x')}<userTask id="a">${io(['in'])}${into({ from: 'x_ref', to: 'in' })}</userTask><userTask id="b">${io([], ['out'])}${outOf({ from: 'out', to: 'x_ref' })}</userTask>`
    const machine = await Machine.of(adHoc('ordering="Sequential"', inside))
    machine.start()
    expect(machine.openTasks).to.deep.equal(['b'])
    machine.complete('b', { out: 1 })
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
  })

  it('ends when its condition holds, and begins the rest no more', async () => {
    const machine = await Machine.of(adHoc('ordering="Sequential"', ABC, '=enough'))
    machine.start().complete('a', { enough: false })
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b', { enough: true }).openTasks).to.deep.equal(['after'])
    expect(machine.path).not.to.include('c')
  })

  it('of automatic work runs through', async () => {
    const machine = await Machine.of(adHoc('ordering="Sequential"', '<task id="a"/><task id="b"/>'))
    expect(machine.start().openTasks).to.deep.equal(['after'])
  })
})

describe('ad-hoc sub-process, begun by hand', () => {
  it('begins nothing by itself; without a condition it ends when each has been done', async () => {
    const machine = await Machine.of(adHoc('', `${BY_HAND}${ABC}`))
    machine.start()
    expect(machine.openTasks).to.deep.equal([])
    select(machine, 'b').complete('b')
    expect(machine.openTasks).to.deep.equal([])
    select(select(machine, 'c'), 'a')
    expect(machine.openTasks).to.deep.equal(['a', 'c'])
    machine.complete('a').complete('c')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.noted('activity-selected').map(({ elementId }) => elementId)).to.deep.equal(['b', 'c', 'a'])
  })

  it('ends by its condition', async () => {
    const machine = await Machine.of(adHoc('', `${BY_HAND}${ABC}`, '=enough'))
    select(machine.start(), 'b').complete('b', { enough: true })
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('takes only what no flow leads to, and only while it runs', async () => {
    const machine = await Machine.of(adHoc('', `${BY_HAND}${ABC}${flows('a > b')}`))
    machine.start()
    for (const id of ['b', 'after', 'sub', 'nothing'])
      expect(() => select(machine, id), id).to.throw('activity that can be begun now')
    select(machine, 'a').complete('a').complete('b')
    select(machine, 'c').complete('c')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(() => select(machine, 'a')).to.throw('activity that can be begun now')
  })

  it('sequential takes one at a time', async () => {
    const machine = await Machine.of(adHoc('ordering="Sequential"', `${BY_HAND}${ABC}`))
    select(machine.start(), 'b')
    expect(() => select(machine, 'a')).to.throw('Expected nothing to run')
    machine.complete('b')
    expect(select(machine, 'a').openTasks).to.deep.equal(['a'])
  })

  it('asks which one is meant where several run', async () => {
    const machine = await Machine.of(
      adHoc(
        '',
        `${BY_HAND}${ABC}<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`,
      ),
    )
    machine.start()
    expect(() => select(machine, 'a')).to.throw('Say which by its scope')
    const scopeId = Object.values(machine.state?.scopes ?? {}).findLast(({ adHoc: state }) => state !== undefined)?.id
    machine.take({ kind: 'activity-selected', elementId: 'a', scopeId: scopeId ?? '' })
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(() => machine.take({ kind: 'activity-selected', elementId: 'a', scopeId: 's999' })).to.throw('can be begun')
  })

  it('begins nothing any more once it is done, even when an incident keeps it from leaving', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><adHocSubProcess id="sub">${ABC}</adHocSubProcess><userTask id="after"/>`,
        's > sub; sub > after [=wanted]',
      ),
    )
    machine.start().complete('a').complete('b').complete('c')
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['sub'])
    expect(() => select(machine, 'a')).to.throw('it is not')
    machine.take({ kind: 'variables-changed', variables: { wanted: true } }).retry()
    expect(machine.openTasks).to.deep.equal(['after'])
  })
})
