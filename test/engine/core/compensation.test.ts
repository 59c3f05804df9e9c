import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

/** A task with its undoing: `<id>` is undone by `un<id>`. */
const undoable = (
  id: string,
  work = `<userTask id="${id}"/>`,
  undo = `<userTask id="un${id}" isForCompensation="true"/>`,
) =>
  `${work}<boundaryEvent id="b${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>${undo}<association id="as${id}" sourceRef="b${id}" targetRef="un${id}" associationDirection="One"/>`
const UNDO = '<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>'
const set = (id: string, name: string, value: string) =>
  `<scriptTask id="${id}" scriptFormat="feel" camunda:resultVariable="${name}"><script>${value}</script></scriptTask>`

describe('compensation', () => {
  it('undoes what completed, the last first, and then goes on', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('hotel')}${undoable('flight')}${undoable('car')}${UNDO}<userTask id="after"/>`,
        's > hotel > flight > undo > after',
      ),
    )
    machine.start().complete('hotel').complete('flight')
    expect(machine.openTasks).to.deep.equal(['unflight'])
    expect(machine.complete('unflight').openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['after'])
    expect(machine.complete('after').ended?.status).to.equal('completed')
  })

  it('undoes nothing twice, and passes where there is nothing', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('hotel')}${UNDO}<intermediateThrowEvent id="again"><compensateEventDefinition/></intermediateThrowEvent><userTask id="after"/>`,
        's > hotel > undo > again > after',
      ),
    )
    machine.start().complete('hotel').complete('unhotel')
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('does not undo what was interrupted', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('hotel')}<boundaryEvent id="late" attachedToRef="hotel"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>${UNDO}<userTask id="after"/>`,
        's > hotel; late > undo > after',
      ),
    )
    expect(machine.start().fire('late').openTasks).to.deep.equal(['after'])
  })

  it('undoes one activity where it names one', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('hotel')}${undoable('flight')}<intermediateThrowEvent id="undo"><compensateEventDefinition activityRef="hotel"/></intermediateThrowEvent><userTask id="after"/>`,
        's > hotel > flight > undo > after',
      ),
    )
    machine.start().complete('hotel').complete('flight')
    expect(machine.openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['after'])
  })

  it('gives each handler the data of its time, and keeps what it says', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('a', set('a', 'n', '=1'))}${undoable('b', set('b', 'n', '=2'))}${set('last', 'n', '=99')}${UNDO}<userTask id="after"/>`,
        's > a > b > last > undo > after',
      ),
    )
    machine.start()
    expect(machine.seenAt('unb')).to.deep.include({ n: 2 })
    machine.complete('unb', { said: 'b' })
    expect(machine.seenAt('una')).to.deep.include({ n: 1 })
    machine.complete('una', { refunded: true })
    expect(machine.variables).to.deep.equal({ n: 99, said: 'b', refunded: true })
  })

  it('does not wait where it says so', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('hotel')}<intermediateThrowEvent id="undo"><compensateEventDefinition waitForCompletion="false"/></intermediateThrowEvent><userTask id="after"/>`,
        's > hotel > undo > after',
      ),
    )
    machine.start().complete('hotel')
    expect(machine.openTasks).to.deep.equal(['after', 'unhotel'])
    machine.complete('after')
    expect(machine.ended).to.equal(null)
    expect(machine.complete('unhotel').ended?.status).to.equal('completed')
  })

  it('is thrown at the end', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('hotel')}<endEvent id="e"><compensateEventDefinition/></endEvent>`,
        's > hotel > e',
      ),
    )
    machine.start().complete('hotel')
    expect(machine.openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').ended?.status).to.equal('completed')
  })

  it('undoes a sub-process that has no handler from inside', async () => {
    const sub = `<subProcess id="sub"><startEvent id="is"/>${undoable('x')}${undoable('y')}<endEvent id="ie"/>${flows('is > x > y > ie')}</subProcess>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${sub}${undoable('z')}${UNDO}<userTask id="after"/>`, 's > sub > z > undo > after'),
    )
    machine.start().complete('x').complete('y').complete('z')
    const order: string[] = []
    while (machine.openTasks[0] !== 'after') {
      order.push(machine.openTasks.join())
      machine.complete(machine.openTasks[0] ?? '')
    }
    expect(order).to.deep.equal(['unz', 'uny', 'unx'])
  })

  it('undoes a sub-process by its own handler instead of its parts', async () => {
    const sub = `<subProcess id="sub"><startEvent id="is"/>${undoable('x')}<endEvent id="ie"/>${flows('is > x > ie')}</subProcess>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${undoable('sub', sub)}${UNDO}<userTask id="after"/>`, 's > sub > undo > after'),
    )
    expect(machine.start().complete('x').openTasks).to.deep.equal(['unsub'])
  })

  it('undoes a sub-process by its event sub-process, which sees its data and may undo its parts', async () => {
    const handler = `<subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><compensateEventDefinition/></startEvent><userTask id="call"/><intermediateThrowEvent id="inner"><compensateEventDefinition/></intermediateThrowEvent><endEvent id="ee"/>${flows('es > call > inner > ee')}</subProcess>`
    const sub = `<subProcess id="sub"><extensionElements><camunda:inputOutput><camunda:inputParameter name="room">=12</camunda:inputParameter></camunda:inputOutput></extensionElements><startEvent id="is"/>${undoable('x')}<endEvent id="ie"/>${handler}${flows('is > x > ie')}</subProcess>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${sub}${UNDO}<userTask id="after"/>`, 's > sub > undo > after'),
    )
    machine.start().complete('x')
    expect(machine.openTasks).to.deep.equal(['call'])
    expect(machine.seenAt('call')).to.deep.include({ room: 12 })
    expect(machine.complete('call').openTasks).to.deep.equal(['unx'])
    expect(machine.complete('unx').openTasks).to.deep.equal(['after'])
  })

  it('thrown from an event sub-process undoes what completed around it', async () => {
    const handler = `<subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><errorEventDefinition/></startEvent>${UNDO}<userTask id="tell"/>${flows('es > undo > tell')}</subProcess>`
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${undoable('hotel')}<serviceTask id="pay" camunda:class="x"/>${handler}`,
        's > hotel > pay',
      ),
    )
    machine.start().complete('hotel').throwJobError('pay', 'DECLINED')
    expect(machine.openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['tell'])
  })

  it('undoes each run of a multi-instance with its own data', async () => {
    const many = `<userTask id="hotel"><multiInstanceLoopCharacteristics isSequential="true" camunda:collection="rooms" camunda:elementVariable="room"/></userTask>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${undoable('hotel', many)}${UNDO}<userTask id="after"/>`, 's > hotel > undo > after'),
    )
    machine
      .start({ rooms: [7, 8] })
      .complete('hotel')
      .complete('hotel')
    expect(machine.seenAt('unhotel')).to.deep.include({ room: 8 })
    expect(machine.complete('unhotel').seenAt('unhotel')).to.deep.include({ room: 7 })
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['after'])
  })

  it('is undone itself where its token is taken away', async () => {
    const sub = `<subProcess id="sub"><startEvent id="is"/>${undoable('x')}<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>${flows('is > x > undo')}</subProcess>`
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${sub}<boundaryEvent id="late" attachedToRef="sub"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="after"/>`,
        's > sub; late > after',
      ),
    )
    machine.start().complete('x').fire('late')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(Object.keys(machine.state?.scopes ?? {})).to.have.length(1)
  })
})

describe('a transaction', () => {
  const booking = (beside: string, paths: string, inside = '', insidePaths = '') =>
    bpmn(
      `<startEvent id="s"/><transaction id="tx"><startEvent id="is"/>${undoable('hotel')}${undoable('flight')}<exclusiveGateway id="g"/><endEvent id="ok"/><endEvent id="no"><cancelEventDefinition/></endEvent>${inside}${flows('is > hotel > flight > g;' + insidePaths)}<sequenceFlow id="g_ok" sourceRef="g" targetRef="ok"><conditionExpression xsi:type="tFormalExpression">=fine</conditionExpression></sequenceFlow><sequenceFlow id="g_no" sourceRef="g" targetRef="no"><conditionExpression xsi:type="tFormalExpression">=not(fine)</conditionExpression></sequenceFlow></transaction><userTask id="next"/>${beside}`,
      `s > tx > next;${paths}`,
    )
  const CANCELLED =
    '<boundaryEvent id="b" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent><userTask id="sorry"/>'

  it('that completes goes on', async () => {
    const machine = await Machine.of(booking(CANCELLED, 'b > sorry'))
    machine.start().complete('hotel').complete('flight', { fine: true })
    expect(machine.openTasks).to.deep.equal(['next'])
  })

  it('that is cancelled is undone, last first, and left by its cancel event', async () => {
    const machine = await Machine.of(booking(CANCELLED, 'b > sorry'))
    machine.start().complete('hotel').complete('flight', { fine: false })
    expect(machine.openTasks).to.deep.equal(['unflight'])
    expect(machine.complete('unflight').openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['sorry'])
    expect(machine.complete('sorry').ended?.status).to.equal('completed')
  })

  it('that is cancelled ends what still runs in it', async () => {
    const machine = await Machine.of(booking(CANCELLED, 'b > sorry', '<userTask id="side"/>', 'is > side'))
    machine.start().complete('hotel').complete('flight', { fine: false })
    expect(machine.openTasks).to.deep.equal(['unflight'])
  })

  it('that is cancelled while something in it is undone already goes on with that, and loses no step', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><transaction id="tx"><startEvent id="is"/>${undoable('hotel')}${undoable('flight')}<parallelGateway id="g"/>${UNDO}<userTask id="a"/><endEvent id="no"><cancelEventDefinition/></endEvent>${flows('is > hotel > flight > g; g > undo; g > a > no')}</transaction>${CANCELLED}`,
        's > tx; b > sorry',
      ),
    )
    machine.start().complete('hotel').complete('flight')
    expect(machine.openTasks).to.deep.equal(['a', 'unflight'])
    expect(machine.complete('a').openTasks).to.deep.equal(['unflight'])
    expect(machine.complete('unflight').openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['sorry'])
  })

  for (const sequential of [true, false])
    it(`that is multi-instance is cancelled as a whole by one of its runs (sequential: ${sequential})`, async () => {
      const machine = await Machine.of(
        bpmn(
          `<startEvent id="s"/><transaction id="tx"><multiInstanceLoopCharacteristics isSequential="${sequential}" camunda:collection="=[1, 2, 3]" camunda:elementVariable="guest"/>
           <startEvent id="is"/>${undoable('hotel')}<userTask id="a"/><exclusiveGateway id="g"/><endEvent id="ok"/><endEvent id="no"><cancelEventDefinition/></endEvent>
           ${flows('is > hotel > a > g; g > ok [=fine]; g > no [=not(fine)]')}</transaction><userTask id="next"/>${CANCELLED}`,
          's > tx > next; b > sorry',
        ),
      )
      machine.start().complete('hotel').complete('a', { fine: true }).complete('hotel').complete('a', { fine: false })
      expect(machine.openTasks).to.deep.equal(['unhotel'])
      expect(machine.seenAt('unhotel').guest).to.equal(2)
      expect(machine.complete('unhotel').seenAt('unhotel').guest).to.equal(1)
      expect(machine.complete('unhotel').openTasks).to.deep.equal(['sorry'])
    })

  it('that is multi-instance undoes what runs that have not completed did, too', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><transaction id="tx"><multiInstanceLoopCharacteristics camunda:collection="=[1, 2]" camunda:elementVariable="guest"/>
         <startEvent id="is"/>${undoable('hotel')}<userTask id="a"/><endEvent id="no"><cancelEventDefinition/></endEvent>${flows('is > hotel > a > no')}</transaction>${CANCELLED}`,
        's > tx; b > sorry',
      ),
    )
    machine.start().complete('hotel').complete('hotel').complete('a')
    expect(machine.openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['unhotel'])
    expect(machine.complete('unhotel').openTasks).to.deep.equal(['sorry'])
  })

  it('with nothing to undo is left at once', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><transaction id="tx"><startEvent id="is"/><userTask id="a"/><endEvent id="no"><cancelEventDefinition/></endEvent>${flows('is > a > no')}</transaction>${CANCELLED}`,
        's > tx; b > sorry',
      ),
    )
    expect(machine.start().complete('a').openTasks).to.deep.equal(['sorry'])
    expect(Object.keys(machine.state?.scopes ?? {})).to.have.length(1)
  })

  it('can be undone as a whole after it has completed', async () => {
    const machine = await Machine.of(booking(UNDO, 'next > undo'))
    machine.start().complete('hotel').complete('flight', { fine: true }).complete('next')
    expect(machine.openTasks).to.deep.equal(['unflight'])
  })

  it('that fails by an error is not undone by itself (a hazard)', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><transaction id="tx"><startEvent id="is"/>${undoable('hotel')}<endEvent id="no"><errorEventDefinition errorRef="X"/></endEvent>${flows('is > hotel > no')}</transaction><boundaryEvent id="b" attachedToRef="tx"><errorEventDefinition/></boundaryEvent><userTask id="sorry"/>`,
        's > tx; b > sorry',
        { roots: '<error id="X" errorCode="X"/>' },
      ),
    )
    expect(machine.start().complete('hotel').openTasks).to.deep.equal(['sorry'])
  })
})
