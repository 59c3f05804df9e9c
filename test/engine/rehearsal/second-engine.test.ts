import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import type { SecondEngine } from '../../../engine/rehearsal/second-engine.ts'
import { prepare, rehearsed } from './rehearsing.ts'

const TIMER = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>'
const SIMPLE = bpmn('<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>', 's > a > b > e')

describe('the second engine of a rehearsal', () => {
  it('is told to be wrong at the element where it opens something else', async () => {
    const stubborn = (real: SecondEngine): SecondEngine => ({
      async replay(steps) {
        const { opened, failure } = await real.replay(steps)
        const other = opened.map(({ work, events }) => ({ work: work.map((id) => (id === 'b' ? 'c' : id)), events }))
        return { opened: other, failure }
      },
    })
    const { comparison, isClean } = await rehearsed(SIMPLE, {}, stubborn)

    expect(comparison.differences).to.deep.equal([{ elementId: 'b', ours: ['b'], theirs: ['c'], path: 1, step: 2 }])
    expect(comparison.compared).to.have.members(['s', 'a'])
    expect(isClean).to.equal(false)
  })

  it('may open too much', async () => {
    const eager: SecondEngine = {
      replay: async (steps) => ({ opened: steps.map(() => ({ work: ['a', 'b'], events: [] })), failure: null }),
    }
    const { comparison } = await rehearsed(SIMPLE, {}, () => eager)

    expect(comparison.differences).to.deep.include({
      elementId: 'b',
      ours: ['a'],
      theirs: ['a', 'b'],
      path: 1,
      step: 1,
    })
  })

  it('may fail in the middle of a path: what came before stays compared', async () => {
    const weak = (real: SecondEngine): SecondEngine => ({
      replay: async (steps) => ({ opened: (await real.replay(steps)).opened.slice(0, 1), failure: 'it fell asleep' }),
    })
    const { comparison, isClean } = await rehearsed(SIMPLE, {}, weak)

    expect(comparison.failures).to.deep.equal([{ path: 1, reason: 'not compared: it failed with: it fell asleep' }])
    expect(comparison.compared).to.have.members(['s', 'a'])
    expect(comparison.notCompared.map(({ elementId, code }) => `${elementId} ${code}`)).to.have.members([
      'b second-engine-failed',
      'e second-engine-failed',
    ])
    expect(isClean).to.equal(true)
  })

  it('is asked no more when it has failed too often', async () => {
    let asked = 0
    const dead: SecondEngine = {
      replay: () => {
        asked += 1
        return Promise.reject(new Error('it took longer than 2000 ms'))
      },
    }
    const xml = bpmn(
      '<startEvent id="s"/><userTask id="u"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><userTask id="d"/><endEvent id="e"/>',
      's > u > g; g > a [=x]; g > b [=x]; g > c [=x]; g > d [default]; a > e; b > e; c > e; d > e',
    )
    const { comparison, budget } = await rehearsed(xml, {}, () => dead)

    expect(asked).to.equal(3)
    expect(comparison.failures).to.have.length(3)
    expect(budget).to.deep.include({ exhausted: true, usedUp: ['comparison'] })
  })
})

