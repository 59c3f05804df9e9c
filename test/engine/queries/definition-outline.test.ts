import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import { bpmn } from '../../support/bpmn.ts'
import { openEngine, type TestEngine } from '../../support/open-engine.ts'

const DIAGRAM = bpmn(
  `<extensionElements><camunda:properties><camunda:property name="nameEn" value="Leave"/></camunda:properties></extensionElements>
   <startEvent id="s"/>
   <userTask id="ask" name="Lūgt" camunda:formKey="leave/ask">
     <documentation>Uzrakstiet, kad.</documentation>
     <extensionElements><camunda:properties>
       <camunda:property name="nameEn" value="Ask"/><camunda:property name="instructionEn" value="Write when."/>
     </camunda:properties></extensionElements>
   </userTask>
   <boundaryEvent id="late" attachedToRef="ask"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
   <exclusiveGateway id="g"/>
   <callActivity id="call" calledElement="other"/>
   <endEvent id="e"/>`,
  's > ask > g; g > call [=days > 1]; g > e [default]; call > e; late > e',
)

const FORM = {
  name: 'ask.form.json',
  content: JSON.stringify({
    id: 'leave/ask',
    schema: { type: 'object', properties: { days: { type: 'integer' } } },
    ui: { order: ['days'] },
    i18n: {
      lv: { title: 'Lūgums', fields: { days: { label: 'Dienas' } } },
      en: { title: 'Request', fields: { days: { label: 'Days' } } },
    },
  }),
}

describe('the outline of a definition', () => {
  let house: TestEngine
  before(async () => {
    const other = bpmn('<startEvent id="s"/><endEvent id="e"/>', 's > e', { key: 'other' })
    house = await openEngine({
      files: [{ name: 'p.bpmn', content: DIAGRAM }, { name: 'other.bpmn', content: other }, FORM],
      forms: (await import('../../../forms/checker.ts')).createFormChecker(),
    })
  })
  after(() => house.close())

  it('tells names, instructions and what follows what, in both languages', async () => {
    const { id } = await house.engine.getActiveDefinition({ institutionId: EMBEDDED.institutionId, processKey: 'p' })
    const outline = await house.engine.getDefinitionOutline({ institutionId: EMBEDDED.institutionId, definitionId: id })

    expect(outline.nameEn).to.equal('Leave')
    const element = (name: string) => outline.elements.find((one) => one.id === name)
    expect(element('ask')).to.deep.include({
      kind: 'user-task',
      name: 'Lūgt',
      nameEn: 'Ask',
      instruction: 'Uzrakstiet, kad.',
      instructionEn: 'Write when.',
      formKey: 'leave/ask',
    })
    expect(element('late')).to.deep.include({ attachedTo: 'ask', trigger: 'timer' })
    expect(element('call')?.calls).to.equal('other')
    expect(element('g')?.next.map(({ target, condition }) => [target, condition])).to.deep.equal([
      ['call', '=days > 1'],
      ['e', null],
    ])
  })
})
