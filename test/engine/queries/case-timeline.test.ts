import { expect } from 'chai'
import type { CaseTimelineQuery } from '../../../engine/engine.ts'
import { NotFound } from '../../../engine/model/errors.ts'
import type { TimelineEventView } from '../../../engine/model/views.ts'
import { listCaseTimeline } from '../../../engine/queries/list-case-timeline.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import type { Store } from '../../../engine/store/store.ts'
import { historyEventTable } from '../../../engine/store/tables/history-event.ts'
import { type TestDatabase, freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/silent-log.ts'
import { addInstances } from '../store/instance-rows.ts'
import { plansOf } from '../store/plans-of.ts'

const minute = (at: number): string => `2026-03-02T08:${String(at).padStart(2, '0')}:00.000Z`

describe('the timeline of cases', () => {
  let database: TestDatabase
  let store: Store
  before(async () => {
    database = await freshDatabase()
    store = await openStore({ ...database.address, clock: { now: () => new Date() }, log: silentLog })
    await addInstances(store, ['a', 'b', 'called', 'other'])
    await store.write(async (manager) => {
      await manager.query(
        `UPDATE process_instance SET parent_instance_id = 'a', root_instance_id = 'a' WHERE id = 'called'`,
      )
      const line = (id: string, sequence: number, at: number, type: string, elementId = 'x', data = {}) => ({
        processInstanceId: id,
        sequence,
        rootInstanceId: id === 'called' ? 'a' : id,
        at: minute(at),
        type,
        elementId,
        by: null,
        data: JSON.stringify(data),
      })
      await manager.insert(historyEventTable, [
        line('a', 1, 0, 'instance-started'),
        line('a', 2, 1, 'task-completed', 'task', { taskId: 'k1' }),
        line('a', 3, 1, 'variables-set', 'task', { variables: { answer: 42 } }),
        line('a', 4, 1, 'element-left', 'task'),
        line('called', 1, 2, 'instance-started'),
        line('b', 1, 2, 'instance-started'),
        line('b', 2, 2, 'task-completed', 'task', { taskId: 'k2' }),
        line('b', 3, 3, 'variables-set', 'task', { variables: { later: true } }),
        line('other', 1, 2, 'instance-started'),
      ])
    })
  })
  after(async () => {
    await store.close()
    await database.release()
  })

  const all = async (query: Partial<CaseTimelineQuery>, limit: number): Promise<readonly TimelineEventView[]> => {
    const found: TimelineEventView[] = []
    for (let after: string | null | undefined = undefined; after !== null;) {
      const wanted = { institutionId: 'i', rootInstanceIds: ['a', 'b'], limit, ...query }
      const asked: CaseTimelineQuery = after === undefined ? wanted : { ...wanted, after }
      const page = await store.read((manager) => listCaseTimeline(manager, asked))
      found.push(...page.items)
      after = page.next
    }
    return found
  }
  const places = (events: readonly TimelineEventView[]) =>
    events.map(({ processInstanceId, sequence }) => `${processInstanceId}${sequence}`)

  it('is the histories of all of them in order of time, each line once, whatever the page', async () => {
    const order = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'called1', 'b3']
    for (const limit of [1, 3, 200]) {
      expect(places(await all({}, limit)), `by ${limit}`).to.deep.equal(order)
      expect(places(await all({ order: 'newest' }, limit)), `newest by ${limit}`).to.deep.equal(order.toReversed())
    }
    const types = ['instance-started']
    expect(places(await all({ types }, 2))).to.deep.equal(['a1', 'b1', 'called1'])
    expect(await all({ types: [] }, 2)).to.deep.equal([])
    expect(await all({ rootInstanceIds: [] }, 2)).to.deep.equal([])
  })

  it('says where each line belongs, and what a completed task brought in its own step', async () => {
    const events = await all({}, 2)
    const of = (place: string) => events[places(events).indexOf(place)]
    expect(of('called1')).to.include({ rootInstanceId: 'a', processKey: 'p', definitionId: 'p:1' })
    expect(of('a2')?.entered).to.deep.equal({ answer: 42 })
    expect(of('b2')?.entered).to.equal(null)
    expect(of('a4')?.entered).to.equal(null)
  })

  it('knows nothing of cases of another institution', async () => {
    const wanted = { institutionId: 'j', rootInstanceIds: ['a'] }
    const refused = await store.read((manager) => listCaseTimeline(manager, wanted)).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(NotFound)
  })

  it('reads the histories of these cases alone', async () => {
    const wanted = { institutionId: 'i', rootInstanceIds: ['a', 'b'], types: ['task-completed'] }
    const plans = await plansOf(store, (manager) => listCaseTimeline(manager, wanted))
    expect(plans).to.match(/process_instance_root/)
    expect(plans).not.to.match(/SCAN (event|process_instance)\b|Seq Scan on (history_event|process_instance)\b/)
  })
})
