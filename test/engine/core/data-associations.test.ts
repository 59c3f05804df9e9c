import { expect } from 'chai'
import { DEFAULT_BPMN_LIMITS } from '../../../engine/bpmn/bpmn-limits.ts'
import { readBpmnText } from '../../../engine/bpmn/read-bpmn-text.ts'
import { bpmn, flows } from '../../support/bpmn.ts'
import { dataObject, into, io, outOf } from '../../support/data-drawn.ts'
import { Machine } from '../../support/machine.ts'

const order = dataObject('order', 'draft', 'approved')
const oneTask = (task: string, kind = 'userTask', attributes = ''): string =>
  bpmn(
    `${order}${dataObject('result')}<startEvent id="s"/><${kind} id="a" ${attributes}>${task}</${kind}><userTask id="z"/>`,
    's > a > z',
  )

describe('data into an activity', () => {
  it('is copied to its data input, which nobody else sees', async () => {
    const machine = await Machine.of(oneTask(io(['wanted']) + into({ from: 'order_ref', to: 'wanted' })))
    machine.start({ order: { id: 7 } })
    expect(machine.seenAt('a')).to.deep.include({ wanted: { id: 7 } })
    machine.complete('a')
    expect(machine.variables).to.deep.equal({ order: { id: 7 }, result: null })
  })

  it('is transformed, from several sources and whatever else is visible', async () => {
    const drawn = into({ from: ['order_ref', 'result_ref'], to: 'sum', transformation: 'order.a + result.b + c' })
    const machine = await Machine.of(oneTask(io(['sum']) + drawn))
    machine.start({ order: { a: 1 }, result: { b: 2 }, c: 3 })
    expect(machine.seenAt('a')).to.include({ sum: 6 })
  })

  it('is assigned part by part, without touching where it came from', async () => {
    const assignments = [
      ['order.id', 'form.order.number'],
      ['"now"', '${form.since}'],
      ['[form.order.number]', 'list'],
    ] as const
    const machine = await Machine.of(oneTask(io(['form']) + into({ from: 'order_ref', to: 'form', assignments })))
    machine.start({ order: { id: 7 } })
    expect(machine.seenAt('a')).to.deep.include({ form: { order: { number: 7 }, since: 'now' }, list: [7] })
    expect(machine.variable('order')).to.deep.equal({ id: 7 })
  })

  it('is what a job is given, and camunda inputs are seen beside it', async () => {
    const inputs =
      '<extensionElements><camunda:inputOutput><camunda:inputParameter name="twice">=wanted * 2</camunda:inputParameter></camunda:inputOutput></extensionElements>'
    const machine = await Machine.of(
      oneTask(inputs + io(['wanted']) + into({ from: 'order_ref', to: 'wanted' }), 'serviceTask', 'camunda:class="x"'),
    )
    expect(machine.start({ order: 4, other: 1 }).job('a').input).to.deep.equal({ wanted: 4, twice: 8 })
  })

  it('of a sub-process stays inside, and its data outputs come out', async () => {
    const machine = await Machine.of(
      bpmn(
        `${order}${dataObject('result')}<startEvent id="s"/><subProcess id="sub">${io(['wanted'], ['done'])}${into({ from: 'order_ref', to: 'wanted' })}${outOf({ from: 'done', to: 'result_ref' })}<startEvent id="ss"/><userTask id="a"/>${flows('ss > a')}</subProcess><userTask id="z"/>`,
        's > sub > z',
      ),
    )
    machine.start({ order: 5 })
    expect(machine.seenAt('a')).to.deep.equal({ order: 5, result: null, wanted: 5, done: null })
    machine.complete('a', { wanted: 6, done: 'yes' })
    expect(machine.variables).to.deep.equal({ order: 5, result: 'yes' })
  })

  it('of a multi-instance is taken once and seen by every run', async () => {
    const machine = await Machine.of(
      oneTask(
        `${io(['wanted'])}${into({ from: 'order_ref', to: 'wanted' })}<multiInstanceLoopCharacteristics camunda:collection="wanted" camunda:elementVariable="x"/>`,
      ),
    )
    machine.start({ order: [1, 2] })
    expect(machine.openTasks).to.deep.equal(['a', 'a'])
    expect(machine.seenAt('a')).to.deep.include({ wanted: [1, 2], x: 1 })
    expect(machine.complete('a').complete('a').openTasks).to.deep.equal(['z'])
    expect(machine.variables).to.deep.equal({ order: [1, 2], result: null })
  })
})

