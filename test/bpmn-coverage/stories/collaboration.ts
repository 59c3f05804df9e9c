import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import type { Variables } from '../../../engine/index.ts'
import type { TestEngine } from '../../support/open-engine.ts'
import { MESSAGE, catching, end, io, receive, send, start, throwing, user } from '../elements.ts'
import { engine, publish, shared } from '../play.ts'
import { story } from '../story.ts'

const institutionId = EMBEDDED.institutionId
const pool = (key: string) => `<participant id="pool_${key}" name="${key}" processRef="${key}"/>`
/** Pools of `p` and `q`, and message flows `from > to`. */
const collaboration = (flows: readonly string[], more = '') => {
  const drawn = flows.map((flow, index) => {
    const [from, to] = flow.split(' > ')
    return `<messageFlow id="mf${index}" sourceRef="${from}" targetRef="${to}"/>`
  })
  return `<collaboration id="co">${pool('p')}${pool('q')}${drawn.join('')}${more}</collaboration>`
}
/** A message event that names no message. */
const SOME = '<messageEventDefinition/>'

/** Messages that carry the order, and the year, under names of their own. */
const PROPERTIES = `<message id="ask" name="ask"/><message id="answer" name="answer"/>
<correlationProperty id="order"><correlationPropertyRetrievalExpression messageRef="ask"><messagePath>orderId</messagePath></correlationPropertyRetrievalExpression>
<correlationPropertyRetrievalExpression messageRef="answer"><messagePath>about</messagePath></correlationPropertyRetrievalExpression></correlationProperty>
<correlationProperty id="year"><correlationPropertyRetrievalExpression messageRef="ask"><messagePath>year</messagePath></correlationPropertyRetrievalExpression>
<correlationPropertyRetrievalExpression messageRef="answer"><messagePath>year</messagePath></correlationPropertyRetrievalExpression></correlationProperty>`
const keyOf = (...properties: readonly string[]) =>
  `<correlationKey id="k" name="k">${properties.map((id) => `<correlationPropertyRef>${id}</correlationPropertyRef>`).join('')}</correlationKey>`
/** The process `p` is subscribed to the key with its own data. */
const SUBSCRIPTION =
  '<correlationSubscription id="cs" correlationKeyRef="k"><correlationPropertyBinding correlationPropertyRef="order"><dataPath>mine</dataPath></correlationPropertyBinding></correlationSubscription>'

/** `p` asks about its order, `q` answers once the task `reply` is done; then `p` has the task `got`. */
const asking = (key: string) =>
  shared(
    'both',
    {
      p: [
        start('s') + send('t', '', 'messageRef="ask"') + receive('r', '', 'messageRef="answer"') + user('got'),
        's > t > r > got',
      ],
      q: [
        start('qs', '<messageEventDefinition messageRef="ask"/>') +
          user('reply') +
          end('qe', io({ about: 'orderId', year: 'year' }) + '<messageEventDefinition messageRef="answer"/>'),
        'qs > reply > qe',
      ],
    },
    PROPERTIES + collaboration(['t > qs', 'qe > r'], key),
  )

const variablesOf = async (house: TestEngine, processInstanceId: string) =>
  (await house.engine.getProcessInstance({ institutionId, processInstanceId })).variables
const begin = async (house: TestEngine, variables: Variables) => {
  const { id } = await house.start('p', variables)
  await house.settle()
  return id
}
/** Completes the task `reply` of the instance that has these data. */
const reply = async (house: TestEngine, { orderId, year = null }: Variables) => {
  const { items } = await house.engine.listTasks({ institutionId, state: 'open', limit: 200 })
  for (const { id, elementId, processInstanceId } of items) {
    if (elementId !== 'reply') continue
    const seen = await variablesOf(house, processInstanceId)
    if (seen.orderId !== orderId || (seen.year ?? null) !== year) continue
    await house.engine.completeTask({ by: EMBEDDED, taskId: id, data: {} })
    return house.settle()
  }
  throw new Error(`Expected a case about order ${JSON.stringify(orderId)}, but there is none.`)
}

