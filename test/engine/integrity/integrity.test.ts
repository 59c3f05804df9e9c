import { expect } from 'chai'
import { EMBEDDED, TYPICAL, type ResourceFile } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { messagesFile } from '../../support/messages-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const contracts = messagesFile(
  { name: 'parcel.ordered', answer: 'parcel.sent' },
  { name: 'parcel.sent', key: 'orderId' },
  { name: 'parcel.lost' },
  { name: 'customer.called', external: true },
  { name: 'for.the.record', informative: true },
)

const ORDER =
  '<intermediateThrowEvent id="order"><messageEventDefinition messageRef="parcel_ordered" /></intermediateThrowEvent>'
const AWAIT = '<receiveTask id="await" name="Wait for the parcel" messageRef="parcel_sent" />'
const SEND =
  '<intermediateThrowEvent id="send"><messageEventDefinition messageRef="parcel_sent" /></intermediateThrowEvent>'
const ORDERED = '<startEvent id="ordered"><messageEventDefinition messageRef="parcel_ordered" /></startEvent>'
const PACK = `<userTask id="pack"><extensionElements><camunda:properties><camunda:property name="covers" value="W-1" /></camunda:properties></extensionElements></userTask>`
const DONE = `<endEvent id="done"><extensionElements><camunda:properties><camunda:property name="endState" value="sent" /></camunda:properties></extensionElements></endEvent>`
const MESSAGES = { messages: ['parcel.ordered', 'parcel.sent', 'parcel.lost', 'customer.called', 'for.the.record'] }

const lane = (roles: string) =>
  `<laneSet id="lanes"><lane id="packers" name="Packers"><extensionElements><camunda:properties><camunda:property name="candidateGroups" value="${roles}" /></camunda:properties></extensionElements><flowNodeRef>pack</flowNodeRef></lane></laneSet>`

const shop = (...middle: readonly string[]) => diagram('shop', line('start', ...middle, 'end'), MESSAGES)
const warehouse = (...elements: readonly string[]) => diagram('warehouse', line(...elements), MESSAGES)
const wholeShop = shop(ORDER, AWAIT)
const wholeWarehouse = warehouse(ORDERED, PACK, SEND, DONE)