describe('data out of an activity', () => {
  it('is copied from its data output; other entries become variables as ever', async () => {
    const machine = await Machine.of(oneTask(io([], ['given']) + outOf({ from: 'given', to: 'result_ref' })))
    machine.start().complete('a', { given: [1], remark: 'well' })
    expect(machine.variables).to.deep.equal({ order: null, result: [1], remark: 'well' })
  })

  it('leaves the target as it was where the output has no value', async () => {
    const machine = await Machine.of(oneTask(io([], ['given']) + outOf({ from: 'given', to: 'result_ref' })))
    machine.start({ result: 1 }).complete('a', { remark: 'well' })
    expect(machine.variables).to.deep.equal({ order: null, result: 1, remark: 'well' })
  })

  it('is assigned into a data object, and missing objects on the way are made', async () => {
    const assignments = [
      ['given', 'order.decision.by'],
      ['"closed"', 'order_ref.status'],
    ] as const
    const machine = await Machine.of(
      oneTask(io([], ['given']) + outOf({ from: 'given', to: 'order_ref', assignments })),
    )
    machine.start({ order: { id: 7, decision: 'none' } }).complete('a', { given: 'anna' })
    expect(machine.variable('order')).to.deep.equal({ id: 7, decision: { by: 'anna' }, status: 'closed' })
  })

  it('is transformed from what the work gave', async () => {
    const drawn = outOf({ from: 'given', to: 'result_ref', transformation: 'given * rate' })
    const machine = await Machine.of(
      oneTask(io([], ['given']) + drawn, 'scriptTask', 'camunda:resultVariable="given"').replace(
        '<scriptTask id="a" camunda:resultVariable="given">',
        '<scriptTask id="a" camunda:resultVariable="given" scriptFormat="feel"><script>20</script>',
      ),
    )
    expect(machine.start({ rate: 2 }).variable('result')).to.equal(40)
  })

  it('comes beside what camunda outputs say', async () => {
    const outputs =
      '<extensionElements><camunda:inputOutput><camunda:outputParameter name="y">=given + 1</camunda:outputParameter></camunda:inputOutput></extensionElements>'
    const machine = await Machine.of(oneTask(outputs + io([], ['given']) + outOf({ from: 'given', to: 'result_ref' })))
    machine.start().complete('a', { given: 1, lost: true })
    expect(machine.variables).to.deep.equal({ order: null, result: 1, y: 2 })
  })

  it('keeps the token in its place when it fails, and what was done stays done', async () => {
    const drawn = outOf({ to: 'result_ref', transformation: 'matches("a", pattern)' })
    const machine = await Machine.of(oneTask(drawn))
    machine.start({ pattern: '(?=x)' }).complete('a', { given: 1 })
    expect(machine.openIncidents[0]?.element).to.equal('a')
    expect(machine.variables).to.deep.equal({ order: null, result: null, pattern: '(?=x)' })
    machine.take({ kind: 'variables-changed', variables: { pattern: 'a' } }).retry()
    expect(machine.variables).to.include({ given: 1, result: true })
    expect(machine.openTasks).to.deep.equal(['z'])
  })

  it('is written to the innermost data object of that name', async () => {
    const machine = await Machine.of(
      bpmn(
        `${dataObject('order')}<startEvent id="s"/><subProcess id="sub"><dataObject id="inner" name="order"/><startEvent id="ss"/><userTask id="a">${io([], ['given'])}${outOf({ from: 'given', to: 'inner' })}</userTask><userTask id="b"/>${flows('ss > a > b')}</subProcess>`,
        's > sub',
      ),
    )
    machine.start({ order: 1 }).complete('a', { given: 2 })
    expect(machine.seenAt('b')).to.deep.equal({ order: 2 })
    expect(machine.variables).to.deep.equal({ order: 1 })
  })
})

