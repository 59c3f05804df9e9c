import { expect } from 'chai'
import { EMBEDDED } from '../../../engine/index.ts'
import { diagram, line } from '../../support/diagram-file.ts'
import { type TestEngine, openEngine } from '../../support/open-engine.ts'
import { codeOf } from '../../support/refusal.ts'

const local = { institutionId: 'local' }
const trip = diagram('trip', line('start', '<userTask id="book" />', '<userTask id="pack" />', 'end'))

describe('a command told twice with the same idempotency key', () => {
  let house: TestEngine
  beforeEach(async () => {
    house = await openEngine({ files: [trip], onDisk: true })
  })
  afterEach(() => house.close())

  const start = (key: string, fingerprint: string, id = EMBEDDED.id) =>
    house.engine.startProcessInstance({
      by: { ...EMBEDDED, id },
      processKey: 'trip',
      idempotency: { key, fingerprint },
    })

  it('happens once and answers the same, also after a restart', async () => {
    const first = await start('k-1', 'body-1')
    await house.restart()
    const again = await start('k-1', 'body-1')

    expect(again).to.deep.equal({ ...first, replayed: true })
    expect(first).not.to.have.property('replayed')
    expect(await house.openTasks()).to.deep.equal(['book'])
  })

  it('with another body is refused, and of another person is another command', async () => {
    await start('k-1', 'body-1')

    expect(await codeOf(start('k-1', 'body-2'))).to.equal('idempotency-key-reused')
    await start('k-1', 'body-2', 'somebody-else')

    expect(await house.openTasks()).to.deep.equal(['book', 'book'])
  })

  it('that was refused the first time may succeed the second', async () => {
    await house.start('trip')
    const { id: taskId } = await house.task('book')
    const complete = (by: typeof EMBEDDED) =>
      house.engine.completeTask({ by, taskId, data: {}, idempotency: { key: 'c-1', fingerprint: 'x' } })

    expect(await codeOf(complete({ ...EMBEDDED, mayManage: false }))).to.equal('not-allowed')
    const done = await complete(EMBEDDED)
    const again = await complete(EMBEDDED)

    expect(done.task.state).to.equal('completed')
    expect(again).to.deep.equal({ ...done, replayed: true })
    expect(await house.openTasks()).to.deep.equal(['pack'])
  })
})

describe('data that comes in', () => {
  let house: TestEngine
  before(async () => {
    house = await openEngine({ files: [trip] })
  })
  after(() => house.close())

  const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  const cases: readonly [string, string, string][] = [
    ['a __proto__ key', '{"list":[{"__proto__":{"approved":true}}]}', '/list/0/__proto__'],
    ['a constructor key', '{"constructor":{"prototype":1}}', '/constructor'],
    ['a NUL character', '{"text":"a\\u0000b"}', '/text'],
    ['half a surrogate pair', '{"text":"\\ud800"}', '/text'],
    ['33 levels', deep(33), '/a'.repeat(32)],
    [
      '1,001 names',
      JSON.stringify({ many: Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`k${n}`, n])) }),
      '/many',
    ],
    ['more than 256 kB', JSON.stringify({ text: 'x'.repeat(262_144) }), ''],
    ['a list', '[1]', ''],
  ]
  for (const [what, json, pointer] of cases) {
    it(`with ${what} is refused by its place, and nothing happens`, async () => {
      const refusal: unknown = await house.start('trip', JSON.parse(json)).catch((error: unknown) => error)

      expect(refusal).to.have.property('code', 'data-rejected')
      expect(refusal).to.have.nested.property('errors[0].pointer', pointer)
      expect((await house.engine.listProcessInstances(local)).items).to.deep.equal([])
    })
  }

  for (const timeToLive of ['P11Y', 'P999999999Y', '-P1D', '7 days']) {
    it(`with a message that lives for ${timeToLive} is refused`, async () => {
      const start = '<startEvent id="s"><messageEventDefinition messageRef="news" /></startEvent>'
      const listener = diagram('listener', line(start, 'end'), { messages: ['news'] })
      const own = await openEngine({ files: [listener] })
      const refused = own.engine.publishMessage({ by: EMBEDDED, name: 'news', payload: {}, timeToLive })

      expect(await codeOf(refused)).to.equal('data-rejected')
      await own.close()
    })
  }

  it('within the limits is taken as it is', async () => {
    const variables = JSON.parse(`{"text":"a~/č😀","nested":${deep(31)},"none":null,"list":[1,"2",false]}`)
    const { id } = await house.start('trip', variables)
    expect((await house.engine.getProcessInstance({ ...local, processInstanceId: id })).variables).to.deep.equal(
      variables,
    )
  })
})

describe('a case', () => {
  it('is where it was after a restart between any two steps', async () => {
    const house = await openEngine({ files: [trip], onDisk: true })
    const { id } = await house.start('trip', { to: 'Cēsis' })
    const where = async () => {
      const { tokens, variables, state } = await house.engine.getProcessInstance({ ...local, processInstanceId: id })
      return { at: tokens.map((token) => [token.elementId, token.waitingFor, token.since]), variables, state }
    }
    for (const element of ['book', 'pack']) {
      const before = await where()
      await house.restart()
      expect(await where()).to.deep.equal(before)
      await house.complete(element)
    }
    await house.restart()

    expect(await where()).to.deep.equal({ at: [], variables: { to: 'Cēsis' }, state: 'completed' })
    await house.close()
  })
})

describe('lists of tasks', () => {
  it('give every task once, page by page, in each order', async () => {
    const house = await openEngine({
      files: [
        diagram(
          'due',
          line(
            'start',
            '<userTask id="t" camunda:dueDate="=due" camunda:priority="=p" camunda:candidateGroups="clerks" />',
            'end',
          ),
        ),
      ],
    })
    const dues = ['2026-04-03T00:00:00.000Z', null, '2026-04-01T00:00:00.000Z', null, '2026-04-02T00:00:00.000Z']
    for (const [index, due] of dues.entries()) {
      await house.start('due', { due, p: index % 2 === 0 ? 80 : 20 })
      house.clock.move({ seconds: 1 })
    }
    const all = async (sortBy: 'dueAt' | 'createdAt' | 'priority') => {
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: {
          items: readonly { dueAt: string | null; createdAt: string; priority: number }[]
          next: string | null
        } = await house.engine.listTasks({
          ...local,
          sortBy,
          limit: 2,
          visibleTo: { userId: 'anna', groups: ['clerks'] },
          ...(after === null ? {} : { after }),
        })
        seen.push(...page.items.map((task) => String(task[sortBy])))
        after = page.next
      } while (after !== null)
      return seen
    }

    expect(await all('dueAt')).to.deep.equal([dues[2], dues[4], dues[0], 'null', 'null'])
    expect(await all('createdAt')).to.deep.equal([4, 3, 2, 1, 0].map((second) => `2026-03-02T08:00:0${second}.000Z`))
    expect(await all('priority')).to.deep.equal(['80', '80', '80', '20', '20'])
    expect(
      (await house.engine.listTasks({ ...local, visibleTo: { userId: 'guest', groups: [] } })).items,
    ).to.deep.equal([])
    expect((await house.engine.listTasks({ institutionId: 'other' })).items).to.deep.equal([])
    await house.close()
  })
})