export const collaborations = [
  story('collaboration/pools', 'each can be started', () =>
    engine(
      [
        shared(
          'both',
          { p: [start('s') + user('a'), 's > a'], q: [start('qs') + user('b'), 'qs > b'] },
          collaboration([]),
        ),
      ],
      async (house) => {
        await house.start('q')
        expect(await house.openTasks()).to.deep.equal(['b'])
        await house.start('p')
        expect(await house.openTasks()).to.deep.equal(['a', 'b'])
      },
    ),
  ),
  story('collaboration/black-box', 'may stand beside the process, with message flows to it', () => {
    const beside = `<collaboration id="co">${pool('p')}<participant id="customer" name="Customer"/><messageFlow id="mf" sourceRef="customer" targetRef="c"/></collaboration>`
    return engine(
      [shared('p', { p: [start('s') + catching('c', MESSAGE) + user('a'), 's > c > a'] }, beside)],
      async (house) => {
        await house.start('p')
        await publish(house)
        expect(await house.openTasks()).to.deep.equal(['a'])
      },
    )
  }),
  story('collaboration/not-executable', 'is left out; the others run', () => {
    const other = `<process id="customer" isExecutable="false"><startEvent id="cs"/><task id="ct"/><complexGateway id="cg"/><sequenceFlow id="cf" sourceRef="cs" targetRef="ct"/></process>`
    const beside = `${other}<collaboration id="co">${pool('p')}${pool('customer')}</collaboration>`
    return engine([shared('p', { p: [start('s') + user('a'), 's > a'] }, beside)], async (house) => {
      await house.start('p')
      expect(await house.openTasks()).to.deep.equal(['a'])
      const { items } = await house.engine.listDefinitions({ institutionId })
      expect(items.map(({ processKey }) => processKey)).to.deep.equal(['p'])
    })
  }),
  story('collaboration/message', 'comes to the instance that waits, once it is thrown', () =>
    engine(
      [
        shared('both', {
          p: [start('s') + user('a') + throwing('t', MESSAGE), 's > a > t'],
          q: [start('qs') + catching('c', MESSAGE) + user('b'), 'qs > c > b'],
        }),
      ],
      async (house) => {
        await house.start('q')
        await house.start('p')
        expect(await house.openTasks()).to.deep.equal(['a'])
        await house.complete('a')
        expect(await house.openTasks()).to.deep.equal(['b'])
      },
    ),
  ),
  story('collaboration/message-start', 'one instance for each message', () =>
    engine(
      [
        shared('both', {
          p: [start('s') + throwing('t', MESSAGE) + throwing('u', MESSAGE), 's > t > u'],
          q: [start('qs', MESSAGE) + user('b'), 'qs > b'],
        }),
      ],
      async (house) => {
        await begin(house, {})
        expect(await house.openTasks()).to.deep.equal(['b', 'b'])
      },
    ),
  ),
  story('collaboration/message-payload', 'those that the thrower gives it', () =>
    engine(
      [
        shared('both', {
          p: [start('s') + throwing('t', io({ sum: 'n + 1' }) + MESSAGE), 's > t'],
          q: [start('qs', MESSAGE) + user('b'), 'qs > b'],
        }),
      ],
      async (house) => {
        await begin(house, { n: 1, secret: true })
        const { processInstanceId } = await house.task('b')
        expect(await variablesOf(house, processInstanceId)).to.deep.equal({ sum: 2 })
      },
    ),
  ),
  story('collaboration/flow-names', 'goes along the flow, and along no other', () =>
    engine(
      [
        shared(
          'both',
          {
            p: [start('s') + throwing('t', SOME), 's > t'],
            q: [
              start('qs') + catching('c', SOME) + user('a') + catching('d', SOME) + user('b'),
              'qs > c > a; qs > d > b',
            ],
          },
          collaboration(['t > c', 'customer > d'], '<participant id="customer"/>'),
        ),
      ],
      async (house) => {
        await house.start('q')
        await begin(house, {})
        expect(await house.openTasks()).to.deep.equal(['a'])
      },
    ),
  ),
  story('collaboration/flow-send-task', 'begins the other process', () =>
    engine(
      [
        shared(
          'both',
          { p: [start('s') + send('t') + user('a'), 's > t > a'], q: [start('qs', SOME) + user('b'), 'qs > b'] },
          collaboration(['t > qs']),
        ),
      ],
      async (house) => {
        await begin(house, {})
        expect(await house.openTasks()).to.deep.equal(['a', 'b'])
      },
    ),
  ),

  story('collaboration/correlation-key', 'the answer comes to the one that asked', () =>
    engine([asking(keyOf('order'))], async (house) => {
      const first = await begin(house, { orderId: 1 })
      const second = await begin(house, { orderId: 2 })
      await reply(house, { orderId: 2 })
      expect(await house.openTasks(second)).to.deep.equal(['got'])
      expect(await house.openTasks(first)).to.deep.equal([])
      await reply(house, { orderId: 1 })
      expect(await house.openTasks(first)).to.deep.equal(['got'])
    }),
  ),
  story('collaboration/correlation-keys', 'both must be the same', () =>
    engine([asking(keyOf('order', 'year'))], async (house) => {
      const first = await begin(house, { orderId: 1, year: 2025 })
      const second = await begin(house, { orderId: 1, year: 2026 })
      await reply(house, { orderId: 1, year: 2026 })
      expect(await house.openTasks(second)).to.deep.equal(['got'])
      expect(await house.openTasks(first)).to.deep.equal([])
    }),
  ),
  story('collaboration/correlation-context', 'by what the data of the instance are now', () => {
    const waiting = shared(
      'both',
      {
        p: [
          SUBSCRIPTION + start('s') + user('a') + receive('r', '', 'messageRef="answer"') + user('got'),
          's > a > r > got',
        ],
        q: [start('qs') + user('b'), 'qs > b'],
      },
      PROPERTIES + collaboration([], keyOf('order')),
    )
    return engine([waiting], async (house) => {
      const first = await begin(house, { mine: 1 })
      await house.complete('a', { mine: 3 })
      const second = await begin(house, { mine: 2 })
      await house.complete('a')
      await publish(house, { about: 2 }, 'answer')
      expect(await house.openTasks(first)).to.deep.equal([])
      expect(await house.openTasks(second)).to.deep.equal(['got'])
      await publish(house, { about: 1 }, 'answer')
      expect(await house.openTasks(first)).to.deep.equal([])
      await publish(house, { about: 3 }, 'answer')
      expect(await house.openTasks(first)).to.deep.equal(['got'])
    })
  }),
  story('collaboration/correlation-none', 'it waits for its own', () =>
    engine([asking(keyOf('order'))], async (house) => {
      const first = await begin(house, { orderId: 1 })
      await publish(house, { about: 99 }, 'answer')
      expect(await house.openTasks(first)).to.deep.equal([])
      await publish(house, { about: 1 }, 'answer')
      expect(await house.openTasks(first)).to.deep.equal(['got'])
    }),
  ),
]
