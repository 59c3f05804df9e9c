import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

/** Messages `ask`, `answer`, `news`; `order` is in the first two and, under another name, in the third. */
const roots = (
  keys = '<correlationKey id="byOrder"><correlationPropertyRef>order</correlationPropertyRef></correlationKey>',
) => `
  <message id="ask" name="ask"/><message id="answer" name="answer"/><message id="news" name="news"/><message id="other" name="other"/>
  <correlationProperty id="order">
    <correlationPropertyRetrievalExpression messageRef="ask"><messagePath>orderId</messagePath></correlationPropertyRetrievalExpression>
    <correlationPropertyRetrievalExpression messageRef="answer"><messagePath>=order.id</messagePath></correlationPropertyRetrievalExpression>
    <correlationPropertyRetrievalExpression messageRef="news"><messagePath>about</messagePath></correlationPropertyRetrievalExpression>
  </correlationProperty>
  <correlationProperty id="year">
    <correlationPropertyRetrievalExpression messageRef="ask"><messagePath>year</messagePath></correlationPropertyRetrievalExpression>
    <correlationPropertyRetrievalExpression messageRef="answer"><messagePath>order.year</messagePath></correlationPropertyRetrievalExpression>
  </correlationProperty>
  <collaboration id="c">${keys}</collaboration>`

const on = (message: string) => `<messageEventDefinition messageRef="${message}"/>`
const wait = (id: string, message: string) =>
  `<intermediateCatchEvent id="${id}">${on(message)}</intermediateCatchEvent>`
const subscription = (...bindings: [property: string, path: string][]) =>
  `<correlationSubscription id="sub" correlationKeyRef="byOrder">${bindings
    .map(
      ([property, path]) =>
        `<correlationPropertyBinding correlationPropertyRef="${property}"><dataPath>${path}</dataPath></correlationPropertyBinding>`,
    )
    .join('')}</correlationSubscription>`

const keysOf = (machine: Machine) =>
  Object.fromEntries(
    Object.values(machine.state?.triggers ?? {}).map(({ elementId, on: { ...what } }) => [
      elementId,
      what.type === 'message' ? what.correlationKey : undefined,
    ]),
  )
const sentKeys = (machine: Machine) =>
  machine.thrown.map((effect) => (effect.kind === 'message-thrown' ? effect.correlationKey : undefined))

