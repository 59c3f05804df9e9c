import { expect } from 'chai'
import {
  ERROR,
  boundary,
  exclusive,
  manual,
  parallel,
  receive,
  script,
  send,
  service,
  start,
  task,
  user,
} from '../elements.ts'
import { engine, file, machine, message, publish } from '../play.ts'
import { story } from '../story.ts'

const QUANTITY = (which: string, of: number) => `${which}Quantity="${of}"`

export const tasks = [
  story('task/none', 'passes at once', async () => {
    const m = await machine(start('s') + task('t') + user('a'), 's > t > a')
    expect(m.start().path).to.deep.equal(['s', 't', 'a'])
  }),
  story('task/user', 'is open until a person completes it; what they say are data', async () => {
    const m = await machine(start('s') + user('a') + user('b'), 's > a > b')
    expect(m.start().openTasks).to.deep.equal(['a'])
    expect(m.complete('a', { approved: true }).openTasks).to.deep.equal(['b'])
    expect(m.variables).to.deep.equal({ approved: true })
  }),
  story('task/manual', 'passes at once', async () => {
    const m = await machine(start('s') + manual('t') + user('a'), 's > t > a')
    expect(m.start().openTasks).to.deep.equal(['a'])
  }),
  story('task/service', 'is done when its handler is; what that gives are data', async () => {
    const m = await machine(start('s') + service('w') + user('a'), 's > w > a')
    m.start()
    expect(m.job('w')).to.include({ type: 'handler', topic: 'work' })
    expect(m.openTasks).to.deep.equal([])
    expect(m.completeJob('w', { sum: 5 }).openTasks).to.deep.equal(['a'])
    expect(m.variable('sum')).to.equal(5)
  }),
  story('task/service-outside', 'waits for whoever fetches it', async () => {
    const work = '<serviceTask id="w" camunda:type="external" camunda:topic="print"/>'
    const m = await machine(start('s') + work + user('a'), 's > w > a')
    m.start()
    expect(m.job('w')).to.include({ type: 'external', topic: 'print' })
    expect(m.completeJob('w').openTasks).to.deep.equal(['a'])
  }),
  story('task/service-open', 'waits under its id, or under the name of its operation', async () => {
    const work = '<serviceTask id="w"/><serviceTask id="o" operationRef="print"/><businessRuleTask id="r"/>'
    const roots =
      '<interface id="i" name="i"><operation id="print" name="printLetter"><inMessageRef>M</inMessageRef></operation></interface>'
    const m = await machine(start('s') + work + user('a'), 's > w > o > r > a', roots)
    m.start()
    expect(m.job('w')).to.include({ type: 'external', topic: 'w' })
    expect(m.completeJob('w').job('o')).to.include({ type: 'external', topic: 'printLetter' })
    expect(m.completeJob('o').completeJob('r').openTasks).to.deep.equal(['a'])
  }),
  story('task/send', 'sends its message and passes', async () => {
    const m = await machine(start('s') + send('t', '', 'messageRef="M"') + user('a'), 's > t > a')
    expect(m.start({ sum: 1 }).thrown.map(({ name, payload }) => [name, payload])).to.deep.equal([['paid', { sum: 1 }]])
    expect(m.openTasks).to.deep.equal(['a'])
  }),
  story('task/receive', 'waits for its message and takes its data', async () => {
    const m = await machine(start('s') + receive('r', '', 'messageRef="M"') + user('a'), 's > r > a')
    expect(m.start().openTasks).to.deep.equal([])
    expect(message(m, { sum: 5 }).openTasks).to.deep.equal(['a'])
    expect(m.variable('sum')).to.equal(5)
  }),
  story('task/receive-start', 'its message begins an instance, and is received by it', () =>
    engine([file('p', receive('r', '', 'messageRef="M" instantiate="true"') + user('a'), 'r > a')], async (house) => {
      await publish(house)
      expect(await house.openTasks()).to.deep.equal(['a'])
      await publish(house)
      expect(await house.openTasks()).to.deep.equal(['a', 'a'])
    }),
  ),
  story('task/script-empty', 'passes', async () => {
    const m = await machine(start('s') + '<scriptTask id="t"/>' + user('a'), 's > t > a')
    expect(m.start().openTasks).to.deep.equal(['a'])
  }),
  story('task/script', 'computes at once', async () => {
    const m = await machine(start('s') + script('t', 'sum', 'price * count') + user('a'), 's > t > a')
    m.start({ price: 3, count: 4 })
    expect(m.variable('sum')).to.equal(12)
    expect(m.openTasks).to.deep.equal(['a'])
  }),
  story('task/business-rule', 'asks its decision; the answer are data', async () => {
    const rule =
      '<businessRuleTask id="t" camunda:decisionRef="discount" camunda:resultVariable="rate" camunda:mapDecisionResult="singleEntry"/>'
    const m = await machine(start('s') + rule + user('a'), 's > t > a')
    m.environment = {
      ...m.environment,
      decide: (decisionId, { sum }) => ({
        decisionId,
        outputs: [{ rate: Number(sum) > 100 ? 10 : 0 }],
        single: true,
        matchedRules: [],
        warnings: [],
      }),
    }
    m.start({ sum: 500 })
    expect(m.variable('rate')).to.equal(10)
    expect(m.openTasks).to.deep.equal(['a'])
  }),
  story('task/error', 'leads out by the error event', async () => {
    const m = await machine(
      start('s') + service('w') + boundary('b', 'w', ERROR) + user('a') + user('mend'),
      's > w > a; b > mend',
    )
    expect(m.start().throwJobError('w', 'BROKEN', { why: 'rain' }).openTasks).to.deep.equal(['mend'])
    expect(m.variable('why')).to.equal('rain')
  }),
  story('task/failure', 'its token stays until the work is tried again', async () => {
    const m = await machine(start('s') + service('w') + boundary('b', 'w', ERROR) + user('a'), 's > w > a')
    m.start().failJob('w', 'no connection')
    expect(m.openIncidents.map(({ element }) => element)).to.deep.equal(['w'])
    expect(m.openTasks).to.deep.equal([])
    expect(m.retry().completeJob('w').openTasks).to.deep.equal(['a'])
  }),
  story('task/tokens', 'each token is a run of its own', async () => {
    const m = await machine(
      start('s') + parallel('g') + task('x') + task('y') + exclusive('j') + user('a') + user('b'),
      's > g; g > x > j; g > y > j; j > a > b',
    )
    expect(m.start().openTasks).to.deep.equal(['a', 'a'])
    expect(m.complete('a').openTasks).to.deep.equal(['a', 'b'])
    expect(m.complete('a').openTasks).to.deep.equal(['b', 'b'])
  }),
  story('task/start-quantity', 'two tokens begin one run; a third waits for the fourth', async () => {
    const m = await machine(
      start('s') + user('x') + user('y') + user('z') + user('w') + user('a', '', QUANTITY('start', 2)),
      's > x > a; s > y > a; s > z > a; s > w > a',
    )
    expect(m.start().complete('x').openTasks).to.deep.equal(['w', 'y', 'z'])
    expect(m.complete('y').openTasks).to.deep.equal(['a', 'w', 'z'])
    expect(m.complete('z').openTasks).to.deep.equal(['a', 'w'])
    expect(m.complete('w').openTasks).to.deep.equal(['a', 'a'])
  }),
  story('task/completion-quantity', 'so many tokens go on', async () => {
    const m = await machine(start('s') + user('a', '', QUANTITY('completion', 3)) + user('b'), 's > a > b')
    expect(m.start().complete('a').openTasks).to.deep.equal(['b', 'b', 'b'])
  }),
]
