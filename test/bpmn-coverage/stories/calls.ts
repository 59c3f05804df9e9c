import { expect } from 'chai'
import { EMBEDDED, TYPICAL } from '../../../engine/index.ts'
import type { ResourceFile } from '../../../engine/index.ts'
import type { TestEngine } from '../../support/open-engine.ts'
import { TERMINATE, call, end, exclusive, start, user } from '../elements.ts'
import { engine, file, shared } from '../play.ts'
import { story } from '../story.ts'

const institutionId = EMBEDDED.institutionId

/** `p` calls `q` and then has the task `next`. */
const caller = (inside = '', attributes = '') =>
  file('p', start('s') + call('c', 'q', inside, attributes) + user('next'), 's > c > next')
const called = (elements = start('s') + user('a'), flows = 's > a', key = 'q') => file(key, elements, flows)

const begin = async (house: TestEngine, variables = {}) => {
  const { id } = await house.start('p', variables)
  await house.settle()
  return id
}
const variablesOf = async (house: TestEngine, processInstanceId: string) =>
  (await house.engine.getProcessInstance({ institutionId, processInstanceId })).variables

/** Three versions of `q` in force after one another, their tasks `v1`, `v2`, `v3`, tagged `first`, `second`, `third`. */
const versions = ['first', 'second', 'third'].map((tag, index) => {
  const { name, content } = called(start('s') + user(`v${index + 1}`), `s > v${index + 1}`)
  return { name, content: content.replace('isExecutable', `camunda:versionTag="${tag}" isExecutable`) }
})
const callsVersion = (attributes: string, expected: string) => async () =>
  engine([], async (house) => {
    const deploy = (resource: ResourceFile) =>
      house.engine.deploy({ by: EMBEDDED, name: 'q', owner: TYPICAL, resources: [resource], activate: true })
    for (const version of versions) await deploy(version)
    await deploy(caller('', attributes))
    await begin(house)
    expect(await house.openTasks()).to.deep.equal([expected])
  })

const inOut = (lines: string) => `<extensionElements>${lines}</extensionElements>`

/** A call of the global task; `next` comes behind it. */
const callsGlobal = (
  globalTask: string,
  tell: (house: TestEngine) => Promise<void>,
  more: readonly ResourceFile[] = [],
) =>
  engine(
    [shared('p', { p: [start('s') + call('c', 'q') + user('next'), 's > c > next'] }, globalTask), ...more],
    async (house) => {
      await begin(house, { n: 20 })
      await tell(house)
      expect(await house.openTasks()).to.deep.equal(['next'])
    },
  )

