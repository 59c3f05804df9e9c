import { expect } from 'chai'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const ESCALATION = '<escalationEventDefinition escalationRef="late" />'

/** Without the declaration helper: escalations are declared beside the process. */
const withEscalation = (file: ReturnType<typeof diagram>) => ({
  ...file,
  content: file.content.replace('</process>', '</process><escalation id="late" escalationCode="LATE" name="late" />'),
})

const caller = (key: string, interrupting: boolean) =>
  withEscalation(
    diagram(
      key,
      `${line('start', '<callActivity id="call" calledElement="called" />', '<userTask id="after" />', 'end')}
  <boundaryEvent id="caught" attachedToRef="call" cancelActivity="${interrupting}">${ESCALATION}</boundaryEvent>
  <userTask id="hurry" /><sequenceFlow id="c1" sourceRef="caught" targetRef="hurry" />`,
    ),
  )
const called = withEscalation(
  diagram(
    'called',
    `${line('start', '<userTask id="work" />', `<intermediateThrowEvent id="tell"><extensionElements><camunda:inputOutput><camunda:inputParameter name="days">=7</camunda:inputParameter></camunda:inputOutput></extensionElements>${ESCALATION}</intermediateThrowEvent>`, '<userTask id="more" />')}
    <endEvent id="end">${ESCALATION}</endEvent><sequenceFlow id="last" sourceRef="more" targetRef="end" />`,
  ),
)
const between = diagram('between', line('start', '<callActivity id="inner" calledElement="called" />', 'end'))
const outermost = withEscalation(
  diagram(
    'outermost',
    `${line('start', '<callActivity id="call" calledElement="between" />', 'end')}
  <boundaryEvent id="caught" attachedToRef="call" cancelActivity="false">${ESCALATION}</boundaryEvent>
  <userTask id="hurry" /><sequenceFlow id="c1" sourceRef="caught" targetRef="hurry" />`,
  ),
)

describe('an escalation out of a called process', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({
      files: [caller('beside', false), caller('instead', true), called, between, outermost],
      onDisk: true,
    })
  })
  afterEach(() => house.close())

  const begin = async (key: string) => {
    const parent = await house.start(key)
    await house.settle()
    await house.restart()
    return parent
  }

  it('lets the caller hurry while the called process goes on, each time it comes', async () => {
    const parent = await begin('beside')
    const { processInstanceId: child } = await house.task('work')
    await house.complete('work')
    await house.settle()
    expect(await house.openTasks(parent.id)).to.deep.equal(['hurry'])
    expect(await house.openTasks(child)).to.deep.equal(['more'])
    const { variables } = await house.engine.getProcessInstance({
      institutionId: 'local',
      processInstanceId: parent.id,
    })
    expect(variables).to.deep.equal({ days: 7 })

    await house.complete('more')
    await house.settle()
    expect(await house.openTasks(parent.id)).to.deep.equal(['after', 'hurry', 'hurry'])
  })

  it('cancels the called process where it interrupts', async () => {
    const parent = await begin('instead')
    const { processInstanceId: child } = await house.task('work')
    await house.complete('work')
    await house.settle()
    expect(await house.openTasks(parent.id)).to.deep.equal(['hurry'])
    expect(await house.openTasks(child)).to.deep.equal([])
    const ended = await house.engine.getProcessInstance({ institutionId: 'local', processInstanceId: child })
    expect(ended.state).to.equal('cancelled')
  })

  it('goes on outwards through callers that do not catch it', async () => {
    const top = await begin('outermost')
    await house.complete('work')
    await house.settle()
    expect(await house.openTasks(top.id)).to.deep.equal(['hurry'])
  })

  it('of a process that nobody called is written down and stops nothing', async () => {
    const alone = await begin('called')
    await house.complete('work')
    expect(await house.openTasks(alone.id)).to.deep.equal(['more'])
    const history = await house.engine.listHistory({ institutionId: 'local', processInstanceId: alone.id, limit: 100 })
    const thrown = history.items.find(({ type }) => type === 'escalation-thrown')
    expect(thrown?.data).to.deep.equal({ escalationCode: 'LATE', caught: false })
  })
})
