import { expect } from 'chai'
import {
  MESSAGE,
  TERMINATE,
  adHoc,
  boundary,
  catching,
  end,
  exclusive,
  inclusive,
  io,
  manual,
  receive,
  parallel,
  script,
  start,
  sub,
  throwing,
  undoable,
  user,
  when,
} from '../../bpmn-coverage/elements.ts'
import { change, machine, message } from '../../bpmn-coverage/play.ts'

/** Fails while `pattern` is no regular expression of ours. */
const MAY_FAIL = 'matches("a", pattern)'
const NO_PATTERN = { pattern: '(?=x)' }

describe('a conditional event at the border of what is done already', () => {
  it('interrupts a task that has passed but not gone on: what is behind the event is not left out', async () => {
    const m = await machine(
      start('s') + manual('a') + boundary('b', 'a', when('true')) + user('x') + user('y'),
      's > a > y; b > x',
    )
    expect(m.start().openTasks).to.deep.equal(['x'])
    expect(m.complete('x').ended?.status).to.equal('completed')
  })

  it('interrupts a sub-process by what its last element says', async () => {
    const m = await machine(
      start('s') +
        sub('box', start('i') + script('last', 'late', 'true'), 'i > last') +
        boundary('b', 'box', when('late = true')) +
        user('x') +
        user('y'),
      's > box > y; b > x',
    )
    expect(m.start().openTasks).to.deep.equal(['x'])
  })

  it('interrupts a multi-instance of nothing, and a loop that is passed', async () => {
    for (const repeated of [
      '<multiInstanceLoopCharacteristics camunda:collection="[]"/>',
      '<standardLoopCharacteristics testBefore="true" loopMaximum="0"/>',
    ]) {
      const m = await machine(
        start('s') + user('a', repeated) + boundary('b', 'a', when('true')) + user('x') + user('y'),
        's > a > y; b > x',
      )
      expect(m.start().openTasks, repeated).to.deep.equal(['x'])
    }
  })

  it('interrupts a multi-instance whose last run makes it true', async () => {
    const repeated = '<multiInstanceLoopCharacteristics camunda:collection="=[1, 2]"/>'
    const m = await machine(
      start('s') + user('a', repeated) + boundary('b', 'a', when('late = true')) + user('x') + user('y'),
      's > a > y; b > x',
    )
    m.start().complete('a')
    expect(m.complete('a', { late: true }).openTasks).to.deep.equal(['x'])
  })
})

describe('an event that came', () => {
  it('comes once, also where what it gave cannot be stored yet', async () => {
    const m = await machine(start('s') + catching('w', io({}, { y: MAY_FAIL }) + MESSAGE) + user('a'), 's > w > a')
    message(m.start(NO_PATTERN))
    expect(m.armed).to.deep.equal([])
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['w'])
    expect(change(m, { pattern: 'a' }).retry().openTasks).to.deep.equal(['a'])
    expect(m.openIncidents).to.deep.equal([])
  })
})

describe('an inclusive join', () => {
  it('does not wait for a compensation that nothing waits for', async () => {
    const m = await machine(
      start('s') +
        undoable('hotel') +
        parallel('g') +
        throwing('t', '<compensateEventDefinition waitForCompletion="false"/>') +
        exclusive('x') +
        end('e') +
        user('a') +
        inclusive('j') +
        user('next'),
      's > hotel > g; g > t > x; x > j [=go]; x > e [default]; g > a > j > next',
    )
    m.start({ go: false }).complete('hotel')
    expect(m.complete('a').openTasks).to.deep.equal(['next', 'unhotel'])
  })
})

describe('an end event that fails', () => {
  it('leaves no end state behind', async () => {
    const closed = (failing: string): string =>
      failing.replace(
        '<camunda:inputOutput>',
        '<camunda:properties><camunda:property name="endState" value="closed"/></camunda:properties><camunda:inputOutput>',
      )
    const m = await machine(
      start('s') + parallel('g') + end('e', closed(io({ v: MAY_FAIL })) + MESSAGE) + user('a') + end('t', TERMINATE),
      's > g > e; g > a > t',
    )
    m.start(NO_PATTERN)
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['e'])
    expect(m.complete('a').ended).to.include({ status: 'terminated', endState: null })
  })
})

describe('a payload of very many variables', () => {
  it('is stored in the time that it takes to copy it once', async () => {
    const m = await machine(start('s') + user('a') + user('b'), 's > a > b')
    const many = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`v${index}`, index]))
    const before = performance.now()
    expect(m.start().complete('a', many).openTasks).to.deep.equal(['b'])
    expect(performance.now() - before).to.be.below(5_000)
    expect(m.variable('v39999')).to.equal(39_999)
  })
})

describe('an activity that begins with several tokens', () => {
  const IN = `<ioSpecification><dataInput id="in" name="paper"/><inputSet><dataInputRefs>in</dataInputRefs></inputSet>
<outputSet/></ioSpecification><dataInputAssociation><sourceRef>paperRef</sourceRef><targetRef>in</targetRef></dataInputAssociation>`
  const PAPER = '<dataObject id="d"/><dataObjectReference id="paperRef" name="paper" dataObjectRef="d"/>'

  it('waited for its data and failed begins on retry without further tokens', async () => {
    const m = await machine(
      start('s') + PAPER + parallel('g') + exclusive('x') + user('a', io({ v: MAY_FAIL }) + IN, 'startQuantity="2"'),
      's > g; g > a; g > x > a',
    )
    change(m.start(NO_PATTERN), { paper: 'form' })
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['a'])
    expect(change(m, { pattern: 'a' }).retry().openTasks).to.deep.equal(['a'])
    expect(m.path.filter((id) => id === 'a')).to.have.length(2)
  })

  it('waited for its turn and failed begins on retry without further tokens', async () => {
    const m = await machine(
      start('s') +
        adHoc(
          'box',
          user('a') + user('b', io({ v: MAY_FAIL }), 'startQuantity="2"') + user('c'),
          'a > b; a > c > b',
          'ordering="Sequential"',
        ),
      's > box',
    )
    m.start(NO_PATTERN).complete('a')
    expect(m.openTasks).to.deep.equal(['c'])
    m.complete('c')
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['b'])
    expect(change(m, { pattern: 'a' }).retry().openTasks).to.deep.equal(['b'])
    expect(m.complete('b').ended?.status).to.equal('completed')
  })
})

describe('a receive task that loops and starts instances', () => {
  it('counts the message for the first run and waits for the next', async () => {
    const m = await machine(
      receive('r', '<standardLoopCharacteristics loopMaximum="2"/>', 'messageRef="M" instantiate="true"') + user('a'),
      'r > a',
    )
    m.start({}, 'r')
    expect(m.openTasks).to.deep.equal([])
    expect(message(m).openTasks).to.deep.equal(['a'])
  })
})
