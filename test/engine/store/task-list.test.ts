import { expect } from 'chai'
import type { TaskQuery } from '../../../engine/engine.ts'
import { countTasks, listTasks } from '../../../engine/queries/list-tasks.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import type { Store } from '../../../engine/store/store.ts'
import { DATABASE_KIND, type TestDatabase, freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/silent-log.ts'
import { addManyTasks, GROUPS, INSTITUTION } from './many-tasks.ts'
import { plansOf } from './plans-of.ts'

const NOW = '2026-03-05T12:00:00.000Z'
const COUNT = 2000

/** Somebody in ten of the groups, who also holds a few tasks of others. */
const ANNA = { userId: 'anna', groups: Array.from({ length: 10 }, (_, at) => `G@${at}`) }
const EVERYWHERE = { userId: 'bob', groups: ['G', 'G@*'] }
const OPEN = { institutionId: INSTITUTION, state: 'open' } as const

describe('lists among very many tasks', () => {
  let database: TestDatabase
  let store: Store

  before(async () => {
    database = await freshDatabase()
    store = await openStore({ ...database.address, clock: { now: () => new Date(NOW) }, log: silentLog })
    await addManyTasks(store, COUNT)
  })
  after(async () => {
    await store.close()
    await database.release()
  })

  const list = (query: TaskQuery) => store.read((manager) => listTasks(manager, query, NOW))
  const count = (query: TaskQuery, upTo?: number) => store.read((manager) => countTasks(manager, query, NOW, upTo))
  /** Page by page to the end. */
  const all = async (query: TaskQuery) => {
    const items = []
    for (let after: string | undefined | null = undefined; after !== null;) {
      const page = await list({ ...query, limit: 200, ...(after === undefined ? {} : { after }) })
      items.push(...page.items)
      after = page.next
    }
    return items
  }
  const mayAnna = (groups: readonly string[], assignee: string | null): boolean =>
    assignee === 'anna' || groups.some((group) => ANNA.groups.includes(group))

  it('give whoever asks exactly their own, in order of due dates, each once', async () => {
    const everything = await all(OPEN)
    const own = await all({ ...OPEN, visibleTo: ANNA })

    const due = (task: (typeof own)[number]) => `${task.dueAt ?? '9999'} ${task.id}`
    const expected = everything.filter((task) => mayAnna(task.candidateGroups, task.assignee))
    expect(everything).to.have.length(COUNT + 1)
    expect(own.map(due)).to.deep.equal(expected.map(due).sort())
    expect(await all({ ...OPEN, visibleTo: EVERYWHERE })).to.have.length(COUNT)
    const both = await all({ ...OPEN, visibleTo: [ANNA, EVERYWHERE] })
    expect(both).to.have.length(COUNT)
  })

  it('go the other way round, and by priority and time', async () => {
    const visibleTo = ANNA
    const natural = await all({ ...OPEN, visibleTo })
    const turned = await all({ ...OPEN, visibleTo, direction: 'desc' })
    expect(turned.map(({ id }) => id)).to.deep.equal(natural.map(({ id }) => id).toReversed())
    const managed = await all({ ...OPEN, direction: 'desc' })
    expect(managed.map(({ id }) => id)).to.deep.equal((await all(OPEN)).map(({ id }) => id).toReversed())

    const byPriority = await all({ ...OPEN, visibleTo, sortBy: 'priority' })
    const priorities = byPriority.map(({ priority }) => priority)
    expect(priorities).to.deep.equal([...priorities].sort((a, b) => b - a))
    const oldest = (await all({ ...OPEN, visibleTo, sortBy: 'createdAt', direction: 'asc' })).map(
      (one) => one.createdAt,
    )
    expect(oldest).to.deep.equal([...oldest].sort())
    expect(byPriority).to.have.length(natural.length)
  })

  it('find by what the case is about', async () => {
    const number = 'n10000008'
    const [one, ...others] = await all({ ...OPEN, text: `  DECLĀR ${number}` })
    expect([one?.caseNumber, one?.subject, others.length]).to.deep.equal(['P-10000008', 'Subject', 0])
    expect(await all({ ...OPEN, text: `surname9 ${number}` })).to.deep.equal([])
    expect(await all({ ...OPEN, text: 'declaration', visibleTo: ANNA })).to.have.length(
      (await all({ ...OPEN, visibleTo: ANNA })).filter(({ subject }) => subject !== null).length,
    )

    const visibleTo = ANNA
    const wanted = { categories: ['case2', 'case4'], casePriorities: ['P1'] }
    const found = await all({ ...OPEN, visibleTo, ...wanted })
    const expected = (await all({ ...OPEN, visibleTo })).filter(
      ({ category, casePriority }) => wanted.categories.includes(category ?? '') && casePriority === 'P1',
    )
    expect(found.map(({ id }) => id)).to.deep.equal(expected.map(({ id }) => id))
    expect(found).to.have.length.above(0)
    expect(await all({ ...OPEN, visibleTo, categories: [] })).to.deep.equal([])
    expect(await all({ ...OPEN, visibleTo, caseStatuses: ['closed'] })).to.deep.equal([])
  })

  it('tell what is late, and of whom', async () => {
    const late = await all({ ...OPEN, visibleTo: ANNA, overdue: true })
    const everything = await all({ ...OPEN, visibleTo: ANNA })
    expect(late.map(({ id }) => id)).to.deep.equal(
      everything.filter(({ dueAt }) => dueAt !== null && dueAt < NOW).map(({ id }) => id),
    )
    const inTime = await all({ ...OPEN, visibleTo: ANNA, overdue: false })
    expect(inTime).to.have.length(everything.length - late.length)
    const done = await all({ institutionId: INSTITUTION, state: 'completed', completedBy: 'u3' })
    expect(new Set(done.map(({ completedBy }) => completedBy))).to.deep.equal(new Set(['u3']))
  })

  it('are counted, no further than asked', async () => {
    const visibleTo = ANNA
    const own = (await all({ ...OPEN, visibleTo })).length
    expect(await count({ ...OPEN, visibleTo }, 5000)).to.deep.equal({ count: own, more: false })
    expect(await count({ ...OPEN, visibleTo }, own)).to.deep.equal({ count: own, more: false })
    expect(await count({ ...OPEN, visibleTo }, own - 1)).to.deep.equal({ count: own - 1, more: true })
    expect(await count(OPEN)).to.deep.equal({ count: 1000, more: true })
    const late = (await all({ ...OPEN, visibleTo, overdue: true })).length
    expect(await count({ ...OPEN, visibleTo, overdue: true }, 5000)).to.deep.equal({ count: late, more: false })
    const since = '2026-02-27T00:00:00.000Z'
    const fresh = (await all({ ...OPEN, visibleTo })).filter(({ createdAt }) => createdAt > since).length
    expect(await count({ ...OPEN, visibleTo, createdAfter: since }, 5000)).to.deep.equal({ count: fresh, more: false })
  })

  const FULL = /SCAN (task|queue|candidate|found|summary)\b|Seq Scan on (task|task_candidate|case_word|case_summary)\b/
  const one = ANNA.groups.slice(0, 1)
  for (const [what, query] of Object.entries<Partial<TaskQuery>>({
    'the inbox of somebody in one of the groups': { visibleTo: { userId: 'anna', groups: one } },
    'its late ones': { visibleTo: { userId: 'anna', groups: one }, overdue: true },
    'what a rare word finds': { visibleTo: { userId: 'anna', groups: one }, text: 'n10000020' },
    'what somebody holds': { assignee: 'anna' },
    'the inbox of who manages': {},
  }))
    it(`look at no more than they must: ${what}`, async () => {
      const plans = await plansOf(store, (manager) => listTasks(manager, { ...OPEN, ...query }, NOW))
      expect(plans).to.match(/task_candidate|task_open|queue|task/)
      expect(plans).not.to.match(FULL)
    })

  it('begin with the queues of who asks, each in its order', async function () {
    if (DATABASE_KIND !== 'sqlite') this.skip()
    const plans = await plansOf(store, (manager) => listTasks(manager, { ...OPEN, visibleTo: ANNA }, NOW))
    const queues = plans.match(/SEARCH queue USING COVERING INDEX task_candidate_open/g)
    expect(queues).to.have.length(ANNA.groups.length + 1)
    expect(GROUPS).to.be.above(ANNA.groups.length)
  })
})
