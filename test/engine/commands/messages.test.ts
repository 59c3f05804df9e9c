import { expect } from 'chai'
import { EMBEDDED, type ResourceFile, TYPICAL } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import type { Variables } from '../../../engine/model/json.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { codeOf } from '../../support/refusal.ts'

const local = { institutionId: 'local' }

const contracts: ResourceFile = {
  name: 'messages.json',
  content: JSON.stringify({
    messages: [
      {
        name: 'order.placed',
        key: null,
        uniqueBy: ['source', 'number'],
        payload: null,
        timeToLive: null,
        external: true,
      },
      { name: 'order.paid', key: 'orderId', uniqueBy: [], payload: null, timeToLive: 'P2D', external: true },
      { name: 'order.audited', key: null, uniqueBy: [], payload: null, timeToLive: null, external: false },
      {
        name: 'fault.seen',
        key: 'place+part',
        uniqueBy: [],
        payload: null,
        timeToLive: null,
        external: true,
      },
      {
        name: 'by.the.way',
        key: null,
        uniqueBy: [],
        payload: null,
        timeToLive: null,
        external: true,
        informative: true,
      },
      { name: 'nobody.listens', key: null, uniqueBy: [], payload: null, timeToLive: null, external: true },
    ],
  }),
}

const order = diagram(
  'order',
  line(
    '<startEvent id="placed"><messageEventDefinition messageRef="order_placed" /></startEvent>',
    '<userTask id="prepare" camunda:candidateGroups="clerks" />',
    '<intermediateCatchEvent id="paid"><messageEventDefinition messageRef="order_paid" /></intermediateCatchEvent>',
    '<userTask id="ship" camunda:candidateGroups="clerks" />',
    'end',
  ),
  { messages: ['order.placed', 'order.paid'] },
)

const repair = diagram(
  'repair',
  line(
    '<startEvent id="seen"><messageEventDefinition messageRef="fault_seen" /></startEvent>',
    '<userTask id="mend" camunda:candidateGroups="clerks" />',
    'end',
  ) +
    `<subProcess id="again" triggeredByEvent="true">${line(
      '<startEvent id="seenAgain" isInterrupting="false"><messageEventDefinition messageRef="fault_seen" /></startEvent>',
      '<endEvent id="noted" />',
    )}</subProcess>`,
  { messages: ['fault.seen'] },
)

const undelivered = diagram(
  'undelivered',
  line('start', '<userTask id="look" camunda:candidateGroups="managers" />', 'end'),
)

