import { expect } from 'chai'
import type { CaseQuery } from '../../../engine/engine.ts'
import { listCases } from '../../../engine/queries/list-cases.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import type { Store } from '../../../engine/store/store.ts'
import type { CaseView } from '../../../engine/model/views.ts'
import { type TestDatabase, freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/silent-log.ts'
import { addManyTasks, INSTITUTION } from './many-tasks.ts'
import { plansOf } from './plans-of.ts'

const COUNT = 1000
const OURS = { institutionId: INSTITUTION }
/** Has a few tasks, and could take those of one group. */
const ANNA = { userId: 'anna', groups: ['G@3'], processKeys: [] }

describe('lists of cases among very many', () => {
  let database: TestDatabase
  let store: Store

  before(async () => {
    database = await freshDatabase()
    store = await openStore({ ...database.address, clock: { now: () => new Date() }, log: silentLog })
    await addManyTasks(store, COUNT)
    await store.write(async (manager) => {
      await manager.query(
        `UPDATE process_instance SET ended_at = '2026-03-03T08:00:00.000Z', status = 'completed', started_by = 'bob' WHERE id IN ('c10000002', 'c10000004', 'c10000006')`,
      )
      // What a case called is part of it and no case of its own.
      await manager.query(
        `UPDATE process_instance SET parent_instance_id = 'c10000001', root_instance_id = 'c10000001' WHERE id = 'c10000003'`,
      )
    })
  })
  after(async () => {
    await store.close()
    await database.release()
  })

  const list = (query: Partial<CaseQuery>) => store.read((manager) => listCases(manager, { ...OURS, ...query }))
  const all = async (query: Partial<CaseQuery>): Promise<readonly CaseView[]> => {
    const items: CaseView[] = []
    for (let after: string | undefined | null = undefined; after !== null;) {
      const page = await list({ limit: 200, ...query, ...(after === undefined ? {} : { after }) })
      items.push(...page.items)
      after = page.next
    }
    return items
  }
  const ids = (cases: readonly CaseView[]) => cases.map(({ id }) => id)

  it('go from the newest to the oldest, each once, without what a case called', async () => {
    const found = await all({})
    expect(found).to.have.length(2 * COUNT)
    expect(ids(found)).to.deep.equal(ids(found).toSorted().toReversed())
    expect(ids(found)).not.to.include('c10000003')
    expect(found.find(({ id }) => id === 'c10000008')).to.include({ caseNumber: 'P-10000008', state: 'active' })
  })

  it('find by words, by what they are about and by whether they have ended', async () => {
    expect(ids(await all({ text: ' DECLĀR n10000008' }))).to.deep.equal(['c10000008'])
    expect(await all({ text: 'n10000008 surname9' })).to.deep.equal([])
    expect(await all({ text: 'declaration' })).to.have.length(2 * COUNT - 1)
    const everything = await all({})
    const wanted = everything.filter(({ category, casePriority }) => category === 'case4' && casePriority === 'P1')
    expect(ids(await all({ categories: ['case4'], casePriorities: ['P1'] }))).to.deep.equal(ids(wanted))
    expect(wanted.length).to.be.above(0)
    expect(ids(await all({ isRunning: false }))).to.deep.equal(['c10000006', 'c10000004', 'c10000002'])
    expect(await all({ isRunning: true })).to.have.length(everything.length - 3)
    expect(await all({ processKeys: ['q'] })).to.deep.equal([])
    expect(await all({ caseStatuses: [] })).to.deep.equal([])
  })

  it('show a person what they began, and what they have, had or could take a task of', async () => {
    const own = ids(await all({ visibleTo: ANNA }))
    // Of every group one task in forty, open or done; of Anna every four hundredth case.
    const mine = ids(await all({})).filter((id) => {
      const number = Number(id.slice(1)) - 10_000_000
      return Math.floor(number / 2) % 40 === 3 || number % 400 === 0
    })
    expect(own).to.deep.equal(mine)
    expect(mine.length).to.be.above(50)

    expect(ids(await all({ visibleTo: { userId: 'bob', groups: [], processKeys: [] } }))).to.deep.equal([
      'c10000006',
      'c10000004',
      'c10000002',
    ])
    const done = await all({ visibleTo: { userId: 'u3', groups: [], processKeys: [] } })
    expect(done.length).to.be.above(0)
    expect(await all({ visibleTo: { userId: 'nobody', groups: [], processKeys: ['p'] } })).to.have.length(2 * COUNT)
    expect(await all({ visibleTo: { userId: 'nobody', groups: [], processKeys: [] } })).to.deep.equal([])
  })

  const FULL =
    /SCAN (instance|task|candidate|found|summary)\b(?! USING)|Seq Scan on (process_instance|task|task_candidate|case_word|case_summary)\b/
  for (const [what, query] of Object.entries<Partial<CaseQuery>>({
    'the newest': {},
    'those of a priority': { casePriorities: ['P1'] },
    'those of a process': { processKeys: ['p'] },
    'what a rare word finds': { text: 'n10000020' },
    'what a frequent word finds': { text: 'declaration' },
    'those of a person': { visibleTo: ANNA },
  }))
    it(`look at no more than they must: ${what}`, async () => {
      const plans = await plansOf(store, (manager) => listCases(manager, { ...OURS, ...query, limit: 25 }))
      expect(plans).to.match(/process_instance_(list|key)|process_instance_pkey|autoindex_process_instance/)
      expect(plans).not.to.match(FULL)
      // In the order of an index, without sorting all of them; a few words find a few.
      if (query.text !== 'n10000020') expect(plans).not.to.match(/TEMP B-TREE FOR ORDER BY|^Sort|Sort Key: instance/m)
    })
})
