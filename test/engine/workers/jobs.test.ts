import { expect } from 'chai'
import { BpmnError, EMBEDDED, TYPICAL, type Handler, type Variables } from '../../../engine/index.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { codeOf } from '../../support/refusal.ts'

const local = { institutionId: 'local' }

const payment = diagram(
  'payment',
  `${line('start', '<serviceTask id="pay" camunda:class="bank.pay" />', '<userTask id="thank" />', 'end')}
  <boundaryEvent id="refused" attachedToRef="pay"><errorEventDefinition errorRef="NO_MONEY" /></boundaryEvent>
  <userTask id="dun" /><endEvent id="end2" />
  <sequenceFlow id="r1" sourceRef="refused" targetRef="dun" /><sequenceFlow id="r2" sourceRef="dun" targetRef="end2" />`,
  { errors: ['NO_MONEY'] },
)

const external = diagram(
  'external',
  line(
    'start',
    '<serviceTask id="print" camunda:type="external" camunda:topic="printing" />',
    '<userTask id="collect" />',
    'end',
  ),
)

describe('a job', () => {
  let house: TestEngine
  let calls = 0
  let bank: Handler = async () => ({})
  const open = async (): Promise<void> => {
    calls = 0
    house = await openEngine({
      files: [payment],
      handlers: {
        'bank.pay': (call) => {
          calls += 1
          return bank(call)
        },
      },
    })
  }
  afterEach(() => house.close())

  it('is done by its handler, whose answer becomes variables', async () => {
    bank = async ({ variables, facts }) => ({
      variables: { receipt: `${String(variables.amount)}/${facts.elementId}` },
    })
    await open()
    const { id: processInstanceId } = await house.start('payment', { amount: 5 })

    expect(await house.openTasks()).to.deep.equal([])
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['thank'])
    expect((await house.engine.getProcessInstance({ ...local, processInstanceId })).variables).to.deep.equal({
      amount: 5,
      receipt: '5/pay',
    })
  })

  it('takes the path drawn in the diagram when the handler throws a BPMN error', async () => {
    bank = async () => {
      throw new BpmnError('NO_MONEY', 'the account is empty')
    }
    await open()
    await house.start('payment')
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['dun'])
    expect(calls).to.equal(1)
  })

  it('that fails becomes an incident also where the data of its case leaves no room, and others go on', async () => {
    const fails: Handler = async () => {
      throw new Error('the bank is closed')
    }
    house = await openEngine({
      files: [payment],
      handlers: { 'bank.pay': fails },
      limits: { maxStateBytes: 2_000, jobRetryPausesMs: [] },
    })
    const full = await house.start('payment', { text: 'x'.repeat(1_640) })
    const other = await house.start('payment')
    await house.settle()

    const { items } = await house.engine.listIncidents(local)
    expect(items.map(({ processInstanceId, type }) => [processInstanceId, type])).to.have.deep.members([
      [full.id, 'failed-job'],
      [other.id, 'failed-job'],
    ])
  })

  it('that fails is tried three times with growing pauses, then a person is asked and can have it tried again', async () => {
    bank = async () => {
      throw new Error('the bank is closed')
    }
    await open()
    const { id: processInstanceId } = await house.start('payment')

    await house.settle()
    expect(calls).to.equal(1)
    await house.passTime({ seconds: 9 })
    expect(calls).to.equal(1)
    await house.passTime({ seconds: 1 })
    expect(calls).to.equal(2)
    await house.passTime({ seconds: 59 })
    expect(calls).to.equal(2)
    await house.passTime({ seconds: 1 })
    expect(calls).to.equal(3)
    await house.passTime({ days: 1 })
    expect(calls).to.equal(3)

    const { items: incidents } = await house.engine.listIncidents({ ...local, processInstanceId })
    expect(incidents).to.have.length(1)
    expect(incidents[0]).to.include({ type: 'failed-job', elementId: 'pay', message: 'the bank is closed' })
    const { items: jobs } = await house.engine.listJobs({ ...local, state: 'failed' })
    expect(jobs[0]).to.include({ retriesLeft: 0, errorMessage: 'the bank is closed' })

    bank = async () => ({})
    await house.engine.retryIncident({ by: EMBEDDED, incidentId: incidents[0]?.id ?? '' })
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['thank'])
    expect((await house.engine.listIncidents(local)).items).to.deep.equal([])
    expect(await codeOf(house.engine.retryIncident({ by: EMBEDDED, incidentId: incidents[0]?.id ?? '' }))).to.equal(
      'incident-not-open',
    )
    const history = await house.engine.listHistory({ ...local, processInstanceId, limit: 200 })
    expect(
      history.items.filter((event) => event.type === 'job-failed').map((event) => event.data.retriesLeft),
    ).to.deep.equal([2, 1, 0])
  })

  it('can be given new tries by itself, too', async () => {
    bank = async () => {
      throw new Error('closed')
    }
    await open()
    await house.start('payment')
    await house.settle()
    const [job] = (await house.engine.listJobs(local)).items
    expect(await codeOf(house.engine.retryJob({ by: EMBEDDED, jobId: job?.id ?? '' }))).to.equal('job-not-failed')
    await house.passTime({ seconds: 10 })
    await house.passTime({ seconds: 60 })

    const again = await house.engine.retryJob({ by: EMBEDDED, jobId: job?.id ?? '' })
    expect(again).to.include({ state: 'open', retriesLeft: 3 })
    await house.settle()
    expect(calls).to.equal(4)
  })

  it('can be given as many tries as an operator says', async () => {
    bank = async () => {
      throw new Error('closed')
    }
    await open()
    await house.start('payment')
    await house.settle()
    await house.passTime({ seconds: 10 })
    await house.passTime({ seconds: 60 })
    const [job] = (await house.engine.listJobs(local)).items

    await house.engine.retryJob({ by: EMBEDDED, jobId: job?.id ?? '', retries: 1 })
    await house.settle()
    expect(calls).to.equal(4)
    expect((await house.engine.listJobs({ ...local, state: 'failed' })).items).to.have.length(1)
  })

  it('without a handler becomes an incident, and others go on', async () => {
    bank = async ({ variables }) => {
      if (variables.bad === true) throw new Error('poison')
      return {}
    }
    await open()
    await house.start('payment', { bad: true })
    await house.start('payment', { bad: false })
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['thank'])
  })

  it('moves other cases of the same business key', async () => {
    const waiting = diagram('waiting', line('start', '<userTask id="wait" camunda:dueDate="=deadline" />', 'end'))
    bank = async ({ facts }) => ({
      changes: [
        { where: { businessKey: facts.businessKey ?? '' }, variables: { deadline: '2026-05-01T00:00:00.000Z' } },
      ],
    })
    calls = 0
    house = await openEngine({ files: [payment, waiting], handlers: { 'bank.pay': (call) => bank(call) } })
    await house.start('waiting', { deadline: '2026-04-01T00:00:00.000Z' }, 'case-1')
    await house.start('waiting', { deadline: '2026-04-01T00:00:00.000Z' }, 'case-2')

    await house.start('payment', {}, 'case-1')
    await house.settle()

    const { items } = await house.engine.listTasks({ ...local, elementId: 'wait' })
    expect(items.map(({ businessKey, dueAt }) => [businessKey, dueAt])).to.have.deep.members([
      ['case-1', '2026-05-01T00:00:00.000Z'],
      ['case-2', '2026-04-01T00:00:00.000Z'],
    ])
  })
})