describe('a message', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({
      files: [order, repair, contracts, undelivered],
      undeliveredMessageProcess: 'undelivered',
    })
  })
  afterEach(() => house.close())

  const place = (payload = {}) =>
    house.engine.publishMessage({ by: EMBEDDED, name: 'order.placed', payload: { orderId: 'o-1', ...payload } })
  const pay = (orderId: string, more = {}) =>
    house.engine.publishMessage({ by: EMBEDDED, name: 'order.paid', payload: { orderId, amount: 12 }, ...more })

  it('starts a case, and its fields are variables of it', async () => {
    const { processInstanceId, message, reason } = await place()

    expect(message).to.include({ state: 'delivered', deliveredTo: processInstanceId })
    expect(reason).to.equal(null)
    const instance = await house.engine.getProcessInstance({ ...local, processInstanceId: processInstanceId ?? '' })
    expect(instance.variables).to.deep.equal({ orderId: 'o-1' })
    expect(await house.openTasks()).to.deep.equal(['prepare'])
  })

  it('finds the case that waits for it, by its key', async () => {
    const first = await place()
    await house.complete('prepare')
    await place({ orderId: 'o-2' })
    await house.complete('prepare')

    const { processInstanceId } = await pay('o-1')

    expect(processInstanceId).to.equal(first.processInstanceId)
    expect(await house.openTasks()).to.deep.equal(['ship'])
    expect((await house.task('ship')).processInstanceId).to.equal(first.processInstanceId)
  })

  it('about what is being worked on already, by several fields of it, goes to that case; without them it is new', async () => {
    const see = async (payload: Variables) =>
      (await house.engine.publishMessage({ by: EMBEDDED, name: 'fault.seen', payload })).processInstanceId
    const first = await see({ place: 'hall', part: 'lamp' })

    expect(await see({ place: 'hall', part: 'lamp' })).to.equal(first)
    const others = [
      await see({ place: 'hall' }),
      await see({ part: 'lamp' }),
      await see({ place: 'hall', part: 'door' }),
    ]
    expect(new Set([first, ...others]).size).to.equal(4)
    expect(await see({ place: 'hall' })).to.equal(others[0])

    await house.engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId: first ?? '', reason: 'mended' })
    expect(await see({ place: 'hall', part: 'lamp' }), 'a new case').not.to.be.oneOf([first, ...others, null])
  })

  it('that is news only ends quietly where nobody hears it', async () => {
    const { message } = await house.engine.publishMessage({ by: EMBEDDED, name: 'by.the.way', payload: {} })

    expect(message.state).to.equal('undeliverable')
    expect(await house.openTasks()).to.deep.equal([])
  })

  it('that comes too early waits, and is delivered once when its receiver waits', async () => {
    const { processInstanceId } = await place()

    const early = await pay('o-1')
    expect(early.processInstanceId).to.equal(null)
    expect(early.message.state).to.equal('buffered')
    expect(early.reason).to.equal('No process instance waits for "order.paid" with key "o-1" yet.')
    await house.complete('prepare')

    expect(await house.openTasks()).to.deep.equal(['ship'])
    const { items } = await house.engine.listHistory({
      ...local,
      processInstanceId: processInstanceId ?? '',
      limit: 200,
    })
    expect(items.filter((event) => event.type === 'message-received')).to.have.length(1)
  })

  it('with the same id is the same message', async () => {
    await place()
    const first = await pay('o-1', { messageId: 'bank-77' })
    const again = await pay('o-1', { messageId: 'bank-77' })
    await house.complete('prepare')
    const third = await pay('o-1', { messageId: 'bank-77' })

    expect(again.message.id).to.equal(first.message.id)
    expect(third.message).to.include({ id: first.message.id, state: 'delivered' })
  })

  it('that tells the same news by its contract starts no second case', async () => {
    const first = await place({ source: 'portal', number: '7' })
    const again = await place({ source: 'portal', number: '7', orderId: 'other' })
    const other = await place({ source: 'portal', number: '8' })

    expect(again.processInstanceId).to.equal(first.processInstanceId)
    expect(other.processInstanceId).not.to.equal(first.processInstanceId)
    expect(await house.openTasks()).to.deep.equal(['prepare', 'prepare'])
  })

  it('that nobody took until its time ended goes to a person', async () => {
    await pay('nobody')

    await house.passTime({ days: 1, hours: 23 })
    expect(await house.openTasks()).to.deep.equal([])
    await house.passTime({ hours: 2 })

    const task = await house.task('look')
    const { variables } = await house.engine.getProcessInstance({ ...local, processInstanceId: task.processInstanceId })
    expect(variables).to.deep.include({
      messageName: 'order.paid',
      correlationKey: 'nobody',
      payload: { orderId: 'nobody', amount: 12 },
    })
    expect(variables.reason).to.match(/^No receiver came/)
    await house.passTime({ days: 30 })
    expect(await house.openTasks()).to.deep.equal(['look'])
  })

  it('that no process can receive goes to a person at once', async () => {
    const { message, reason } = await house.engine.publishMessage({
      by: EMBEDDED,
      name: 'nobody.listens',
      payload: { orderId: 'o-9' },
    })

    expect(message.state).to.equal('undeliverable')
    expect(reason).to.equal('No process in force can receive "nobody.listens".')
    const task = await house.task('look')
    const { variables } = await house.engine.getProcessInstance({ ...local, processInstanceId: task.processInstanceId })
    expect(variables.payload).to.deep.equal({ orderId: 'o-9' })
  })

  it('that waited for a suspended receiver starts a case when that one is cancelled', async () => {
    const starter = diagram(
      'starter',
      line(
        '<startEvent id="by-payment"><messageEventDefinition messageRef="order_paid" /></startEvent>',
        '<userTask id="ask-why" />',
        'end',
      ),
      { messages: ['order.paid'] },
    )
    const resources = [starter, contracts]
    await house.engine.deploy({ by: EMBEDDED, name: 'starter', owner: TYPICAL, resources, activate: true })
    const { processInstanceId } = await place()
    await house.complete('prepare')
    const first = processInstanceId ?? ''
    await house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId: first, suspended: true })
    const { reason } = await pay('o-1')
    await house.settle()
    expect(await house.openTasks()).to.deep.equal([])

    await house.engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId: first, reason: 'withdrawn' })
    await house.settle()

    expect(reason).to.match(/suspended/)
    expect(await house.openTasks()).to.deep.equal(['ask-why'])
  })

  it('waits while its receiver is suspended', async () => {
    const { processInstanceId } = await place()
    await house.complete('prepare')
    const suspend = (suspended: boolean) =>
      house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId: processInstanceId ?? '', suspended })

    await suspend(true)
    const { reason } = await pay('o-1')
    expect(reason).to.match(/suspended/)
    await suspend(false)
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['ship'])
  })

  it('that no contract knows, or that is not for outsiders, or that says not whom it is for, is refused', async () => {
    const outsider = { ...EMBEDDED, mayManage: false }
    const publish = (name: string, payload = {}) => codeOf(house.engine.publishMessage({ by: outsider, name, payload }))

    expect(await publish('no.such.message')).to.equal('unknown-message')
    expect(await publish('order.audited')).to.equal('not-allowed')
    expect(await publish('order.paid')).to.equal('data-rejected')
    expect(
      await codeOf(
        house.engine.publishMessage({
          by: outsider,
          name: 'order.paid',
          payload: JSON.parse('{"orderId":"1","__proto__":{"a":1}}'),
        }),
      ),
    ).to.equal('data-rejected')
    expect(await house.openTasks()).to.deep.equal([])
  })

  it('waits through a restart', async () => {
    await house.close()
    house = await openEngine({ files: [order, contracts], onDisk: true })
    await place()
    await pay('o-1')

    await house.restart()
    await house.complete('prepare')

    expect(await house.openTasks()).to.deep.equal(['ship'])
  })
})

