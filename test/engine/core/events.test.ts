import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const TASK = '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>'

describe('start and end events', () => {
  it('run from the none start event to the none end event', async () => {
    const machine = await Machine.of(bpmn(TASK, 's > a > e'))

    machine.start({ amount: 3 })
    expect(machine.openTasks).to.deep.equal(['a'])

    machine.complete('a', { approved: true })
    expect(machine.ended).to.include({ status: 'completed', endState: null })
    expect(machine.ended?.variables).to.deep.equal({ amount: 3, approved: true })
    expect(machine.path).to.deep.equal(['s', 'a', 'e'])
    expect(machine.state?.tokens).to.deep.equal({})
  })

  it('start at every none start event, however long the way (two starts before sixteen gateways)', async () => {
    const names = Array.from({ length: 16 }, (_, index) => `g${index}`)
    const diamonds = names
      .map((name) => `<exclusiveGateway id="${name}"/><task id="${name}x"/><task id="${name}y"/>`)
      .join('')
    const paths = names.map((name, index) => {
      const next = names[index + 1] ?? 'e'
      return `${name} > ${name}x [=x]; ${name} > ${name}y [default]; ${name}x > ${next}; ${name}y > ${next}`
    })
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s1"/><startEvent id="s2"/>${diamonds}<endEvent id="e"/>`,
        `s1 > g0; s2 > g0; ${paths.join(';')}`,
      ),
    )

    machine.start({ x: true })

    expect(machine.ended?.status).to.equal('completed')
    expect(machine.path.filter((id) => id === 'e')).to.have.length(2)
  })

  it('start where nothing leads when there is no start event', async () => {
    const machine = await Machine.of(bpmn('<userTask id="a"/><userTask id="b"/><endEvent id="e"/>', 'a > e; b > e'))
    expect(machine.start().openTasks).to.deep.equal(['a', 'b'])
  })

  it('start at the start event of a message alone', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><startEvent id="m"><messageEventDefinition messageRef="M"/></startEvent><userTask id="a"/><userTask id="b"/>',
      's > a; m > b',
      { roots: '<message id="M" name="application.submitted"/>' },
    )
    const machine = await Machine.of(xml)
    expect(machine.start({}, 'm').openTasks).to.deep.equal(['b'])
  })

  it('refuse a start without data for a process that only messages start', async () => {
    const xml = bpmn(
      '<startEvent id="m"><messageEventDefinition messageRef="M"/></startEvent><userTask id="b"/>',
      'm > b',
      {
        roots: '<message id="M" name="application.submitted"/>',
      },
    )
    const machine = await Machine.of(xml)
    expect(() => machine.start()).to.throw('Expected a none start event')
  })

  it('give the code of the end state', async () => {
    const end = `<endEvent id="e"><extensionElements><camunda:properties><camunda:property name="endState" value="=if ok then &quot;closed&quot; else &quot;rejected&quot;"/></camunda:properties></extensionElements></endEvent>`
    const machine = await Machine.of(bpmn(`<startEvent id="s"/><userTask id="a"/>${end}`, 's > a > e'))
    expect(machine.start().complete('a', { ok: false }).ended?.endState).to.equal('rejected')
  })

  it('keep the code of the end state while a side branch goes on, and take none from inside a sub-process', async () => {
    const end = (id: string, state: string): string =>
      `<endEvent id="${id}"><extensionElements><camunda:properties><camunda:property name="endState" value="${state}"/></camunda:properties></extensionElements></endEvent>`
    const sub = `<subProcess id="sub"><startEvent id="is"/><serviceTask id="b" camunda:class="x"/>
      <subProcess id="x" triggeredByEvent="true"><startEvent id="xs"><errorEventDefinition/></startEvent>${end('xe', 'inner')}${flows('xs > xe')}</subProcess>
      ${flows('is > b')}</subProcess>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/><userTask id="a"/>${sub}${end('e', 'closed')}`, 's > a > e; s > sub'),
    )
    machine.start().complete('a').throwJobError('b', 'ANY')
    expect(machine.path).to.include('xe')
    expect(machine.ended).to.include({ status: 'completed', endState: 'closed' })
  })

  it('end everything at a terminate end event', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><parallelGateway id="g"/><userTask id="a"/><userTask id="b"/><endEvent id="t"><terminateEventDefinition/></endEvent><endEvent id="e"/>',
        's > g > a > t; g > b > e',
      ),
    )
    machine.start().complete('a')
    expect(machine.ended?.status).to.equal('terminated')
    expect(machine.openTasks).to.deep.equal([])
  })

  it('end only the sub-process at a terminate end event inside it', async () => {
    const inner = `<subProcess id="sub"><startEvent id="is"/><parallelGateway id="ig"/><userTask id="ia"/><userTask id="ib"/><endEvent id="it"><terminateEventDefinition/></endEvent>${flows('is > ig > ia > it; ig > ib')}</subProcess>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${inner}<userTask id="after"/><endEvent id="e"/>`, 's > sub > after > e'),
    )
    machine.start().complete('ia')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.ended).to.equal(null)
  })

  it('throw a message and a signal at end events', async () => {
    const ends = `<endEvent id="m"><extensionElements><camunda:inputOutput><camunda:inputParameter name="result">=x + 1</camunda:inputParameter></camunda:inputOutput></extensionElements><messageEventDefinition messageRef="M"/></endEvent><endEvent id="g"><signalEventDefinition signalRef="S"/></endEvent>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${ends}`, 's > m; s > g', {
        roots: '<message id="M" name="work.completed"/><signal id="S" name="done"/>',
      }),
      { messageKey: (name) => (name === 'work.completed' ? 'applicationId' : null) },
    )
    machine.start({ x: 1, applicationId: 'A-1' })
    expect(machine.thrown).to.deep.equal([
      { kind: 'message-thrown', elementId: 'm', name: 'work.completed', correlationKey: 'A-1', payload: { result: 2 } },
      { kind: 'signal-thrown', elementId: 'g', name: 'done', payload: {} },
    ])
    expect(machine.ended?.status).to.equal('completed')
  })
})

