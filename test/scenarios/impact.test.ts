/** The result of impact analysis is a variable like any other: a gateway, a decision and a form use it. */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { diagram } from '../support/diagram-file.ts'
import { House, PEOPLE } from '../support/house.ts'

const io = (inputs: Record<string, string>, outputs: Record<string, string>): string => {
  const all = (kind: string, values: Record<string, string>) =>
    Object.entries(values).map(([name, value]) => `<camunda:${kind} name="${name}">${value}</camunda:${kind}>`)
  const inside = [...all('inputParameter', inputs), ...all('outputParameter', outputs)].join('')
  return `<extensionElements><camunda:inputOutput>${inside}</camunda:inputOutput></extensionElements>`
}
const repair = diagram(
  'repair',
  `<startEvent id="start" />
   <serviceTask id="analyse" camunda:class="impact.analyse">${io({ ciIds: '=ciIds' }, { impact: '=impact' })}</serviceTask>
   <businessRuleTask id="rank" camunda:decisionRef="priority" camunda:resultVariable="ranked" camunda:mapDecisionResult="singleEntry">${io({ urgency: '=if count(impact.impactedCis) &gt; 3 then "high" else "low"', impact: '=if impact.riskLevel = "high" then "extensive" else "limited"' }, { ranked: '=ranked' })}</businessRuleTask>
   <exclusiveGateway id="vital" default="no" />
   <userTask id="hurry" camunda:candidateGroups="=&quot;SM@&quot; + impact.services[1].id" />
   <userTask id="wait" camunda:candidateGroups="RM" />
   <sequenceFlow id="f1" sourceRef="start" targetRef="analyse" />
   <sequenceFlow id="f2" sourceRef="analyse" targetRef="rank" />
   <sequenceFlow id="f3" sourceRef="rank" targetRef="vital" />
   <sequenceFlow id="yes" sourceRef="vital" targetRef="hurry"><conditionExpression>=some service in impact.services satisfies service.vital and service.rtoMinutes &lt; 600</conditionExpression></sequenceFlow>
   <sequenceFlow id="no" sourceRef="vital" targetRef="wait" />`,
)
const decision = {
  name: 'priority.dmn',
  content: readFileSync(new URL('../../processes/decisions/priority.dmn', import.meta.url), 'utf8'),
}
// The score of the handler is a decision too, pinned with the case like the others.
const risk = {
  name: 'change-risk.dmn',
  content: readFileSync(new URL('../../processes/decisions/change-risk.dmn', import.meta.url), 'utf8'),
}

describe('the impact of a repair', function () {
  this.timeout(60_000)
  let house: House
  before(async () => {
    house = await House.open({ bundle: [repair, decision, risk] })
  })
  after(() => house.close())

  const start = async (...ciIds: readonly string[]) => {
    const { id } = await house.engine.startProcessInstance({
      by: PEOPLE.rm,
      processKey: 'repair',
      variables: { ciIds },
    })
    await house.settle()
    return house.instance(id)
  }

  it('leads a case by what the item carries: its services, how vital they are and how soon they must be back', async () => {
    const { id, variables } = await start('SRV-0031')

    expect(await house.openTasks(id)).to.deep.equal(['hurry'])
    expect(variables['ranked']).to.equal('P1')
    const task = await house.task('hurry', id)
    expect(task.candidateGroups).to.deep.equal(['SM@service-s-014'])
  })

  it('leads a case about an item that nothing rests on another way', async () => {
    const { id, variables } = await start('LIG-0005')

    expect(await house.openTasks(id)).to.deep.equal(['wait'])
    expect(variables['ranked']).to.equal('P5')
  })
})
