import { expect } from 'chai'
import { EMBEDDED, TYPICAL } from '../../../engine/index.ts'
import { countCompleted, countTraffic } from '../../../engine/queries/counts.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import type { Store } from '../../../engine/store/store.ts'
import { messageTable } from '../../../engine/store/tables/message.ts'
import { bpmn } from '../../support/bpmn.ts'
import { DATABASE_KIND, freshDatabase } from '../../support/database.ts'
import { openEngine, type TestEngine } from '../../support/open-engine.ts'
import { silentLog } from '../../support/silent-log.ts'
import { plansOf } from '../store/plans-of.ts'

const { institutionId } = EMBEDDED
const OWN = { institutionId, holderId: '' }
const SENDER = bpmn(
  '<startEvent id="s"/><sendTask id="tell" messageRef="m"/><userTask id="ask" camunda:formKey="p/ask"/><endEvent id="e"/>',
  's > tell > ask > e',
  { roots: '<message id="m" name="news"/>' },
)
const FORM = {
  id: 'p/ask',
  schema: { type: 'object', properties: { note: { type: 'string', maxLength: 10 } } },
  ui: { order: ['note'] },
  i18n: {
    lv: { title: 'Jautājums', fields: { note: { label: 'Piezīme' } } },
    en: { title: 'Question', fields: { note: { label: 'Note' } } },
  },
}
const FILES = [
  { name: 'p.bpmn', content: SENDER },
  { name: 'ask.form.json', content: JSON.stringify(FORM) },
]

/** Messages of five years, one after the other, of many names. */
async function addMessages(store: Store, count: number): Promise<void> {
  const begin = Date.parse('2021-03-01T00:00:00Z')
  await store.command(async ({ rows }) => {
    for (let index = 0; index < count; index++) {
      const receivedAt = new Date(begin + index * 31_536_000).toISOString()
      rows.insert(messageTable, {
        id: `m${String(index).padStart(6, '0')}`,
        institutionId,
        holderId: '',
        name: `news${index % 40}`,
        correlationKey: null,
        messageId: `m${index}`,
        uniqueKey: null,
        payload: '{}',
        state: 'delivered',
        reason: null,
        receivedAt,
        expiresAt: receivedAt,
        deliveredAt: receivedAt,
        deliveredTo: null,
        sourceInstanceId: null,
        sourceProcessKey: 'p',
        rootInstanceId: null,
        nextTryAt: receivedAt,
        attempts: 1,
      })
    }
  })
}

describe('what there was in a period', () => {
  let house: TestEngine
  before(async () => {
    house = await openEngine({ files: FILES })
  })
  after(() => house.close())

  it('counts completed cases since an instant, not cancelled or running ones, and no further than asked', async () => {
    const { engine, clock } = house
    const count = (since: string, upTo?: number, processKey = 'p') =>
      engine.countCompleted({ institutionId, processKey, since, ...(upTo === undefined ? {} : { upTo }) })
    const complete = async () => {
      const { id } = await house.start('p')
      const [task] = (await engine.listTasks({ institutionId, processInstanceId: id, state: 'open' })).items
      await engine.completeTask({ by: EMBEDDED, taskId: task?.id ?? '', data: {} })
    }
    const begin = clock.now().toISOString()
    await complete()
    clock.move({ days: 2 })
    const later = clock.now().toISOString()
    await complete()
    await complete()
    await house.start('p')
    const { id } = await house.start('p')
    await engine.cancelProcessInstance({ by: EMBEDDED, processInstanceId: id, reason: 'none' })

    expect(await count(begin)).to.deep.equal({ count: 3, more: false })
    expect(await count(later)).to.deep.equal({ count: 2, more: false })
    expect(await count(begin, 2)).to.deep.equal({ count: 2, more: true })
    expect(await count(begin, 5, 'another')).to.deep.equal({ count: 0, more: false })

    // The fifth thrower was cancelled later; what it sent stays sent.
    expect(await engine.countTraffic({ institutionId, since: begin })).to.deep.equal([
      { name: 'news', from: 'p', count: 5 },
    ])
    expect(await engine.countTraffic({ institutionId, since: later })).to.deep.equal([
      { name: 'news', from: 'p', count: 4 },
    ])
  })

  it('says whose choice is in force, and gives the forms that a diagram names', async () => {
    const { engine } = house
    const [typical] = await engine.listInForce(OWN)
    expect(typical).to.deep.include({ chosenBy: TYPICAL })
    expect(typical?.definition).to.include({ processKey: 'p', active: true })
    const definitionId = typical?.definition.id ?? ''
    expect(await engine.getDefinitionForms({ institutionId, definitionId })).to.deep.equal({ 'p/ask': FORM })

    // A typical scheme that the institution has chosen is its own choice, though not its own drawing.
    await engine.activateDefinition({ by: EMBEDDED, definitionId, owner: OWN })
    const [adopted] = await engine.listInForce(OWN)
    expect(adopted?.chosenBy).to.deep.equal(OWN)
    expect(adopted?.definition.owner).to.deep.equal(TYPICAL)
  })

  it('is counted along an index', async () => {
    const database = await freshDatabase()
    const store = await openStore({ ...database.address, clock: { now: () => new Date() }, log: silentLog })
    const since = '2026-01-01T00:00:00.000Z'
    // What a database chooses for an empty table says nothing of a full one.
    await addMessages(store, 5000)
    if (DATABASE_KIND === 'postgres') await store.write((manager) => manager.query('ANALYZE'))
    const completed = await plansOf(store, (manager) =>
      countCompleted(manager, { institutionId, processKey: 'p', since, upTo: 20 }),
    )
    expect(completed).to.include('process_instance_completed')
    const sent = await plansOf(store, (manager) => countTraffic(manager, { institutionId, since }))
    expect(sent).to.include('message_traffic')
    await store.close()
    await database.release()
  })
})
