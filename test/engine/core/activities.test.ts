import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const io = (inputs: Record<string, string>, outputs: Record<string, string> = {}): string =>
  `<extensionElements><camunda:inputOutput>${Object.entries(inputs)
    .map(([name, value]) => `<camunda:inputParameter name="${name}">${value}</camunda:inputParameter>`)
    .join('')}${Object.entries(outputs)
    .map(([name, value]) => `<camunda:outputParameter name="${name}">${value}</camunda:outputParameter>`)
    .join('')}</camunda:inputOutput></extensionElements>`

describe('user task', () => {
  it('opens with what the diagram says about people and dates', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a" name="Izskatīt" camunda:formKey="p/a" camunda:candidateGroups="KAC, =group" camunda:candidateUsers="\${boss}" camunda:dueDate="P2D" camunda:followUpDate="=&quot;2026-03-03T08:00:00Z&quot;" camunda:priority="\${urgent ? 90 : 10}"/>`,
        's > a',
      ),
    )
    machine.start({ group: 'EXE', boss: 'maris', urgent: true })
    expect(machine.task('a')).to.deep.equal({
      kind: 'task-opened',
      taskId: 'k3',
      elementId: 'a',
      name: 'Izskatīt',
      formKey: 'p/a',
      assignee: null,
      candidateUsers: ['maris'],
      candidateGroups: ['KAC', 'EXE'],
      dueAt: '2026-03-04T08:00:00.000Z',
      followUpAt: '2026-03-03T08:00:00.000Z',
      priority: 90,
    })
  })

  it('takes its candidate group from the lane when it names nobody', async () => {
    const machine = await Machine.of(
      bpmn(
        '<laneSet id="ls"><lane id="L1" name="KAC"><extensionElements><camunda:properties><camunda:property name="candidateGroups" value="KAC"/></camunda:properties></extensionElements><flowNodeRef>a</flowNodeRef></lane></laneSet><startEvent id="s"/><userTask id="a"/>',
        's > a',
      ),
    )
    expect(machine.start().task('a').candidateGroups).to.deep.equal(['KAC'])
  })

  it('hands only its outputs on where it has some, and its inputs stay inside', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a">${io({ local: '=x * 2' }, { y: '=local + given' })}</userTask><userTask id="b"/>`,
        's > a > b',
      ),
    )
    machine.start({ x: 2 })
    expect(machine.seenAt('a')).to.deep.equal({ x: 2, local: 4 })
    machine.complete('a', { given: 1 })
    expect(machine.variables).to.deep.equal({ x: 2, y: 5 })
  })

  it('stays completed when its output fails; the token keeps its place and a retry goes on', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a">${io({}, { y: '=substring(given, 1, count(1))+matches("a", pattern)' })}</userTask><userTask id="b"/>`,
        's > a > b',
      ),
    )
    machine.start().complete('a', { given: 'text', pattern: '(?=x)' })
    expect(machine.openTasks).to.deep.equal([])
    expect(machine.openIncidents[0]?.element).to.equal('a')
    expect(machine.noted('task-completed')).to.have.length(1)
  })

  it('moves its due date when a variable that it is computed from changes', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><userTask id="a" camunda:dueDate="=sla.resolve"/>', 's > a'),
    )
    machine.start({ sla: { resolve: '2026-03-05T10:00:00Z' } })
    machine.take({ kind: 'variables-changed', variables: { sla: { resolve: '2026-03-09T10:00:00Z' } } })
    expect(machine.task('a').dueAt).to.equal('2026-03-09T10:00:00.000Z')
  })

  it('cannot be completed twice', async () => {
    const machine = await Machine.of(bpmn('<startEvent id="s"/><userTask id="a"/><userTask id="b"/>', 's > a > b'))
    const { taskId } = machine.start().task('a')
    machine.complete('a')
    expect(() => machine.take({ kind: 'task-completed', taskId, variables: {}, by: 'anna' })).to.throw(
      'to wait for task',
    )
  })
})