describe('the integrity of schemes', () => {
  let house: TestEngine
  const owner = { institutionId: 'local', holderId: '' }
  beforeEach(async () => {
    house = await openEngine({
      rolesHeld: async () =>
        new Map([
          ['PACKER', 2],
          ['BOSS', 0],
        ]),
    })
    await house.engine.deploy({
      by: { ...EMBEDDED, institutionId: '' },
      name: 'typical',
      owner: TYPICAL,
      resources: [wholeShop, wholeWarehouse, contracts],
      activate: true,
    })
  })
  afterEach(() => house.close())

  const adapt = (...resources: readonly ResourceFile[]) => house.engine.checkDeployment({ owner, resources })
  const findings = (problems: readonly { code: string; elementId: string | null; resource: string }[]) =>
    problems
      .filter(({ code }) =>
        /^(message-|answer-|question-|called-|lane-|correlation-key|activity-|end-state)/.test(code),
      )
      .map(({ code, elementId, resource }) => `${resource} ${elementId ?? '-'} ${code}`)

  it('is whole where everything that is sent is taken and answered', async () => {
    expect(await house.engine.checkIntegrity(owner)).to.deep.equal([])
    expect(findings(await adapt(warehouse(ORDERED, PACK, '<userTask id="check" />', SEND, DONE)))).to.deep.equal([])
  })

  it('names the element of another scheme that waits for a message which an adapted diagram drops, and the remedy', async () => {
    const problems = await adapt(warehouse(ORDERED, PACK, DONE))

    expect(findings(problems)).to.deep.equal([
      'shop.bpmn await message-without-sender',
      'warehouse.bpmn ordered answer-missing',
    ])
    const [unanswered] = problems.filter(({ code }) => code === 'answer-missing')
    expect(unanswered?.message).to.contain(
      'never sends "parcel.sent", which await “Wait for the parcel” of "shop" waits for',
    )
    const [lost] = problems.filter(({ code }) => code === 'message-without-sender')
    expect(lost).to.include({ severity: 'warning' })
    expect(lost?.message)
      .to.contain('await “Wait for the parcel”')
      .and.contain('"parcel.sent"')
      .and.contain('Put the element')
    expect(await house.engine.checkIntegrity(owner), 'nothing was stored').to.deep.equal([])
  })

  it('tells at the deployment, too, and on demand afterwards', async () => {
    const { warnings } = await house.engine.deploy({
      by: EMBEDDED,
      name: 'adapted',
      owner,
      resources: [warehouse(ORDERED, PACK, DONE)],
      activate: true,
    })

    expect(findings(warnings)).to.include('shop.bpmn await message-without-sender')
    const standing = await house.engine.checkIntegrity(owner)
    expect(standing.map(({ code, processKey, elementId }) => `${processKey} ${elementId} ${code}`)).to.deep.equal([
      'shop await message-without-sender',
      'warehouse ordered answer-missing',
    ])
  })

  it('warns of a message that nobody takes, unless it is only news', async () => {
    const throwing = (id: string, message: string) =>
      `<intermediateThrowEvent id="${id}"><messageEventDefinition messageRef="${message}" /></intermediateThrowEvent>`
    const problems = await adapt(
      shop(ORDER, AWAIT, throwing('lost', 'parcel_lost'), throwing('note', 'for_the_record')),
    )

    expect(findings(problems)).to.deep.equal(['shop.bpmn lost message-without-receiver'])
  })

  it('warns of an answer to a question never asked', async () => {
    expect(findings(await adapt(shop(AWAIT)))).to.deep.equal([
      'shop.bpmn await question-missing',
      'warehouse.bpmn ordered message-without-sender',
    ])
  })

  it('warns where a waiting element does not say for which case', async () => {
    const call = '<receiveTask id="call" messageRef="customer_called" />'

    expect(findings(await adapt(shop(ORDER, AWAIT, call)))).to.deep.equal(['shop.bpmn call correlation-key-missing'])
  })

  it('warns of a called process that is not in force', async () => {
    const call = (key: string) => shop(ORDER, AWAIT, `<callActivity id="call" calledElement="${key}" />`)

    expect(findings(await adapt(call('warehouse')))).to.deep.equal([])
    expect(findings(await adapt(call('nowhere')))).to.deep.equal(['shop.bpmn call called-process-missing'])
  })

  it('warns of a lane without a role, or whose role nobody holds', async () => {
    const withLane = (role: string) => {
      const { name, content } = warehouse(ORDERED, PACK, SEND, DONE)
      return { name, content: content.replace('<startEvent', `${lane(role)}<startEvent`) }
    }

    expect(findings(await adapt(withLane('PACKER')))).to.deep.equal([])
    expect(findings(await adapt(withLane('BOSS')))).to.deep.equal(['warehouse.bpmn packers lane-without-people'])
    expect(findings(await adapt(withLane('PACKER, NOBODY')))).to.deep.equal([
      'warehouse.bpmn packers lane-role-unknown',
    ])
  })

  it('notes a main activity that is no longer covered, and warns of an end state that is lost', async () => {
    const problems = await adapt(warehouse(ORDERED, SEND, 'end'))
    expect(findings(problems)).to.deep.equal([
      'warehouse.bpmn - activity-not-covered',
      'warehouse.bpmn - end-state-lost',
    ])
    expect(problems.find(({ code }) => code === 'activity-not-covered')).to.include({ severity: 'note' })

    const moved = PACK.replace('id="pack"', 'id="packByRobot"')
    expect(findings(await adapt(warehouse(ORDERED, moved, SEND, DONE))), 'mapped to another element').to.deep.equal([])
  })
})
