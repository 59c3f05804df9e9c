import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { findingsOf, rehearsed, waysOf } from './rehearsing.ts'

const TIMER = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>'

describe('a rehearsal', () => {
  it('takes both ways of a decision, whatever its condition would compute', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>',
      's > g; g > a [=amount.total / 0 > nothing]; g > b [default]; a > e; b > e',
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.have.members(['start g_a=no, b: completed', 'start g_a=yes, a: completed'])
    expect(answer.isClean).to.equal(true)
    expect(answer.comparison.compared).to.have.members(['s', 'g', 'a', 'b', 'e'])
    expect(answer.budget).to.deep.include({ exhausted: false, usedUp: [] })
  })

  it('needs no values: assignees, terms, mappings, decisions and scripts may be anything', async () => {
    const xml = bpmn(
      `<startEvent id="s"/>
       <userTask id="u" camunda:assignee="=a.b.c" camunda:dueDate="=unknown" camunda:priority="=x + y">
         <extensionElements><camunda:inputOutput><camunda:inputParameter name="n">=1 / nothing</camunda:inputParameter></camunda:inputOutput></extensionElements>
       </userTask>
       <scriptTask id="t" scriptFormat="feel"><script>={ a: missing.value + 1 }</script></scriptTask>
       <businessRuleTask id="d" camunda:decisionRef="none" camunda:resultVariable="r"/>
       <serviceTask id="j" camunda:type="external" camunda:topic="=someTopic"/>
       <receiveTask id="r" messageRef="m"><extensionElements><camunda:properties><camunda:property name="correlationKey" value="=caseId"/></camunda:properties></extensionElements></receiveTask>
       <callActivity id="c" calledElement="=which"/>
       <endEvent id="e"/>`,
      's > u > t > d > j > r > c > e',
      { roots: '<message id="m" name="=concat(a, b)"/>' },
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.deep.equal(['start, u, j, r, c: completed'])
    expect(answer.comparison.differences).to.deep.equal([])
    expect(answer.comparison.compared).to.have.members(['s', 'u', 't', 'd', 'j', 'r', 'c', 'e'])
  })

  it('ends with a loop when it has seen what the loop leads to', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="g"/><endEvent id="e"/>',
      's > a > g; g > a [=again]; g > e [default]',
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.have.members(['start, a g_a=no: completed', 'start, a g_a=yes: joins-another'])
  })

  it('ends with a loop that waits for nothing', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><task id="a"/><exclusiveGateway id="g"/><endEvent id="e"/>',
      's > a > g; g > e [=done]; g > a [default]',
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.include('start g_e=yes: completed')
    expect(answer.isClean).to.equal(true)
  })

  it('fires what an activity listens for, and throws the errors that something catches', async () => {
    const xml = bpmn(
      `<startEvent id="s"/><serviceTask id="j" camunda:type="external" camunda:topic="t"/>
       <boundaryEvent id="late" attachedToRef="j" cancelActivity="false">${TIMER}</boundaryEvent>
       <boundaryEvent id="failed" attachedToRef="j"><errorEventDefinition errorRef="E"/></boundaryEvent>
       <userTask id="remind"/><userTask id="mend"/><endEvent id="e"/><endEvent id="e2"/><endEvent id="e3"/>`,
      's > j > e; late > remind > e2; failed > mend > e3',
      { roots: '<error id="E" errorCode="NO_MONEY"/>' },
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.include.members(['start, j: completed', 'start, j!NO_MONEY, mend: completed'])
    expect(findingsOf(answer)).to.deep.equal([])
    expect(answer.comparison.differences).to.deep.equal([])
    expect(answer.comparison.compared).to.have.members(['s', 'j', 'late', 'failed', 'remind', 'mend', 'e', 'e2', 'e3'])
  })

  it('runs each multi-instance twice, within sub-processes, too', async () => {
    const inner = `<startEvent id="is"/><userTask id="iu"/><endEvent id="ie"/>${flows('is > iu > ie')}`
    const xml = bpmn(
      `<startEvent id="s"/>
       <userTask id="many"><multiInstanceLoopCharacteristics camunda:collection="=people" camunda:elementVariable="p"><completionCondition>=enough</completionCondition></multiInstanceLoopCharacteristics></userTask>
       <subProcess id="sub"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>=n</loopCardinality></multiInstanceLoopCharacteristics>${inner}</subProcess>
       <endEvent id="e"/>`,
      's > many > sub > e',
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.have.members([
      'start, many many=yes, iu, iu: completed',
      'start, many many=no, many: joins-another',
    ])
    expect(answer.comparison.differences).to.deep.equal([])
    expect(answer.comparison.compared).to.include.members(['many', 'sub', 'iu'])
  })

  it('completes the same run of a multi-instance within a multi-instance in both engines', async () => {
    const many = (isSequential: boolean): string =>
      `<multiInstanceLoopCharacteristics isSequential="${isSequential}"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`
    const inner = `<subProcess id="i">${many(true)}<startEvent id="is"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="ie"/>${flows('is > f; f > a > j; f > b > j; j > ie')}</subProcess>`
    const xml = bpmn(
      `<startEvent id="s"/><subProcess id="o">${many(false)}<startEvent id="os"/>${inner}<endEvent id="oe"/>${flows('os > i > oe')}</subProcess><endEvent id="e"/>`,
      's > o > e',
    )
    const { comparison } = await rehearsed(xml)

    expect(comparison.differences).to.deep.equal([])
    expect(comparison.failures).to.deep.equal([])
    expect(comparison.notCompared).to.deep.equal([])
  })

  it('begins at every start event', async () => {
    const xml = bpmn(
      `<startEvent id="s"/><startEvent id="m"><messageEventDefinition messageRef="M"/></startEvent>
       <userTask id="a"/><userTask id="b"/><endEvent id="e"/>`,
      's > a > e; m > b > a',
      { roots: '<message id="M" name="arrived"/>' },
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.have.members(['start, a: completed', 'm, b: joins-another'])
    expect(answer.comparison.differences).to.deep.equal([])
    expect(answer.isClean).to.equal(true)
  })

  it('begins by each definition of a multiple event; a parallel one waits for the others', async () => {
    const both = '<messageEventDefinition messageRef="M"/><signalEventDefinition signalRef="G"/>'
    const whole = (parallel: boolean): string =>
      bpmn(
        `<startEvent id="s" parallelMultiple="${parallel}">${both}</startEvent><userTask id="a"/><endEvent id="e"/>`,
        's > a > e',
        { roots: '<message id="M" name="news"/><signal id="G" name="go"/>' },
      )
    const startsOf = async (xml: string) => (await rehearsed(xml)).paths.map(({ steps }) => steps[0]?.choice)

    for (const parallel of [false, true])
      expect(await startsOf(whole(parallel))).to.have.deep.members([
        { kind: 'start', elementId: 's' },
        { kind: 'start', elementId: 's', part: 1 },
      ])
    expect(waysOf(await rehearsed(whole(true)))).to.include('s, s, a: completed')
  })

  it('goes in on all orders of parallel work', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="e"/>',
      's > f; f > a > j; f > b > j; j > e',
    )
    const answer = await rehearsed(xml)

    expect(waysOf(answer)).to.have.members(['start, a, b: completed', 'start, b, a: completed'])
    expect(answer.comparison.differences).to.deep.equal([])
  })
})

