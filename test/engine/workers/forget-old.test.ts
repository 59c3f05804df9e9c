import { mock } from 'node:test'
import { expect } from 'chai'
import { EMBEDDED as by, type Limits, type Log } from '../../../engine/index.ts'
import { silentLog } from '../../../engine/engine-defaults.ts'
import { openEngine, type TestEngine } from '../../support/open-engine.ts'
import { LETTERS, letters, pigeon, write } from './letters.ts'

const { institutionId } = by
const personal = {
  ...LETTERS,
  schema: { type: 'object', properties: { text: { type: 'string', 'x-personal': true } } },
}

describe('what is kept no longer', () => {
  let house: TestEngine
  let heard: (facts: Record<string, unknown>) => void = () => {}
  const log: Log = { ...silentLog, info: (facts, message) => message.startsWith('what is kept') && heard(facts) }
  afterEach(() => house.close())

  const open = async (limits: Partial<Limits>, outbox = pigeon().outbox): Promise<void> => {
    const { describe: _nothing, ...carried } = outbox
    house = await openEngine({
      files: [letters],
      handlers: { write },
      registers: [personal],
      outbox: carried,
      limits,
      log,
    })
  }
  const listed = async () =>
    (await house.engine.listOutbox({ institutionId, limit: 200 })).items.map(({ state }) => state)
  const traces = async () => (await house.engine.listRecordReads({ institutionId })).items.map(({ purpose }) => purpose)
  const read = (purpose: string) =>
    house.engine.traceRecordRead({ by, register: 'letter', operation: 'get', recordIds: ['a'], purpose })

  /** Lets a minute pass on the timer that keeps house, and waits until `times` kinds of rows were removed. */
  const keepHouse = async (times: number): Promise<readonly Record<string, unknown>[]> => {
    const found: Record<string, unknown>[] = []
    const done = new Promise<void>((resolve) => {
      heard = (facts) => found.push(facts) === times && resolve()
    })
    mock.timers.enable({ apis: ['setInterval'] })
    try {
      house.engine.startWorkers()
      mock.timers.tick(60_000)
      await done
    } finally {
      mock.timers.reset()
    }
    return found
  }

  it('is removed after its days, in batches, and nothing younger', async () => {
    await open({ outboxKeptDays: 30, readTracesKeptDays: 100 })
    await house.start('letters', { count: 450 })
    await house.settle()
    await read('old')
    await house.passTime({ days: 60 })
    await house.start('letters', { count: 2 })
    await house.settle()
    await read('middle')
    await house.passTime({ days: 41 })
    await house.start('letters', { count: 3 })
    await read('new')
    await house.settle()

    const told = await keepHouse(2)
    expect(told.map(({ table, removed }) => [table, removed])).to.deep.equal([
      ['outbox', 452],
      ['record_read', 1],
    ])
    expect(await listed()).to.deep.equal(['sent', 'sent', 'sent'])
    expect(await traces()).to.deep.equal(['new', 'middle'])
    expect((await house.engine.listRecords({ institutionId, register: 'letter', limit: 1 })).items).to.have.length(1)
  })

  it('is only what was sent, and only where a term is set', async () => {
    let fails = false
    const { outbox } = pigeon(() => {
      if (fails) throw new Error('Fog.')
    })
    await open({ outboxKeptDays: 30, outboxRetryPausesMs: [] }, outbox)
    await house.start('letters')
    await house.settle()
    fails = true
    await house.start('letters')
    await read('old')
    await house.passTime({ days: 400 })

    expect((await keepHouse(1)).map(({ removed }) => removed)).to.deep.equal([1])
    expect(await listed()).to.deep.equal(['failed'])
    expect(await traces()).to.deep.equal(['old'])
  })
})
