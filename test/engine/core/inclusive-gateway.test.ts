import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const inclusive = (...ids: string[]): string => ids.map((id) => `<inclusiveGateway id="${id}"/>`).join('')
const parallel = (...ids: string[]): string => ids.map((id) => `<parallelGateway id="${id}"/>`).join('')
const exclusive = (...ids: string[]): string => ids.map((id) => `<exclusiveGateway id="${id}"/>`).join('')

const START = '<startEvent id="s"/>'

/** Tokens that wait at a join. */
const waiting = (machine: Machine): number =>
  Object.values(machine.state?.tokens ?? {}).filter(({ wait }) => wait.for === 'join').length

describe('an inclusive gateway that splits', () => {
  const xml = bpmn(
    START + inclusive('g') + tasks('a', 'b', 'c'),
    's > g; g > a [=n > 1]; g > b [=n > 2]; g > c [default]',
  )

  it('takes every flow whose condition holds', async () => {
    const machine = await Machine.of(xml)
    expect(machine.start({ n: 3 }).openTasks).to.deep.equal(['a', 'b'])
    expect(new Machine(machine.definition).start({ n: 2 }).openTasks).to.deep.equal(['a'])
  })

  it('takes the default only when none holds', async () => {
    expect((await Machine.of(xml)).start({ n: 0 }).openTasks).to.deep.equal(['c'])
  })

  it('takes a flow without condition always, so that the default is not taken', async () => {
    const machine = await Machine.of(
      bpmn(START + inclusive('g') + tasks('a', 'b', 'c'), 's > g; g > a [=n > 1]; g > b; g > c [default]'),
    )
    expect(machine.start({ n: 0 }).openTasks).to.deep.equal(['b'])
  })

  it('stops with an incident when nothing holds and there is no default; a retry goes on', async () => {
    const machine = await Machine.of(
      bpmn(START + inclusive('g') + tasks('a', 'b'), 's > g; g > a [=n > 1]; g > b [=n > 2]'),
    )
    machine.start({ n: 0 })
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['g'])
    machine.take({ kind: 'variables-changed', variables: { n: 5 } }).retry()
    expect(machine.openTasks).to.deep.equal(['a', 'b'])
  })
})