describe('intermediate events', () => {
  it('wait for a message of their key and take its payload', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><endEvent id="e"/>',
        's > c > e',
        {
          roots: '<message id="M" name="client.replied"/>',
        },
      ),
      { messageKey: () => 'originRef' },
    )
    machine.start({ originRef: 7 })
    expect(machine.effects).to.deep.include({
      kind: 'subscription-set',
      triggerId: 'e3',
      elementId: 'c',
      type: 'message',
      name: 'client.replied',
      correlationKey: '7',
    })

    machine.fire('c', { text: 'yes' })
    expect(machine.ended?.variables).to.include({ text: 'yes' })
  })

  it('stop with an incident when the key has no value, and go on after a retry', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><endEvent id="e"/>',
        's > c > e',
        {
          roots: '<message id="M" name="client.replied"/>',
        },
      ),
      { messageKey: () => 'originRef' },
    )
    machine.start()
    expect(machine.openIncidents[0]).to.include({ element: 'c', type: 'failed-element' })
    expect(machine.armed).to.deep.equal([])

    machine.take({ kind: 'variables-changed', variables: { originRef: 'A:1' } }).retry()
    expect(machine.armed).to.deep.equal(['c'])
    expect(machine.openIncidents).to.deep.equal([])
  })

  it('map the payload by their outputs', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><intermediateCatchEvent id="c"><extensionElements><camunda:inputOutput><camunda:outputParameter name="reply">=upper case(text)</camunda:outputParameter></camunda:inputOutput></extensionElements><signalEventDefinition signalRef="S"/></intermediateCatchEvent><endEvent id="e"/>',
        's > c > e',
        { roots: '<signal id="S" name="go"/>' },
      ),
    )
    machine.start().fire('c', { text: 'yes' })
    expect(machine.ended?.variables).to.deep.equal({ reply: 'YES' })
  })

  const timer = (definition: string): string =>
    `<startEvent id="s"/><intermediateCatchEvent id="c"><timerEventDefinition>${definition}</timerEventDefinition></intermediateCatchEvent><endEvent id="e"/>`

  it('wait for a duration, a date and an instant that FEEL computes', async () => {
    const durations = await Machine.of(bpmn(timer('<timeDuration>PT36H</timeDuration>'), 's > c > e'))
    expect(durations.start().dueOf('c')).to.equal('2026-03-03T20:00:00.000Z')
    expect(durations.fire('c').ended?.status).to.equal('completed')

    const dates = await Machine.of(bpmn(timer('<timeDate>2027-01-01T00:00:00+02:00</timeDate>'), 's > c > e'))
    expect(dates.start().dueOf('c')).to.equal('2026-12-31T22:00:00.000Z')

    const computed = await Machine.of(
      bpmn(timer('<timeDuration>=duration("PT" + string(hours) + "H")</timeDuration>'), 's > c > e'),
    )
    expect(computed.start({ hours: 2 }).dueOf('c')).to.equal('2026-03-02T10:00:00.000Z')
  })

  it('wait for months, beyond what a timer of the platform can hold', async () => {
    const machine = await Machine.of(bpmn(timer('<timeDuration>P6M</timeDuration>'), 's > c > e'))
    expect(machine.start().dueOf('c')).to.equal('2026-09-02T08:00:00.000Z')
  })

  it('never fire at once for want of a value', async () => {
    const machine = await Machine.of(bpmn(timer('<timeDate>=missing</timeDate>'), 's > c > e'))
    machine.start()
    expect(machine.openIncidents).to.have.length(1)
    expect(machine.ended).to.equal(null)
  })

  it('throw and pass', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><intermediateThrowEvent id="n"/><intermediateThrowEvent id="m"><messageEventDefinition messageRef="M"/></intermediateThrowEvent><intermediateThrowEvent id="g"><signalEventDefinition signalRef="S"/></intermediateThrowEvent><endEvent id="e"/>',
        's > n > m > g > e',
        { roots: '<message id="M" name="order.placed"/><signal id="S" name="alarm"/>' },
      ),
    )
    machine.start({ total: 5 })
    expect(machine.thrown.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal([
      'message-thrown order.placed',
      'signal-thrown alarm',
    ])
    expect(machine.thrown[0]?.payload).to.deep.equal({ total: 5 })
    expect(machine.ended?.status).to.equal('completed')
  })
})

