import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect } from 'chai'
import type { EntityManager } from 'typeorm'
import { StoreUnavailable } from '../../../engine/model/errors.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import type { Store } from '../../../engine/store/store.ts'
import { deploymentTable } from '../../../engine/store/tables/deployment.ts'
import { silentLog } from '../../support/silent-log.ts'

const clock = { now: () => new Date('2026-03-02T08:00:00.000Z') }

describe('a store', () => {
  let folder: string
  let path: string
  let store: Store

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'door-'))
    path = join(folder, 'engine.db')
    store = await openStore({ path, clock, log: silentLog })
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  const insert = (manager: EntityManager, id: string, name = 'x') =>
    manager.insert(deploymentTable, { id, institutionId: '', holderId: '', name, deployedAt: '', deployedBy: null })
  const onDisk = (): string[] => {
    const other = new Database(path, { readonly: true })
    const rows = other.prepare<[], { id: string }>('SELECT id FROM deployment ORDER BY id').all()
    other.close()
    return rows.map((row) => row.id)
  }

  it('keeps what was acknowledged while another transaction aborts around it', async () => {
    const slow = store.write(async (manager) => {
      await insert(manager, 'aborted-1')
      await pause(20)
      await insert(manager, 'aborted-2')
      throw new Error('no')
    })
    const quick = store.write((manager) => insert(manager, 'kept'))

    const outcome = await Promise.allSettled([slow, quick])

    expect(outcome.map((one) => one.status)).to.deep.equal(['rejected', 'fulfilled'])
    expect(onDisk()).to.deep.equal(['kept'])
  })

  it('keeps exactly the acknowledged ones of many at once', async () => {
    const ids = Array.from({ length: 200 }, (_, number) => `d${String(number).padStart(3, '0')}`)
    const outcome = await Promise.allSettled(
      ids.map((id, number) =>
        store.write(async (manager) => {
          await insert(manager, id)
          if (number % 7 === 0) await pause(1)
          if (number % 5 === 0) throw new Error('no')
        }),
      ),
    )

    const acknowledged = ids.filter((_, number) => outcome[number]?.status === 'fulfilled')
    expect(acknowledged).to.have.length(160)
    expect(onDisk()).to.deep.equal(acknowledged)
  })

  it('has no room for a transaction of somebody else', async () => {
    const error: unknown = await store
      .write(async (manager) => {
        await insert(manager, 'half')
        await manager.queryRunner?.startTransaction()
      })
      .catch((thrown: unknown) => thrown)
    await store.write((manager) => insert(manager, 'next'))

    expect(error).to.have.property('message').that.includes('within a transaction')
    expect(onDisk()).to.deep.equal(['next'])
  })

  it('loses nothing that was acknowledged while the disk is full, and works again afterwards', async () => {
    const acknowledged: string[] = []
    const pages = await store.write(async (manager): Promise<number> => {
      const [row]: { page_count: number }[] = await manager.query('PRAGMA page_count')
      return row?.page_count ?? 0
    })
    const limitPages = (limit: number) => store.write((manager) => manager.query(`PRAGMA max_page_count = ${limit}`))

    await limitPages(pages + 3)
    const refused: unknown[] = []
    for (let number = 0; number < 12; number++) {
      const id = `d${String(number).padStart(2, '0')}`
      await store
        .write((manager) => insert(manager, id, 'x'.repeat(3000)))
        .then(() => acknowledged.push(id))
        .catch((error: unknown) => refused.push(error))
    }
    await limitPages(1_000_000)
    await store.write((manager) => insert(manager, 'after'))

    expect(refused.length).to.be.greaterThan(2)
    for (const error of refused) expect(error).to.be.instanceOf(StoreUnavailable)
    expect(onDisk()).to.deep.equal(['after', ...acknowledged].sort())
  })

  it('shows readers the last commit, and a write its own rows', async () => {
    await store.write((manager) => insert(manager, 'committed'))
    const count = (manager: EntityManager) => manager.count(deploymentTable)
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    const writing = store.write(async (manager) => {
      await insert(manager, 'not yet')
      await held
      return count(manager)
    })

    const seenOutside = await store.read(count)
    letGo()

    expect(seenOutside).to.equal(1)
    expect(await writing).to.equal(2)
  })

  it('refuses more than the queue holds', async () => {
    await store.close()
    store = await openStore({ path, clock, log: silentLog, maxWaiting: 2 })

    const outcome = await Promise.allSettled([1, 2, 3].map((n) => store.write((manager) => insert(manager, `d${n}`))))

    expect(outcome.map((one) => one.status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected'])
  })
})