describe('an inclusive gateway that joins', () => {
  const splitAndJoin = bpmn(
    START + inclusive('g', 'j') + tasks('a', 'b', 'c', 'after'),
    's > g; g > a [=a]; g > b [=b]; g > c [=c]; a > j; b > j; c > j; j > after',
  )

  it('waits for the branches that were taken, and only for them', async () => {
    const machine = await Machine.of(splitAndJoin)
    machine.start({ a: true, b: false, c: true })
    expect(machine.complete('a').openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after'])
    expect(machine.complete('after').ended?.status).to.equal('completed')
  })

  it('lets a single branch pass at once', async () => {
    const machine = await Machine.of(splitAndJoin)
    expect(machine.start({ a: false, b: true, c: false }).complete('b').openTasks).to.deep.equal(['after'])
  })

  it('goes on when the last token that could come ends elsewhere', async () => {
    const machine = await Machine.of(
      bpmn(
        START + parallel('f') + exclusive('x') + inclusive('j') + tasks('a', 'b', 'after') + '<endEvent id="e"/>',
        's > f > a > j > after; f > b > x; x > j [=come]; x > e [default]',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    machine.complete('b', { come: false })
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('does not wait for a token that can never come to it', async () => {
    const machine = await Machine.of(
      bpmn(
        START + parallel('f') + inclusive('j') + tasks('a', 'b', 'side', 'after'),
        's > f > a > j > after; f > side; f > b > j',
      ),
    )
    machine.start().complete('b')
    expect(machine.openTasks).to.deep.equal(['a', 'side'])
    expect(machine.complete('a').openTasks).to.deep.equal(['after', 'side'])
  })

  it('waits behind a parallel join for what that one still waits for', async () => {
    const machine = await Machine.of(
      bpmn(
        START + parallel('f', 'p1') + inclusive('j') + tasks('a', 'b', 'c', 'after'),
        's > f > a > p1 > j > after; f > b > p1; f > c > j',
      ),
    )
    machine.start().complete('c').complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
  })

  it('waits for a token that loops and may still come', async () => {
    const machine = await Machine.of(
      bpmn(
        START + parallel('f') + exclusive('m', 'x') + inclusive('j') + tasks('a', 'b', 'after'),
        's > f > a > j > after; f > m > b > x; x > m [=again]; x > j [default]',
      ),
    )
    machine.start().complete('a').complete('b', { again: true }).complete('b', { again: true })
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b', { again: false }).openTasks).to.deep.equal(['after'])
  })

  it('lets a token pass that comes round again, loop after loop', async () => {
    const machine = await Machine.of(
      bpmn(
        START + inclusive('m') + exclusive('x') + tasks('a', 'after'),
        's > m > a > x; x > m [=again]; x > after [default]',
      ),
    )
    machine.start()
    for (let round = 0; round < 5; round++)
      expect(machine.complete('a', { again: true }).openTasks).to.deep.equal(['a'])
    expect(machine.complete('a', { again: false }).openTasks).to.deep.equal(['after'])
  })

  it('waits for a token that comes to the filled flow only through the gateway itself', async () => {
    const machine = await Machine.of(
      bpmn(
        START + parallel('f') + exclusive('m', 'x') + inclusive('j') + tasks('a', 'c', 'd', 'done'),
        's > f > m > a > j > d > x; f > c > j; x > m [=again]; x > done [default]',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['d'])
    expect(machine.complete('d', { again: true }).openTasks).to.deep.equal(['a'])
    expect(machine.complete('a').openTasks).to.deep.equal(['d'])
    expect(machine.complete('d', { again: false }).openTasks).to.deep.equal(['done'])
  })

  it('prefers what can fill an empty flow only; what can also come by a filled one is not waited for', async () => {
    // From "b" the token may go to either flow. "a" has filled one of them: so it is not expected (the standard's rule).
    const machine = await Machine.of(
      bpmn(
        START + parallel('f') + exclusive('m', 'x') + inclusive('j') + tasks('a', 'b', 'after'),
        's > f > a > m > j > after; f > b > x; x > m [=left]; x > j [default]',
      ),
    )
    expect(machine.start().complete('a').openTasks).to.deep.equal(['after', 'b'])
    expect(machine.complete('b', { left: true }).openTasks).to.deep.equal(['after', 'after'])
  })

  it('takes one token of each flow; further ones are the next round', async () => {
    const machine = await Machine.of(
      bpmn(
        START +
          parallel('f') +
          exclusive('m') +
          inclusive('j') +
          tasks('b', 'after') +
          '<task id="p1"/><task id="q1"/>',
        's > f > p1 > m > j > after; f > q1 > m; f > b > j',
      ),
    )
    machine.start()
    expect(waiting(machine)).to.equal(2)
    expect(machine.complete('b').openTasks).to.deep.equal(['after', 'after'])
    expect(machine.complete('after').complete('after').ended?.status).to.equal('completed')
  })

  it('counts a token with an incident as one that can still come', async () => {
    const machine = await Machine.of(
      bpmn(
        START + parallel('f') + exclusive('x') + inclusive('j') + tasks('a', 'after') + '<endEvent id="e"/>',
        's > f > a > j > after; f > x; x > j [=n > 1]; x > e [=n < 0]',
      ),
    )
    machine.start({ n: 0 }).complete('a')
    expect(machine.openTasks).to.deep.equal([])
    machine.take({ kind: 'variables-changed', variables: { n: 2 } }).retry()
    expect(machine.openTasks).to.deep.equal(['after'])
  })

  it('expects what may come by a boundary event, and no longer when its activity is done', async () => {
    const machine = await Machine.of(
      bpmn(
        START +
          parallel('f') +
          inclusive('j') +
          tasks('a', 'b', 'late', 'after') +
          '<boundaryEvent id="t" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="e"/>',
        's > f > a > j > after; f > b > e; t > late > j',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    const late = new Machine(machine.definition).start().complete('a').fire('t')
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
    expect(late.openTasks).to.deep.equal(['late'])
    expect(late.complete('late').openTasks).to.deep.equal(['after'])
  })

  it('expects what may come by a boundary event of the activity after the next', async () => {
    const machine = await Machine.of(
      bpmn(
        START +
          parallel('f') +
          inclusive('j') +
          tasks('a', 'b', 'c', 'after') +
          '<boundaryEvent id="t" attachedToRef="c"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>',
        's > f > a > j > after; f > b > c; t > j',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after'])
  })

  it('expects what any event behind an event-based gateway may bring', async () => {
    const machine = await Machine.of(
      bpmn(
        START +
          parallel('f') +
          inclusive('j') +
          tasks('a', 'after') +
          `<eventBasedGateway id="g"/><endEvent id="e"/>
           <intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>
           <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
        's > f > a > j > after; f > g > m > j; g > t > e',
        { roots: '<message id="M" name="m"/>' },
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal([])
    expect(machine.fire('t').openTasks).to.deep.equal(['after'])
  })

  it('expects what may come by a link', async () => {
    const link = '<linkEventDefinition name="L"/>'
    const machine = await Machine.of(
      bpmn(
        START +
          parallel('f') +
          inclusive('j') +
          tasks('a', 'b', 'after') +
          `<intermediateThrowEvent id="away">${link}</intermediateThrowEvent><intermediateCatchEvent id="here">${link}</intermediateCatchEvent>`,
        's > f > a > j > after; f > b > away; here > j',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
  })

  it('is released when an interrupting event sub-process inside a branch ends it', async () => {
    const machine = await Machine.of(
      bpmn(
        `${START}${parallel('f')}${inclusive('j')}${tasks('a', 'after')}<exclusiveGateway id="x"/><endEvent id="e"/>
         <subProcess id="sub"><startEvent id="s2"/>${tasks('b')}${flows('s2 > b')}
           <subProcess id="stop" triggeredByEvent="true"><startEvent id="s3"><messageEventDefinition messageRef="M"/></startEvent>
             <scriptTask id="mark" scriptFormat="feel" camunda:resultVariable="stopped"><script>=true</script></scriptTask>${flows('s3 > mark')}</subProcess>
         </subProcess>`,
        's > f > a > j > after; f > sub > x; x > j [=not(stopped)]; x > e [default]',
        { roots: '<message id="M" name="stop"/>' },
      ),
    )
    machine.start({ stopped: false }).complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.fire('s3').openTasks).to.deep.equal(['after'])
  })

  it('is released when what it waited for is cancelled', async () => {
    const machine = await Machine.of(
      bpmn(
        START +
          parallel('f') +
          inclusive('j') +
          tasks('a', 'b', 'other', 'after') +
          '<boundaryEvent id="t" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>',
        's > f > a > j > after; f > b > j; t > other',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.fire('t').openTasks).to.deep.equal(['after', 'other'])
  })

  it('knows only the tokens of its own sub-process', async () => {
    const machine = await Machine.of(
      bpmn(
        `${START}${parallel('f')}${tasks('outside')}<subProcess id="sub">${START.replace('"s"', '"s2"')}${inclusive('g', 'j')}${tasks('a', 'b', 'after')}
        ${flows('s2 > g; g > a [=true]; g > b [=both]; a > j; b > j; j > after')}</subProcess>`,
        's > f > sub; f > outside',
      ),
    )
    machine.start({ both: false })
    expect(machine.complete('a').openTasks).to.deep.equal(['after', 'outside'])
    const two = new Machine(machine.definition).start({ both: true }).complete('a')
    expect(two.openTasks).to.deep.equal(['b', 'outside'])
    expect(two.complete('b').openTasks).to.deep.equal(['after', 'outside'])
  })

  it('keeps the runs of a multi-instance sub-process apart', async () => {
    const machine = await Machine.of(
      bpmn(
        `${START}<subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
        <startEvent id="s2"/>${inclusive('g', 'j')}${tasks('a', 'b', 'after')}
        ${flows('s2 > g; g > a [=true]; g > b [=loopCounter = 1]; a > j; b > j; j > after')}</subProcess>`,
        's > sub',
      ),
    )
    machine.start()
    expect(machine.openTasks).to.deep.equal(['a', 'a', 'b'])
    machine.complete('a').complete('a')
    expect(machine.openTasks).to.deep.equal(['after', 'b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after', 'after'])
  })

  it('joins splits within splits', async () => {
    const machine = await Machine.of(
      bpmn(
        START + inclusive('g1', 'g2', 'j2', 'j1') + tasks('a', 'b', 'c', 'after'),
        's > g1; g1 > g2 [=inner]; g1 > c [=outer]; g2 > a [=a]; g2 > b [=b]; a > j2; b > j2; j2 > j1; c > j1; j1 > after',
      ),
    )
    machine.start({ inner: true, outer: true, a: true, b: true })
    expect(machine.openTasks).to.deep.equal(['a', 'b', 'c'])
    expect(machine.complete('c').complete('a').openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
  })

  it('may split and join at once', async () => {
    const machine = await Machine.of(
      bpmn(
        START + parallel('f') + inclusive('g') + tasks('a', 'b', 'x', 'y', 'z'),
        's > f > a > g; f > b > g; g > x [=n > 1]; g > y [=n > 2]; g > z [default]',
      ),
    )
    machine.start({ n: 3 }).complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['x', 'y'])
  })

  it('without a wait between stops an endless loop with an incident', async () => {
    const machine = await Machine.of(
      bpmn(START + inclusive('m') + '<task id="a"/><task id="b"/>', 's > m > a > b > m'),
      { stepBudget: 500 },
    )
    expect(machine.start().openIncidents.map(({ type }) => type)).to.deep.equal(['step-budget'])
  })

  it('holds several hundred branches together, and as many rounds on one flow', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `t${index}`)
    const all = await Machine.of(
      bpmn(
        START + parallel('f') + inclusive('j') + tasks('after') + names.map((id) => `<task id="${id}"/>`).join(''),
        `s > f; j > after; ${names.map((id) => `f > ${id} > j`).join(';')}`,
      ),
    )
    expect(all.start().openTasks).to.deep.equal(['after'])

    const rounds = await Machine.of(
      bpmn(
        START +
          parallel('f') +
          exclusive('m') +
          inclusive('j') +
          tasks('b', 'after') +
          names.map((id) => `<task id="${id}"/>`).join(''),
        `s > f; m > j > after; f > b > j; ${names.map((id) => `f > ${id} > m`).join(';')}`,
      ),
    )
    expect(rounds.start().openTasks).to.deep.equal(['b'])
    expect(rounds.complete('b').openTasks).to.have.length(300)
  })
})
