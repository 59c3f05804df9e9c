import { expect } from 'chai'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { BpmnError, DeploymentRejected, EMBEDDED, TYPICAL } from '../../../engine/index.ts'
import { dmn, table } from '../decisions/dmn-builder.ts'

const local = { institutionId: 'local' }
const fee = {
  name: 'fee.dmn',
  content: dmn([
    table({
      id: 'fee',
      inputs: ['amount'],
      outputs: ['fee'],
      rules: [
        ['< 100', '1'],
        ['>= 100', '2'],
      ],
    }).replace('<rule id="fee_r2">', '<rule id="fee_r2"><description>Lielām summām / For large amounts</description>'),
  ]),
}

describe('a decision of a case', () => {
  let house: TestEngine
  afterEach(() => house.close())

  const decided = async (processInstanceId: string) =>
    (await house.engine.listHistory({ ...local, processInstanceId, type: 'decision-evaluated' })).items

  it('tells in history what it looked at and which rule decided, of which deployment', async () => {
    house = await openEngine({
      files: [
        diagram(
          'rule',
          line('start', '<businessRuleTask id="r" camunda:decisionRef="fee" />', '<userTask id="t" />', 'end'),
        ),
        fee,
      ],
    })
    const { id } = await house.start('rule', { amount: 150 })

    const [told, ...others] = await decided(id)
    expect(others).to.deep.equal([])
    const { items } = await house.engine.listDeployments({ institutionId: 'local' })
    expect(told).to.deep.include({ elementId: 'r' })
    expect(told?.data).to.deep.equal({
      decisionId: 'fee',
      matchedRules: ['fee_r2'],
      result: [{ fee: 2 }],
      name: 'Decision fee',
      inputs: [{ label: 'amount', value: 150 }],
      rules: [{ ruleId: 'fee_r2', description: 'Lielām summām / For large amounts' }],
      requires: [],
      deploymentId: items[0]?.id,
    })
  })

  it('is told too when a handler asks for it, also where the handler ends in an error of the diagram', async () => {
    house = await openEngine({
      files: [
        diagram(
          'work',
          `${line('start', '<serviceTask id="w" camunda:class="work" />', '<userTask id="t" />', 'end')}
           <boundaryEvent id="b" attachedToRef="w"><errorEventDefinition errorRef="NO" /></boundaryEvent><userTask id="u" />
           <sequenceFlow id="f1" sourceRef="b" targetRef="u" /><endEvent id="e2" /><sequenceFlow id="f2" sourceRef="u" targetRef="e2" />`,
          { errors: ['NO'] },
        ),
        fee,
      ],
      handlers: {
        work: async ({ environment, variables, now }) => {
          const [output] = environment.decide('fee', variables, now).outputs
          if (variables['amount'] === 1) throw new BpmnError('NO', 'refused')
          return { variables: { ...output } }
        },
      },
    })
    const done = await house.start('work', { amount: 20 })
    const refused = await house.start('work', { amount: 1 })
    await house.settle()

    for (const { id } of [done, refused]) {
      const lines = await decided(id)
      expect(lines.map(({ elementId, data }) => [elementId, data['result']])).to.deep.equal([['w', { fee: 1 }]])
      expect(lines[0]?.data).to.have.property('deploymentId')
    }
    expect(await house.openTasks()).to.deep.equal(['t', 'u'])
  })

  it('that a handler asks for comes along when an institution uploads the diagram alone', async () => {
    const work = diagram('work', line('start', '<serviceTask id="w" camunda:class="work" />', 'end'))
    house = await openEngine({ files: [work, fee], handlers: { work: async () => ({}) } })
    const own = diagram('work', line('start', '<serviceTask id="w" name="Ours" camunda:class="work" />', 'end'))

    const { deployment } = await house.engine.deploy({
      by: EMBEDDED,
      name: 'own',
      owner: { institutionId: 'local', holderId: '' },
      resources: [own],
      activate: true,
    })

    expect(deployment?.resources.map(({ name }) => name).sort()).to.deep.equal(['fee.dmn', 'work.bpmn'])
  })

  it('is not deployed with a gap: place and remedy are told, and nothing of the bundle is stored', async () => {
    house = await openEngine()
    const gap = {
      name: 'fee.dmn',
      content: fee.content
        .replaceAll('&gt;= 100', '&gt; 100')
        .replace('<inputExpression ', '<inputExpression typeRef="number" '),
    }
    const rule = diagram('rule', line('start', '<businessRuleTask id="r" camunda:decisionRef="fee" />', 'end'))

    const error: unknown = await house.engine
      .deploy({ by: EMBEDDED, name: 'gap', owner: TYPICAL, resources: [rule, gap], activate: true })
      .catch((refused: unknown) => refused)

    if (!(error instanceof DeploymentRejected)) throw error
    expect(error.problems.map(({ resource, elementId, code }) => [resource, elementId, code])).to.deep.equal([
      ['fee.dmn', 'fee', 'rules-gap'],
    ])
    expect(error.problems[0]?.message).to.contain('amount = 100').and.contain('add one')
    expect((await house.engine.listDefinitions(local)).items).to.deep.equal([])
  })
})
