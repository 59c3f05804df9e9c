import { expect } from 'chai'
import { EMBEDDED, TYPICAL } from '../../../engine/index.ts'
import { legalFiles } from '../../support/legal-files.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { file, problemsOf, process, read } from './diagram-text.ts'

describe('A legal file that others choke on', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine()
  })
  afterEach(() => house.close())

  for (const { name, content } of legalFiles()) {
    it(`${name} is read without an error`, async () => {
      const { processes, problems } = await read(content)
      expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([])
      expect(processes).to.have.length.above(0)
    })

    it(`${name} is deployed, runs to its end and is kept byte for byte`, async () => {
      const { definitions, deployment } = await house.engine.deploy({
        by: EMBEDDED,
        name,
        owner: TYPICAL,
        resources: [{ name, content }],
        activate: true,
      })
      for (const { processKey } of definitions) {
        const { id } = await house.start(processKey)
        for (let round = 0; round < 10; round += 1) {
          for (const elementId of await house.openTasks(id)) await house.complete(elementId)
        }
        const query = { institutionId: EMBEDDED.institutionId, processInstanceId: id }
        expect((await house.engine.getProcessInstance(query)).state, processKey).to.equal('completed')
      }

      const { institutionId } = EMBEDDED
      const query = { institutionId, deploymentId: deployment?.id ?? '', name }
      expect(await house.engine.getDeploymentResource(query)).to.equal(content)
      for (const { id: definitionId } of definitions) {
        const xml = await house.engine.getDefinitionXml({ institutionId, definitionId })
        expect(withoutMade(xml)).to.equal(content)
        expect(xml).to.match(/bpmnElement="/)
      }
    })
  }

  it('has its conditions and scripts read as they are meant', async () => {
    const path = async (name: string) => {
      const { content = '' } = legalFiles().find((one) => one.name === name) ?? {}
      await house.engine.deploy({ by: EMBEDDED, name, owner: TYPICAL, resources: [{ name, content }], activate: true })
      await house.start(name.replace('.bpmn', ''))
      return house.openTasks()
    }
    expect(await path('conditions.bpmn')).to.deep.equal(['chosen'])
    expect(await path('comments-and-cdata.bpmn')).to.deep.equal(['chosen', 'chosen'])
  })

  it('keeps to what qualified references name', async () => {
    const { content = '' } = legalFiles().find(({ name }) => name === 'qualified-references.bpmn') ?? {}
    const { processes, problems } = await read(content)
    const nodes = processes[0]?.definition.nodes
    expect(nodes?.['work']).to.have.deep.property('boundaryEvents', ['broken', 'heard'])
    expect(nodes?.['heard']).to.have.nested.property('trigger.name.literal', 'qualified go')
    expect(problems.map(({ code }) => code)).to.not.include('reference-unresolved')
  })

  it('with mark-up in its documentation says what the text says', async () => {
    const { content = '' } = legalFiles().find(({ name }) => name === 'beyond-the-parser.bpmn') ?? {}
    const { definition } = (await read(content)).processes[0] ?? {}
    expect(definition?.documentation?.replace(/\s+/g, ' ')).to.equal('Plain, stressed and plain.')
  })

  it('with a choreography or a global conversation is told that these are not executed', async () => {
    const { content = '' } = legalFiles().find(({ name }) => name === 'beside-a-choreography.bpmn') ?? {}
    const warned = (await read(content)).problems.filter(({ code }) => code === 'not-executed')
    expect(warned.map(({ elementId, severity }) => [elementId, severity])).to.deep.equal([
      ['choreography', 'warning'],
      ['global-choreography', 'warning'],
      ['global-conversation', 'warning'],
    ])
  })
})

describe('What is not legal beside it', () => {
  const START = '<bpmn:startEvent id="s"/>'

  it('UTF-16 is refused as what it is', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(process(START), 'utf16le')])
    expect(await problemsOf(bytes.toString('utf8'))).to.deep.equal(['encoding-not-utf8'])
    const withoutMark = Buffer.from(process(START), 'utf16le').toString('utf8')
    expect(await problemsOf(withoutMark)).to.deep.equal(['encoding-not-utf8'])
  })

  it('an unknown element of BPMN is an error, one of another tool outside of extensionElements a warning', async () => {
    expect(await problemsOf(process(`${START}<bpmn:wish/>`))).to.deep.equal(['element-unknown'])
    expect(await problemsOf(process(`${START}<o:wish xmlns:o="urn:other"/>`))).to.deep.equal(['~element-unknown'])
    expect(await problemsOf(process(`${START}<camunda:wish/>`))).to.deep.equal(['element-unknown'])
  })

  it('a BPMN element with a prefix that the parser cannot read is refused, not passed over', async () => {
    const xml = process(`${START}<ä:task xmlns:ä="http://www.omg.org/spec/BPMN/20100524/MODEL" id="t"/>`)
    expect(await problemsOf(xml)).to.deep.equal(['xml-invalid'])
  })

  it('a reference to an event definition in another file is an error: without it the event would pass at once', async () => {
    const event =
      '<bpmn:intermediateThrowEvent id="t"><bpmn:eventDefinitionRef>o:x</bpmn:eventDefinitionRef></bpmn:intermediateThrowEvent>'
    const xml = process(`${START}${event}<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>`)
    const told = await problemsOf(xml.replace('<bpmn:definitions', '<bpmn:definitions xmlns:o="urn:other"'))
    expect(told).to.include('reference-unresolved t')
  })

  it('a choreography alone is refused: nothing can be started', async () => {
    expect(await problemsOf(file('<bpmn:choreography id="c"/>'))).to.deep.equal([
      'no-executable-process',
      '~not-executed c',
    ])
  })
})

/** The file without the diagrams that were made for it. */
function withoutMade(xml: string): string {
  return xml.replace(/ {2}<bpmndi:BPMNDiagram [^>]*id="Layout_\d+">[\s\S]*?<\/bpmndi:BPMNDiagram>\n/g, '')
}
