import { expect } from 'chai'
import { DEFAULT_PREFERENCES } from '../../../api/workplace/preferences.ts'
import { Preference } from '../../../api/workplace/tables.ts'
import { anna, berta, openWorkplace, type TestWorkplace } from './open-workplace.ts'

describe('a person’s own', () => {
  let house: TestWorkplace
  beforeEach(async () => {
    house = await openWorkplace()
  })
  afterEach(() => house.close())

  describe('preferences', () => {
    it('are as the house has them until the person decides, and then theirs alone', async () => {
      const { preferences } = house.workplace
      expect(await preferences.get(anna)).to.deep.equal(DEFAULT_PREFERENCES)
      const notices = { ...DEFAULT_PREFERENCES.notices, overdue: { page: false, email: false } }
      await preferences.set({ ...anna, preferences: { shortcuts: true, firstSteps: true, notices } })
      await preferences.set({ ...anna, preferences: { shortcuts: false, firstSteps: false, notices } })

      expect(await preferences.get(anna)).to.deep.equal({ shortcuts: false, firstSteps: false, notices })
      expect(await preferences.get(berta)).to.deep.equal(DEFAULT_PREFERENCES)
    })

    it('stored before there was something to decide have the default there', async () => {
      const content = JSON.stringify({ notices: { assigned: { page: false } } })
      await house.store.write((manager) => manager.insert(Preference, { ...anna, content, updatedAt: '2026' }))

      expect(await house.workplace.preferences.get(anna)).to.deep.equal({
        ...DEFAULT_PREFERENCES,
        notices: { ...DEFAULT_PREFERENCES.notices, assigned: { page: false, email: true } },
      })
    })
  })

  describe('notices', () => {
    const add = (owner: typeof anna | typeof berta, task: string) =>
      house.workplace.notices.add({
        ...owner,
        kind: 'assigned',
        eventKey: `assigned:${task}`,
        taskId: task,
        facts: { name: 'Izskatīt' },
      })

    it('tell one person of one event once, also when two notice it at one moment', async () => {
      const { notices } = house.workplace
      expect(await Promise.all([add(anna, 't1'), add(anna, 't1'), add(berta, 't1')])).to.have.members([
        true,
        false,
        true,
      ])
      await notices.markAllRead(anna)

      expect(await add(anna, 't1')).to.equal(false)
      const { items } = await notices.list({ ...anna, limit: 10 })
      expect(items).to.have.length(1)
      expect(items[0]).to.deep.include({ kind: 'assigned', taskId: 't1', facts: { name: 'Izskatīt' } })
      expect(items[0]?.readAt).to.be.a('string')
    })

    it('are listed page by page, the latest first, with as many unread as there are', async () => {
      const { notices } = house.workplace
      for (const task of ['t1', 't2', 't3', 't4', 't5']) {
        await add(anna, task)
        if (task !== 't2') house.passTime(1)
      }
      await add(berta, 't9')
      const seen: (string | null)[] = []
      let after: string | undefined
      do {
        const page = await notices.list({ ...anna, limit: 2, ...(after === undefined ? {} : { after }) })
        seen.push(...page.items.map(({ taskId }) => taskId))
        after = page.next ?? undefined
      } while (after !== undefined)
      // Two came at the same moment.
      expect([seen.slice(0, 2), seen.slice(2, 4).sort(), seen[4]]).to.deep.equal([['t5', 't4'], ['t2', 't3'], 't1'])

      const [latest] = (await notices.list({ ...anna, limit: 1 })).items
      await notices.markRead({ ...berta, id: latest?.id ?? '' })
      expect(await notices.countUnread(anna)).to.equal(5)
      await notices.markRead({ ...anna, id: latest?.id ?? '' })
      expect(await notices.countUnread(anna)).to.equal(4)
      await notices.markAllRead(anna)
      expect([await notices.countUnread(anna), await notices.countUnread(berta)]).to.deep.equal([0, 1])
    })

    it('are removed when they are old, a few at a time', async () => {
      const { notices } = house.workplace
      for (const task of ['t1', 't2', 't3']) await add(anna, task)
      house.passTime(24)
      await add(anna, 't4')
      const than = house.clock.now().toISOString()

      expect([await notices.removeOlder(than, 2), await notices.removeOlder(than, 2)]).to.deep.equal([2, 1])
      expect((await notices.list({ ...anna, limit: 10 })).items.map(({ taskId }) => taskId)).to.deep.equal(['t4'])
    })
  })
})