const DISCOUNT = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="http://example.org/dmn">
<decision id="discount" name="discount"><decisionTable id="t" hitPolicy="FIRST">
<input id="i"><inputExpression id="ie"><text>n</text></inputExpression></input><output id="o" name="rate"/>
<rule id="r1"><inputEntry id="r1i"><text>&gt; 10</text></inputEntry><outputEntry id="r1o"><text>5</text></outputEntry></rule>
</decisionTable></decision></definitions>`

export const calls = [
  story('call/same-file', 'the other process runs, then the caller goes on', () =>
    engine(
      [
        shared('both', {
          p: [start('s') + call('c', 'q') + user('next'), 's > c > next'],
          q: [start('qs') + user('a'), 'qs > a'],
        }),
      ],
      async (house) => {
        await begin(house)
        expect(await house.openTasks()).to.deep.equal(['a'])
        await house.complete('a')
        expect(await house.openTasks()).to.deep.equal(['next'])
      },
    ),
  ),
  story('call/other-file', 'the other process runs as an instance of its own, then the caller goes on', () =>
    engine([caller(), called()], async (house) => {
      const id = await begin(house)
      expect(await house.openTasks()).to.deep.equal(['a'])
      expect((await house.task('a')).processInstanceId).not.to.equal(id)
      await house.complete('a')
      expect(await house.openTasks(id)).to.deep.equal(['next'])
    }),
  ),
  story('call/latest', 'the last one put in force', callsVersion('', 'v3')),
  story(
    'call/version',
    'the one of that number',
    callsVersion('camunda:calledElementBinding="version" camunda:calledElementVersion="2"', 'v2'),
  ),
  story(
    'call/version-tag',
    'the one of that tag',
    callsVersion('camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="first"', 'v1'),
  ),
  story('call/data-in', 'what is mapped goes in, and nothing else', () =>
    engine([caller(inOut('<camunda:in source="sum" target="total"/>')), called()], async (house) => {
      await begin(house, { sum: 7, secret: true })
      const { processInstanceId } = await house.task('a')
      expect(await variablesOf(house, processInstanceId)).to.deep.equal({ total: 7 })
    }),
  ),
  story('call/data-out', 'what is mapped comes back, and nothing else', () =>
    engine([caller(inOut('<camunda:out source="total" target="sum"/>')), called()], async (house) => {
      const id = await begin(house, { sum: 1 })
      await house.complete('a', { total: 9, inner: true })
      expect(await variablesOf(house, id)).to.deep.equal({ sum: 9 })
    }),
  ),
  story('call/terminate', 'the caller goes on', () =>
    engine(
      [caller(), called(start('s') + user('a') + user('b') + end('e', TERMINATE), 's > a > e; s > b')],
      async (house) => {
        await begin(house)
        expect(await house.openTasks()).to.deep.equal(['a', 'b'])
        await house.complete('a')
        expect(await house.openTasks()).to.deep.equal(['next'])
      },
    ),
  ),
  story('call/multi-instance', 'one called process for each, all of them awaited', () =>
    engine(
      [
        caller(
          '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
        ),
        called(start('s') + exclusive('x') + user('a') + user('b'), 's > x; x > a [=loopCounter = 0]; x > b [default]'),
      ],
      async (house) => {
        await begin(house)
        expect(await house.openTasks()).to.deep.equal(['a', 'b'])
        await house.complete('a')
        expect(await house.openTasks()).to.deep.equal(['b'])
        await house.complete('b')
        expect(await house.openTasks()).to.deep.equal(['next'])
      },
    ),
  ),
  story('call/loop', 'one called process after the other', () =>
    engine(
      [
        caller(
          '<standardLoopCharacteristics><loopCondition xsi:type="tFormalExpression">=again</loopCondition></standardLoopCharacteristics>',
        ),
        called(),
      ],
      async (house) => {
        await begin(house)
        await house.complete('a', { again: true })
        expect(await house.openTasks()).to.deep.equal(['a'])
        await house.complete('a', { again: false })
        expect(await house.openTasks()).to.deep.equal(['next'])
      },
    ),
  ),

  story('call/global/task', 'passes', () => callsGlobal('<globalTask id="q" name="q"/>', async () => undefined)),
  story('call/global/manual', 'passes', () =>
    callsGlobal('<globalManualTask id="q" name="q"/>', async () => undefined),
  ),
  story('call/global/user', 'opens a task', () =>
    callsGlobal('<globalUserTask id="q" name="q"/>', async (house) => {
      const { items } = await house.engine.listTasks({ institutionId, state: 'open' })
      expect(items).to.have.length(1)
      await house.engine.completeTask({ by: EMBEDDED, taskId: items[0]?.id ?? '', data: {} })
      await house.settle()
    }),
  ),
  story('call/global/script', 'computes, and the caller gets it', () =>
    callsGlobal(
      '<globalScriptTask id="q" name="q" scriptLanguage="feel" camunda:resultVariable="sum"><script>=n + 1</script></globalScriptTask>',
      async (house) => {
        const { processInstanceId } = await house.task('next')
        expect(await variablesOf(house, processInstanceId)).to.include({ sum: 21 })
      },
    ),
  ),
  story('call/global/business-rule', 'decides, and the caller gets it', () =>
    callsGlobal(
      '<globalBusinessRuleTask id="q" name="q" camunda:decisionRef="discount" camunda:resultVariable="rate" camunda:mapDecisionResult="singleEntry"/>',
      async (house) => {
        const { processInstanceId } = await house.task('next')
        expect(await variablesOf(house, processInstanceId)).to.include({ rate: 5 })
      },
      [{ name: 'discount.dmn', content: DISCOUNT }],
    ),
  ),
]