describe('an external task', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [external] })
    await house.start('external', { text: 'hi' })
  })
  afterEach(() => house.close())

  const fetch = (workerId: string) =>
    house.engine.fetchAndLock({
      by: EMBEDDED,
      workerId,
      maxTasks: 10,
      topics: [{ topicName: 'printing', lockDurationMs: 60_000 }],
    })

  it('is locked for one worker, and free again when the lock has run out', async () => {
    const [task] = await fetch('one')
    expect(task).to.deep.include({
      activityId: 'print',
      variables: { text: 'hi' },
      retries: 3,
      lockExpirationTime: '2026-03-02T08:01:00.000Z',
    })
    expect(await fetch('two')).to.deep.equal([])
    house.clock.move({ seconds: 61 })
    expect(await fetch('two')).to.have.length(1)

    const complete = (workerId: string) =>
      house.engine.completeExternalTask({ by: EMBEDDED, jobId: task?.id ?? '', workerId, variables: { pages: 1 } })
    expect(await codeOf(complete('one'))).to.equal('job-not-held')
    await complete('two')

    expect(await house.openTasks()).to.deep.equal(['collect'])
    expect(await codeOf(complete('two'))).to.equal('not-found')
  })

  it('is found by a worker that asks again with the same idempotency key', async () => {
    const ask = (topicName: string) =>
      house.engine.fetchAndLock({
        by: EMBEDDED,
        workerId: 'one',
        maxTasks: 1,
        topics: [{ topicName, lockDurationMs: 60_000 }],
        idempotency: { key: `poll-${topicName}`, fingerprint: 'f' },
      })
    expect(await ask('scanning')).to.deep.equal([])
    await house.engine.deploy({
      by: EMBEDDED,
      name: 'scan',
      owner: TYPICAL,
      resources: [
        diagram(
          'scan',
          line('start', '<serviceTask id="scan1" camunda:type="external" camunda:topic="scanning" />', 'end'),
        ),
      ],
      activate: true,
    })
    await house.start('scan')

    const [found] = await ask('scanning')
    expect(found?.activityId).to.equal('scan1')
    expect(await ask('scanning'), 'the same answer again').to.deep.equal([found])
  })

  it('gives only what its result form accepts', async () => {
    const strict = diagram(
      'strict',
      line(
        'start',
        `<serviceTask id="print" camunda:type="external" camunda:topic="printing"><extensionElements><camunda:properties>
         <camunda:property name="resultForm" value="printing/result" /></camunda:properties></extensionElements></serviceTask>`,
        '<userTask id="collect" />',
        'end',
      ),
    )
    const texts = { title: 'Drukāts', fields: { pages: { label: 'Lapas' } } }
    const form = {
      id: 'printing/result',
      schema: { type: 'object', properties: { pages: { type: 'integer', minimum: 1 } }, required: ['pages'] },
      ui: { order: ['pages'] },
      i18n: { lv: texts, en: texts },
    }
    await house.close()
    house = await openEngine({
      files: [strict, { name: 'result.form.json', content: JSON.stringify(form) }],
      forms: createFormChecker(),
    })
    const { id } = await house.start('strict')
    const [task] = await fetch('one')
    const complete = (variables: Variables) =>
      house.engine.completeExternalTask({ by: EMBEDDED, jobId: task?.id ?? '', workerId: 'one', variables })

    expect(await codeOf(complete({ pages: 0 }))).to.equal('form-rejected')
    expect(await codeOf(complete({ pages: 1, approved: true }))).to.equal('form-rejected')
    await complete({ pages: 2 })
    const { variables } = await house.engine.getProcessInstance({ ...local, processInstanceId: id })
    expect(variables).to.deep.equal({ pages: 2 })
  })

  it('that its worker gives up becomes an incident', async () => {
    const [task] = await fetch('one')
    const fail = (retries: number) =>
      house.engine.failExternalTask({
        by: EMBEDDED,
        jobId: task?.id ?? '',
        workerId: 'one',
        errorMessage: 'no paper',
        retries,
        retryTimeoutMs: 5000,
      })

    await fail(1)
    expect(await fetch('one')).to.deep.equal([])
    house.clock.move({ seconds: 5 })
    expect(await fetch('one')).to.have.length(1)
    await fail(0)

    expect((await house.engine.listIncidents(local)).items.map((incident) => incident.message)).to.deep.equal([
      'no paper',
    ])
  })
})
