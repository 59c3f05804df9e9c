import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { dataObject, into, io, outOf } from '../../support/data-drawn.ts'
import { Machine } from '../../support/machine.ts'

const loop = (attributes: string, condition = ''): string =>
  `<standardLoopCharacteristics ${attributes}>${
    condition === '' ? '' : `<loopCondition xsi:type="tFormalExpression">${condition}</loopCondition>`
  }</standardLoopCharacteristics>`

/** `s > a > after` with the loop on user task `a`. */
const userLoop = (characteristics: string): string =>
  bpmn(`<startEvent id="s"/><userTask id="a">${characteristics}</userTask><userTask id="after"/>`, 's > a > after')

describe('standard loop', () => {
  it('runs the activity again as long as its condition is true', async () => {
    const machine = await Machine.of(userLoop(loop('', '=again')))
    machine.start()
    expect(machine.openTasks).to.deep.equal(['a'])
    machine.complete('a', { again: true })
    expect(machine.openTasks).to.deep.equal(['a'])
    machine.complete('a', { again: false })
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
  })

  it('tests after the first run unless it says otherwise', async () => {
    const machine = await Machine.of(userLoop(loop('', '${false}')))
    expect(machine.start().openTasks).to.deep.equal(['a'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after'])
  })

  it('that tests before and finds its condition false is passed without a run', async () => {
    const machine = await Machine.of(userLoop(loop('testBefore="true"', '=again')))
    expect(machine.start({ again: false }).openTasks).to.deep.equal(['after'])
    expect(machine.path).to.deep.equal(['s', 'a', 'after'])
  })

  it('that tests before runs while the condition holds', async () => {
    const machine = await Machine.of(userLoop(loop('testBefore="true"', '=again')))
    expect(machine.start({ again: true }).complete('a').openTasks).to.deep.equal(['a'])
    expect(machine.complete('a', { again: false }).openTasks).to.deep.equal(['after'])
  })

  for (const testBefore of [true, false]) {
    it(`numbers its runs from 0 and asks with the number of those done (testBefore ${testBefore})`, async () => {
      const machine = await Machine.of(userLoop(loop(`testBefore="${testBefore}"`, '${loopCounter &lt; 3}')))
      machine.start()
      for (let run = 0; run < 3; run++) {
        expect(machine.seenAt('a').loopCounter).to.equal(run)
        machine.complete('a')
      }
      expect(machine.openTasks).to.deep.equal(['after'])
    })
  }

  it('stops at its maximum, with a condition and without', async () => {
    for (const condition of ['', '=true']) {
      const machine = await Machine.of(userLoop(loop('loopMaximum="2"', condition)))
      machine.start().complete('a')
      expect(machine.openTasks).to.deep.equal(['a'])
      expect(machine.complete('a').openTasks).to.deep.equal(['after'])
    }
  })

  it('computes with what the runs before it left', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><scriptTask id="a" scriptFormat="feel" camunda:resultVariable="n"><script>=n * 2</script>${loop('', '=n &lt; 100')}</scriptTask><endEvent id="e"/>`,
        's > a > e',
      ),
    )
    expect(machine.start({ n: 3 }).ended?.variables).to.deep.equal({ n: 192 })
  })

  it('leaves nothing of its counter behind, also where runs nest', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="outer">${loop('loopMaximum="2"')}<scriptTask id="a" scriptFormat="feel" camunda:resultVariable="log"><script>=append(log, loopCounter)</script>${loop('loopMaximum="3"')}</scriptTask></subProcess><endEvent id="e"/>`,
        's > outer > e',
      ),
    )
    expect(machine.start({ log: [] }).ended?.variables).to.deep.equal({ log: [0, 1, 2, 0, 1, 2] })
  })

  it('runs sub-processes, each time in a scope of its own', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub">${loop('', '=again')}<startEvent id="is"/><userTask id="ia"/><userTask id="ib"/><endEvent id="ie"/>${flows('is > ia > ib > ie')}</subProcess><userTask id="after"/>`,
        's > sub > after',
      ),
    )
    machine.start({ again: true }).complete('ia').complete('ib')
    expect(machine.openTasks).to.deep.equal(['ia'])
    machine.complete('ia', { again: false }).complete('ib')
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('calls a process again and again', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><callActivity id="c" calledElement="q">${loop('', '=more')}</callActivity><userTask id="after"/>`,
        's > c > after',
      ),
    )
    machine.start().completeCall('c', { more: true })
    expect(machine.openCalls).to.deep.equal(['c'])
    expect(machine.completeCall('c', { more: false }).openTasks).to.deep.equal(['after'])
  })

  it('works for jobs and messages alike', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><serviceTask id="j" camunda:class="x">${loop('loopMaximum="2"')}</serviceTask><receiveTask id="r" messageRef="M">${loop('loopMaximum="2"')}</receiveTask><endEvent id="e"/>`,
        's > j > r > e',
        { roots: '<message id="M" name="news"/>' },
      ),
    )
    machine.start().completeJob('j').completeJob('j')
    expect(machine.armed).to.deep.equal(['r'])
    expect(machine.fire('r').fire('r').ended?.status).to.equal('completed')
    expect(machine.armed).to.deep.equal([])
  })

  it('keeps one boundary event armed over all runs, which cancels the whole', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><userTask id="a">${loop('', '=true')}</userTask><boundaryEvent id="b" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/>`,
        's > a; b > late',
      ),
    )
    machine.start()
    const armed = Object.keys(machine.state?.triggers ?? {})
    machine.complete('a').complete('a')
    expect(Object.keys(machine.state?.triggers ?? {})).to.deep.equal(armed)
    machine.fire('b')
    expect(machine.openTasks).to.deep.equal(['late'])
    expect(Object.values(machine.state?.scopes ?? {})).to.have.length(1)
  })

  it('lets an error of one run out to the boundary of the whole', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><serviceTask id="a" camunda:class="x">${loop('', '=true')}</serviceTask><boundaryEvent id="b" attachedToRef="a"><errorEventDefinition/></boundaryEvent><userTask id="caught"/>`,
        's > a; b > caught',
      ),
    )
    machine.start().completeJob('a').throwJobError('a', 'X')
    expect(machine.openTasks).to.deep.equal(['caught'])
  })

  it('takes and hands on its data with each run', async () => {
    const machine = await Machine.of(
      bpmn(
        `${dataObject('stock')}<startEvent id="s"/><userTask id="a">${io(['now'], ['left'])}${into({ from: 'stock_ref', to: 'now' })}${outOf({ from: 'left', to: 'stock_ref' })}${loop('', '=stock &gt; 0')}</userTask><endEvent id="e"/>`,
        's > a > e',
      ),
    )
    machine.start({ stock: 2 })
    expect(machine.seenAt('a').now).to.equal(2)
    machine.complete('a', { left: 1 })
    expect(machine.seenAt('a').now).to.equal(1)
    expect(machine.complete('a', { left: 0 }).ended?.variables).to.deep.equal({ stock: 0 })
  })

  it('without end over automatic work stops with an incident, not with the server', async () => {
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/><task id="a">${loop('')}</task><endEvent id="e"/>`, 's > a > e'),
      { stepBudget: 500 },
    )
    machine.start()
    expect(machine.openIncidents.map(({ element, type }) => ({ element, type }))).to.deep.equal([
      { element: 'a', type: 'step-budget' },
    ])
    expect(machine.ended).to.equal(null)
  })

  it('keeps the finished run where its condition fails, and asks again on retry', async () => {
    const machine = await Machine.of(userLoop(loop('', '=again')))
    machine.start({ again: 'perhaps' }).complete('a')
    expect(machine.openIncidents[0]?.message).to.include('true or false')
    machine.take({ kind: 'variables-changed', variables: { again: false } }).retry()
    expect(machine.complete('after').openIncidents).to.deep.equal([])
  })
})