/** One diagram for each known limit that shows in an element, and the elements that it concerns. */
const LIMITED: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'inclusive-join',
    bpmn(
      '<startEvent id="s"/><inclusiveGateway id="f"/><task id="a"/><task id="b"/><inclusiveGateway id="x"/><endEvent id="e"/>',
      's > f; f > a [=p]; f > b [default]; a > x; b > x; x > e',
    ),
    ['x'],
  ],
  ['complex-gateway', bpmn('<startEvent id="s"/><complexGateway id="x"/><endEvent id="e"/>', 's > x > e'), ['x']],
  [
    'parallel-join-after-choice',
    bpmn(
      '<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="x"/><userTask id="a"/><userTask id="b"/><exclusiveGateway id="m"/><userTask id="c"/><parallelGateway id="j"/><endEvent id="e"/>',
      's > f; f > x; x > a [=p]; x > b [default]; a > m; b > m; m > j; f > c > j; j > e',
    ),
    ['j', 'x'],
  ],
  [
    'parallel-join-after-choice',
    bpmn(
      `<startEvent id="s"/><parallelGateway id="f"/><userTask id="x"/><boundaryEvent id="b" attachedToRef="x">${TIMER}</boundaryEvent><exclusiveGateway id="m"/><userTask id="c"/><parallelGateway id="j"/><endEvent id="e"/>`,
      's > f; f > x > m; b > m; m > j; f > c > j; j > e',
    ),
    ['j', 'x'],
  ],
  [
    'parallel-join-after-choice',
    bpmn(
      `<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/><exclusiveGateway id="skip" default="skip_d"/><userTask id="d"/><parallelGateway id="f"/><exclusiveGateway id="x" default="x_b"/>
       <userTask id="a"/><userTask id="b"/><exclusiveGateway id="m"/><userTask id="c"/><parallelGateway id="j"/><endEvent id="ie"/><endEvent id="ie2"/>
       ${flows('is > skip; skip > f [=q]; skip > d; d > ie2; f > x; x > a [=p]; x > b; a > m; b > m; m > j; f > c > j; j > ie')}</subProcess><userTask id="u"/><endEvent id="e"/>`,
      's > sub > u > e',
    ),
    ['j', 'x', 'ie', 'ie2'],
  ],
  [
    'event-sub-process',
    bpmn(
      `<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>
       <subProcess id="x" triggeredByEvent="true"><startEvent id="xs">${TIMER}</startEvent><endEvent id="xe"/>${flows('xs > xe')}</subProcess>`,
      's > a > e',
    ),
    ['x', 'xs', 'xe'],
  ],
  [
    'ad-hoc',
    bpmn(
      '<startEvent id="s"/><adHocSubProcess id="x"><userTask id="xa"/></adHocSubProcess><endEvent id="e"/>',
      's > x > e',
    ),
    ['x', 'xa'],
  ],
  [
    'transaction',
    bpmn(
      `<startEvent id="s"/><transaction id="x"><startEvent id="xs"/><endEvent id="xe"/>${flows('xs > xe')}</transaction><endEvent id="e"/>`,
      's > x > e',
    ),
    ['x', 'xs', 'xe'],
  ],
  [
    'standard-loop',
    bpmn(
      '<startEvent id="s"/><userTask id="x"><standardLoopCharacteristics><loopCondition>=again</loopCondition></standardLoopCharacteristics></userTask><endEvent id="e"/>',
      's > x > e',
    ),
    ['x'],
  ],
  [
    'multi-instance-data',
    bpmn(
      '<dataObject id="o"/><startEvent id="s"/><userTask id="x"><multiInstanceLoopCharacteristics><loopDataInputRef>o</loopDataInputRef></multiInstanceLoopCharacteristics></userTask><endEvent id="e"/>',
      's > x > e',
    ),
    ['x'],
  ],
  [
    'quantities',
    bpmn('<startEvent id="s"/><task id="x" completionQuantity="2"/><endEvent id="e"/>', 's > x > e'),
    ['x'],
  ],
  ['instantiating-receive', bpmn('<receiveTask id="x" instantiate="true"/><endEvent id="e"/>', 'x > e'), ['x']],
  [
    'event-based-gateway-special',
    bpmn(
      `<eventBasedGateway id="x" instantiate="true"/><intermediateCatchEvent id="t">${TIMER}</intermediateCatchEvent><endEvent id="e"/>`,
      'x > t > e',
    ),
    ['x'],
  ],
  [
    'link-loop',
    bpmn(
      '<startEvent id="s"/><intermediateCatchEvent id="in"><linkEventDefinition name="L"/></intermediateCatchEvent><exclusiveGateway id="g"/><endEvent id="e"/><intermediateThrowEvent id="x"><linkEventDefinition name="L"/></intermediateThrowEvent>',
      's > g; in > g; g > x [=p]; g > e [default]',
    ),
    ['x'],
  ],
  [
    'conditional-event',
    bpmn(
      '<startEvent id="s"/><intermediateCatchEvent id="x"><conditionalEventDefinition><condition>=p</condition></conditionalEventDefinition></intermediateCatchEvent><endEvent id="e"/>',
      's > x > e',
    ),
    ['x'],
  ],
  [
    'multiple-events',
    bpmn(
      `<startEvent id="s"/><intermediateCatchEvent id="x">${TIMER}<signalEventDefinition/></intermediateCatchEvent><endEvent id="e"/>`,
      's > x > e',
    ),
    ['x'],
  ],
  [
    'compensation',
    bpmn(
      '<startEvent id="s"/><intermediateThrowEvent id="x"><compensateEventDefinition/></intermediateThrowEvent><endEvent id="e"/>',
      's > x > e',
    ),
    ['x'],
  ],
  [
    'error-end',
    bpmn('<startEvent id="s"/><endEvent id="x"><errorEventDefinition errorRef="E"/></endEvent>', 's > x', {
      roots: '<error id="E" errorCode="NO"/>',
    }),
    ['x'],
  ],
  [
    'heard-everywhere',
    bpmn(
      '<startEvent id="s"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u"><escalationEventDefinition/></boundaryEvent><endEvent id="x"><escalationEventDefinition/></endEvent><endEvent id="e"/>',
      's > u > x; b > e',
    ),
    ['x'],
  ],
]