describe('manual and plain tasks', () => {
  it('pass at once', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><manualTask id="m"/><task id="t"/><endEvent id="e"/>', 's > m > t > e'),
    )
    expect(machine.start().path).to.deep.equal(['s', 'm', 't', 'e'])
    expect(machine.ended?.status).to.equal('completed')
  })
})

describe('service, send and business rule tasks', () => {
  it('open a job for a handler with its inputs, and take its results', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><serviceTask id="a" camunda:class="register.create">${io({ register: 'application' }, { applicationId: '=record.id' })}</serviceTask><endEvent id="e"/>`,
        's > a > e',
      ),
    )
    machine.start()
    expect(machine.job('a')).to.include({ type: 'handler', topic: 'register.create' })
    expect(machine.job('a').input).to.deep.equal({ register: 'application' })

    machine.completeJob('a', { record: { id: 'A-1' } })
    expect(machine.ended?.variables).to.deep.equal({ applicationId: 'A-1' })
  })

  it('open an external task by topic; without mappings it sees and gives everything', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><sendTask id="a" camunda:type="external" camunda:topic="mail-${kind}"/><endEvent id="e"/>',
        's > a > e',
      ),
    )
    machine.start({ kind: 'fast' })
    expect(machine.job('a')).to.include({ type: 'external', topic: 'mail-fast', input: null })
    expect(machine.completeJob('a', { sent: true }).ended?.variables).to.deep.equal({ kind: 'fast', sent: true })
  })

  it('compute an expression', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><serviceTask id="a" camunda:expression="${price * count}" camunda:resultVariable="total"/><endEvent id="e"/>',
        's > a > e',
      ),
    )
    expect(machine.start({ price: 3, count: 4 }).ended?.variables.total).to.equal(12)
  })

  it('keep a failed job with an incident until it is tried again', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><serviceTask id="a" camunda:class="x"/><endEvent id="e"/>', 's > a > e'),
    )
    machine.start().failJob('a', 'no answer')
    expect(machine.openIncidents).to.deep.equal([{ element: 'a', type: 'failed-job', message: 'no answer' }])
    machine.retry().completeJob('a')
    expect(machine.ended?.status).to.equal('completed')
  })

  it('decide by table and say which rules matched', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><businessRuleTask id="a" camunda:decisionRef="priority" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="priority"/><endEvent id="e"/>',
        's > a > e',
      ),
      {
        decide: (decisionId, variables) => ({
          decisionId,
          outputs: [{ priority: variables.impact === 'extensive' ? 'P1' : 'P4' }],
          single: true,
          matchedRules: ['r1'],
          warnings: [],
        }),
      },
    )
    machine.start({ impact: 'extensive' })
    expect(machine.ended?.variables.priority).to.equal('P1')
    expect(machine.noted('decision-evaluated')[0]?.data).to.deep.include({
      decisionId: 'priority',
      matchedRules: ['r1'],
    })
  })

  it('send a message that the diagram names', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><sendTask id="a" messageRef="M">${io({ text: '=note' })}</sendTask><endEvent id="e"/>`,
        's > a > e',
        { roots: '<message id="M" name="order.placed"/>' },
      ),
    )
    machine.start({ note: 'hello', secret: 1 })
    expect(machine.thrown[0]).to.deep.include({ name: 'order.placed', payload: { text: 'hello' } })
    expect(machine.ended?.status).to.equal('completed')
  })
})

describe('receive task', () => {
  it('waits for its message and takes the payload', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><receiveTask id="r" messageRef="M"/><endEvent id="e"/>', 's > r > e', {
        roots: '<message id="M" name="work.completed"/>',
      }),
      {
        messageKey: () => 'applicationId',
      },
    )
    machine.start({ applicationId: 'A-1' })
    expect(machine.armed).to.deep.equal(['r'])
    expect(machine.fire('r', { workOutcome: 'fulfilled' }).ended?.variables.workOutcome).to.equal('fulfilled')
  })

  it('of no stated message waits for one named like itself', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><receiveTask id="answer"/><endEvent id="e"/>', 's > answer > e'),
    )
    machine.start()
    expect(Object.values(machine.state?.triggers ?? {}).map(({ on }) => on)).to.containSubset([
      { type: 'message', name: 'answer' },
    ])
    expect(machine.fire('answer').ended).to.not.equal(null)
  })
})

