import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const local = { institutionId: 'local' }

const caller = diagram(
  'caller',
  `${line('start', '<callActivity id="call" calledElement="called" />', '<userTask id="after" />', 'end')}
  <boundaryEvent id="caught" attachedToRef="call"><errorEventDefinition errorRef="NO" /></boundaryEvent>
  <userTask id="handled" /><endEvent id="end2" />
  <sequenceFlow id="c1" sourceRef="caught" targetRef="handled" /><sequenceFlow id="c2" sourceRef="handled" targetRef="end2" />
  <boundaryEvent id="late" attachedToRef="call"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
  <userTask id="overdue" /><endEvent id="end3" />
  <sequenceFlow id="d1" sourceRef="late" targetRef="overdue" /><sequenceFlow id="d2" sourceRef="overdue" targetRef="end3" />`,
  { errors: ['NO'] },
)
const called = diagram(
  'called',
  `<startEvent id="s" /><userTask id="decide" /><exclusiveGateway id="g" default="g-yes" />
  <endEvent id="yes" /><endEvent id="no"><errorEventDefinition errorRef="NO" /></endEvent>
  <sequenceFlow id="f1" sourceRef="s" targetRef="decide" /><sequenceFlow id="f2" sourceRef="decide" targetRef="g" />
  <sequenceFlow id="g-yes" sourceRef="g" targetRef="yes" />
  <sequenceFlow id="g-no" sourceRef="g" targetRef="no"><conditionExpression>=answer = "no"</conditionExpression></sequenceFlow>`,
  { errors: ['NO'] },
)

const mirror = diagram('mirror', line('start', '<callActivity id="again" calledElement="mirror" />', 'end'))
const outer = diagram('outer', line('start', '<callActivity id="inner" calledElement="caller" />', 'end'))

describe('a called process', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [caller, called, outer, mirror], onDisk: true })
  })
  afterEach(() => house.close())

  const begin = async () => {
    const parent = await house.start('caller', { amount: 3 }, 'case-9')
    await house.settle()
    return parent
  }

  it('is an instance of its own, of the same case, and gives its variables back at its end', async () => {
    const parent = await begin()
    const child = await house.task('decide')
    expect(child.processInstanceId).not.to.equal(parent.id)
    expect(child).to.include({ rootInstanceId: parent.id, businessKey: 'case-9' })
    await house.restart()

    await house.complete('decide', { answer: 'yes' })

    expect(await house.openTasks(parent.id)).to.deep.equal(['after'])
    const details = await house.engine.getProcessInstance({ ...local, processInstanceId: parent.id })
    expect(details.variables).to.deep.equal({ amount: 3, answer: 'yes' })
    expect(details.calledInstances).to.deep.equal([child.processInstanceId])
    const ended = await house.engine.getProcessInstance({ ...local, processInstanceId: child.processInstanceId })
    expect(ended).to.deep.include({
      state: 'completed',
      parentInstanceId: parent.id,
      variables: { amount: 3, answer: 'yes' },
    })
    const whole = await house.engine.listHistory({
      ...local,
      processInstanceId: parent.id,
      withCalled: true,
      limit: 200,
    })
    expect(new Set(whole.items.map((event) => event.processInstanceId)).size).to.equal(2)
  })

  it('shows its history with what it called itself, but not with what called it', async () => {
    const top = await house.start('outer')
    await house.settle()
    const bottom = await house.task('decide')
    const { parentInstanceId: middle } = await house.engine.getProcessInstance({
      ...local,
      processInstanceId: bottom.processInstanceId,
    })

    const whole = await house.engine.listHistory({
      ...local,
      processInstanceId: middle ?? '',
      withCalled: true,
      limit: 200,
    })

    expect(middle).not.to.equal(top.id)
    expect(new Set(whole.items.map((event) => event.processInstanceId))).to.deep.equal(
      new Set([middle, bottom.processInstanceId]),
    )
  })

  it('that ends with an error lets its caller catch it', async () => {
    await begin()
    await house.complete('decide', { answer: 'no' })
    expect(await house.openTasks()).to.deep.equal(['handled'])
  })

  it('is cancelled when its caller goes elsewhere', async () => {
    await begin()
    await house.passTime({ days: 1 })
    expect(await house.openTasks()).to.deep.equal(['overdue'])
  })

  it('is cancelled with its caller', async () => {
    const parent = await begin()
    await house.engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId: parent.id, reason: 'withdrawn' })
    await house.settle()
    expect(await house.openTasks()).to.deep.equal([])
    const { items } = await house.engine.listProcessInstances({ ...local, businessKey: 'case-9' })
    expect(items.map((instance) => instance.state)).to.deep.equal(['cancelled', 'cancelled'])
  })

  it('whose end crosses its caller being cancelled is recorded there, and nothing else', async () => {
    const parent = await begin()
    const { id: taskId } = await house.task('decide')
    await house.engine.completeTask({ by: EMBEDDED, taskId, data: {} })
    await house.engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId: parent.id, reason: 'withdrawn' })
    await house.settle()

    const { items } = await house.engine.listHistory({ ...local, processInstanceId: parent.id, limit: 200 })
    expect(items.at(-1)).to.deep.include({ type: 'warning' })
    expect(items.at(-1)?.data).to.include({ warning: 'called-process-ended-late', answer: 'call-completed' })
    expect((await house.engine.getProcessInstance({ ...local, processInstanceId: parent.id })).state).to.equal(
      'cancelled',
    )
  })

  it('that is not in force keeps its caller in place with an incident, until it is', async () => {
    const { id: definitionId } = await house.engine.getActiveDefinition({ ...local, processKey: 'called' })
    const owner = { institutionId: '', holderId: '' }
    await house.engine.deactivateDefinition({ by: EMBEDDED, definitionId, owner })
    await begin()
    const [incident] = (await house.engine.listIncidents(local)).items
    expect(incident).to.include({ type: 'failed-call', elementId: 'call' })

    await house.engine.activateDefinition({ by: EMBEDDED, definitionId, owner })
    await house.engine.retryIncident({ by: EMBEDDED, incidentId: incident?.id ?? '' })
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['decide'])
  })

  it('that calls itself stops with an incident, not with a full disk', async () => {
    await house.start('mirror')
    await house.settle()

    const { items } = await house.engine.listProcessInstances({ ...local, processKey: 'mirror', limit: 200 })
    expect(items).to.have.length(50)
    const [incident] = (await house.engine.listIncidents(local)).items
    expect(incident?.message).to.include('at most 50 processes inside one another')
  })

  it('waits while its caller is suspended', async () => {
    const parent = await begin()
    const suspend = (suspended: boolean) =>
      house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId: parent.id, suspended })
    await suspend(true)
    await house.complete('decide', { answer: 'yes' })
    expect(await house.openTasks()).to.deep.equal([])

    await suspend(false)
    await house.settle()
    expect(await house.openTasks()).to.deep.equal(['after'])
  })

  it('that came back while its caller was suspended is recorded there when the caller is cancelled', async () => {
    const parent = await begin()
    const { id: processInstanceId } = parent
    await house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId, suspended: true })
    await house.complete('decide', { answer: 'yes' })

    await house.engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId, reason: 'withdrawn' })
    await house.settle()

    const { items } = await house.engine.listHistory({ ...local, processInstanceId, limit: 200 })
    expect(items.at(-1)?.data).to.include({ warning: 'called-process-ended-late', answer: 'call-completed' })
  })
})
