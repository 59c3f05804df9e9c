import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { dataObject, into, io, outOf } from '../../support/data-drawn.ts'
import { Machine } from '../../support/machine.ts'

/** `s > a > after` with the multi-instance on user task `a`. */
const userTasks = (attributes: string, inside = '', more = '', roots = ''): string =>
  bpmn(
    `<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics></userTask>${more}<userTask id="after"/>`,
    `s > a > after${more === '' ? '' : '; b > caught'}`,
    { roots },
  )

const iterations = (machine: Machine) =>
  Object.values(machine.state?.scopes ?? {}).flatMap((scope) => (scope.kind === 'iteration' ? [scope.variables] : []))

describe('multi-instance by number', () => {
  for (const text of ['2', 'n', '=n', '${n}', '#{n}', 'count(items)', ' <![CDATA[ 1 + 1 ]]> ']) {
    it(`runs twice for "${text}"`, async () => {
      const machine = await Machine.of(userTasks('', `<loopCardinality>${text}</loopCardinality>`))
      machine.start({ n: 2, items: ['a', 'b'] })
      expect(machine.openTasks).to.deep.equal(['a', 'a'])
    })
  }
})

describe('multi-instance over data', () => {
  // Text of the task: data input with its association, then the loop over it.
  const overDataInput = (attributes = ''): string =>
    bpmn(
      `<dataObject id="people_1" name="people"/><dataObject id="D-results" name="all results"/>
       <startEvent id="s"/><userTask id="a">
         <ioSpecification id="io"><dataInput id="in_1" name="given people"/><dataOutput id="out_1"/><inputSet><dataInputRefs>in_1</dataInputRefs></inputSet><outputSet><dataOutputRefs>out_1</dataOutputRefs></outputSet></ioSpecification>
         <dataInputAssociation id="ia"><sourceRef>people_1</sourceRef><targetRef>in_1</targetRef></dataInputAssociation>
         <dataOutputAssociation id="oa"><sourceRef>out_1</sourceRef><targetRef>D-results</targetRef></dataOutputAssociation>
         <multiInstanceLoopCharacteristics ${attributes}><loopDataInputRef>in_1</loopDataInputRef><loopDataOutputRef>out_1</loopDataOutputRef><inputDataItem id="item_1" name="person"/><outputDataItem id="answer_1" name="answer"/>
         <completionCondition xsi:type="tFormalExpression">=nrOfCompletedInstances &gt;= enough</completionCondition></multiInstanceLoopCharacteristics>
       </userTask><userTask id="after"/>`,
      's > a > after',
    )

  it('opens one run per item of a data input, under the name of the input item', async () => {
    const machine = await Machine.of(overDataInput())
    machine.start({ people: ['anna', 'janis'], enough: 9 })
    expect(machine.openTasks).to.deep.equal(['a', 'a'])
    expect(iterations(machine).map(({ person }) => person)).to.deep.equal(['anna', 'janis'])
  })

  it('collects what the runs give in the order of the items, whichever completes first', async () => {
    const machine = await Machine.of(overDataInput())
    machine.start({ people: ['anna', 'janis'], enough: 9 })
    const [first, second] = Object.values(machine.state?.tokens ?? {}).flatMap(({ wait }) =>
      wait.for === 'task' ? [wait.taskId] : [],
    )
    const by = 'anna'
    machine.take({ kind: 'task-completed', taskId: second ?? '', variables: { answer: 'second' }, by })
    expect(machine.variables, 'the item of a run stays in the run').not.to.have.property('answer')
    machine.take({ kind: 'task-completed', taskId: first ?? '', variables: { answer: 'first' }, by })
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.variable('D-results')).to.deep.equal(['first', 'second'])
    expect(machine.variables).not.to.have.property('answer')
  })

  it('gives null for runs that an early end left out', async () => {
    for (const attributes of ['', 'isSequential="true"']) {
      const machine = await Machine.of(overDataInput(attributes))
      machine.start({ people: ['anna', 'janis', 'maris'], enough: 1 }).complete('a', { answer: 7 })
      expect(machine.openTasks).to.deep.equal(['after'])
      expect(machine.variable('D-results')).to.deep.equal([7, null, null])
    }
  })

  it('collects nothing from nothing', async () => {
    const machine = await Machine.of(overDataInput())
    expect(machine.start({ people: [], enough: 1 }).openTasks).to.deep.equal(['after'])
    expect(machine.variable('D-results')).to.deep.equal([])
  })

  it('reads a data object directly, and one that its reference stands for', async () => {
    for (const ref of ['orders', 'orders_ref']) {
      const machine = await Machine.of(
        bpmn(
          `<dataObject id="orders"/><dataObjectReference id="orders_ref" dataObjectRef="orders"/><startEvent id="s"/><scriptTask id="a" scriptFormat="feel" camunda:resultVariable="double"><script>=order * 2</script><multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>${ref}</loopDataInputRef><loopDataOutputRef>doubles</loopDataOutputRef><inputDataItem id="order"/><outputDataItem id="double"/></multiInstanceLoopCharacteristics></scriptTask><dataObject id="doubles"/><endEvent id="e"/>`,
          's > a > e',
        ),
      )
      expect(machine.start({ orders: [1, 2, 3] }).ended?.variables).to.deep.equal({
        orders: [1, 2, 3],
        doubles: [2, 4, 6],
      })
    }
  })

  it('transforms the list on its way in and out', async () => {
    const machine = await Machine.of(
      bpmn(
        `${dataObject('order')}${dataObject('total')}<startEvent id="s"/><userTask id="a">${io(['lines'], ['prices'])}${into({ from: 'order_ref', to: 'lines', transformation: '=order.lines' })}${outOf({ from: 'prices', to: 'total_ref', transformation: '=sum(prices)' })}<multiInstanceLoopCharacteristics><loopDataInputRef>lines</loopDataInputRef><loopDataOutputRef>prices</loopDataOutputRef><inputDataItem id="line"/><outputDataItem id="price"/></multiInstanceLoopCharacteristics></userTask><userTask id="after"/>`,
        's > a > after',
      ),
    )
    machine.start({ order: { lines: ['pen', 'ink'] } })
    expect(iterations(machine).map(({ line }) => line)).to.deep.equal(['pen', 'ink'])
    machine.complete('a', { price: 2 }).complete('a', { price: 5 })
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.variables).to.deep.equal({ order: { lines: ['pen', 'ink'] }, total: 7 })
  })

  it('stops with an incident where the data input holds no list', async () => {
    const machine = await Machine.of(overDataInput())
    machine.start({ people: 'anna', enough: 1 })
    expect(machine.openIncidents[0]?.message).to.include('Expected a list')
  })

  it('asks its completion condition with the names of BPMN, too', async () => {
    const machine = await Machine.of(
      userTasks(
        '',
        '<loopCardinality>4</loopCardinality><completionCondition>=numberOfCompletedInstances = 2 and numberOfActiveInstances = 2 and numberOfInstances = 4 and numberOfTerminatedInstances = 0</completionCondition>',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.have.length(3)
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
  })
})