describe('data of events', () => {
  const roots = '<message id="m" name="news"/><signal id="si" name="alarm"/><error id="er" errorCode="E1"/>'
  const message = '<messageEventDefinition messageRef="m"/>'

  it('make the payload of a thrown message', async () => {
    const machine = await Machine.of(
      bpmn(
        `${order}<startEvent id="s"/><intermediateThrowEvent id="t"><dataInput id="letter" name="letter"/>${into({ from: 'order_ref', to: 'letter', transformation: 'order.id' })}${message}</intermediateThrowEvent>`,
        's > t',
        { roots },
      ),
    )
    expect(machine.start({ order: { id: 3 }, secret: 1 }).thrown[0]?.payload).to.deep.equal({ letter: 3 })
  })

  it('make the payload of a signal at an end, and of a send task', async () => {
    const machine = await Machine.of(
      bpmn(
        `${order}<startEvent id="s"/><sendTask id="t" messageRef="m">${io(['letter'])}${into({ from: 'order_ref', to: 'letter' })}</sendTask><endEvent id="e"><dataInput id="cause"/>${into({ from: 'order_ref', to: 'cause' })}<signalEventDefinition signalRef="si"/></endEvent>`,
        's > t > e',
        { roots },
      ),
    )
    expect(machine.start({ order: 3 }).thrown.map(({ payload }) => payload)).to.deep.equal([
      { letter: 3 },
      { cause: 3 },
    ])
  })

  it('go with an error to the event that catches it', async () => {
    const error = '<errorEventDefinition errorRef="er"/>'
    const machine = await Machine.of(
      bpmn(
        `${order}${dataObject('result')}<startEvent id="s"/><subProcess id="sub"><startEvent id="ss"/><endEvent id="se"><dataInput id="cause"/>${into({ from: 'order_ref', to: 'cause' })}${error}</endEvent>${flows('ss > se')}</subProcess><boundaryEvent id="b" attachedToRef="sub"><dataOutput id="why" name="cause"/>${outOf({ from: 'why', to: 'result_ref' })}${error}</boundaryEvent><userTask id="z"/>`,
        's > sub; b > z',
        { roots },
      ),
    )
    expect(machine.start({ order: 'late' }).variables).to.deep.equal({ order: 'late', result: 'late' })
  })

  it('go with an escalation, and what goes on is not disturbed', async () => {
    const escalation = '<escalationEventDefinition escalationRef="es"/>'
    const machine = await Machine.of(
      bpmn(
        `${order}${dataObject('result')}<startEvent id="s"/><subProcess id="sub"><startEvent id="ss"/><intermediateThrowEvent id="t"><dataInput id="cause"/>${into({ from: 'order_ref', to: 'cause' })}${escalation}</intermediateThrowEvent><userTask id="a"/>${flows('ss > t > a')}</subProcess><boundaryEvent id="b" attachedToRef="sub" cancelActivity="false"><dataOutput id="why"/>${outOf({ from: 'why', to: 'result_ref' })}${escalation}</boundaryEvent><userTask id="z"/>`,
        's > sub; b > z',
        { roots: '<escalation id="es" escalationCode="late"/>' },
      ),
    )
    machine.start({ order: 'X' })
    expect(machine.openTasks).to.deep.equal(['a', 'z'])
    expect(machine.variable('result')).to.deep.equal({ cause: 'X' })
  })

  it('reach an activity that undoes, as they were when what it undoes was done', async () => {
    const machine = await Machine.of(
      bpmn(
        `${dataObject('order', 'booked')}<startEvent id="s"/><userTask id="a">${io([], ['given'])}${outOf({ from: 'given', to: 'order_booked' })}</userTask><boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><userTask id="una" isForCompensation="true" name="x" camunda:assignee="=dataStates.order">${io(['undone'])}${into({ from: 'order_ref', to: 'undone' })}</userTask><association id="as" sourceRef="b" targetRef="una" associationDirection="One"/><userTask id="later"/><intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>`,
        's > a > later > undo',
      ),
    )
    machine.start().complete('a', { given: 1 }).complete('later', { order: 2 })
    expect(machine.seenAt('una')).to.include({ undone: 1 })
    expect(machine.task('una').assignee).to.equal('booked')
  })

  it('put the entry of its name, or the whole of what came, where it is drawn', async () => {
    const machine = await Machine.of(
      bpmn(
        `${order}${dataObject('result')}<startEvent id="s"/><intermediateCatchEvent id="c"><dataOutput id="letter"/>${outOf({ from: 'letter', to: 'order_approved' })}${message}</intermediateCatchEvent><receiveTask id="r" messageRef="m">${io([], ['letter2'])}${outOf({ from: 'letter2', to: 'result_ref' })}</receiveTask><userTask id="z"/>`,
        's > c > r > z',
        { roots },
      ),
    )
    machine.start().fire('c', { letter: 'dear', extra: 1 }).fire('r', { a: 1, b: 2 })
    expect(machine.variables).to.deep.equal({ order: 'dear', extra: 1, result: { a: 1, b: 2 } })
  })

  it('of a start put what came where it is drawn', async () => {
    const machine = await Machine.of(
      bpmn(
        `${order}${dataObject('result')}<startEvent id="s"><dataOutput id="whole"/>${outOf({ from: 'whole', to: 'order_ref' })}${message}</startEvent><userTask id="a"/><subProcess id="ev" triggeredByEvent="true"><startEvent id="es" isInterrupting="false"><dataOutput id="letter"/>${outOf({ from: 'letter', to: 'result_ref' })}${message}</startEvent><userTask id="b"/>${flows('es > b')}</subProcess>`,
        's > a',
        { roots },
      ),
    )
    machine.start({ x: 1 }, 's')
    expect(machine.variables).to.deep.equal({ x: 1, order: { x: 1 }, result: null })
    machine.fire('es', { letter: 2, y: 3 })
    expect(machine.variables).to.deep.equal({ x: 1, order: { x: 1 }, result: 2, y: 3 })
  })
})

