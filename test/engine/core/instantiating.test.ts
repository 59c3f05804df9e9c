import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { compile, Machine } from '../../support/machine.ts'

const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const message = (id: string): string =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="M_${id}"/></intermediateCatchEvent>`
const roots = (...ids: string[]): string => ids.map((id) => `<message id="M_${id}" name="${id}.came"/>`).join('')
const TIMER =
  '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></intermediateCatchEvent>'

describe('an event-based gateway that starts instances', () => {
  const gateway = (attributes: string, receiver: (id: string) => string = message): string =>
    bpmn(
      `<eventBasedGateway id="g" instantiate="true" ${attributes}/>${receiver('m')}${receiver('n')}${receiver('r')}${tasks('afterM', 'afterN', 'afterR')}`,
      'g > m > afterM; g > n > afterN; g > r > afterR',
      { roots: roots('m', 'n', 'r') },
    )

  it('goes on from the event that came and listens for no other', async () => {
    const machine = await Machine.of(gateway(''))
    machine.start({ number: 7 }, 'n')
    expect(machine.openTasks).to.deep.equal(['afterN'])
    expect(machine.armed).to.deep.equal([])
    expect(machine.variable('number')).to.equal(7)
    expect(machine.path).to.deep.equal(['g', 'n', 'afterN'])
  })

  it('goes on from a receive task behind it', async () => {
    const receive = (id: string) => `<receiveTask id="${id}" messageRef="M_${id}"/>`
    const machine = await Machine.of(gateway('eventGatewayType="Exclusive"', receive))
    expect(machine.start({}, 'r').openTasks).to.deep.equal(['afterR'])
  })

  it('of the parallel kind waits for all others in the same instance', async () => {
    const machine = await Machine.of(gateway('eventGatewayType="Parallel"'))
    machine.start({}, 'n')
    expect(machine.openTasks).to.deep.equal(['afterN'])
    expect(machine.armed).to.deep.equal(['m', 'r'])

    machine.complete('afterN')
    expect(machine.ended).to.equal(null)
    machine.fire('r', { text: 'late' })
    expect(machine.openTasks).to.deep.equal(['afterR'])
    machine.complete('afterR').fire('m').complete('afterM')
    expect(machine.ended?.status).to.equal('completed')
    expect(machine.variable('text')).to.equal('late')
  })

  it('of the parallel kind finds the others by the key that the first one brought', async () => {
    const machine = await Machine.of(gateway('eventGatewayType="Parallel"'), {
      messageKey: (name) => (name === 'r.came' ? null : 'orderId'),
    })
    machine.start({ orderId: 'o-1' }, 'n')
    const keys = Object.values(machine.state?.triggers ?? {}).map(({ elementId, on }) => [
      elementId,
      on.type === 'message' ? on.correlationKey : '',
    ])
    expect(keys).to.deep.equal([
      ['m', 'o-1'],
      ['r', null],
    ])
  })

  it('may lead to an event of which all definitions have to come', async () => {
    const machine = await Machine.of(
      bpmn(
        `<eventBasedGateway id="g" instantiate="true"/>${message('m')}
         <intermediateCatchEvent id="both" parallelMultiple="true"><messageEventDefinition messageRef="M_x"/><signalEventDefinition signalRef="S"/></intermediateCatchEvent>${tasks('afterM', 'afterBoth')}`,
        'g > m > afterM; g > both > afterBoth',
        { roots: `${roots('m', 'x')}<signal id="S" name="alarm"/>` },
      ),
    )
    machine.take({ kind: 'started', startEventId: 'both', part: 1, variables: {} })
    expect(machine.armed).to.deep.equal(['both'])
    expect(machine.fire('both').openTasks).to.deep.equal(['afterBoth'])
  })

  it('may stand behind a plain start event, where a token waits at it as usual', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><eventBasedGateway id="g" instantiate="true"/>${message('m')}${TIMER}${tasks('afterM', 'afterT')}`,
        's > g > m > afterM; g > t > afterT',
        { roots: roots('m') },
      ),
    )
    expect(machine.start().armed).to.deep.equal(['m', 't'])
    expect(machine.fire('t').openTasks).to.deep.equal(['afterT'])
    expect(new Machine(machine.definition).start({}, 'm').openTasks).to.deep.equal(['afterM'])
  })

  it('joins its branches again', async () => {
    const machine = await Machine.of(
      bpmn(
        `<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>${message('m')}${message('n')}<parallelGateway id="j"/>${tasks('after')}`,
        'g > m > j > after; g > n > j',
        { roots: roots('m', 'n') },
      ),
    )
    expect(machine.start({}, 'm').openTasks).to.deep.equal([])
    expect(machine.fire('n').openTasks).to.deep.equal(['after'])
  })
})