describe('multi-instance behaviour', () => {
  const roots = '<signal id="S" name="one done"/><signalEventDefinition id="SD" signalRef="S"/>'
  const thrown = (machine: Machine): string[] => machine.thrown.map(({ name }) => name)

  it('All throws nothing and lets the token go on after all', async () => {
    for (const attributes of ['', 'behavior="All"']) {
      const machine = await Machine.of(userTasks(attributes, '<loopCardinality>2</loopCardinality>'))
      machine.start().complete('a').complete('a')
      expect(machine.openTasks).to.deep.equal(['after'])
      expect(thrown(machine)).to.deep.equal([])
    }
  })

  it('None throws its event with each run, and the token goes on after all', async () => {
    const machine = await Machine.of(
      userTasks('behavior="None" noneBehaviorEventRef="SD"', '<loopCardinality>2</loopCardinality>', '', roots),
    )
    machine.start().complete('a')
    expect(thrown(machine)).to.deep.equal(['one done'])
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
    expect(thrown(machine)).to.deep.equal(['one done', 'one done'])
  })

  it('One throws its event with the first run only', async () => {
    const machine = await Machine.of(
      userTasks('behavior="One" oneBehaviorEventRef="SD"', '<loopCardinality>3</loopCardinality>', '', roots),
    )
    machine.start().complete('a').complete('a').complete('a')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(thrown(machine)).to.deep.equal(['one done'])
  })

  it('without an event throws a signal of the name of the activity, with where it stands', async () => {
    const machine = await Machine.of(userTasks('behavior="One"', '<loopCardinality>3</loopCardinality>'))
    machine.start().complete('a')
    expect(machine.thrown).to.deep.equal([
      {
        kind: 'signal-thrown',
        elementId: 'a',
        name: 'a',
        payload: {
          loopCounter: 0,
          numberOfInstances: 3,
          numberOfActiveInstances: 2,
          numberOfCompletedInstances: 1,
          numberOfTerminatedInstances: 0,
        },
      },
    ])
  })

  it('Complex throws what its conditions ask for', async () => {
    const complex = (condition: string, signal: string): string =>
      `<complexBehaviorDefinition><condition xsi:type="tFormalExpression">${condition}</condition><event id="ev_${signal}"><signalEventDefinition signalRef="${signal}"/></event></complexBehaviorDefinition>`
    const machine = await Machine.of(
      userTasks(
        'behavior="Complex"',
        `<loopCardinality>3</loopCardinality>${complex('=nrOfCompletedInstances = 2', 'S')}${complex('=nrOfCompletedInstances &gt; 1', 'T')}`,
        '',
        `${roots}<signal id="T" name="more than one"/>`,
      ),
    )
    machine.start().complete('a')
    expect(thrown(machine)).to.deep.equal([])
    machine.complete('a')
    expect(thrown(machine)).to.deep.equal(['one done', 'more than one'])
    machine.complete('a')
    expect(thrown(machine)).to.deep.equal(['one done', 'more than one', 'more than one'])
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('throws messages', async () => {
    const machine = await Machine.of(
      userTasks(
        'behavior="One" oneBehaviorEventRef="MD"',
        '<loopCardinality>2</loopCardinality>',
        '',
        '<message id="M" name="first.answer"/><messageEventDefinition id="MD" messageRef="M"/>',
      ),
    )
    machine.start({ x: 1 }).complete('a')
    expect(machine.thrown[0]).to.deep.include({ kind: 'message-thrown', name: 'first.answer', payload: { x: 1 } })
  })

  const error = '<error id="E" errorCode="enough"/><errorEventDefinition id="ED" errorRef="E"/>'
  const boundary =
    '<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition errorRef="E"/></boundaryEvent><userTask id="caught"/>'

  it('throws errors that the boundary event of the whole catches, which ends all runs', async () => {
    const machine = await Machine.of(
      userTasks('behavior="One" oneBehaviorEventRef="ED"', '<loopCardinality>3</loopCardinality>', boundary, error),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['caught'])
    expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
  })

  it('throws escalations that a boundary event takes while the runs go on', async () => {
    const machine = await Machine.of(
      userTasks(
        'behavior="None" noneBehaviorEventRef="XD"',
        '<loopCardinality>2</loopCardinality>',
        '<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><escalationEventDefinition escalationRef="X"/></boundaryEvent><userTask id="caught"/>',
        '<escalation id="X" escalationCode="half"/><escalationEventDefinition id="XD" escalationRef="X"/>',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['a', 'caught'])
    machine.complete('a')
    expect(machine.openTasks).to.deep.equal(['after', 'caught', 'caught'])
  })

  it('throws errors that nothing catches out of the process', async () => {
    const machine = await Machine.of(
      userTasks('behavior="One" oneBehaviorEventRef="ED"', '<loopCardinality>3</loopCardinality>', '', error),
    )
    machine.start().complete('a')
    expect(machine.ended).to.include({ status: 'errored', errorCode: 'enough' })
  })
})

describe('a large multi-instance', () => {
  // Each run is a sub-process with a gateway, an automatic step and a boundary event of its own.
  const xml = bpmn(
    `<startEvent id="s"/><subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>=n</loopCardinality></multiInstanceLoopCharacteristics><startEvent id="is"/><parallelGateway id="g"/><task id="it"/><task id="iu"/><parallelGateway id="j"/><boundaryEvent id="ib" attachedToRef="it"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="ie"/>${flows('is > g > it > j > ie; g > iu > j')}</subProcess><endEvent id="e"/>`,
    's > sub > e',
  )
  const secondsFor = async (n: number): Promise<number> => {
    const machine = await Machine.of(xml, { multiInstanceLimit: 10_000, stepBudget: 1_000_000 })
    const from = performance.now()
    machine.start({ n })
    expect(machine.ended?.status).to.equal('completed')
    return (performance.now() - from) / 1000
  }

  it('costs so much per run, however many there are', async () => {
    await secondsFor(500)
    const [few, many] = [await secondsFor(1_000), await secondsFor(8_000)]
    // Eight times the runs; at a cost by the square it would be sixty-four times the time.
    expect(many / few).to.be.lessThan(24)
  })

  it('over the limit stops with an incident before anything is begun', async () => {
    const machine = await Machine.of(xml)
    machine.start({ n: 1_000_000 })
    expect(machine.openIncidents[0]?.message).to.include('at most 1000')
    expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
  })
})
