import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import { bpmn } from '../../support/bpmn.ts'
import { openEngine, type TestEngine } from '../../support/open-engine.ts'
import { codeOf } from '../../support/refusal.ts'

const BEFORE = bpmn(
  `<startEvent id="s"/><userTask id="ask" name="Lūgt" camunda:candidateGroups="g"/>
   <exclusiveGateway id="g"/><userTask id="check" camunda:candidateGroups="g"/><endEvent id="e"/>`,
  's > ask > g; g > check [=days > 1]; g > e [default]; check > e',
)
const AFTER = bpmn(
  `<startEvent id="s"/><userTask id="ask" name="Prasīt" camunda:candidateGroups="h" camunda:dueDate="P1D">
     <extensionElements><camunda:properties><camunda:property name="nameEn" value="Ask"/></camunda:properties></extensionElements>
   </userTask>
   <exclusiveGateway id="g"/><userTask id="sign" camunda:candidateGroups="g"/><endEvent id="e"/>`,
  's > ask > g; g > sign [=days > 2]; g > e [default]; sign > e',
)
const file = (content: string) => [{ name: 'p.bpmn', content }]
const { institutionId } = EMBEDDED
const OWN = { institutionId, holderId: '' }

describe('versions of a process', () => {
  let house: TestEngine
  before(async () => {
    house = await openEngine({ files: file(BEFORE) })
  })
  after(() => house.close())

  it('are compared by element before anything is stored', async () => {
    const { problems, definitions } = await house.engine.previewDeployment({ owner: OWN, resources: file(AFTER) })
    expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([])
    const [p] = definitions
    expect(p?.inForce).to.include({ version: 1 })
    expect(p?.changes.map(({ change, of, elementId }) => `${change} ${of} ${elementId}`)).to.deep.equal([
      'changed element ask',
      'added element sign',
      'removed element check',
      'added flow g_sign',
      'added flow sign_e',
      'removed flow g_check',
      'removed flow check_e',
    ])
    expect(p?.changes[0]?.aspects).to.deep.equal([
      { aspect: 'name', property: null, before: 'Lūgt', after: 'Prasīt' },
      { aspect: 'people', property: null, before: 'g', after: 'h' },
      { aspect: 'deadline', property: null, before: null, after: 'P1D' },
      { aspect: 'name-en', property: null, before: null, after: 'Ask' },
    ])
    expect((await house.engine.listDefinitions({ institutionId })).items).to.have.length(1)
    const same = await house.engine.previewDeployment({ owner: OWN, resources: file(BEFORE) })
    expect(same.definitions[0]?.changes).to.deep.equal([])
  })

  it('keep who put them in force or took them out, and why', async () => {
    const { engine, clock } = house
    clock.move({ minutes: 1 })
    const deployed = await engine.deploy({
      by: EMBEDDED,
      name: 'own',
      owner: OWN,
      resources: file(AFTER),
      note: '  Jo tā labāk.  ',
    })
    const definitionId = deployed.definitions[0]?.id ?? ''
    clock.move({ minutes: 1 })
    await engine.activateDefinition({ by: EMBEDDED, definitionId, owner: OWN, note: 'Saskaņots' })
    // Once more changes nothing, and nothing is noted.
    await engine.activateDefinition({ by: EMBEDDED, definitionId, owner: OWN, note: 'Vēlreiz' })
    clock.move({ minutes: 1 })
    await engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: true })
    clock.move({ minutes: 1 })
    await engine.deactivateDefinition({ by: EMBEDDED, definitionId, owner: OWN, note: 'Tomēr ne' })

    const { items } = await engine.listDefinitionChanges({ institutionId, processKey: 'p' })
    const own = items.filter((one) => one.definitionId === definitionId)
    expect(own.map(({ action, note, by }) => [action, note, by])).to.deep.equal([
      ['deactivated', 'Tomēr ne', EMBEDDED.id],
      ['suspended', null, EMBEDDED.id],
      ['activated', 'Saskaņots', EMBEDDED.id],
      ['deployed', 'Jo tā labāk.', EMBEDDED.id],
    ])
    const page = await engine.listDefinitionChanges({ institutionId, processKey: 'p', limit: 1 })
    const next = await engine.listDefinitionChanges({
      institutionId,
      processKey: 'p',
      limit: 1,
      after: page.next ?? '',
    })
    expect([...page.items, ...next.items]).to.deep.equal(items.slice(0, 2))
    expect((await engine.listDefinitionChanges({ institutionId: 'another', processKey: 'p' })).items).to.have.length(2)
  })

  it('refuse a note that is too long', async () => {
    const { items } = await house.engine.listDefinitions({ institutionId })
    const definitionId = items[0]?.id ?? ''
    const told = { by: EMBEDDED, definitionId, owner: OWN, note: 'x'.repeat(2001) }
    expect(await codeOf(house.engine.activateDefinition(told))).to.equal('data-rejected')
  })
})