describe('a receive task that starts instances', () => {
  const alone = bpmn(`<receiveTask id="r" messageRef="M_r" instantiate="true"/>${tasks('after')}`, 'r > after', {
    roots: roots('r'),
  })

  it('has its message already and goes on with what that brought', async () => {
    const machine = await Machine.of(alone)
    machine.start({ text: 'hello' }, 'r')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.armed).to.deep.equal([])
    expect(machine.variable('text')).to.equal('hello')
    expect(machine.path).to.deep.equal(['r', 'after'])
  })

  it('is no place where an instance begins by hand', async () => {
    const { scopes } = await compile(alone)
    expect(scopes['p']?.implicitStarts).to.deep.equal([])
  })

  it('may stand behind a start event; a case that began there waits for the message', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><receiveTask id="r" messageRef="M_r" instantiate="true"/>${tasks('after')}`,
        's > r > after',
        { roots: roots('r') },
      ),
    )
    expect(machine.start().armed).to.deep.equal(['r'])
    expect(machine.fire('r').openTasks).to.deep.equal(['after'])
    expect(new Machine(machine.definition).start({}, 'r').openTasks).to.deep.equal(['after'])
  })

  it('lets begin with it what nothing leads to', async () => {
    const machine = await Machine.of(
      bpmn(
        `<receiveTask id="r" messageRef="M_r" instantiate="true"/><receiveTask id="q" messageRef="M_q" instantiate="true"/>${tasks('after', 'beside', 'afterQ')}`,
        'r > after; q > afterQ',
        { roots: roots('r', 'q') },
      ),
    )
    expect(machine.start({}, 'r').openTasks).to.deep.equal(['after', 'beside'])
  })

  it('arms no boundary event, as its wait is over', async () => {
    const machine = await Machine.of(
      bpmn(
        `<receiveTask id="r" messageRef="M_r" instantiate="true"/><boundaryEvent id="late" attachedToRef="r"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${tasks('after', 'warn')}`,
        'r > after; late > warn',
        { roots: roots('r') },
      ),
    )
    machine.start({}, 'r')
    expect(machine.effects.some(({ kind }) => kind === 'timer-set')).to.equal(false)
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('that runs several times takes the message as its first', async () => {
    for (const sequential of [true, false]) {
      const machine = await Machine.of(
        bpmn(
          `<receiveTask id="r" messageRef="M_r" instantiate="true"><multiInstanceLoopCharacteristics isSequential="${sequential}"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></receiveTask>${tasks('after')}`,
          'r > after',
          { roots: roots('r') },
        ),
      )
      machine.start({}, 'r')
      expect(machine.armed).to.deep.equal(['r'])
      expect(machine.fire('r').openTasks).to.deep.equal(['after'])
    }
  })

  it('that runs several times no longer waits for the message of its first run, even when that cannot end', async () => {
    const machine = await Machine.of(
      bpmn(
        `<receiveTask id="r" messageRef="M_r" instantiate="true"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality><completionCondition>=if enough = true then true else "unknown"</completionCondition></multiInstanceLoopCharacteristics></receiveTask>${tasks('after')}`,
        'r > after',
        { roots: roots('r') },
      ),
    )
    machine.start({}, 'r')
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['r'])
    expect(machine.armed).to.deep.equal(['r'])
    machine.take({ kind: 'variables-changed', variables: { enough: true } }).retry()
    expect([machine.openTasks, machine.armed]).to.deep.equal([['after'], []])
  })

  it('inside a sub-process only waits', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub"><receiveTask id="r" messageRef="M_r" instantiate="true"/>${tasks('after')}${flows('r > after')}</subProcess>`,
        's > sub',
        { roots: roots('r') },
      ),
    )
    expect(machine.start().armed).to.deep.equal(['r'])
  })
})

describe('a start event of several definitions', () => {
  const several = (parallel: boolean): Promise<Machine> =>
    Machine.of(
      bpmn(
        `<startEvent id="s" parallelMultiple="${parallel}"><messageEventDefinition messageRef="M_a"/><messageEventDefinition messageRef="M_b"/><signalEventDefinition signalRef="S"/></startEvent>${tasks('after')}`,
        's > after',
        { roots: `${roots('a', 'b')}<signal id="S" name="alarm"/>` },
      ),
    )

  it('goes on with any of them', async () => {
    const machine = await several(false)
    machine.take({ kind: 'started', startEventId: 's', part: 1, variables: { x: 1 } })
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.armed).to.deep.equal([])
  })

  it('of the parallel kind waits for the others at the start event', async () => {
    const machine = await several(true)
    machine.take({ kind: 'started', startEventId: 's', part: 1, variables: { x: 1 } })
    expect(machine.openTasks).to.deep.equal([])
    expect(machine.armed).to.deep.equal(['s', 's'])
    machine.fire('s', { y: 2 })
    expect(machine.openTasks).to.deep.equal([])
    machine.fire('s')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.variables).to.deep.equal({ x: 1, y: 2 })
    expect(machine.armed).to.deep.equal([])
  })
})