describe('boundary events', () => {
  const host = (boundary: string, attributes = ''): string =>
    `<startEvent id="s"/><userTask id="a"/><boundaryEvent id="b" attachedToRef="a" ${attributes}>${boundary}</boundaryEvent><userTask id="late"/><endEvent id="e"/><endEvent id="e2"/>`

  it('interrupt the task', async () => {
    const machine = await Machine.of(
      bpmn(
        host('<timerEventDefinition><timeDuration>P31D</timeDuration></timerEventDefinition>'),
        's > a > e; b > late > e2',
      ),
    )
    machine.start().fire('b')
    expect(machine.openTasks).to.deep.equal(['late'])
    expect(machine.armed).to.deep.equal([])
  })

  it('are disarmed when the task is completed', async () => {
    const machine = await Machine.of(
      bpmn(
        host('<timerEventDefinition><timeDuration>P31D</timeDuration></timerEventDefinition>'),
        's > a > e; b > late > e2',
      ),
    )
    machine.start()
    expect(machine.armed).to.deep.equal(['b'])
    machine.complete('a')
    expect(machine.armed).to.deep.equal([])
    expect(machine.ended?.status).to.equal('completed')
  })

  it('leave the task open when they do not interrupt, and come as often as their event', async () => {
    const machine = await Machine.of(
      bpmn(host('<messageEventDefinition messageRef="M"/>', 'cancelActivity="false"'), 's > a > e; b > late > e2', {
        roots: '<message id="M" name="client.inquired"/>',
      }),
    )
    machine.start().fire('b', { question: 'when?' }).fire('b', { question: 'and now?' })
    expect(machine.openTasks).to.deep.equal(['a', 'late', 'late'])
    expect(machine.variable('question')).to.equal('and now?')

    machine.complete('late').complete('late').complete('a')
    expect(machine.ended?.status).to.equal('completed')
  })

  it('repeat a timer cycle until it is used up, once for a time when nothing ran', async () => {
    const machine = await Machine.of(
      bpmn(
        host('<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>', 'cancelActivity="false"'),
        's > a > e; b > late > e2',
      ),
    )
    machine.start()
    expect(machine.dueOf('b')).to.equal('2026-03-02T09:00:00.000Z')
    machine.passTime('PT1H').fire('b')
    expect(machine.dueOf('b')).to.equal('2026-03-02T10:00:00.000Z')
    machine.passTime('PT10H').fire('b')
    expect(machine.dueOf('b')).to.equal('2026-03-02T20:00:00.000Z')
    machine.passTime('PT1H').fire('b')
    expect(machine.dueOf('b')).to.equal(null)
    expect(machine.openTasks).to.deep.equal(['a', 'late', 'late', 'late'])
  })

  it('keep the hour and the end of the month of a timer cycle, also after a time when nothing ran', async () => {
    const cycle = (text: string) =>
      Machine.of(
        bpmn(
          host(`<timerEventDefinition><timeCycle>${text}</timeCycle></timerEventDefinition>`, 'cancelActivity="false"'),
          's > a > e; b > late > e2',
        ),
      )
    const daily = (await cycle('R/2026-03-03T06:00:00Z/P1D')).start()
    daily.passTime('P4DT3H13M').fire('b')
    expect(daily.dueOf('b')).to.equal('2026-03-07T06:00:00.000Z')

    const monthly = (await cycle('R/2026-03-31T06:00:00Z/P1M')).start()
    const dues: unknown[] = []
    for (const duration of ['P29D', 'P30D', 'P31D']) dues.push(monthly.passTime(duration).fire('b').dueOf('b'))
    expect(dues).to.deep.equal(['2026-04-30T06:00:00.000Z', '2026-05-31T06:00:00.000Z', '2026-06-30T06:00:00.000Z'])
  })

  it('catch the error of a job by its code, else whoever catches all', async () => {
    const xml = bpmn(
      `<startEvent id="s"/><serviceTask id="a" camunda:type="external" camunda:topic="t"/>
       <boundaryEvent id="b1" attachedToRef="a"><errorEventDefinition errorRef="E1" camunda:errorCodeVariable="code" camunda:errorMessageVariable="why"/></boundaryEvent>
       <boundaryEvent id="b2" attachedToRef="a"><errorEventDefinition/></boundaryEvent>
       <userTask id="one"/><userTask id="any"/><endEvent id="e"/>`,
      's > a > e; b1 > one; b2 > any',
      { roots: '<error id="E1" name="no money" errorCode="NO_MONEY"/>' },
    )
    const definition = await Machine.of(xml)
    definition.start().throwJobError('a', 'NO_MONEY', { missing: 5 })
    expect(definition.openTasks).to.deep.equal(['one'])
    expect(definition.variables).to.deep.equal({ missing: 5, code: 'NO_MONEY', why: 'as a test' })

    const other = new Machine(definition.definition)
    expect(other.start().throwJobError('a', 'ELSE').openTasks).to.deep.equal(['any'])
  })

  it('keep a job in its place with an incident when nothing catches its error, and try again', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><serviceTask id="a" camunda:type="external" camunda:topic="t"/><endEvent id="e"/>',
        's > a > e',
      ),
    )
    machine.start().throwJobError('a', 'NO_MONEY')
    expect(machine.openIncidents[0]).to.include({ element: 'a', type: 'uncaught-error' })
    expect(machine.openJobs).to.deep.equal([])

    machine.retry()
    expect(machine.openJobs).to.deep.equal(['a'])
  })

  it('hand an error that nothing catches to the calling process', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><serviceTask id="a" camunda:type="external" camunda:topic="t"/><endEvent id="e"/>',
        's > a > e',
      ),
      { called: true },
    )
    machine.start().throwJobError('a', 'NO_MONEY')
    expect(machine.ended).to.include({ status: 'errored', errorCode: 'NO_MONEY' })
  })

  it('catch the error end event of a nested sub-process at the outer one', async () => {
    const nested = `<subProcess id="outer"><startEvent id="os"/><subProcess id="inner"><startEvent id="is"/><endEvent id="ie"><errorEventDefinition errorRef="E"/></endEvent>${flows('is > ie')}</subProcess><userTask id="wrong"/>${flows('os > inner > wrong')}</subProcess>
      <boundaryEvent id="b" attachedToRef="outer"><errorEventDefinition errorRef="E"/></boundaryEvent>`
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${nested}<userTask id="caught"/><endEvent id="e"/>`, 's > outer > e; b > caught', {
        roots: '<error id="E" errorCode="X"/>',
      }),
    )
    expect(machine.start().openTasks).to.deep.equal(['caught'])
  })

  it('do not catch again what their own handling throws, however deep it stands', async () => {
    const error = (id: string): string => `<${id}><errorEventDefinition errorRef="E"/></${id.split(' ')[0]}>`
    const inner = `<subProcess id="y" triggeredByEvent="true">${error('startEvent id="ys"')}<userTask id="ya"/>${error('endEvent id="ye"')}${flows('ys > ya > ye')}</subProcess>`
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><serviceTask id="a" camunda:class="x"/>
         <subProcess id="x" triggeredByEvent="true">${error('startEvent id="xs"')}<serviceTask id="xa" camunda:class="x"/>${inner}${flows('xs > xa')}</subProcess>`,
        's > a',
        { roots: '<error id="E" errorCode="BROKEN"/>' },
      ),
    )
    machine.start().throwJobError('a', 'BROKEN').throwJobError('xa', 'BROKEN').complete('ya')
    expect(machine.ended).to.include({ status: 'errored', errorCode: 'BROKEN' })
    expect(machine.path).to.deep.equal(['s', 'a', 'x', 'xs', 'xa', 'y', 'ys', 'ya', 'ye'])
  })

  it('end the instance with the error when nothing catches an error end event', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><parallelGateway id="g"/><userTask id="a"/><endEvent id="x" name="Failed"><errorEventDefinition errorRef="E"/></endEvent>',
        's > g > a; g > x',
        {
          roots: '<error id="E" errorCode="DELIVERY_FAILED"/>',
        },
      ),
    )
    machine.start()
    expect(machine.ended).to.include({ status: 'errored', errorCode: 'DELIVERY_FAILED', errorMessage: 'Failed' })
    expect(machine.openTasks).to.deep.equal([])
  })
})