describe('data stores', () => {
  const store = '<dataStoreReference id="arch_ref" name="archive" dataStoreRef="ARCH"/>'
  const roots = '<dataStore id="ARCH" name="Archive of orders"/>'

  it('are read, and what is written is seen by the next in the same run', async () => {
    const machine = await Machine.of(
      bpmn(
        `${store}<startEvent id="s"/><task id="a">${outOf({ to: 'arch_ref', from: 'arch_ref', transformation: 'archive + 1' })}</task><task id="b">${outOf({ to: 'arch_ref', from: 'arch_ref', transformation: 'archive * 10' })}</task><userTask id="c">${io(['count'])}${into({ from: 'arch_ref', to: 'count' })}</userTask>`,
        's > a > b > c',
        { roots },
      ),
      { dataStores: { ARCH: 4 } },
    )
    machine.start()
    expect(machine.effects.filter(({ kind }) => kind === 'data-store-written')).to.deep.equal([
      { kind: 'data-store-written', dataStoreId: 'ARCH', value: 5 },
      { kind: 'data-store-written', dataStoreId: 'ARCH', value: 50 },
    ])
    expect(machine.seenAt('c')).to.deep.equal({ count: 50 })
    expect(machine.definition.dataStores).to.deep.equal(['ARCH'])
  })

  it('are empty before anything was written, and take assignments', async () => {
    const assignments = [['given', 'archive.last.id']] as const
    const machine = await Machine.of(
      bpmn(`${store}<startEvent id="s"/><task id="a">${outOf({ to: 'arch_ref', assignments })}</task>`, 's > a', {
        roots,
      }),
    )
    machine.start({ given: 3 })
    expect(machine.effects).to.deep.include({
      kind: 'data-store-written',
      dataStoreId: 'ARCH',
      value: { last: { id: 3 } },
    })
  })
})