describe('what bpmn-engine is not asked about', () => {
  for (const [code, xml, elements] of LIMITED)
    it(`${code}: ${elements.join(', ')}`, async () => {
      const { limited } = await prepare(xml)
      const named = limited.filter((limit) => limit.code === code)

      expect(named.map(({ elementId }) => elementId)).to.have.members([...elements])
      for (const { reason } of named) expect(reason).to.match(/^[A-Za-z].+\.$/)
      expect(limited.filter((limit) => limit.code !== code && limit.code !== 'unknown-kind')).to.deep.equal([])
    })

  it('ways that a join can be trusted with are compared: those that skip the whole block or repeat it', async () => {
    const xml = bpmn(
      `<startEvent id="s"/><exclusiveGateway id="skip"/><exclusiveGateway id="m"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>
       <parallelGateway id="j"/><exclusiveGateway id="again"/><endEvent id="e"/><endEvent id="e2"/>`,
      's > skip; skip > m [=p]; skip > e2 [default]; m > f; f > a > j; f > b > j; j > again; again > m [=p]; again > e [default]',
    )
    const { comparison } = await rehearsed(xml)

    expect(comparison.notCompared).to.deep.equal([])
    expect(comparison.differences).to.deep.equal([])
    expect(comparison.compared).to.include.members(['j', 'again', 'e', 'e2'])
  })

  it('what comes behind a limit on every path is named with it', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><inclusiveGateway id="f"/><userTask id="a"/><userTask id="b"/><inclusiveGateway id="j"/><userTask id="c"/><endEvent id="e"/>',
      's > f; f > a [=p]; f > b [=q]; a > j; b > j; j > c > e',
    )
    const { definition } = await prepare(xml)
    if (definition.nodes['j'] === undefined) return
    const { comparison } = await rehearsed(xml)

    expect(comparison.differences).to.deep.equal([])
    expect(comparison.compared).to.include.members(['s', 'f', 'a', 'b'])
    expect(comparison.notCompared.map(({ elementId, code }) => `${elementId} ${code}`)).to.have.members([
      'j inclusive-join',
      'c behind-a-limit',
      'e behind-a-limit',
    ])
  })

  it('two tokens in one activity', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><task id="b"/><userTask id="u"/><endEvent id="e"/>',
      's > f; f > a > u; f > b > u; u > e',
    )
    const { comparison } = await rehearsed(xml)

    expect(comparison.differences).to.deep.equal([])
    expect(comparison.notCompared).to.deep.include({
      elementId: 'u',
      code: 'several-tokens-in-one-activity',
      reason: 'bpmn-engine lets one token at a time into an activity; here two are in it at once.',
    })
  })
})
