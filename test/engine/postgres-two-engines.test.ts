import { expect } from 'chai'
import { EMBEDDED as by, type Engine, TYPICAL, createEngine } from '../../engine/index.ts'
import { type TestDatabase, freshDatabase } from '../support/database.ts'
import { diagram, line } from '../support/diagram-file.ts'

const waiter = diagram(
  'waiter',
  line(
    'start',
    `<intermediateCatchEvent id="paid"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=orderId" /></camunda:properties></extensionElements><messageEventDefinition messageRef="order_paid" /></intermediateCatchEvent>`,
    'end',
  ),
  { messages: ['order.paid'] },
)
const contracts = {
  name: 'messages.json',
  content: JSON.stringify({
    messages: [
      { name: 'order.paid', key: 'orderId', uniqueBy: [], payload: null, timeToLive: 'P2D', external: true },
      { name: 'order.placed', key: null, uniqueBy: [], payload: null, timeToLive: null, external: true },
    ],
  }),
}
const thrower = diagram(
  'thrower',
  line(
    'start',
    `<intermediateThrowEvent id="pay"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=orderId" /></camunda:properties></extensionElements><messageEventDefinition messageRef="order_paid" /></intermediateThrowEvent>`,
    'end',
  ),
  { messages: ['order.paid'] },
)

describe('two engines on one PostgreSQL database', () => {
  let database: TestDatabase
  let here: Engine
  let there: Engine
  const institutionId = by.institutionId

  beforeEach(async () => {
    database = await freshDatabase()
    here = await createEngine({ database: database.address })
    there = await createEngine({ database: database.address })
  })
  afterEach(async () => {
    await Promise.all([here.close(), there.close()])
    await database.release()
  })

  const running = async (): Promise<number> =>
    (await here.listProcessInstances({ institutionId, state: ['active'], limit: 100 })).items.length

  it('see at once what the other has put in force, or taken out of it', async () => {
    const resources = [waiter, contracts]
    const { definitions } = await here.deploy({ by, name: 'one', owner: TYPICAL, resources, activate: true })
    await there.startProcessInstance({ by, processKey: 'waiter', variables: { orderId: 'o' } })
    const definitionId = definitions[0]?.id ?? ''
    await here.deactivateDefinition({ by, definitionId, owner: TYPICAL })

    const refused: unknown = await there
      .startProcessInstance({ by, processKey: 'waiter', variables: { orderId: 'o' } })
      .catch((thrown: unknown) => thrown)

    expect(refused).to.have.property('code', 'no-active-definition')
  })

  it('let a message and its receiver meet that come at the same moment, from outside or from a case', async () => {
    await here.deploy({ by, name: 'one', owner: TYPICAL, resources: [waiter, thrower, contracts], activate: true })
    here.startWorkers()
    there.startWorkers()
    const keys = Array.from({ length: 60 }, (_, at) => `o-${at}`)

    await Promise.all(
      keys.flatMap((orderId, at) => {
        const [one, other] = at % 2 === 0 ? [here, there] : [there, here]
        return [
          one.startProcessInstance({ by, processKey: 'waiter', variables: { orderId } }),
          at % 3 === 0
            ? other.startProcessInstance({ by, processKey: 'thrower', variables: { orderId } })
            : other.publishMessage({ by, name: 'order.paid', payload: { orderId } }),
        ]
      }),
    )
    for (let tries = 0; tries < 100 && (await running()) > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100))

    expect(await running()).to.equal(0)
  })

  it('lose no write to a data store when both write at once', async () => {
    const count = diagram(
      'count',
      line(
        'start',
        '<task id="add"><dataOutputAssociation><sourceRef>total_ref</sourceRef><targetRef>total_ref</targetRef><transformation>if total = null then 1 else total + 1</transformation></dataOutputAssociation></task>',
        '<userTask id="look" camunda:candidateGroups="clerks"><ioSpecification><dataInput id="seen" /><inputSet><dataInputRefs>seen</dataInputRefs></inputSet><outputSet /></ioSpecification><dataInputAssociation><sourceRef>total_ref</sourceRef><targetRef>seen</targetRef></dataInputAssociation></userTask>',
        'end',
      ) + '<dataStoreReference id="total_ref" name="total" />',
    )
    await here.deploy({ by, name: 'count', owner: TYPICAL, resources: [count], activate: true })
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 ? here : there).startProcessInstance({ by, processKey: 'count', variables: {} }),
      ),
    )
    const { items } = await here.listTasks({ institutionId, state: 'open', limit: 100 })
    const seen = await Promise.all(
      items.map(async ({ id: taskId }) => (await here.getTask({ institutionId, taskId })).variables['seen']),
    )
    expect(seen.map(Number).toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 20 }, (_, at) => at + 1))
  })
})