describe('script task', () => {
  it('computes FEEL into its result variable, or spreads a context', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><scriptTask id="a" scriptFormat="feel" camunda:resultVariable="n"><script>=n + 1</script></scriptTask><scriptTask id="b" scriptFormat="feel"><script>={ x: n * 2, y: "z" }</script></scriptTask><endEvent id="e"/>',
        's > a > b > e',
      ),
    )
    expect(machine.start({ n: 1 }).ended?.variables).to.deep.equal({ n: 2, x: 4, y: 'z' })
  })
})

describe('embedded sub-process', () => {
  const xml = bpmn(
    `<startEvent id="s"/><subProcess id="sub">${io({ inside: '=x + 1' })}<startEvent id="is"/><userTask id="ia"/><endEvent id="ie"/>${flows('is > ia > ie')}</subProcess>
     <boundaryEvent id="b" attachedToRef="sub"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="after"/><userTask id="late"/>`,
    's > sub > after; b > late',
  )

  it('runs in a scope of its own and goes on when it is empty', async () => {
    const machine = await Machine.of(xml)
    machine.start({ x: 1 })
    expect(machine.seenAt('ia')).to.deep.equal({ x: 1, inside: 2 })
    machine.complete('ia', { x: 5, fresh: true, inside: 9 })
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(machine.variables).to.deep.equal({ x: 5, fresh: true })
    expect(machine.armed).to.deep.equal([])
  })

  it('passes at once where it is empty', async () => {
    for (const kind of ['subProcess', 'adHocSubProcess', 'transaction']) {
      const machine = await Machine.of(
        bpmn(`<startEvent id="s"/><${kind} id="sub"/><userTask id="after"/>`, 's > sub > after'),
      )
      expect(machine.start().openTasks, kind).to.deep.equal(['after'])
    }
  })

  it('is cancelled with all inside by its boundary event', async () => {
    const machine = await Machine.of(xml)
    machine.start({ x: 1 }).fire('b')
    expect(machine.openTasks).to.deep.equal(['late'])
    expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
  })

  it('maps what its scope ended with by its outputs', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub">${io({ n: '=1' }, { result: '=n + 10' })}<userTask id="ia"/></subProcess><userTask id="after"/>`,
        's > sub > after',
      ),
    )
    machine.start().complete('ia', { n: 5 })
    expect(machine.variables).to.deep.equal({ result: 15 })
  })
})