describe('a thrown message', () => {
  it('goes from one case to another, each in its own transaction', async () => {
    const sender = diagram(
      'sender',
      line(
        'start',
        '<sendTask id="tell" messageRef="news"><extensionElements><camunda:inputOutput><camunda:inputParameter name="text">=greeting</camunda:inputParameter></camunda:inputOutput></extensionElements></sendTask>',
        '<userTask id="after" />',
        'end',
      ),
      { messages: ['news'] },
    )
    const receiver = diagram(
      'receiver',
      line(
        '<startEvent id="s"><messageEventDefinition messageRef="news" /></startEvent>',
        '<userTask id="read" />',
        'end',
      ),
      { messages: ['news'] },
    )
    const house = await openEngine({ files: [sender, receiver] })

    await house.start('sender', { greeting: 'hello' })
    expect(await house.openTasks()).to.deep.equal(['after'])
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['after', 'read'])
    const { processInstanceId } = await house.task('read')
    expect((await house.engine.getProcessInstance({ ...local, processInstanceId })).variables).to.deep.equal({
      text: 'hello',
    })
    await house.close()
  })
})

describe('a signal', () => {
  it('reaches everybody who listens and starts what waits to be started', async () => {
    const listener = diagram(
      'listener',
      line(
        'start',
        '<intermediateCatchEvent id="hear"><signalEventDefinition signalRef="alarm" /></intermediateCatchEvent>',
        '<userTask id="react" />',
        'end',
      ),
      { signals: ['alarm'] },
    )
    const starter = diagram(
      'starter',
      line(
        '<startEvent id="s"><signalEventDefinition signalRef="alarm" /></startEvent>',
        '<userTask id="begin" />',
        'end',
      ),
      {
        signals: ['alarm'],
      },
    )
    const house = await openEngine({ files: [listener, starter] })
    await house.start('listener')
    await house.start('listener')

    const { receivers } = await house.engine.throwSignal({ by: EMBEDDED, name: 'alarm', payload: { level: 2 } })
    await house.settle()

    expect(receivers).to.equal(3)
    expect(await house.openTasks()).to.deep.equal(['begin', 'react', 'react'])
    expect((await house.engine.throwSignal({ by: EMBEDDED, name: 'quiet', payload: {} })).receivers).to.equal(0)
    await house.close()
  })
})
