import { expect } from 'chai'
import { EMBEDDED as by, createEngine, type Engine, TYPICAL } from '../../../engine/index.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { LETTERS, letters, pigeon, write } from './letters.ts'

describe('the outbox of two engines on one PostgreSQL database', () => {
  let database: TestDatabase
  let engines: readonly Engine[]
  const { carried, outbox } = pigeon(() => new Promise((resolve) => setImmediate(resolve)))
  const handlers = { get: (name: string) => (name === 'write' ? write : undefined), names: () => ['write'] }

  beforeEach(async () => {
    database = await freshDatabase()
    const open = () => createEngine({ database: database.address, handlers, registers: [LETTERS], outbox })
    engines = [await open(), await open()]
  })
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.close()))
    await database.release()
  })

  it('is carried once, whoever looks', async () => {
    const [here, there] = engines
    if (!here || !there) throw new Error('Expected two engines.')
    await here.deploy({ by, name: 'letters', owner: TYPICAL, resources: [letters], activate: true })
    for (let at = 0; at < 10; at++)
      await here.startProcessInstance({ by, processKey: 'letters', variables: { count: 6 } })
    for (const engine of engines) engine.startWorkers()

    const { institutionId } = by
    const unsent = async () => {
      const { items } = await here.listOutbox({ institutionId, limit: 200 })
      return items.length < 60 || items.some(({ state }) => state !== 'sent')
    }
    for (let tries = 0; tries < 200 && (await unsent()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50))

    expect(await unsent()).to.equal(false)
    expect(carried).to.have.lengthOf(60)
    expect(new Set(carried).size).to.equal(60)
  })
})
