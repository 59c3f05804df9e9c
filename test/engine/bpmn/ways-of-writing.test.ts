import { BpmnModdle } from 'bpmn-moddle'
import { expect } from 'chai'
import { flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'
import { compiledNode, problemsOf, process } from './diagram-text.ts'

const SIGNAL = '<bpmn:signalEventDefinition signalRef="sg"/>'
const ROOTS = '<bpmn:signal id="sg" name="stop"/>'
const drawn = (shorthand: string) => flows(shorthand).replaceAll('<', '<bpmn:').replaceAll('<bpmn:/', '</bpmn:')

describe('A flag is read as XML Schema writes it', () => {
  const onTask = (flag: string) =>
    process(
      `<bpmn:startEvent id="s"/><bpmn:userTask id="t" isForCompensation="0"/><bpmn:boundaryEvent id="b" attachedToRef="t" cancelActivity="${flag}">${SIGNAL}</bpmn:boundaryEvent><bpmn:endEvent id="e"/>${drawn('s > t > e; b > e')}`,
      ROOTS,
    )

  for (const [written, interrupting] of [
    ['true', true],
    ['1', true],
    [' true ', true],
    ['false', false],
    ['0', false],
  ] as const) {
    it(`"${written}" means ${interrupting}`, async () => {
      const boundary = await compiledNode(onTask(written), 'b', 'boundary-event')
      expect(boundary.interrupting).to.equal(interrupting)
      const machine = (await Machine.of(onTask(written))).start().fire('b')
      expect(machine.openTasks).to.deep.equal(interrupting ? [] : ['t'])
    })
  }

  it('also where a process is executable, an event starts a sub-process and a loop is sequential', async () => {
    const loop =
      '<bpmn:multiInstanceLoopCharacteristics isSequential="1"><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'
    const xml = process(
      `<bpmn:startEvent id="s"/><bpmn:userTask id="t">${loop}</bpmn:userTask>${drawn('s > t')}
       <bpmn:subProcess id="esp" triggeredByEvent="1"><bpmn:startEvent id="es" isInterrupting="0">${SIGNAL}</bpmn:startEvent></bpmn:subProcess>`,
      ROOTS,
    ).replace('isExecutable="true"', 'isExecutable="1"')
    const machine = (await Machine.of(xml)).start().fire('es')
    expect(machine.openTasks).to.deep.equal(['t'])
    expect(machine.path).to.include('es')
  })

  it('and what is none is told, not taken for false', async () => {
    expect(await problemsOf(onTask('yes'))).to.include('attribute-out-of-range b')
    const shouted = process('<bpmn:startEvent id="s"/>').replace('isExecutable="true"', 'isExecutable="TRUE"')
    expect(await problemsOf(shouted)).to.deep.equal(['attribute-out-of-range p'])
  })

  it('and other parsers of the program go on as they were, such as that of the rehearsal', async () => {
    const { rootElement } = await new BpmnModdle().fromXML(process(''))
    expect(rootElement).to.have.nested.property('rootElements[0].isExecutable', true)
  })
})

describe('Space around a reference means nothing', () => {
  it('in an attribute, in an element, and with a prefix', async () => {
    const xml = process(
      `<bpmn:startEvent id="s"><bpmn:outgoing>
         s_g
       </bpmn:outgoing></bpmn:startEvent>
       <bpmn:exclusiveGateway id="g" default=" g_t "/><bpmn:task id="t"/>
       <bpmn:sequenceFlow id="s_g" sourceRef=" s" targetRef="g&#10;"/>
       <bpmn:sequenceFlow id="g_t" sourceRef="g" targetRef="t"/>
       <bpmn:intermediateThrowEvent id="x"><bpmn:eventDefinitionRef> own:ed </bpmn:eventDefinitionRef></bpmn:intermediateThrowEvent>
       <bpmn:sequenceFlow id="t_x" sourceRef="t" targetRef="x"/>`,
      `${ROOTS}<bpmn:signalEventDefinition id="ed" signalRef=" sg "/>`,
    ).replace('<bpmn:definitions', '<bpmn:definitions xmlns:own="test"')
    expect(await problemsOf(xml)).to.deep.equal([])
    const machine = (await Machine.of(xml)).start()
    expect(machine.path).to.deep.equal(['s', 'g', 't', 'x'])
    expect(machine.thrown.map(({ name }) => name)).to.deep.equal(['stop'])
  })
})