describe('event sub-process', () => {
  const STOP = '<signalEventDefinition signalRef="S"/>'
  const beside = (end: string) =>
    bpmn(
      `<startEvent id="s"/><userTask id="a"/><endEvent id="e">${end}</endEvent>
       <subProcess id="x" triggeredByEvent="true"><startEvent id="xs" isInterrupting="false">${STOP}</startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>`,
      's > a > e',
      { roots: '<signal id="S" name="stop"/>' },
    )
  const told = (machine: Machine) =>
    machine.history.filter(({ elementId }) => elementId === 'x').map(({ type }) => type)

  it('is told of in history when it begins and when it is done', async () => {
    const machine = (await Machine.of(beside(''))).start().fire('xs')
    expect(told(machine)).to.deep.equal(['element-entered'])
    expect(told(machine.complete('xa'))).to.deep.equal(['element-entered', 'element-left'])
  })

  it('is told of in history when it is cancelled', async () => {
    const machine = (await Machine.of(beside('<terminateEventDefinition/>'))).start().fire('xs').complete('a')
    expect(machine.ended).to.not.equal(null)
    expect(told(machine)).to.deep.equal(['element-entered', 'element-cancelled'])
  })

  const xml = (interrupting: boolean): string =>
    bpmn(
      `<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>
       <subProcess id="x" triggeredByEvent="true"><startEvent id="xs" isInterrupting="${interrupting}"><messageEventDefinition messageRef="M"/></startEvent><userTask id="xa"/><endEvent id="xe"/>${flows('xs > xa > xe')}</subProcess>`,
      's > a > e',
      { roots: '<message id="M" name="client.withdrawn"/>' },
    )

  it('listens from the start; interrupting, it cancels all else', async () => {
    const machine = await Machine.of(xml(true))
    machine.start()
    expect(machine.armed).to.deep.equal(['xs'])

    machine.fire('xs', { reason: 'moved away' })
    expect(machine.openTasks).to.deep.equal(['xa'])
    expect(machine.armed).to.deep.equal([])

    machine.complete('xa')
    expect(machine.ended?.status).to.equal('completed')
    expect(machine.ended?.variables.reason).to.equal('moved away')
  })

  it('runs beside the rest when it does not interrupt, as often as its event comes', async () => {
    const machine = await Machine.of(xml(false))
    machine.start().fire('xs').fire('xs')
    expect(machine.openTasks).to.deep.equal(['a', 'xa', 'xa'])

    machine.complete('a').complete('xa')
    expect(machine.ended).to.equal(null)
    expect(machine.complete('xa').ended?.status).to.equal('completed')
  })

  it('listens for its message as soon as the correlation key has a value', async () => {
    const machine = await Machine.of(xml(true), { messageKey: () => 'applicationId' })
    machine.start()
    expect(machine.armed).to.deep.equal([])

    machine.take({ kind: 'variables-changed', variables: { applicationId: 'A-1' } })
    expect(machine.armed).to.deep.equal(['xs'])
    machine.fire('xs')
    expect(machine.openTasks).to.deep.equal(['xa'])
    expect(machine.armed, 'an interrupting one listens no more').to.deep.equal([])
  })

  it('goes on with a warning when the correlation key becomes something that is no text', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a"/><userTask id="b"/>
         <subProcess id="x" triggeredByEvent="true"><startEvent id="xs"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=key"/></camunda:properties></extensionElements><messageEventDefinition messageRef="M"/></startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>`,
        's > a > b',
        { roots: '<message id="M" name="news"/>' },
      ),
    )
    machine.start().complete('a', { key: { number: 1 } })
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.noted('warning').map(({ elementId }) => elementId)).to.deep.equal(['xs'])

    machine.take({ kind: 'variables-changed', variables: { key: 'A-1' } })
    expect(machine.armed).to.deep.equal(['xs'])
  })

  it('listens no more when its sub-process is done, even where that cannot leave', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="p1"><startEvent id="ps"/><userTask id="a"/>
         <subProcess id="x" triggeredByEvent="true"><startEvent id="xs"><messageEventDefinition messageRef="M"/></startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>
         ${flows('ps > a')}</subProcess><userTask id="b"/>`,
        's > p1; p1 > b [=ready]',
        { roots: '<message id="M" name="news"/>' },
      ),
    )
    machine.start().complete('a')
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['p1'])
    expect(machine.armed).to.deep.equal([])

    machine.take({ kind: 'variables-changed', variables: { ready: true } }).retry()
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.openIncidents).to.deep.equal([])
  })

  it('stops listening when the process has ended', async () => {
    const machine = await Machine.of(xml(true))
    machine.start().complete('a')
    expect(machine.ended?.status).to.equal('completed')
    expect(machine.armed).to.deep.equal([])
    expect(machine.effects).to.deep.include({ kind: 'subscription-removed', triggerId: 'e2' })
  })

  it('catches errors of its scope', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><serviceTask id="a" camunda:class="x"/><userTask id="b"/>
         <subProcess id="x" triggeredByEvent="true"><startEvent id="xs"><errorEventDefinition errorRef="E" camunda:errorCodeVariable="code"/></startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>`,
        's > a; s > b',
        { roots: '<error id="E" errorCode="BROKEN"/>' },
      ),
    )
    machine.start().throwJobError('a', 'BROKEN')
    expect(machine.openTasks).to.deep.equal(['xa'])
    expect(machine.variable('code')).to.equal('BROKEN')
  })

  it('starts by a timer and by a signal', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a"/>
         <subProcess id="x" triggeredByEvent="true"><startEvent id="xs" isInterrupting="false"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></startEvent><userTask id="xa"/>${flows('xs > xa')}</subProcess>
         <subProcess id="y" triggeredByEvent="true"><startEvent id="ys" isInterrupting="true"><signalEventDefinition signalRef="S"/></startEvent><userTask id="ya"/>${flows('ys > ya')}</subProcess>`,
        's > a',
        { roots: '<signal id="S" name="alarm"/>' },
      ),
    )
    machine.start()
    expect(machine.dueOf('xs')).to.equal('2026-03-02T10:00:00.000Z')
    machine.fire('xs')
    expect(machine.openTasks).to.deep.equal(['a', 'xa'])
    machine.fire('ys')
    expect(machine.openTasks).to.deep.equal(['ya'])
  })
})

describe('call activity', () => {
  it('calls a process, also with a computed key, and hands data in and out', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><callActivity id="c" calledElement="\${key}"><extensionElements><camunda:in source="x" target="given"/><camunda:in sourceExpression="=x + 1" target="more"/><camunda:in businessKey="=&quot;K-&quot; + string(x)"/><camunda:out source="result" target="answer"/></extensionElements></callActivity><endEvent id="e"/>`,
        's > c > e',
      ),
    )
    machine.start({ key: 'svc-simple', x: 1, hidden: true })
    expect(machine.call('c')).to.deep.include({
      processKey: 'svc-simple',
      businessKey: 'K-1',
      variables: { given: 1, more: 2 },
    })
    expect(machine.completeCall('c', { result: 42, noise: 1 }).ended?.variables).to.deep.equal({
      key: 'svc-simple',
      x: 1,
      hidden: true,
      answer: 42,
    })
  })

  it('shares everything where the diagram says nothing', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><callActivity id="c" calledElement="q"/><endEvent id="e"/>', 's > c > e'),
    )
    machine.start({ x: 1 })
    expect(machine.call('c').variables).to.deep.equal({ x: 1 })
    expect(machine.completeCall('c', { x: 1, y: 2 }).ended?.variables).to.deep.equal({ x: 1, y: 2 })
  })

  it('catches the error of the called process through the sub-process around it', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub"><callActivity id="c" calledElement="q"/></subProcess><boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition/></boundaryEvent><userTask id="caught"/><endEvent id="e"/>`,
        's > sub > e; b > caught',
      ),
    )
    expect(machine.start().failCall('c', 'DELIVERY_FAILED').openTasks).to.deep.equal(['caught'])
  })

  it('is cancelled with its caller', async () => {
    const machine = await Machine.of(
      bpmn(
        '<startEvent id="s"/><callActivity id="c" calledElement="q"/><boundaryEvent id="b" attachedToRef="c"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/>',
        's > c; b > late',
      ),
    )
    machine.start()
    const { callId } = machine.call('c')
    machine.fire('b')
    expect(machine.effects).to.deep.include({ kind: 'call-cancelled', callId })
    expect(machine.openTasks).to.deep.equal(['late'])
  })

  it('waits with an incident when the process cannot be started, and calls again', async () => {
    const machine = await Machine.of(
      bpmn('<startEvent id="s"/><callActivity id="c" calledElement="q"/><endEvent id="e"/>', 's > c > e'),
    )
    const { callId } = machine.start().call('c')
    machine.take({ kind: 'call-failed', callId, message: 'no active definition' })
    expect(machine.openIncidents[0]).to.include({ element: 'c', type: 'failed-call' })
    machine.retry()
    expect(machine.effects.some((effect) => effect.kind === 'call-started')).to.equal(true)
  })
})

