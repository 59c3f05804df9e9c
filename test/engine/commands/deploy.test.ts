import { expect } from 'chai'
import { DeploymentRejected, EMBEDDED, type Owner, type ResourceFile, TYPICAL } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { codeOf } from '../../support/refusal.ts'

const local = { institutionId: 'local' }
const OWN: Owner = { institutionId: 'local', holderId: '' }

const leave = (name = 'Apply'): ResourceFile =>
  diagram('leave', line('start', `<userTask id="apply" name="${name}" camunda:formKey="leave/apply" />`, 'end'))
const form = (title = 'Days'): ResourceFile => ({
  name: 'leave/apply.form.json',
  content: JSON.stringify({ id: 'leave/apply', schema: { type: 'object', title }, ui: {}, i18n: {} }),
})
const trip = diagram('trip', line('start', '<userTask id="book" />', 'end'))

describe('a deployment', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine()
  })
  afterEach(() => house.close())

  const deploy = (resources: readonly ResourceFile[], owner = TYPICAL, activate = true) =>
    house.engine.deploy({ by: EMBEDDED, name: 'test', owner, resources, activate })

  it('of the same files again is no new version, and only what changed is a new one', async () => {
    const first = await deploy([leave(), form(), trip])
    const again = await deploy([leave(), form(), trip])
    const changed = await deploy([leave('Ask'), form(), trip])

    expect(first.definitions.map(({ processKey, version, created }) => [processKey, version, created])).to.deep.equal([
      ['leave', 1, true],
      ['trip', 1, true],
    ])
    expect(again.deployment).to.equal(null)
    expect(again.definitions.map(({ id, created }) => [id, created])).to.deep.equal(
      first.definitions.map(({ id }) => [id, false]),
    )
    expect(changed.definitions.map(({ processKey, version, created }) => [processKey, version, created])).to.deep.equal(
      [
        ['leave', 2, true],
        ['trip', 1, false],
      ],
    )

    const back = await deploy([leave(), form(), trip])
    expect(back.deployment, 'an older version is no new one either').to.equal(null)
    expect(back.definitions.map(({ id }) => id)).to.deep.equal(first.definitions.map(({ id }) => id))
  })

  it('with a changed form makes a new version of the diagram that uses it; running cases keep theirs', async () => {
    await deploy([leave(), form('Days')])
    await house.start('leave')
    const { definitions } = await deploy([form('Hours')])
    await house.start('leave')

    expect(definitions.map(({ processKey, version }) => [processKey, version])).to.deep.equal([['leave', 2]])
    const { items } = await house.engine.listTasks({ ...local, sortBy: 'createdAt' })
    const titles = await Promise.all(
      items.map(async ({ id }) => JSON.stringify((await house.engine.getTask({ ...local, taskId: id })).form)),
    )
    expect(titles.map((text) => /"title":"(\w+)"/.exec(text)?.[1])).to.deep.equal(['Hours', 'Days'])
  })

  it('is not in force before it is put in force', async () => {
    const { definitions } = await deploy([trip], TYPICAL, false)
    expect(definitions[0]?.active).to.equal(false)
    expect(await codeOf(house.start('trip'))).to.equal('no-active-definition')

    await house.engine.activateDefinition({ by: EMBEDDED, definitionId: definitions[0]?.id ?? '', owner: TYPICAL })
    await house.start('trip')
    expect(await house.openTasks()).to.deep.equal(['book'])
  })

  it('of an institution takes over what it does not bring, and goes before the typical one', async () => {
    await deploy([leave(), form()])
    const own = await deploy([leave('Our way')], OWN)

    expect(own.deployment?.resources.map(({ name }) => name).sort()).to.deep.equal([
      'leave.bpmn',
      'leave/apply.form.json',
    ])
    const inForce = await house.engine.getActiveDefinition({ ...local, processKey: 'leave' })
    expect(inForce).to.deep.include({ owner: OWN, version: 1 })
    const other = await house.engine.getActiveDefinition({ institutionId: 'other', processKey: 'leave' })
    expect(other.owner).to.deep.equal(TYPICAL)
    expect(await codeOf(house.engine.getDefinition({ institutionId: 'other', definitionId: inForce.id }))).to.equal(
      'not-found',
    )

    await deploy([leave('Typical, newer'), form()])
    expect((await house.engine.getActiveDefinition({ ...local, processKey: 'leave' })).id).to.equal(inForce.id)
  })

  it('goes from holder to institution to typical at the start', async () => {
    await deploy([trip])
    const holder = { institutionId: 'local', holderId: 'library' }
    await deploy([diagram('trip', line('start', '<userTask id="holder-way" />', 'end'))], holder)

    await house.engine.startProcessInstance({ by: EMBEDDED, processKey: 'trip', holderId: 'library' })
    await house.engine.startProcessInstance({ by: EMBEDDED, processKey: 'trip' })

    expect(await house.openTasks()).to.deep.equal(['book', 'holder-way'])
  })

  it('with a problem stores nothing and names each one', async () => {
    const refused: unknown = await deploy([
      trip,
      { name: 'broken.bpmn', content: '<nonsense' },
      { name: 'notes.txt', content: '' },
    ]).catch((error: unknown) => error)

    expect(refused).to.be.instanceOf(DeploymentRejected)
    const problems = refused instanceof DeploymentRejected ? refused.problems : []
    expect(problems.map(({ resource }) => resource)).to.include.members(['broken.bpmn', 'notes.txt'])
    expect((await house.engine.listDefinitions(local)).items).to.deep.equal([])
  })

  it('that names a form, message or handler which is not there is refused with element and line; a process is a warning', async () => {
    const odd = diagram(
      'odd',
      line(
        'start',
        '<userTask id="fill" camunda:candidateGroups="clerks" camunda:formKey="odd/missing" />',
        '<serviceTask id="work" camunda:class="no.such" />',
        '<receiveTask id="hear" messageRef="strange" />',
        '<callActivity id="call" calledElement="elsewhere" />',
        'end',
      ),
      { messages: ['strange'] },
    )
    const contracts = { name: 'messages.json', content: '{"messages":[]}' }
    const problems = await house.engine.checkDeployment({ owner: TYPICAL, resources: [odd, contracts] })

    expect(problems.map(({ severity, elementId, code }) => [severity, elementId, code])).to.have.deep.members([
      ['error', 'fill', 'unknown-form'],
      ['error', 'work', 'unknown-handler'],
      ['error', 'hear', 'unknown-message'],
      ['warning', 'call', 'unknown-process'],
    ])
    for (const { line: place, resource } of problems) {
      expect(place).to.be.greaterThan(1)
      expect(resource).to.equal('odd.bpmn')
    }
  })

  it('gives its files back as they were', async () => {
    const { deployment, definitions } = await deploy([leave(), form()])
    const [definition] = definitions

    // Only a drawing is put in, as it has none.
    const xml = await house.engine.getDefinitionXml({ ...local, definitionId: definition?.id ?? '' })
    expect(xml.replace(/ {2}<bpmndi:BPMNDiagram [\s\S]*<\/bpmndi:BPMNDiagram>\n/, '')).to.equal(leave().content)
    expect(xml).to.include('<bpmndi:BPMNShape')
    expect(
      await house.engine.getDeploymentResource({ ...local, deploymentId: deployment?.id ?? '', name: leave().name }),
    ).to.equal(leave().content)
    expect(
      await house.engine.getDeploymentResource({ ...local, deploymentId: deployment?.id ?? '', name: form().name }),
    ).to.equal(form().content)
    expect((await house.engine.listDeployments(local)).items.map(({ id }) => id)).to.deep.equal([deployment?.id])
    expect(await codeOf(house.engine.getDeployment({ ...local, deploymentId: 'no' }))).to.equal('not-found')
  })

  it('that is suspended takes no new cases, and running ones go on', async () => {
    const { definitions } = await deploy([trip], OWN)
    const definitionId = definitions[0]?.id ?? ''
    await house.start('trip')
    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: true })

    expect(await codeOf(house.start('trip'))).to.equal('definition-suspended')
    await house.complete('book')
    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: false })
    await house.start('trip')

    expect(await house.openTasks()).to.deep.equal(['book'])
  })

  it('that is suspended keeps messages waiting, and starts by them when it goes on', async () => {
    const start = '<startEvent id="s"><messageEventDefinition messageRef="trip_wanted" /></startEvent>'
    const wanted = diagram('wanted', line(start, '<userTask id="plan" />', 'end'), { messages: ['trip.wanted'] })
    const { definitions } = await deploy([wanted], OWN)
    const definitionId = definitions[0]?.id ?? ''
    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: true })

    await house.engine.publishMessage({ by: EMBEDDED, name: 'trip.wanted', payload: {} })
    await house.settle()
    expect(await house.openTasks()).to.deep.equal([])
    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: false })
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['plan'])
  })

  it('that is suspended hands its messages to the typical edition when it goes out of force', async () => {
    const start = '<startEvent id="s"><messageEventDefinition messageRef="trip_wanted" /></startEvent>'
    const wanted = (task: string) =>
      diagram('wanted', line(start, `<userTask id="${task}" />`, 'end'), { messages: ['trip.wanted'] })
    await deploy([wanted('typical')])
    const { definitions } = await deploy([wanted('own')], OWN)
    const definitionId = definitions[0]?.id ?? ''
    await house.engine.suspendDefinition({ by: EMBEDDED, definitionId, suspended: true })
    await house.engine.publishMessage({ by: EMBEDDED, name: 'trip.wanted', payload: {} })

    await house.engine.deactivateDefinition({ by: EMBEDDED, definitionId, owner: OWN })
    await house.settle()

    expect(await house.openTasks()).to.deep.equal(['typical'])
  })

  it('is listed page by page, newest first', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await deploy([leave(name), form()])
    const versions: number[] = []
    let after: string | null = null
    do {
      const page: { items: readonly { version: number }[]; next: string | null } = await house.engine.listDefinitions({
        ...local,
        processKey: 'leave',
        limit: 2,
        ...(after === null ? {} : { after }),
      })
      versions.push(...page.items.map(({ version }) => version))
      after = page.next
    } while (after !== null)

    expect(versions).to.deep.equal([5, 4, 3, 2, 1])
    const latest = await house.engine.listDefinitions({ ...local, latestOnly: true, activeOnly: true })
    expect(latest.items.map(({ version, active }) => [version, active])).to.deep.equal([[5, true]])
    expect(await codeOf(house.engine.listDefinitions({ ...local, after: 'x' }))).to.equal('data-rejected')
  })
})