describe('a conversation', () => {
  const asker = (keys?: string) =>
    bpmn(
      `<startEvent id="s"/><sendTask id="a" messageRef="ask"/>${wait('r', 'answer')}<userTask id="t"/>`,
      's > a > r > t',
      {
        roots: roots(keys),
      },
    )

  it('goes by the key of the first message that the instance sends', async () => {
    const machine = await Machine.of(asker())
    machine.start({ orderId: 7 })
    expect(sentKeys(machine)).to.deep.equal(['7'])
    expect(keysOf(machine)).to.deep.equal({ r: '7' })
    expect(machine.effects.find(({ kind }) => kind === 'subscription-set')).to.include({ correlationKey: '7' })
  })

  it('goes by the key of the message that started the instance', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s">${on('ask')}</startEvent>${wait('r', 'news')}<sendTask id="a" messageRef="answer"/><userTask id="t"/>`,
        's > r > a > t',
        { roots: roots() },
      ),
    )
    machine.start({ orderId: 'o-1', order: { id: 'o-1' } }, 's')
    expect(keysOf(machine)).to.deep.equal({ r: 'o-1' })
    machine.fire('r', { about: 'o-1' })
    expect(sentKeys(machine)).to.deep.equal(['o-1'])
  })

  it('goes by the key of the first message received, and what waits beside it follows', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/>${wait('one', 'answer')}${wait('two', 'news')}<userTask id="t"/>`,
        's > one > t; s > two > t',
        {
          roots: roots(),
        },
      ),
    )
    machine.start()
    expect(keysOf(machine)).to.deep.equal({ one: null, two: null })
    const before = Object.values(machine.state?.triggers ?? {}).find(({ elementId }) => elementId === 'two')?.id

    machine.fire('one', { order: { id: 'x' } })

    expect(keysOf(machine)).to.deep.equal({ two: 'x' })
    const set = machine.effects.filter((effect) => effect.kind === 'subscription-set')
    const removed = machine.effects.filter((effect) => effect.kind === 'subscription-removed')
    expect(set).to.have.length(1)
    expect(set[0]).to.include({ elementId: 'two', name: 'news', correlationKey: 'x' })
    expect(set[0]?.triggerId).not.to.equal(before)
    expect(removed.map(({ triggerId }) => triggerId)).to.include(before)
  })

  it('needs every property of its key; several are a list in the order of the key', async () => {
    const keys = `<correlationKey id="byOrder"><correlationPropertyRef>year</correlationPropertyRef><correlationPropertyRef>order</correlationPropertyRef></correlationKey>`
    const whole = (await Machine.of(asker(keys))).start({ orderId: 7, year: 2026 })
    expect(keysOf(whole)).to.deep.equal({ r: '[2026,7]' })
    const part = (await Machine.of(asker(keys))).start({ orderId: 7 })
    expect([sentKeys(part), keysOf(part)]).to.deep.equal([[null], { r: null }])
  })

  it('may go by a further key, which says which one it is', async () => {
    const keys = `<correlationKey id="byOrder"><correlationPropertyRef>order</correlationPropertyRef></correlationKey>
      <correlationKey id="byYear"><correlationPropertyRef>year</correlationPropertyRef></correlationKey>`
    const machine = (await Machine.of(asker(keys))).start({ year: 2026 })
    expect(keysOf(machine)).to.deep.equal({ r: '{"byYear":"2026"}' })
  })

  it('is read from keys inside conversations, too', async () => {
    const key = `<correlationKey id="byOrder"><correlationPropertyRef>order</correlationPropertyRef></correlationKey>`
    const nested = `<subConversation id="sc"><conversation id="cv">${key}</conversation></subConversation>`
    expect(keysOf((await Machine.of(asker(nested))).start({ orderId: 7 }))).to.deep.equal({ r: '7' })
  })

  it('stays as it began; a message that says otherwise leaves a warning', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><sendTask id="a" messageRef="ask"/><userTask id="t"/><sendTask id="b" messageRef="ask"/>${wait('r', 'answer')}`,
        's > a > t > b > r',
        { roots: roots() },
      ),
    )
    machine.start({ orderId: 7 }).complete('t', { orderId: 8 })
    expect(sentKeys(machine)).to.deep.equal(['7', '8'])
    expect(keysOf(machine)).to.deep.equal({ r: '7' })
    expect(machine.noted('warning')).to.have.length(1)
  })

  it('lends its key to a message whose payload has none', async () => {
    const input =
      '<extensionElements><camunda:inputOutput><camunda:inputParameter name="x">1</camunda:inputParameter></camunda:inputOutput></extensionElements>'
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s">${on('ask')}</startEvent><sendTask id="a" messageRef="answer">${input}</sendTask><endEvent id="e"/>`,
        's > a > e',
        {
          roots: roots(),
        },
      ),
    )
    expect(sentKeys(machine.start({ orderId: 7 }, 's'))).to.deep.equal(['7'])
  })

  it('leaves a message that is in no key to its name', async () => {
    const machine = await Machine.of(
      bpmn(`<startEvent id="s">${on('ask')}</startEvent>${wait('r', 'other')}<endEvent id="e"/>`, 's > r > e', {
        roots: roots(),
      }),
    )
    expect(keysOf(machine.start({ orderId: 7 }, 's'))).to.deep.equal({ r: null })
  })

  it('gives way to the key of the element and to that of the contract', async () => {
    const own = `<intermediateCatchEvent id="r"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=mine"/></camunda:properties></extensionElements>${on('answer')}</intermediateCatchEvent>`
    const xml = bpmn(
      `<startEvent id="s">${on('ask')}</startEvent>${own}${wait('n', 'news')}<endEvent id="e"/>`,
      's > r > e; s > n > e',
      { roots: roots() },
    )
    const machine = await Machine.of(xml, { messageKey: (name) => (name === 'news' ? 'topic' : null) })
    machine.start({ orderId: 7, mine: 'm', topic: 't' }, 's')
    expect(keysOf(machine)).to.deep.equal({ r: 'm', n: 't' })
  })

  it('arms what boundary events and event sub-processes wait for, and keeps non-interrupting ones', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u" cancelActivity="false">${on('answer')}</boundaryEvent><userTask id="t"/>
         <subProcess id="es" triggeredByEvent="true"><startEvent id="es_s" isInterrupting="false">${on('news')}</startEvent><userTask id="n"/>${flows('es_s > n')}</subProcess>`,
        's > u; b > t',
        { roots: roots() },
      ),
    )
    machine.start()
    expect(keysOf(machine)).to.deep.equal({ b: null, es_s: null })
    machine.fire('b', { order: { id: 5 } })
    expect(keysOf(machine)).to.deep.equal({ b: '5', es_s: '5' })
    machine.fire('es_s', { about: 5 }).fire('b', { order: { id: 5 } })
    expect(machine.openTasks).to.deep.equal(['n', 't', 't', 'u'])
    expect(keysOf(machine)).to.deep.equal({ b: '5', es_s: '5' })
  })

  it('costs a payload of any shape no more than its key', async () => {
    const machine = (await Machine.of(asker())).start({ orderId: { deep: [1, 'x'] } })
    expect(sentKeys(machine)).to.deep.equal(['[{"deep":[1,"x"]}]'])
    expect(sentKeys((await Machine.of(asker())).start({ orderId: 'x'.repeat(300) }))).to.deep.equal([null])
  })
})

describe('conversations of a multi-instance', () => {
  const loop = `<multiInstanceLoopCharacteristics camunda:collection="orders" camunda:elementVariable="orderId"/>`

  it('are those of each run of a sub-process', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="each">${loop}<startEvent id="is"/><sendTask id="a" messageRef="ask"/>${wait('r', 'answer')}${flows('is > a > r')}</subProcess>${wait('after', 'news')}`,
        's > each > after',
        { roots: roots() },
      ),
    )
    machine.start({ orders: [1, 2] })
    const keys = Object.values(machine.state?.triggers ?? {}).map(
      ({ on: what }) => what.type === 'message' && what.correlationKey,
    )
    expect([sentKeys(machine), keys]).to.deep.equal([
      ['1', '2'],
      ['1', '2'],
    ])
    machine.fire('r', { order: { id: 1 } }).fire('r', { order: { id: 2 } })
    expect(keysOf(machine)).to.deep.equal({ after: null })
  })

  const teller = bpmn(
    `<startEvent id="s"/><sendTask id="a" messageRef="ask">${loop}</sendTask>${wait('r', 'answer')}`,
    's > a > r',
    {
      roots: roots(),
    },
  )
  it('are one where a send task tells several the same', async () => {
    expect(keysOf((await Machine.of(teller)).start({ orders: [1, 1] }))).to.deep.equal({ r: '1' })
  })
  it('are several where it tells each something else: any answer will do', async () => {
    expect(keysOf((await Machine.of(teller)).start({ orders: [1, 2, 1] }))).to.deep.equal({ r: null })
  })
  it('are several where a receive task takes one of each', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><receiveTask id="r" messageRef="answer">${loop}</receiveTask><userTask id="t"/>`,
        's > r > t',
        { roots: roots() },
      ),
    )
    machine.start({ orders: [1, 2] }).fire('r', { order: { id: 8 } })
    expect(keysOf(machine)).to.deep.equal({ r: null })
  })
})

describe('a correlation subscription', () => {
  const xml = bpmn(
    `<startEvent id="s"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u">${on('answer')}</boundaryEvent><userTask id="beside"/><endEvent id="e"/>
     ${subscription(['order', 'case.order'])}`,
    's > u > e; s > beside > e; b > e',
    { roots: roots() },
  )

  it('awaits what the data of the process say', async () => {
    expect(keysOf((await Machine.of(xml)).start({ case: { order: 'A' } }))).to.deep.equal({ b: 'A' })
  })

  it('follows the data when they change', async () => {
    const machine = (await Machine.of(xml)).start({ case: { order: 'A' } })
    machine.complete('beside', { case: { order: 'B' } })
    expect(keysOf(machine)).to.deep.equal({ b: 'B' })
    machine.take({ kind: 'variables-changed', variables: { case: { order: 'C' } } })
    expect(keysOf(machine)).to.deep.equal({ b: 'C' })
    machine.take({ kind: 'variables-changed', variables: { case: null } })
    expect(keysOf(machine)).to.deep.equal({ b: 'C' })
  })

  it('without data stops with an incident, and goes on when they are there', async () => {
    const machine = (await Machine.of(xml)).start()
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['u'])
    machine.take({ kind: 'variables-changed', variables: { case: { order: 'A' } } }).retry()
    expect(keysOf(machine)).to.deep.equal({ b: 'A' })
  })
})

describe('a key that an element says', () => {
  const key = (value: string) =>
    `<extensionElements><camunda:properties><camunda:property name="correlationKey" value="${value}"/></camunda:properties></extensionElements>`
  const listener = bpmn(
    `<startEvent id="s"/><userTask id="t"/>
     <intermediateCatchEvent id="w">${key('=item')}${on('answer')}</intermediateCatchEvent>
     <subProcess id="x" triggeredByEvent="true"><startEvent id="heard" isInterrupting="false">${key('=if item = null then &quot;none&quot; else item')}${on('news')}</startEvent></subProcess>`,
    's > t > w',
    { roots: '<message id="answer" name="answer"/><message id="news" name="news"/>' },
  )

  it('follows the data where an event sub-process listens for as long as its scope runs', async () => {
    const machine = await Machine.of(listener)
    machine.start()
    expect(keysOf(machine)).to.deep.equal({ heard: 'none' })
    machine.complete('t', { item: 'IS-0007' })
    expect(keysOf(machine)).to.deep.equal({ heard: 'IS-0007', w: 'IS-0007' })
    expect(machine.effects.filter(({ kind }) => kind === 'subscription-removed')).to.have.length(1)
    const [set] = machine.effects.filter((effect) => effect.kind === 'subscription-set' && effect.elementId === 'heard')
    expect(set).to.include({ correlationKey: 'IS-0007' })
  })
})
