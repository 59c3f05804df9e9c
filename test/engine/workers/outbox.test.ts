import { mock } from 'node:test'
import { expect } from 'chai'
import { EMBEDDED as by, DeliveryRefused, type Outbox, type OutboxItem } from '../../../engine/index.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { openEngine, type TestEngine } from '../../support/open-engine.ts'
import { refusal } from '../../support/refusal.ts'
import { describeLetter, LETTERS, letters, pigeon, write } from './letters.ts'

const { institutionId } = by
const MINUTE = 60_000

function withResolvers<T>() {
  let resolve = (_value: T): void => {}
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}

describe('the outbox', () => {
  let house: TestEngine
  const open = async (outbox: Outbox): Promise<void> => {
    const limits = { outboxRetryPausesMs: [MINUTE, 5 * MINUTE] }
    const ports = { files: [letters], handlers: { write }, registers: [LETTERS], outbox, limits, onDisk: true }
    house = await openEngine(ports)
  }
  afterEach(() => house.close())

  const items = async () => (await house.engine.listOutbox({ institutionId })).items
  const states = async () => (await items()).map(({ state }) => state)
  const letter = async () => {
    const [record] = (await house.engine.listRecords({ institutionId, register: 'letter' })).items
    if (!record) throw new Error('Expected a letter, but there is none.')
    return record
  }
  const writeLetters = async (count = 1): Promise<void> => {
    await house.start('letters', { count })
  }

  it('carries what a handler has written, once, and lets the record say so', async () => {
    const { carried, outbox } = pigeon()
    await open(outbox)
    await writeLetters(12)
    await house.settle()
    await house.settle()
    await house.restart()
    await house.passTime({ days: 2 })

    expect(carried).to.have.lengthOf(12)
    expect(new Set(carried).size).to.equal(12)
    expect(new Set(await states())).to.deep.equal(new Set(['sent']))
    const { id, status, data } = await letter()
    expect({ status, ...data }).to.include({ status: 'sent', attempts: 1, reference: `<${id}>` })
  })

  it('carries nothing of a handler that fails after all', async () => {
    const { carried, outbox } = pigeon()
    house = await openEngine({
      files: [letters],
      registers: [LETTERS],
      outbox,
      handlers: { write: async (call) => ({ ...(await write(call)), variables: { much: 'x'.repeat(300_000) } }) },
    })
    await writeLetters()
    await house.passTime({ hours: 1 })

    expect(await states()).to.deep.equal([])
    expect(carried).to.deep.equal([])
  })

  it('tries again after growing pauses, and in the end somebody has to look', async () => {
    const tries: string[] = []
    const { carried, outbox } = pigeon(() => {
      tries.push(house.clock.now().toISOString().slice(11, 19))
      throw new Error('Fog.')
    })
    await open(outbox)
    await writeLetters()
    await house.settle()
    expect((await items())[0]).to.include({ state: 'due', attempts: 1, error: 'Fog.' })
    expect((await letter()).status).to.equal('due')
    await house.passTime({ seconds: 59 })
    await house.passTime({ seconds: 1 })
    await house.passTime({ minutes: 5 })
    await house.passTime({ days: 3 })

    expect(tries).to.deep.equal(['08:00:00', '08:01:00', '08:06:00'])
    const failed = (await house.engine.listOutbox({ institutionId, state: 'failed' })).items
    expect(failed.map(({ attempts, error, nextTryAt }) => ({ attempts, error, nextTryAt }))).to.deep.equal([
      { attempts: 3, error: 'Fog.', nextTryAt: null },
    ])
    expect((await letter()).status).to.equal('failed')
    expect(carried).to.deep.equal([])
  })

  it('gives up at once on what is refused for good, until an operator asks again', async () => {
    let refuses = true
    const { carried, outbox } = pigeon(() => {
      if (refuses) throw new DeliveryRefused('No such loft.')
    })
    await open(outbox)
    await writeLetters()
    await house.settle()
    expect((await letter()).data).to.include({ attempts: 1, error: 'No such loft.' })

    refuses = false
    const [item] = await items()
    const itemId = item?.id ?? ''
    expect(await house.engine.retryOutboxItem({ by, itemId })).to.include({ state: 'due', attempts: 0, error: null })
    await house.settle()
    expect(await states()).to.deep.equal(['sent'])
    expect(carried).to.have.lengthOf(1)
    expect((await letter()).data).to.not.have.property('error')
    expect(await refusal(house.engine.retryOutboxItem({ by, itemId }))).to.include({ code: 'outbox-item-not-waiting' })
    const elsewhere = { ...by, institutionId: 'another' }
    expect(await refusal(house.engine.retryOutboxItem({ by: elsewhere, itemId }))).to.include({ code: 'not-found' })
  })

  it('keeps what nothing carries; a connector that comes later sends only what it is asked to', async () => {
    const { carried, outbox: later } = pigeon()
    const outbox: { connectors: Outbox['connectors']; describe: Outbox['describe'] } = {
      connectors: {},
      describe: describeLetter,
    }
    await open(outbox)
    await writeLetters(2)
    await house.settle()
    expect(await states()).to.deep.equal(['kept', 'kept'])
    const [first] = await items()
    const itemId = first?.id ?? ''
    expect(await refusal(house.engine.retryOutboxItem({ by, itemId }))).to.include({ code: 'no-connector' })

    outbox.connectors = later.connectors
    await house.restart()
    await house.passTime({ days: 1 })
    expect(carried).to.deep.equal([])

    await house.engine.retryOutboxItem({ by, itemId })
    await house.settle()
    expect(carried).to.deep.equal([`<${first?.recordId}>`])
    expect(await states()).to.deep.equal(['sent', 'kept'])
  })

  it('keeps what is due when its connector is taken away', async () => {
    const outbox: { connectors: Outbox['connectors']; describe: Outbox['describe'] } = {
      ...pigeon(() => Promise.reject(new Error('Fog.'))).outbox,
    }
    await open(outbox)
    await writeLetters()
    await house.settle()
    expect(await states()).to.deep.equal(['due'])
    outbox.connectors = {}
    await house.restart()
    await house.passTime({ minutes: 1 })

    expect(await states()).to.deep.equal(['kept'])
    expect((await letter()).status).to.equal('kept')
  })

  it('carries after a restart what was due before it', async () => {
    let fog = true
    const { carried, outbox } = pigeon(() => {
      if (fog) throw new Error('Fog.')
    })
    await open(outbox)
    await writeLetters(3)
    await house.settle()
    expect(await states()).to.deep.equal(['due', 'due', 'due'])
    fog = false
    await house.restart()
    await house.passTime({ minutes: 1 })

    expect(carried).to.have.lengthOf(3)
  })

  it('sends again under the same reference what nobody knows the end of', async () => {
    let dies = true
    const { carried, outbox } = pigeon()
    await open({
      ...outbox,
      describe(register, standing) {
        // As if the machine had gone down between the sending and the writing of it.
        if (dies && standing.state === 'sent') throw new Error('The power is gone.')
        return describeLetter(register, standing)
      },
    })
    await writeLetters()
    await house.settle().catch(() => undefined)
    expect(await states()).to.deep.equal(['sending'])

    dies = false
    await house.restart()
    await house.passTime({ minutes: 9 })
    expect(carried).to.have.lengthOf(1)
    await house.passTime({ minutes: 2 })
    await house.passTime({ days: 1 })

    const { id } = await letter()
    expect(carried).to.deep.equal([`<${id}>`, `<${id}>`])
    expect((await items())[0]).to.include({ state: 'sent', attempts: 2, reference: `<${id}>` })
  })

  it('stops trying what its senders die of', async () => {
    const { carried, outbox } = pigeon()
    await open({
      ...outbox,
      describe: (register, standing) => {
        if (standing.state === 'sent') throw new Error('The power is gone.')
        return describeLetter(register, standing)
      },
    })
    await writeLetters()
    for (let at = 0; at < 6; at++) {
      await house.settle().catch(() => undefined)
      house.clock.move({ minutes: 11 })
    }

    expect(carried).to.have.lengthOf(3)
    expect((await letter()).status).to.equal('failed')
  })

  it('does not send again because the record will not hear of it', async () => {
    const { carried, outbox } = pigeon()
    const schema = { type: 'object', properties: { text: { type: 'string' } } }
    house = await openEngine({
      files: [letters],
      handlers: { write },
      registers: [{ ...LETTERS, schema }],
      forms: createFormChecker(),
      outbox: { ...outbox, describe: () => ({ status: 'sent', patch: { text: 7 } }) },
    })
    await writeLetters()
    await house.settle()
    await house.passTime({ hours: 1 })

    expect(carried).to.have.lengthOf(1)
    expect(await states()).to.deep.equal(['sent'])
  })

  it('finishes what is on its way when the engine stops, and gives back the rest', async () => {
    const begun = withResolvers<void>()
    const landed = withResolvers<void>()
    const flights: OutboxItem[] = []
    const { carried, outbox } = pigeon(async (item) => {
      flights.push(item)
      if (flights.length > 1) return
      begun.resolve()
      await landed.promise
    })
    await open(outbox)
    await writeLetters(3)
    house.engine.startWorkers()
    await begun.promise
    const restarted = house.restart()
    setImmediate(() => landed.resolve())
    await restarted

    expect(carried).to.have.lengthOf(1)
    expect((await states()).toSorted()).to.deep.equal(['due', 'due', 'sent'])
    await house.settle()
    expect(carried).to.have.lengthOf(3)
    expect(flights.map(({ attempt }) => attempt)).to.deep.equal([1, 1, 1])
  })

  for (const [what, ms, attempts] of [
    ['gives back what does not come to an end when the engine stops', 5_000, 0],
    ['waits only so long for an answer', 90_000, 1],
  ] as const) {
    it(what, async () => {
      const begun = withResolvers<AbortSignal>()
      const { outbox } = pigeon(async (_item, signal) => {
        begun.resolve(signal)
        await new Promise(() => {})
      })
      await open(outbox)
      await writeLetters()
      mock.timers.enable({ apis: ['setTimeout'] })
      try {
        const stops = ms === 5_000
        const settled = stops ? house.engine.startWorkers() : house.settle()
        const signal = await begun.promise
        const closed = stops ? house.engine.close() : settled
        await new Promise((resolve) => setImmediate(resolve))
        mock.timers.tick(ms)
        mock.timers.reset()
        await closed
        expect(signal.aborted).to.equal(true)
      } finally {
        mock.timers.reset()
      }
      await house.restart()
      expect((await items())[0]).to.include({ state: 'due', attempts })
    })
  }
})