describe('multi-instance', () => {
  const body = (loop: string): string =>
    bpmn(
      `<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics ${loop}</multiInstanceLoopCharacteristics></userTask><userTask id="after"/>`,
      's > a > after',
    )

  it('in parallel opens one per item, each with its own variables', async () => {
    const machine = await Machine.of(body('camunda:collection="${people}" camunda:elementVariable="person">'))
    machine.start({ people: ['anna', 'janis', 'maris'] })
    expect(machine.openTasks).to.deep.equal(['a', 'a', 'a'])
    const seen = Object.values(machine.state?.scopes ?? {}).flatMap((scope) =>
      scope.kind === 'iteration' ? [scope.variables] : [],
    )
    expect(seen).to.deep.equal([
      { loopCounter: 0, person: 'anna' },
      { loopCounter: 1, person: 'janis' },
      { loopCounter: 2, person: 'maris' },
    ])
    machine.complete('a').complete('a')
    expect(machine.openTasks).to.deep.equal(['a'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
    expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
  })

  it('in sequence opens one after the other', async () => {
    const machine = await Machine.of(body('isSequential="true"><loopCardinality>3</loopCardinality>'))
    machine.start()
    for (let round = 0; round < 3; round++) {
      expect(machine.openTasks).to.deep.equal(['a'])
      expect(machine.seenAt('a').loopCounter).to.equal(round)
      machine.complete('a')
    }
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('ends early when its completion condition holds, and cancels the rest', async () => {
    const machine = await Machine.of(
      body(
        '><loopCardinality>=5</loopCardinality><completionCondition>${nrOfCompletedInstances &gt;= 2}</completionCondition>',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.have.length(4)
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
  })

  it('passes when there is nothing to do', async () => {
    const machine = await Machine.of(body('camunda:collection="people" camunda:elementVariable="person">'))
    expect(machine.start({ people: [] }).openTasks).to.deep.equal(['after'])
  })

  it('stops with an incident beyond the limit, or for a collection that is no list', async () => {
    const machine = await Machine.of(body('><loopCardinality>=n</loopCardinality>'))
    machine.start({ n: 1e308 })
    expect(machine.openIncidents[0]?.message).to.include('at most 1000')

    const list = await Machine.of(body('camunda:collection="people">'))
    expect(list.start({ people: 'anna' }).openIncidents[0]?.message).to.include('Expected a list')
  })

  it('runs sub-processes, keeps its boundary event for the whole, and is cancelled by it', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub"><userTask id="ia"/><multiInstanceLoopCharacteristics camunda:collection="items" camunda:elementVariable="item"/></subProcess><boundaryEvent id="b" attachedToRef="sub"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/><userTask id="after"/>`,
        's > sub > after; b > late',
      ),
    )
    machine.start({ items: [1, 2] })
    expect(machine.armed).to.deep.equal(['b'])
    expect(machine.complete('ia').openTasks).to.deep.equal(['ia'])

    machine.fire('b')
    expect(machine.openTasks).to.deep.equal(['late'])
    expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
  })

  it('lets an error of one run out to the boundary of the whole', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><serviceTask id="a" camunda:class="x"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></serviceTask><boundaryEvent id="b" attachedToRef="a"><errorEventDefinition/></boundaryEvent><userTask id="caught"/>`,
        's > a; b > caught',
      ),
    )
    machine.start().throwJobError('a', 'X')
    expect(machine.openTasks).to.deep.equal(['caught'])
    expect(machine.openJobs).to.deep.equal([])
  })
})

describe('an instance', () => {
  it('is cancelled with everything in it', async () => {
    const machine = await Machine.of(bpmn('<startEvent id="s"/><userTask id="a"/><userTask id="b"/>', 's > a; s > b'))
    machine.start().take({ kind: 'cancelled', reason: 'by mistake' })
    expect(machine.ended?.status).to.equal('cancelled')
    expect(machine.openTasks).to.deep.equal([])
    expect(() => machine.take({ kind: 'cancelled', reason: 'again' })).to.throw('to be active')
  })
})