describe('what a rehearsal finds', () => {
  it('a decision in which no condition may hold', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>',
      's > g; g > a [=x]; g > b [=not(x)]; a > e; b > e',
    )
    const answer = await rehearsed(xml)

    expect(findingsOf(answer)).to.deep.equal(['incident g'])
    const [finding] = answer.findings
    expect(finding?.message).to.include('no flow can be taken')
    expect(answer.paths[(finding?.path ?? 0) - 1]?.end).to.deep.include({ kind: 'incident', elementId: 'g' })
    expect(answer.isClean).to.equal(false)
  })

  it('a join at which tokens wait for others that never come', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/><parallelGateway id="j"/><endEvent id="e"/>',
      's > g; g > a [=x]; g > b [default]; a > j; b > j; j > e',
    )
    const answer = await rehearsed(xml)

    expect(findingsOf(answer)).to.have.members(['stuck j', 'not-reached e', 'never-taken j_e'])
    expect(answer.comparison.differences).to.deep.equal([])
  })

  it('names what waits inside a sub-process, not the sub-process', async () => {
    const inside = `<startEvent id="is"/><exclusiveGateway id="g"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><endEvent id="ie"/>`
    const xml = bpmn(
      `<startEvent id="s"/><subProcess id="x">${inside.replace('id="g"', 'id="g" default="g_b"')}${flows('is > g; g > a [=x]; g > b; a > j; b > j; j > ie')}</subProcess><endEvent id="e"/>`,
      's > x > e',
    )
    const answer = await rehearsed(xml)

    expect(findingsOf(answer).filter((finding) => finding.startsWith('stuck'))).to.deep.equal(['stuck j'])
  })

  it('takes nothing for stuck that waits for a condition, nor what waits for that', async () => {
    const xml = bpmn(
      `<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="c"/>
       <complexGateway id="x"><activationCondition>=activationCount &gt;= 2</activationCondition></complexGateway><parallelGateway id="j"/><endEvent id="e"/>`,
      's > f; f > a > x; f > b > x; f > c > j; x > j; j > e',
    )

    const answer = await rehearsed(xml)

    expect(answer.paths.some(({ end }) => end.kind === 'stuck')).to.equal(true)
    expect(findingsOf(answer)).to.deep.equal([])
  })

  it('says when it could not see everything', async () => {
    const xml = bpmn(
      '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>',
      's > a > b > c > e',
    )
    const answer = await rehearsed(xml, { stepsPerPath: 2 })

    expect(waysOf(answer)).to.deep.equal(['start, a: cut-short'])
    expect(findingsOf(answer)).to.include.members(['not-reached c', 'not-reached e'])
    expect(answer.budget).to.deep.include({ exhausted: true, usedUp: ['steps'] })
  })

  it('keeps to the number of paths, and shows first what is new on each', async () => {
    const choices = Array.from({ length: 8 }, (_, n) => n)
    const xml = bpmn(
      `<startEvent id="s"/>${choices.map((n) => `<exclusiveGateway id="g${n}"/><userTask id="a${n}"/>`).join('')}<endEvent id="e"/>`,
      `s > g0; ${choices.map((n) => `g${n} > a${n} [=x]; g${n} > ${n === 7 ? 'e' : `g${n + 1}`} [default]; a${n} > ${n === 7 ? 'e' : `g${n + 1}`}`).join('; ')}`,
    )
    const answer = await rehearsed(xml, { paths: 5 })

    expect(answer.paths).to.have.length(5)
    expect(answer.budget.exhausted).to.equal(true)
    expect(answer.budget.usedUp).to.include('paths')
    expect(findingsOf(answer)).to.deep.equal([])
  })
})
