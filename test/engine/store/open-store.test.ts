import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { DataSource } from 'typeorm'
import { createIdSource } from '../../../engine/store/id-source.ts'
import { engineMigrations } from '../../../engine/store/migrations/engine-migrations.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import { engineTables } from '../../../engine/store/tables/engine-tables.ts'
import { silentLog } from '../../support/silent-log.ts'

const clock = { now: () => new Date('2026-03-02T08:00:00.000Z') }

describe('the store', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('opens with the settings that durability rests on', async () => {
    const store = await openStore({ path: join(folder, 'new', 'engine.db'), clock, log: silentLog })

    const settings = await store.write(async (manager) => ({
      journal: await manager.query('PRAGMA journal_mode'),
      synchronous: await manager.query('PRAGMA synchronous'),
      foreignKeys: await manager.query('PRAGMA foreign_keys'),
    }))

    expect(settings).to.deep.equal({
      journal: [{ journal_mode: 'wal' }],
      synchronous: [{ synchronous: 2 }],
      foreignKeys: [{ foreign_keys: 1 }],
    })
    await store.close()
  })

  it('keeps a new database to its owner', async () => {
    const path = join(folder, 'private.db')
    const store = await openStore({ path, clock, log: silentLog })
    await store.write((manager) => manager.query('SELECT 1'))
    for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o077, file).to.equal(0)
    await store.close()
  })

  it('lets no second server open the same file, and a next one after it', async () => {
    const path = join(folder, 'engine.db')
    const first = await openStore({ path, clock, log: silentLog })

    const second: unknown = await openStore({ path, clock, log: silentLog }).catch((error: unknown) => error)
    await first.close()
    const third = await openStore({ path, clock, log: silentLog })

    expect(second).to.have.property('message').that.includes('another server has it open')
    await third.close()
  })

  it('has migrations that make exactly the tables that the code reads', async () => {
    const source = new DataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      entities: [...engineTables],
      migrations: [...engineMigrations],
      migrationsTableName: 'migration',
    })
    await source.initialize()
    await source.runMigrations()

    const { upQueries } = await source.driver.createSchemaBuilder().log()
    expect(upQueries.map((query) => query.query)).to.deep.equal([])

    for (const _ of engineMigrations) await source.undoLastMigration()
    const left: { name: string }[] = await source.query(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    expect(left.map((table) => table.name)).to.deep.equal(['migration'])
    await source.destroy()
  })
})

describe('ids', () => {
  it('sort in the order in which they were made, also within a millisecond and after the clock was set back', () => {
    let now = Date.parse('2026-03-02T08:00:00.000Z')
    const newId = createIdSource({ now: () => new Date(now) })

    const ids = Array.from({ length: 5000 }, () => newId())
    now -= 60_000
    ids.push(newId())

    expect(ids).to.deep.equal(ids.toSorted())
    expect(new Set(ids).size).to.equal(ids.length)
    expect(ids[0]).to.match(/^019cad8f-[0-9a-f]{4}-7000-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
