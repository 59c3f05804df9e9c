import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { codeOf } from '../../support/refusal.ts'

const checks = diagram(
  'checks',
  line(
    'start',
    `<adHocSubProcess id="sub"><extensionElements><camunda:properties><camunda:property name="begin" value="by hand" /></camunda:properties></extensionElements>
     <userTask id="visit" /><userTask id="call" /><completionCondition xsi:type="tFormalExpression">=done</completionCondition></adHocSubProcess>`,
    '<userTask id="after" />',
    'end',
  ),
)

describe('an activity of an ad-hoc sub-process', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [checks], onDisk: true })
  })
  afterEach(() => house.close())

  const begin = (processInstanceId: string, elementId: string) =>
    house.engine.startAdHocActivity({ by: EMBEDDED, processInstanceId, elementId })

  it('is begun by hand, as often as it takes', async () => {
    const { id } = await house.start('checks', { done: false })
    expect(await house.openTasks(id)).to.deep.equal([])
    await begin(id, 'visit')
    await begin(id, 'call')
    await house.restart()
    expect(await house.openTasks(id)).to.deep.equal(['call', 'visit'])

    await house.complete('call')
    await house.complete('visit')
    await begin(id, 'call')
    await house.complete('call', { done: true })
    expect(await house.openTasks(id)).to.deep.equal(['after'])
  })

  it('is refused where it cannot be begun', async () => {
    const { id } = await house.start('checks', { done: false })
    expect(await codeOf(begin(id, 'after'))).to.equal('activity-not-enabled')
    expect(await codeOf(begin('nobody', 'visit'))).to.equal('not-found')

    await house.engine.suspendProcessInstance({ by: EMBEDDED, processInstanceId: id, suspended: true })
    expect(await codeOf(begin(id, 'visit'))).to.equal('instance-not-active')
  })
})
