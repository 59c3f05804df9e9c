import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

const reminder = diagram(
  'reminder',
  `${line('start', '<userTask id="work" />', 'end')}
  <boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeDuration>P30D</timeDuration></timerEventDefinition></boundaryEvent>
  <userTask id="escalate" /><endEvent id="end2" />
  <sequenceFlow id="l1" sourceRef="late" targetRef="escalate" /><sequenceFlow id="l2" sourceRef="escalate" targetRef="end2" />`,
)

const daily = (catchUp: string): ReturnType<typeof diagram> =>
  diagram(
    'daily',
    line(
      `<startEvent id="s"><extensionElements>${catchUp}</extensionElements><timerEventDefinition><timeCycle>R/2026-03-01T06:00:00Z/P1D</timeCycle></timerEventDefinition></startEvent>`,
      '<userTask id="sweep" />',
      'end',
    ),
  )
const everyPeriod = '<camunda:properties><camunda:property name="catchUp" value="all" /></camunda:properties>'

describe('timers', () => {
  let house: TestEngine
  afterEach(() => house.close())

  it('of a case fire when they are due and not before', async () => {
    house = await openEngine({ files: [reminder] })
    await house.start('reminder')

    await house.passTime({ days: 29 })
    expect(await house.openTasks()).to.deep.equal(['work'])
    await house.passTime({ days: 1 })

    expect(await house.openTasks()).to.deep.equal(['escalate', 'work'])
  })

  it('that came due while nothing ran fire once after it', async () => {
    house = await openEngine({ files: [reminder], onDisk: true })
    await house.start('reminder')
    await house.engine.close()

    house.clock.move({ days: 400 })
    await house.restart()
    await house.settle()
    await house.passTime({ days: 1 })

    expect(await house.openTasks()).to.deep.equal(['escalate', 'work'])
  })

  it('of a suspended case wait until it goes on', async () => {
    house = await openEngine({ files: [reminder] })
    const { id: processInstanceId } = await house.start('reminder')
    await house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId, suspended: true })

    await house.passTime({ days: 31 })
    expect(await house.openTasks()).to.deep.equal(['work'])
    await house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId, suspended: false })
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['escalate', 'work'])
  })

  it('start a case per period, and after downtime one for the latest', async () => {
    house = await openEngine({ files: [daily('')], onDisk: true })
    await house.passTime({ hours: 21 })
    expect(await house.openTasks()).to.deep.equal([])
    await house.passTime({ hours: 1 })
    expect(await house.openTasks()).to.deep.equal(['sweep'])

    await house.engine.close()
    house.clock.move({ days: 5, hours: 3 })
    await house.restart()
    await house.settle()
    expect(await house.openTasks()).to.deep.equal(['sweep', 'sweep'])
    await house.passTime({ hours: 21 })

    expect(await house.openTasks()).to.deep.equal(['sweep', 'sweep', 'sweep'])
  })

  it('start a case for every missed period where the diagram asks for it', async () => {
    house = await openEngine({ files: [daily(everyPeriod)] })

    await house.passTime({ days: 3 })

    expect(await house.openTasks()).to.deep.equal(['sweep', 'sweep', 'sweep'])
    const { items } = await house.engine.listProcessInstances({ institutionId: 'local', limit: 9 })
    const cases = await Promise.all(
      items.map(({ id }) => house.engine.getProcessInstance({ institutionId: 'local', processInstanceId: id })),
    )
    const days = ['2026-03-03', '2026-03-04', '2026-03-05'].map((day) => `${day}T06:00:00.000Z`)
    expect(cases.map(({ variables }) => variables['scheduledAt'])).to.have.members(days)
  })

  it('that were missed start their cases also where a new version comes in force first', async () => {
    house = await openEngine({ files: [daily(everyPeriod)] })
    house.clock.move({ days: 3 })
    const owner = { institutionId: '', holderId: '' }
    const resources = [
      { ...daily(everyPeriod), content: daily(everyPeriod).content.replace('"sweep"', '"sweep" name="New"') },
    ]
    await house.engine.deploy({ by: EMBEDDED, name: 'next', owner, resources, activate: true })
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['sweep', 'sweep', 'sweep'])
  })

  it("start nothing for a holder's definition that is suspended", async () => {
    house = await openEngine()
    const owner = { institutionId: 'local', holderId: 'school' }
    const deployed = await house.engine.deploy({
      by: EMBEDDED,
      name: 'own',
      owner,
      resources: [daily('')],
      activate: true,
    })
    const definitionId = deployed.definitions[0]?.id ?? ''

    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: true })
    await house.passTime({ days: 3 })
    expect(await house.openTasks()).to.deep.equal([])
    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: false })
    await house.passTime({ days: 1 })

    expect(await house.openTasks()).to.deep.equal(['sweep'])
  })

  it('start nothing for a definition that is no longer in force', async () => {
    house = await openEngine({ files: [daily('')] })
    const { id: definitionId } = await house.engine.getActiveDefinition({ institutionId: 'local', processKey: 'daily' })

    await house.engine.deactivateDefinition({ by: EMBEDDED, definitionId, owner: { institutionId: '', holderId: '' } })
    await house.passTime({ days: 3 })

    expect(await house.openTasks()).to.deep.equal([])
  })
})