describe('associations in a file', () => {
  it('as bpmn-js draws them change nothing and deploy without a word', async () => {
    const xml = oneTask(
      '<property id="Property_1" name="__targetRef_placeholder"/><dataInputAssociation id="i1"><sourceRef>order_draft</sourceRef><targetRef>Property_1</targetRef></dataInputAssociation><dataOutputAssociation id="o1"><targetRef>order_ref</targetRef></dataOutputAssociation>',
      'manualTask',
    ).replace('<userTask id="z"', '<userTask id="z" camunda:assignee="anna"')
    expect((await readBpmnText('x.bpmn', xml, DEFAULT_BPMN_LIMITS)).problems).to.deep.equal([])
    const machine = await Machine.of(xml)
    expect(machine.definition.nodes['a']).not.to.have.property('data')
    expect(machine.start({ order: 1 }).variables).to.deep.equal({ order: 1, result: null })
  })

  it('may hold item definitions, output sets and inputs that come while the work is done', async () => {
    const xml = bpmn(
      `<dataObject id="order" itemSubjectRef="it" isCollection="true"/><startEvent id="s"/><userTask id="a" camunda:assignee="anna"><ioSpecification><dataInput id="in" name="in" itemSubjectRef="it"/><dataOutput id="out" name="out"/><inputSet id="is"><dataInputRefs>in</dataInputRefs><whileExecutingInputRefs>in</whileExecutingInputRefs><outputSetRefs>os</outputSetRefs></inputSet><outputSet id="os"><dataOutputRefs>out</dataOutputRefs><optionalOutputRefs>out</optionalOutputRefs><whileExecutingOutputRefs>out</whileExecutingOutputRefs><inputSetRefs>is</inputSetRefs></outputSet></ioSpecification>${into({ from: 'order', to: 'in' })}${outOf({ from: 'out', to: 'order' })}</userTask>`,
      's > a',
      { roots: '<itemDefinition id="it" structureRef="xs:string" isCollection="true"/>' },
    )
    expect((await readBpmnText('x.bpmn', xml, DEFAULT_BPMN_LIMITS)).problems).to.deep.equal([])
    const machine = await Machine.of(xml)
    expect(machine.start().openTasks).to.deep.equal(['a'])
    expect(machine.complete('a', { out: ['x'] }).variables).to.deep.equal({ order: ['x'] })
  })

  const refused: Readonly<Record<string, readonly [xml: string, code: string]>> = {
    'may not assign to a reserved name': [
      outOf({ to: 'order_ref', assignments: [['1', 'order.__proto__.x']] }),
      'unsafe-name',
    ],
    'may not assign to what is no place': [
      outOf({ to: 'order_ref', assignments: [['1', 'getData()/x']] }),
      'expression-invalid',
    ],
    'may not have a property of a reserved name': ['<property id="x" name="constructor"/>', 'unsafe-name'],
    'may not transform with what is no FEEL': [
      outOf({ to: 'order_ref', transformation: '${order.close()}' }),
      'expression-invalid',
    ],
  }
  for (const [what, [task, code]] of Object.entries(refused)) {
    it(what, async () => {
      const { problems } = await readBpmnText('x.bpmn', oneTask(task), DEFAULT_BPMN_LIMITS)
      expect(
        problems.filter(({ severity }) => severity === 'error').map((one) => [one.code, one.elementId]),
      ).to.deep.equal([[code, 'a']])
    })
  }
})
