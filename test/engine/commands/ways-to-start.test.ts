import { expect } from 'chai'
import { EMBEDDED, type ResourceFile, type Variables } from '../../../engine/index.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { diagram } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { codeOf } from '../../support/refusal.ts'

const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}" />`
const task = (id: string): string => `<userTask id="${id}" camunda:candidateGroups="clerks" />`
const catching = (id: string, message: string): string =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="${message}" /></intermediateCatchEvent>`

const contracts: ResourceFile = {
  name: 'messages.json',
  content: JSON.stringify({
    messages: ['order.placed', 'order.paid'].map((name) => ({
      name,
      key: 'orderId',
      uniqueBy: [],
      payload: null,
      timeToLive: 'P2D',
      external: true,
    })),
  }),
}

const atGateway = (key: string, attributes: string): ResourceFile =>
  diagram(
    key,
    [
      `<eventBasedGateway id="g" instantiate="true" ${attributes} />`,
      catching('placed', 'order_placed'),
      catching('paid', 'order_paid'),
      task('prepare'),
      task('book'),
      flow('g', 'placed'),
      flow('g', 'paid'),
      flow('placed', 'prepare'),
      flow('paid', 'book'),
    ].join('\n'),
    { messages: ['order.placed', 'order.paid'] },
  )

describe('an instantiating event-based gateway', () => {
  let house: TestEngine
  const open = async (attributes: string): Promise<void> => {
    house = await openEngine({ files: [atGateway('order', attributes), contracts], onDisk: true })
  }
  afterEach(() => house.close())

  const send = async (name: string, orderId: string): Promise<string | null> =>
    (await house.engine.publishMessage({ by: EMBEDDED, name, payload: { orderId } })).processInstanceId

  it('starts a case with each message', async () => {
    await open('')
    const first = await send('order.placed', 'o-1')
    const second = await send('order.paid', 'o-1')

    expect(first).not.to.equal(null)
    expect(second).not.to.equal(first)
    expect(await house.openTasks(first ?? '')).to.deep.equal(['prepare'])
    expect(await house.openTasks(second ?? '')).to.deep.equal(['book'])
  })

  it('of the parallel kind gets the other message of the same key into the same case', async () => {
    await open('eventGatewayType="Parallel"')
    const first = await send('order.paid', 'o-1')
    const other = await send('order.placed', 'o-2')
    await house.restart()
    const same = await send('order.placed', 'o-1')

    expect(same).to.equal(first)
    expect(other).not.to.equal(first)
    expect(await house.openTasks(first ?? '')).to.deep.equal(['book', 'prepare'])
    expect(await house.openTasks(other ?? '')).to.deep.equal(['prepare'])
  })

  it('cannot be started by hand', async () => {
    await open('')
    expect(await codeOf(house.start('order'))).to.equal('no-plain-start')
  })
})

describe('an instantiating receive task', () => {
  it('starts a case with its message, which it has already', async () => {
    const files = [
      diagram(
        'order',
        [
          '<receiveTask id="placed" messageRef="order_placed" instantiate="true" />',
          task('prepare'),
          flow('placed', 'prepare'),
        ].join('\n'),
        { messages: ['order.placed'] },
      ),
    ]
    const house = await openEngine({ files })
    const { processInstanceId } = await house.engine.publishMessage({
      by: EMBEDDED,
      name: 'order.placed',
      payload: { orderId: 'o-1' },
    })

    expect(await house.openTasks(processInstanceId ?? '')).to.deep.equal(['prepare'])
    const { variables } = await house.engine.getProcessInstance({
      institutionId: EMBEDDED.institutionId,
      processInstanceId: processInstanceId ?? '',
    })
    expect(variables).to.deep.equal({ orderId: 'o-1' })
    expect(await codeOf(house.start('order'))).to.equal('no-plain-start')
    await house.close()
  })
})

describe('a signal or timer behind an instantiating gateway', () => {
  it('starts a case', async () => {
    const files = [
      diagram(
        'watch',
        [
          '<eventBasedGateway id="g" instantiate="true" />',
          '<intermediateCatchEvent id="alarm_rang"><signalEventDefinition signalRef="alarm" /></intermediateCatchEvent>',
          '<intermediateCatchEvent id="daily"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>',
          task('react'),
          task('look'),
          flow('g', 'alarm_rang'),
          flow('g', 'daily'),
          flow('alarm_rang', 'react'),
          flow('daily', 'look'),
        ].join('\n'),
        { signals: ['alarm'] },
      ),
    ]
    const house = await openEngine({ files })
    expect((await house.engine.throwSignal({ by: EMBEDDED, name: 'alarm', payload: {} })).receivers).to.equal(1)
    await house.settle()
    expect(await house.openTasks()).to.deep.equal(['react'])
    await house.passTime({ days: 1 })
    expect(await house.openTasks()).to.deep.equal(['look', 'react'])
    await house.close()
  })
})

describe('a signal that several start events of a process hear', () => {
  it('starts a case at each', async () => {
    const alarm = '<signalEventDefinition signalRef="alarm" />'
    const elements = [
      `<startEvent id="s1">${alarm}</startEvent><startEvent id="s2">${alarm}</startEvent>`,
      task('react'),
      task('look'),
      flow('s1', 'react'),
      flow('s2', 'look'),
    ]
    const house = await openEngine({ files: [diagram('watch', elements.join('\n'), { signals: ['alarm'] })] })
    expect((await house.engine.throwSignal({ by: EMBEDDED, name: 'alarm', payload: {} })).receivers).to.equal(2)
    await house.settle()
    expect(await house.openTasks()).to.deep.equal(['look', 'react'])
    await house.close()
  })
})

describe('a start event of several definitions', () => {
  const definitions = [
    '<messageEventDefinition messageRef="order_placed" />',
    '<signalEventDefinition signalRef="alarm" />',
    '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>',
    '<timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition>',
  ]
  const several = (parallel: boolean, count: number): ResourceFile =>
    diagram(
      'many',
      [
        `<startEvent id="s" parallelMultiple="${parallel}">${definitions.slice(0, count).join('')}</startEvent>`,
        task('begin'),
        flow('s', 'begin'),
      ].join('\n'),
      { messages: ['order.placed'], signals: ['alarm'] },
    )

  it('starts a case with each of them', async () => {
    const house = await openEngine({ files: [several(false, 4)] })
    await house.engine.publishMessage({ by: EMBEDDED, name: 'order.placed', payload: {} })
    expect(await house.openTasks()).to.have.length(1)
    await house.engine.throwSignal({ by: EMBEDDED, name: 'alarm', payload: {} })
    await house.settle()
    expect(await house.openTasks()).to.have.length(2)
    await house.passTime({ days: 1 })
    expect(await house.openTasks()).to.have.length(3)
    await house.passTime({ days: 1 })
    expect(await house.openTasks()).to.have.length(4)
    await house.close()
  })

  it('of the parallel kind starts with the first and goes on when the others have come to that case', async () => {
    const house = await openEngine({ files: [several(true, 2)], onDisk: true })
    await house.engine.throwSignal({ by: EMBEDDED, name: 'alarm', payload: { level: 2 } })
    await house.settle()
    expect(await house.openTasks()).to.deep.equal([])
    await house.restart()
    const { processInstanceId } = await house.engine.publishMessage({ by: EMBEDDED, name: 'order.placed', payload: {} })
    expect(await house.openTasks()).to.deep.equal(['begin'])
    expect((await house.task('begin')).processInstanceId).to.equal(processInstanceId)
    await house.close()
  })
})

describe('conditional start events', () => {
  const conditional = (key: string, condition: string): ResourceFile =>
    diagram(
      key,
      [
        `<startEvent id="s"><conditionalEventDefinition><condition>${condition}</condition></conditionalEventDefinition></startEvent>`,
        task(`${key}Task`),
        flow('s', `${key}Task`),
      ].join('\n'),
    )
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({
      files: [
        conditional('high', '=level &gt; 5'),
        conditional('low', '${level &lt; 3}'),
        conditional('odd', '=other.field'),
      ],
    })
  })
  afterEach(() => house.close())

  const ask = async (variables: { level: number }) => {
    const { started } = await house.engine.evaluateConditions({ by: EMBEDDED, variables })
    await house.settle()
    return started
  }

  it('start a case of each process whose condition holds, with the data as its variables', async () => {
    expect(await ask({ level: 9 })).to.equal(1)
    expect(await house.openTasks()).to.deep.equal(['highTask'])
    const { processInstanceId } = await house.task('highTask')
    const { variables } = await house.engine.getProcessInstance({
      institutionId: EMBEDDED.institutionId,
      processInstanceId,
    })
    expect(variables).to.deep.equal({ level: 9 })
    expect(await ask({ level: 1 })).to.equal(1)
    expect(await house.openTasks()).to.deep.equal(['highTask', 'lowTask'])
  })

  it('start nothing where none holds, and nothing of a process that takes no new cases', async () => {
    expect(await ask({ level: 4 })).to.equal(0)
    const { institutionId } = EMBEDDED
    const own = await house.engine.deploy({
      by: EMBEDDED,
      name: 'own',
      owner: { institutionId, holderId: '' },
      resources: [conditional('high', '=level &gt; 5')],
      activate: true,
    })
    const definitionId = own.definitions[0]?.id ?? ''
    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: true })
    expect(await ask({ level: 9 })).to.equal(0)
    expect(await house.openTasks()).to.deep.equal([])
  })
})

describe('a process with several start events for people', () => {
  const form = (id: string, required: string): ResourceFile => ({
    name: `${id}.form.json`,
    content: JSON.stringify({
      id: `house/${id}`,
      schema: { type: 'object', properties: { [required]: { type: 'string', maxLength: 99 } }, required: [required] },
      ui: { order: [required], sections: [{ id: 'main', fields: [required] }], widgets: { [required]: 'text' } },
      i18n: Object.fromEntries(
        ['lv', 'en'].map((language) => [
          language,
          { title: id, sections: { main: id }, fields: { [required]: { label: required } } },
        ]),
      ),
    }),
  })
  const files = [
    diagram(
      'house',
      [
        '<startEvent id="plan" camunda:formKey="house/plan" />',
        '<startEvent id="repair" camunda:formKey="house/repair" />',
        task('draw'),
        task('mend'),
        flow('plan', 'draw'),
        flow('repair', 'mend'),
      ].join('\n'),
    ),
    form('plan', 'reason'),
    form('repair', 'damage'),
  ]
  let house: TestEngine
  before(async () => {
    house = await openEngine({ files, forms: createFormChecker() })
  })
  after(() => house.close())
  const start = (startEventId: string | undefined, variables: Variables) =>
    house.engine.startProcessInstance({
      by: EMBEDDED,
      processKey: 'house',
      variables,
      ...(startEventId === undefined ? {} : { startEventId }),
    })

  it('starts at the one that is named, with its form', async () => {
    const { id } = await start('repair', { damage: 'roof' })

    expect(await house.openTasks(id)).to.deep.equal(['mend'])
    expect(await codeOf(start('repair', { reason: 'growth' }))).to.equal('form-rejected')
    expect(await house.openTasks((await start('plan', { reason: 'growth' })).id)).to.deep.equal(['draw'])
  })

  it('does not guess which is meant', async () => {
    expect(await codeOf(start(undefined, { reason: 'growth' }))).to.equal('start-event-needed')
    expect(await codeOf(start('draw', { reason: 'growth' }))).to.equal('no-plain-start')
  })

  it('tells the form of each', async () => {
    const { institutionId } = EMBEDDED
    const { id: definitionId } = await house.engine.getActiveDefinition({ institutionId, processKey: 'house' })
    const formOf = (startEventId: string) => house.engine.getStartForm({ institutionId, definitionId, startEventId })

    expect((await formOf('repair'))?.formKey).to.equal('house/repair')
    expect((await formOf('plan'))?.formKey).to.equal('house/plan')
    expect(await codeOf(house.engine.getStartForm({ institutionId, definitionId }))).to.equal('start-event-needed')
  })
})
