import { expect } from 'chai'
import { presentDecision } from '../../api/present/decision.ts'
import { bpmn } from '../support/bpmn.ts'
import { dmn, table } from '../engine/decisions/dmn-builder.ts'
import { openServer, type Caller, type TestServer } from './support/open-api.ts'

describe('the decisions of a case over the API', () => {
  let server: TestServer
  let pm: Caller
  before(async () => {
    server = await openServer()
    pm = await server.person('pm', ['PM'])
  })
  after(() => server.close())

  it('say which rule decided and why, in both languages', async () => {
    const rules = table({ id: 'fee', inputs: ['amount'], outputs: ['fee'], rules: [['-', 'amount * 2']] })
      .replace('name="Decision fee"', 'name="Maksa / Fee"')
      .replace('<rule id="fee_r1">', '<rule id="fee_r1"><description>Vienmēr / Always</description>')
    const resources = [
      {
        name: 'paid.bpmn',
        content: bpmn(
          '<startEvent id="s"/><businessRuleTask id="r" camunda:decisionRef="fee"/><userTask id="t"/>',
          's > r > t',
          { key: 'paid' },
        ),
      },
      { name: 'fee.dmn', content: dmn([rules]) },
    ]
    expect((await pm.post('/api/deployments', { name: 'paid', resources, activate: true })).status).to.equal(201)
    const { id } = (await pm.post('/api/process-definitions/key/paid/start', { variables: { amount: 4 } })).json

    const { items } = (await pm.get(`/api/process-instances/${id}/decisions`)).json

    expect(items).to.have.lengthOf(1)
    expect(items[0]).to.deep.include({
      elementId: 'r',
      decisionId: 'fee',
      name: { lv: 'Maksa', en: 'Fee' },
      inputs: [{ label: { lv: 'amount', en: 'amount' }, value: 4 }],
      rules: [{ ruleId: 'fee_r1', description: { lv: 'Vienmēr', en: 'Always' } }],
      result: [{ fee: 8 }],
    })
    const foreign = await server.person('boss', ['ADMIN'], 'other')
    expect((await foreign.get(`/api/process-instances/${id}/decisions`)).status).to.equal(404)
  })

  it('tell of lines that an earlier version wrote, which name the rules only', () => {
    const told = presentDecision({
      processInstanceId: 'i',
      sequence: 3,
      at: '2026-03-02T08:00:00.000Z',
      type: 'decision-evaluated',
      elementId: 'r',
      by: null,
      data: { decisionId: 'fee', matchedRules: ['r1'], result: null },
    })

    expect(told).to.deep.include({ name: { lv: 'fee', en: 'fee' }, deploymentId: null, inputs: [], requires: [] })
    expect(told.rules).to.deep.equal([{ ruleId: 'r1', description: null }])
  })
})
