import { expect } from 'chai'
import { bpmn, flows } from '../../support/bpmn.ts'
import { Machine } from '../../support/machine.ts'

const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')

const complex = (id: string, condition: string | null = null): string =>
  condition === null
    ? `<complexGateway id="${id}"/>`
    : `<complexGateway id="${id}"><activationCondition>${condition.replaceAll('<', '&lt;')}</activationCondition></complexGateway>`

/** Three branches into a complex gateway "g". */
const three = (condition: string | null, out: string, more = tasks('after')): string =>
  bpmn(
    `<startEvent id="s"/><parallelGateway id="f"/>${tasks('a', 'b', 'c')}${complex('g', condition)}${more}`,
    `s > f; f > a > g; f > b > g; f > c > g; ${out}`,
  )

const tokens = (machine: Machine): number => Object.keys(machine.state?.tokens ?? {}).length

describe('a complex gateway', () => {
  it('goes on with the first token where it has no condition, and swallows the others', async () => {
    const machine = await Machine.of(three(null, 'g > after'))
    expect(machine.start().complete('b').openTasks).to.deep.equal(['a', 'after', 'c'])
    machine.complete('a').complete('c')
    expect(machine.openTasks).to.deep.equal(['after'])
    expect(tokens(machine)).to.equal(1)
    expect(machine.complete('after').ended?.status).to.equal('completed')
  })

  it('goes on as soon as its activation condition holds over the number of flows that have a token', async () => {
    const machine = await Machine.of(three('=activationCount >= 2', 'g > after'))
    expect(machine.start().complete('a').openTasks).to.deep.equal(['b', 'c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after', 'b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
    expect(machine.complete('after').ended?.status).to.equal('completed')
  })

  it('reads its condition in Camunda’s writing, over the data of the process', async () => {
    const machine = await Machine.of(three('${activationCount == needed}', 'g > after'))
    machine.start({ needed: 3 }).complete('a').complete('b')
    expect(machine.openTasks).to.deep.equal(['c'])
    expect(machine.complete('c').openTasks).to.deep.equal(['after'])
  })

  it('chooses its flows by their conditions, else the default', async () => {
    const out = 'g > x [=n > 1]; g > y [=n > 2]; g > z [default]'
    const machine = await Machine.of(three(null, out, tasks('x', 'y', 'z')))
    expect(machine.start({ n: 3 }).complete('a').openTasks).to.deep.equal(['b', 'c', 'x', 'y'])
    expect(new Machine(machine.definition).start({ n: 0 }).complete('a').openTasks).to.deep.equal(['b', 'c', 'z'])
  })

  it('stops with an incident when no flow can be taken; a retry goes on', async () => {
    const machine = await Machine.of(three(null, 'g > x [=n > 1]; g > y [=n > 2]', tasks('x', 'y')))
    machine.start({ n: 0 }).complete('a')
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['g'])
    machine.take({ kind: 'variables-changed', variables: { n: 2 } }).retry()
    expect(machine.openTasks).to.deep.equal(['b', 'c', 'x'])
  })

  it('opens an incident when its condition cannot be answered, and the token is there again after a retry', async () => {
    const machine = await Machine.of(three('=needed', 'g > after'))
    machine.start({ needed: 'many' }).complete('a')
    expect(machine.openIncidents.map(({ element }) => element)).to.deep.equal(['g'])
    machine.take({ kind: 'variables-changed', variables: { needed: true } }).retry()
    expect(machine.openTasks).to.deep.equal(['after', 'b', 'c'])
  })

  it('on its reset sends tokens only where a flow asks for the reset', async () => {
    const out = 'g > first [=waitingForStart]; g > rest [=not(waitingForStart)]'
    const machine = await Machine.of(three(null, out, tasks('first', 'rest')))
    expect(machine.start().complete('a').openTasks).to.deep.equal(['b', 'c', 'first'])
    expect(machine.complete('b').openTasks).to.deep.equal(['c', 'first'])
    expect(machine.complete('c').openTasks).to.deep.equal(['first', 'rest'])
  })

  it('is reset, too, when the tokens it awaits go elsewhere', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="x"/><endEvent id="e"/>${tasks('a', 'b', 'first', 'rest')}${complex('g')}`,
        's > f > a > g; f > b > x; x > g [=come]; x > e [default]; g > first [=waitingForStart]; g > rest [=not(waitingForStart)]',
      ),
    )
    machine.start().complete('a')
    expect(machine.openTasks).to.deep.equal(['b', 'first'])
    expect(machine.complete('b', { come: false }).openTasks).to.deep.equal(['first', 'rest'])
  })

  it('is reset before its scope ends', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><task id="b"/><endEvent id="e"/>${tasks('rest')}${complex('g', '=activationCount >= 2')}`,
        's > f > a > g; f > b > g; g > e [=waitingForStart]; g > rest [=not(waitingForStart)]',
      ),
    )
    expect(machine.start().openTasks).to.deep.equal(['rest'])
    expect(machine.complete('rest').ended?.status).to.equal('completed')
  })

  it('gives no second token to a flow whose condition is about data alone', async () => {
    const machine = await Machine.of(
      bpmn(`<startEvent id="s"/>${complex('g')}${tasks('a', 'b')}`, 's > g; g > a [=n > 1]; g > b [=n > 2]'),
    )
    expect(machine.start({ n: 3 }).openTasks).to.deep.equal(['a', 'b'])
    expect(machine.complete('a').complete('b').ended?.status).to.equal('completed')
  })

  it('keeps a further token of a flow that was taken for the next round', async () => {
    // "a" and "c" come by the same flow.
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/>${tasks('a', 'b', 'c', 'after')}${complex('g')}`,
        's > f > a > m > g > after; f > c > m; f > b > g',
      ),
    )
    machine.start().complete('a').complete('c')
    expect(machine.openTasks).to.deep.equal(['after', 'b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after', 'after'])
    expect(machine.complete('after').complete('after').ended?.status).to.equal('completed')
  })

  it('works round after round in a loop', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><exclusiveGateway id="m"/><exclusiveGateway id="x"/><parallelGateway id="f"/>${tasks('a', 'b', 'after')}<endEvent id="e"/>${complex('g', '=activationCount = 2')}`,
        's > m > f > a > g; f > b > g; g > after > x; x > m [=again]; x > e [default]',
      ),
    )
    machine.start()
    for (let round = 0; round < 3; round++) {
      expect(machine.complete('a').openTasks).to.deep.equal(['b'])
      expect(machine.complete('b').openTasks).to.deep.equal(['after'])
      machine.complete('after', { again: round < 2 })
    }
    expect(machine.ended?.status).to.equal('completed')
  })

  it('awaits tokens that an earlier branch has yet to bring, so that they belong to the round before', async () => {
    // The first token loops back while "b" is still awaited: it is the next round, which begins after the reset.
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/><exclusiveGateway id="m"/><exclusiveGateway id="x"/>${tasks('a', 'b', 'after')}<endEvent id="e"/>${complex('g')}`,
        's > f > m > a > g; f > b > g; g > after > x; x > m [=again]; x > e [default]',
      ),
    )
    machine.start().complete('a').complete('after', { again: true }).complete('a')
    expect(machine.openTasks).to.deep.equal(['b'])
    expect(machine.complete('b').openTasks).to.deep.equal(['after'])
  })

  it('is forgotten with what an interrupting event sub-process cancels', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><parallelGateway id="f"/>${tasks('a', 'b', 'first', 'rest')}${complex('g')}
         <subProcess id="stop" triggeredByEvent="true"><startEvent id="s2"><messageEventDefinition messageRef="M"/></startEvent>${tasks('clean')}${flows('s2 > clean')}</subProcess>`,
        's > f > a > g; f > b > g; g > first [=waitingForStart]; g > rest [=not(waitingForStart)]',
        { roots: '<message id="M" name="stop"/>' },
      ),
    )
    machine.start().complete('a').fire('s2')
    expect(machine.openTasks).to.deep.equal(['clean'])
    expect(machine.complete('clean').ended?.status).to.equal('completed')
  })

  it('keeps the rounds of two sub-process runs apart', async () => {
    const machine = await Machine.of(
      bpmn(
        `<startEvent id="s"/><subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
         <startEvent id="s2"/><parallelGateway id="f"/>${tasks('a', 'b', 'after')}${complex('g')}${flows('s2 > f > a > g; f > b > g; g > after')}</subProcess>`,
        's > sub',
      ),
    )
    machine.start().complete('a').complete('a')
    expect(machine.openTasks).to.deep.equal(['after', 'after', 'b', 'b'])
    machine.complete('b').complete('b').complete('after').complete('after')
    expect(machine.ended?.status).to.equal('completed')
  })
})
