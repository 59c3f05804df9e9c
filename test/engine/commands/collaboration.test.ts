/** Pools of one file that talk to each other, and the world outside that talks to them. */
import { expect } from 'chai'
import { EMBEDDED, type ResourceFile, TYPICAL, type Variables } from '../../../engine/index.ts'
import { line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const local = { institutionId: 'local' }

interface Drawing {
  readonly pools: Readonly<Record<string, string>>
  /** `id: from > to`, or `id: from > to [message]`. */
  readonly flows?: readonly string[]
  readonly messages?: readonly string[]
  /** Message → path of each property, for the key `k`. */
  readonly paths?: Readonly<Record<string, readonly string[]>>
  /** A pool that runs nowhere, or is not to be run. */
  readonly beside?: string
}

const collaboration = (
  name: string,
  { pools, flows = [], messages = [], paths = {}, beside = '' }: Drawing,
): ResourceFile => {
  const drawn = flows.map((text) => {
    const [, id, source, target, message] = /^(\w+): (\w+) > (\w+)(?: \[(\w+)\])?$/.exec(text) ?? []
    const reference = message === undefined ? '' : ` messageRef="${message}"`
    return `<messageFlow id="${id}" sourceRef="${source}" targetRef="${target}"${reference}/>`
  })
  const properties = Object.values(paths)[0]?.map((_, index) => `property${index}`) ?? []
  return {
    name: `${name}.bpmn`,
    content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs-${name}" targetNamespace="http://example.org/test">
${messages.map((message) => `<message id="${message}" name="${message}"/>`).join('')}
${properties
  .map(
    (id, index) =>
      `<correlationProperty id="${id}">${Object.entries(paths)
        .map(
          ([message, list]) =>
            `<correlationPropertyRetrievalExpression messageRef="${message}"><messagePath>${list[index]}</messagePath></correlationPropertyRetrievalExpression>`,
        )
        .join('')}</correlationProperty>`,
  )
  .join('')}
<collaboration id="c">
${Object.keys(pools)
  .map((id) => `<participant id="pool_${id}" processRef="${id}"/>`)
  .join('')}
<participant id="world" name="The world"/>
${drawn.join('')}
${properties.length === 0 ? '' : `<correlationKey id="k">${properties.map((id) => `<correlationPropertyRef>${id}</correlationPropertyRef>`).join('')}</correlationKey>`}
</collaboration>
${Object.entries(pools)
  .map(
    ([id, body]) =>
      `<process id="${id}" isExecutable="true">${body.replaceAll('id="start"', `id="${id}_start"`).replaceAll('id="end"', `id="${id}_end"`).replaceAll('Ref="start"', `Ref="${id}_start"`).replaceAll('Ref="end"', `Ref="${id}_end"`)}</process>`,
  )
  .join('')}
${beside}
</definitions>`,
  }
}

const messageEnd = (id: string) => `<endEvent id="${id}"><messageEventDefinition/></endEvent>`
const messageStart = (id: string) => `<startEvent id="${id}"><messageEventDefinition/></startEvent>`
const wait = (id: string, message: string) =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="${message}"/></intermediateCatchEvent>`

const customer = line('start', '<sendTask id="ask"/>', '<receiveTask id="hear"/>', '<userTask id="read"/>', 'end')
const supplier = line(messageStart('asked'), '<userTask id="decide"/>', messageEnd('answer'))

describe('two pools of one file', () => {
  let house: TestEngine
  afterEach(() => house.close())
  const variablesOf = async (processInstanceId: string): Promise<Variables> =>
    (await house.engine.getProcessInstance({ ...local, processInstanceId })).variables
  const taskOf = async (elementId: string, processInstanceId?: string) => {
    const { items } = await house.engine.listTasks({ ...local, state: 'open', limit: 50 })
    const found = items.filter(
      (task) =>
        task.elementId === elementId &&
        (processInstanceId === undefined || task.processInstanceId === processInstanceId),
    )
    if (found.length === 0) throw new Error(`Expected a task at "${elementId}", but there is none.`)
    return found
  }

  it('talk over message flows alone, also with a restart between any two steps', async () => {
    const file = collaboration('talk', {
      pools: { customer, supplier },
      flows: ['ordered: ask > pool_supplier', 'answered: answer > hear', 'told: ask > world'],
      beside: '<process id="drawn" isExecutable="false"><task id="only"/></process>',
    })
    house = await openEngine({ files: [file], onDisk: true })

    const { id } = await house.start('customer', { item: 'pen' })
    await house.restart()
    await house.settle()
    expect(await house.openTasks()).to.deep.equal(['decide'])
    await house.restart()
    await house.complete('decide', { accepted: true })
    await house.restart()
    await house.settle()

    expect(await house.openTasks(id)).to.deep.equal(['read'])
    expect(await variablesOf(id)).to.deep.equal({ item: 'pen', accepted: true })
  })

  it('keep conversations apart that go on at the same time', async () => {
    const file = collaboration('apart', {
      pools: { customer, supplier },
      messages: ['order', 'reply'],
      flows: ['ordered: ask > asked [order]', 'answered: answer > hear [reply]'],
      paths: { order: ['orderId'], reply: ['orderId'] },
    })
    house = await openEngine({ files: [file], onDisk: true })
    const first = await house.start('customer', { orderId: 'A' })
    const second = await house.start('customer', { orderId: 'B' })
    await house.settle()
    await house.restart()

    // The one who asked last is answered first.
    for (const orderId of ['B', 'A']) {
      for (const task of await taskOf('decide')) {
        if ((await variablesOf(task.processInstanceId)).orderId !== orderId) continue
        await house.engine.completeTask({ by: EMBEDDED, taskId: task.id, data: { decided: orderId } })
      }
      await house.settle()
      await house.restart()
      if (orderId === 'B') expect(await house.openTasks(first.id)).to.deep.equal([])
    }

    expect(await variablesOf(first.id)).to.include({ orderId: 'A', decided: 'A' })
    expect(await variablesOf(second.id)).to.include({ orderId: 'B', decided: 'B' })
  })
})

describe('a message from outside, without a correlation key', () => {
  let house: TestEngine
  afterEach(() => house.close())
  const publish = (name: string, payload: Variables, more = {}) =>
    house.engine.publishMessage({ by: EMBEDDED, name, payload, ...more })

  const shop = collaboration('shop', {
    pools: {
      shop: line(
        '<startEvent id="placed"><messageEventDefinition messageRef="order"/></startEvent>',
        '<userTask id="prepare"/>',
        wait('paid', 'payment'),
        '<userTask id="ship"/>',
        'end',
      ),
    },
    messages: ['order', 'payment'],
    paths: { order: ['orderId', 'year'], payment: ['order.id', 'order.year'] },
  })
  const pay = (id: string, more = {}) => publish('payment', { order: { id, year: 2026 } }, more)

  it('finds the case of its conversation', async () => {
    house = await openEngine({ files: [shop] })
    const [first, second] = [
      await publish('order', { orderId: '1', year: 2026 }),
      await publish('order', { orderId: '2', year: 2026 }),
    ]
    for (const { id } of (await house.engine.listTasks({ ...local, state: 'open', limit: 50 })).items)
      await house.engine.completeTask({ by: EMBEDDED, taskId: id, data: {} })

    expect((await pay('2')).processInstanceId).to.equal(second.processInstanceId)
    expect((await publish('payment', { order: { id: '1', year: 2025 } })).processInstanceId).to.equal(null)
    expect((await pay('1')).processInstanceId).to.equal(first.processInstanceId)
    expect(await house.openTasks()).to.deep.equal(['ship', 'ship'])
  })

  it('that comes early waits for it, through a restart', async () => {
    house = await openEngine({ files: [shop], onDisk: true })
    await publish('order', { orderId: '1', year: 2026 })
    const early = [await pay('other'), await pay('1')]
    expect(early.map(({ message }) => message.correlationKey)).to.deep.equal(['["other",2026]', '["1",2026]'])
    expect(early.map(({ processInstanceId }) => processInstanceId)).to.deep.equal([null, null])
    await house.restart()

    await house.complete('prepare')

    expect(await house.openTasks()).to.deep.equal(['ship'])
    const task = await house.task('ship')
    const { variables } = await house.engine.getProcessInstance({ ...local, processInstanceId: task.processInstanceId })
    expect(variables.order).to.deep.equal({ id: '1', year: 2026 })
  })

  it('gives way to a key given by hand', async () => {
    house = await openEngine({ files: [shop] })
    await publish('order', { orderId: '1', year: 2026 })
    await house.complete('prepare')
    expect((await pay('1', { correlationKey: 'other' })).processInstanceId).to.equal(null)
    expect(await house.openTasks()).to.deep.equal([])
    await pay('9', { correlationKey: '["1",2026]' })
    expect(await house.openTasks()).to.deep.equal(['ship'])
  })

  it('begins the conversation of a case that has none yet, also where it came before the case', async () => {
    const listener = collaboration('listener', {
      pools: {
        listener: line('start', wait('first', 'order'), wait('then', 'payment'), '<userTask id="ship"/>', 'end'),
      },
      messages: ['order', 'payment'],
      paths: { order: ['orderId'], payment: ['order.id'] },
    })
    house = await openEngine({ files: [listener] })
    await publish('order', { orderId: '5' })
    const { id } = await house.start('listener')
    await house.settle()

    expect((await pay('6')).processInstanceId).to.equal(null)
    expect((await pay('5')).processInstanceId).to.equal(id)
    expect(await house.openTasks(id)).to.deep.equal(['ship'])
  })

  const watcher = (name: string, path: string, dataPath: string) =>
    collaboration(name, {
      pools: {
        [name]: `${line('start', '<userTask id="look"/>', 'end')}
          <boundaryEvent id="news_${name}" attachedToRef="look"><messageEventDefinition messageRef="news"/></boundaryEvent>
          <userTask id="told"/><sequenceFlow id="news_told" sourceRef="news_${name}" targetRef="told"/>
          <userTask id="edit"/><sequenceFlow id="start_edit" sourceRef="${name}_start" targetRef="edit"/>
          <correlationSubscription id="sub" correlationKeyRef="k"><correlationPropertyBinding correlationPropertyRef="property0"><dataPath>${dataPath}</dataPath></correlationPropertyBinding></correlationSubscription>`,
      },
      messages: ['news'],
      paths: { news: [path] },
    })

  it('finds the case whose data say so, also when they come to say so later', async () => {
    house = await openEngine({ files: [watcher('watcher', 'about', 'topic')] })
    const one = await house.start('watcher', { topic: 'cats' })
    const other = await house.start('watcher', { topic: 'dogs' })
    const early = await publish('news', { about: 'birds' })
    expect(early.processInstanceId).to.equal(null)

    await publish('news', { about: 'dogs' })
    expect([await house.openTasks(one.id), await house.openTasks(other.id)]).to.deep.equal([
      ['edit', 'look'],
      ['edit', 'told'],
    ])
    const edit = (
      await house.engine.listTasks({ ...local, processInstanceId: one.id, state: 'open', limit: 9 })
    ).items.find(({ elementId }) => elementId === 'edit')
    await house.engine.completeTask({ by: EMBEDDED, taskId: edit?.id ?? '', data: { topic: 'birds' } })
    await house.settle()

    expect(await house.openTasks(one.id)).to.deep.equal(['told'])
  })

  it('is looked for by every path that receivers in force have for it', async () => {
    house = await openEngine({ files: [watcher('byTopic', 'about', 'topic'), watcher('byAuthor', 'author', 'writer')] })
    const both = { about: 'x', author: 'y' }
    await publish('news', both)
    await publish('news', both)
    const topic = await house.start('byTopic', { topic: 'x' })
    const author = await house.start('byAuthor', { writer: 'y' })
    const stranger = await house.start('byAuthor', { writer: 'x' })
    await house.settle()

    expect([await house.openTasks(topic.id), await house.openTasks(author.id)]).to.deep.equal([
      ['edit', 'told'],
      ['edit', 'told'],
    ])
    expect(await house.openTasks(stranger.id)).to.deep.equal(['edit', 'look'])
  })

  it('finds the case that still runs on an older version with another path', async () => {
    house = await openEngine({ files: [watcher('watcher', 'about', 'topic')] })
    const { id } = await house.start('watcher', { topic: 'cats' })
    const resources = [watcher('watcher', 'subject', 'topic')]
    await house.engine.deploy({ by: EMBEDDED, name: 'new', owner: TYPICAL, resources, activate: true })

    await publish('news', { about: 'cats', subject: 'dogs' })
    await house.settle()

    expect(await house.openTasks(id)).to.deep.equal(['edit', 'told'])
  })

  it('that waits is found by what a receiver deployed later reads in it', async () => {
    house = await openEngine({ files: [watcher('byTopic', 'about', 'topic')] })
    await publish('news', { about: 'x', author: 'y' })
    const resources = [watcher('byAuthor', 'author', 'writer')]
    await house.engine.deploy({ by: EMBEDDED, name: 'later', owner: TYPICAL, resources, activate: true })
    await house.settle()

    const { id } = await house.start('byAuthor', { writer: 'y' })
    await house.settle()

    expect(await house.openTasks(id)).to.deep.equal(['edit', 'told'])
  })

  it('reaches a receiver without correlation by its name', async () => {
    const plain = collaboration('plain', {
      pools: { plain: line('start', wait('hear', 'news'), '<userTask id="heard"/>', 'end') },
      messages: ['news'],
    })
    house = await openEngine({ files: [watcher('byTopic', 'about', 'topic'), plain] })
    await publish('news', { about: 'x' })

    const { id } = await house.start('plain')
    await house.settle()

    expect(await house.openTasks(id)).to.deep.equal(['heard'])
  })
})
