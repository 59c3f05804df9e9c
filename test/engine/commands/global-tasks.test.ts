import { expect } from 'chai'
import { DEFAULT_BPMN_LIMITS } from '../../../engine/bpmn/bpmn-limits.ts'
import { readBpmnText } from '../../../engine/bpmn/read-bpmn-text.ts'
import { EMBEDDED, TYPICAL, type ResourceFile } from '../../../engine/index.ts'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine, compile } from '../../support/machine.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'

/** `s > c > after` in process `p`, whose call activity calls an element beside it. */
const calling = (calledElement: string, roots: string, attributes = ''): string =>
  bpmn(
    `<startEvent id="s"/><callActivity id="c" calledElement="${calledElement}" ${attributes}/><userTask id="after"/><endEvent id="e"/>`,
    's > c > after > e',
    { roots },
  )

const file = (content: string, name = 'p.bpmn'): ResourceFile => ({ name, content })

const read = async (xml: string) => readBpmnText('p.bpmn', xml, DEFAULT_BPMN_LIMITS)

/** The definition of a global task that process `p` calls, alone. */
const globalTask = async (task: string): Promise<Machine> => {
  const { processes, problems } = await read(calling('g', task))
  expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([])
  expect(problems.map(({ code }) => code)).not.to.include('attribute-unknown')
  const found = processes.find(({ definition }) => definition.processKey === 'g')
  if (!found) throw new Error('Expected the global task to be a process of its own, but it is not.')
  return new Machine(found.definition)
}

describe('a global task', () => {
  it('that is called is a process of its own, with its one task under its own id', async () => {
    const { processes } = await read(calling('g', '<globalUserTask id="g" name="Review"/>'))
    expect(processes.map(({ definition: { processKey, name } }) => [processKey, name])).to.deep.equal([
      ['p', 'p'],
      ['g', 'Review'],
    ])
    expect(Object.keys(processes[1]?.definition.nodes ?? {})).to.deep.equal(['g'])
  })

  it('that nothing calls is left out', async () => {
    const { processes } = await read(calling('elsewhere', '<globalUserTask id="g"/>'))
    expect(processes.map(({ definition }) => definition.processKey)).to.deep.equal(['p'])
  })

  it('for people opens with what Camunda says on it', async () => {
    const machine = await globalTask(
      '<globalUserTask id="g" name="Review" camunda:candidateGroups="KAC" camunda:formKey="p/review" camunda:dueDate="P1D"><extensionElements><camunda:inputOutput><camunda:inputParameter name="x">=1</camunda:inputParameter></camunda:inputOutput></extensionElements></globalUserTask>',
    )
    expect(machine.start().task('g')).to.deep.include({ name: 'Review', candidateGroups: ['KAC'], formKey: 'p/review' })
    expect(machine.seenAt('g')).to.deep.equal({ x: 1 })
    expect(machine.complete('g').ended?.status).to.equal('completed')
  })

  it('with a script computes it, in the language that it names', async () => {
    const machine = await globalTask(
      '<globalScriptTask id="g" scriptLanguage="feel" camunda:resultVariable="n"><script>=n + 1</script></globalScriptTask>',
    )
    expect(machine.start({ n: 1 }).ended?.variables).to.deep.equal({ n: 2 })
    const { problems } = await read(
      calling('g', '<globalScriptTask id="g" scriptLanguage="javascript"><script>1</script></globalScriptTask>'),
    )
    expect(problems.map(({ code }) => code)).to.include('script-language')
  })

  it('for a business rule decides', async () => {
    const { definition } = await globalTask(
      '<globalBusinessRuleTask id="g" camunda:decisionRef="d" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"/>',
    )
    const machine = new Machine(definition, {
      decide: (decisionId) => ({ decisionId, outputs: [{ r: 7 }], single: true, matchedRules: [], warnings: [] }),
    })
    expect(machine.start().ended?.variables.r).to.equal(7)
  })

  for (const kind of ['globalTask', 'globalManualTask']) {
    it(`of no work for the engine passes (${kind})`, async () => {
      const machine = await globalTask(`<${kind} id="g"/>`)
      expect(machine.start().ended?.status).to.equal('completed')
      expect(machine.path).to.deep.equal(['g'])
    })
  }
})

describe('the element that is called', () => {
  it('loses its prefix where the file itself has the name', async () => {
    const inFile = new Machine(await compile(calling('tns:g', '<globalTask id="g"/>')))
    expect(inFile.start().call('c').processKey).to.equal('g')

    const elsewhere = new Machine(await compile(calling('tns:other', '<globalTask id="g"/>')))
    expect(elsewhere.start().call('c').processKey).to.equal('tns:other')
  })

  const inner = (flag: string): string =>
    `<process id="inner" ${flag}><startEvent id="is"/><userTask id="ia"/><endEvent id="ie"/>${flows('is > ia > ie')}</process>`

  it('may be a process of the file that is not marked executable', async () => {
    for (const flag of ['', 'isExecutable="false"']) {
      const { processes } = await read(calling('inner', inner(flag)))
      expect(processes.map(({ definition }) => definition.processKey)).to.include('inner')
    }
    const { processes } = await read(calling('elsewhere', inner('isExecutable="false"')))
    expect(processes.map(({ definition }) => definition.processKey)).to.deep.equal(['p'])
  })

  it('may call further ones, and itself', async () => {
    const chain = `<process id="inner" isExecutable="false"><callActivity id="d" calledElement="g"/><callActivity id="again" calledElement="inner"/></process><globalTask id="g"/>`
    const { processes } = await read(calling('inner', chain))
    expect(processes.map(({ definition }) => definition.processKey)).to.deep.equal(['p', 'inner', 'g'])
  })
})

describe('a call within one file', () => {
  let house: TestEngine
  afterEach(() => house.close())

  it('runs the global task and goes on', async () => {
    house = await openEngine({ files: [file(calling('g', '<globalUserTask id="g" name="Review"/>'))] })
    const { id } = await house.start('p', { x: 1 })
    await house.settle()
    expect((await house.task('g')).name).to.equal('Review')
    await house.complete('g', { y: 2 })
    expect(await house.openTasks(id)).to.deep.equal(['after'])
    const details = await house.engine.getProcessInstance({ institutionId: 'local', processInstanceId: id })
    expect(details.variables).to.deep.equal({ x: 1, y: 2 })
  })

  for (const [binding, name] of [
    ['deployment', 'first'],
    ['latest', 'second'],
  ] as const) {
    it(`made after a new version came, bound to ${binding}, runs the ${name} one`, async () => {
      const version = (title: string): ResourceFile =>
        file(
          bpmn(
            `<startEvent id="s"/><userTask id="before"/><callActivity id="c" calledElement="g" camunda:calledElementBinding="${binding}"/><endEvent id="e"/>`,
            's > before > c > e',
            { roots: `<globalUserTask id="g" name="${title}"/>` },
          ),
        )
      house = await openEngine({ files: [version('first')] })
      await house.start('p')
      await house.passTime({ minutes: 1 })
      await house.engine.deploy({
        by: EMBEDDED,
        name: 'new',
        owner: TYPICAL,
        resources: [version('second')],
        activate: true,
      })
      await house.complete('before')
      expect((await house.task('g')).name).to.equal(name)
    })
  }
})
