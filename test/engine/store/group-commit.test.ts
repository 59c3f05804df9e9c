import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'chai'
import { DataSource, EntityManager } from 'typeorm'
import { Conflict, StoreUnavailable } from '../../../engine/model/errors.ts'
import { createStore } from '../../../engine/store/create-store.ts'
import { engineMigrations } from '../../../engine/store/migrations/engine-migrations.ts'
import type { Session } from '../../../engine/store/session.ts'
import { openSqlite } from '../../../engine/store/sqlite/open-sqlite.ts'
import { createSqliteConnection } from '../../../engine/store/sqlite/sqlite-connection.ts'
import type { DueWork, Store } from '../../../engine/store/store.ts'
import { type DeploymentRow, deploymentTable } from '../../../engine/store/tables/deployment.ts'
import { engineTables } from '../../../engine/store/tables/engine-tables.ts'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import { silentLog } from '../../support/silent-log.ts'

const clock = { now: () => new Date('2026-03-02T08:00:00.000Z') }
const row = (id: string, name = '0'): DeploymentRow => ({
  id,
  institutionId: '',
  holderId: '',
  name,
  deployedAt: '',
  deployedBy: null,
})

describe('commands that share a commit', () => {
  let folder: string
  let path: string
  let store: Store
  /** What the connection was told, e.g. `commit`. */
  let told: string[]
  let meddle: Partial<WriteConnection>

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'group-'))
    path = join(folder, 'engine.db')
    told = []
    meddle = {}
    const options = { clock, log: silentLog, onFatal: undefined }
    const database = await openSqlite(path, { ...options, entities: engineTables, migrations: engineMigrations })
    const real = database.main
    const main: WriteConnection = {
      ...real,
      commit: async () => {
        told.push('commit')
        await (meddle.commit ?? real.commit)()
      },
      begin: () => (meddle.begin ?? real.begin)(),
      rollback: () => (meddle.rollback ?? real.rollback)(),
      write: async (changes) => {
        for (const { shape, inserts, updates } of changes)
          told.push(`${shape.name}: ${inserts.length} new, ${updates.length} changed`)
        await real.write(changes)
      },
    }
    store = createStore(
      { ...database, main },
      { clock, log: silentLog, maxWaiting: 1000, maxWaitMs: 1000, newId: () => '' },
    )
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  const onDisk = (): Record<string, string> => {
    const other = new Database(path, { readonly: true })
    const rows = other.prepare<[], { id: string; name: string }>('SELECT id, name FROM deployment ORDER BY id').all()
    other.close()
    return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
  }
  const insert = (id: string, name?: string) =>
    store.command(async ({ rows }) => rows.insert(deploymentTable, row(id, name)))
  /** Counts one up from what it finds, as a step of an instance does. */
  const raise = async ({ rows }: Session, id = 'a'): Promise<number> => {
    const found = await rows.find(deploymentTable, { id })
    const next = String(Number(found?.name) + 1)
    rows.update(deploymentTable, { id }, { name: next }, found ? { name: found.name } : {})
    return Number(next)
  }

  it('are written together, every table once', async () => {
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => insert(id)))

    expect(told).to.deep.equal(['deployment: 5 new, 0 changed', 'commit'])
    expect(Object.keys(onDisk())).to.deep.equal(['a', 'b', 'c', 'd', 'e'])
  })

  it('are acknowledged when it is on disk, not before', async () => {
    let commitNow = (): void => {}
    const gate = new Promise<void>((resolve) => (commitNow = resolve))
    const acknowledged: string[] = []
    let reached = (): void => {}
    const atCommit = new Promise<void>((resolve) => (reached = resolve))
    meddle.commit = async () => {
      reached()
      await gate
      meddle = {}
      throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' })
    }
    const both = ['a', 'b'].map((id) => insert(id).then(() => acknowledged.push(id)))
    await atCommit
    expect(acknowledged).to.deep.equal([])
    commitNow()

    const outcome = await Promise.allSettled(both)

    expect(outcome.map((one) => one.status === 'rejected' && one.reason)).to.satisfy((reasons: unknown[]) =>
      reasons.every((reason) => reason instanceof StoreUnavailable),
    )
    expect([acknowledged, onDisk()]).to.deep.equal([[], {}])
    await insert('c')
    expect(onDisk()).to.deep.equal({ c: '0' })
  })

  it('build on each other where they change the same row', async () => {
    await insert('a')
    told = []

    const counted = await Promise.all(Array.from({ length: 40 }, () => store.command((session) => raise(session))))

    expect(counted.map(({ value }) => value)).to.deep.equal(Array.from({ length: 40 }, (_, at) => at + 1))
    expect(onDisk()).to.deep.equal({ a: '40' })
    // As many together as fit into a moment; each time the row is written once.
    const commits = told.filter((one) => one === 'commit').length
    expect(commits).to.be.lessThan(20)
    expect(told.filter((one) => one === 'deployment: 0 new, 1 changed')).to.have.length(commits)
  })

  it('are left untouched by one that is refused or fails, whatever it had written', async () => {
    await insert('a')
    const refused = () =>
      store.command(async (session) => {
        await raise(session)
        session.rows.insert(deploymentTable, row('refused'))
        throw new Conflict('no', 'Expected a yes, but got a no.')
      })
    const byHand = () =>
      store.command(async (session) => {
        await raise(session)
        const manager = await session.flush()
        await manager.insert(deploymentTable, row('by hand'))
        throw new Error('too late')
      })
    const good = () => store.command((session) => raise(session))

    const outcome = await Promise.allSettled([good(), refused(), good(), byHand(), good(), refused()])

    expect(outcome.map(({ status }) => status).join()).to.equal(
      'fulfilled,rejected,fulfilled,rejected,fulfilled,rejected',
    )
    expect(onDisk()).to.deep.equal({ a: '3' })
  })

  it('are run again without the one whose rows cannot be written', async () => {
    await insert('a')
    const gone = () =>
      store.command(async ({ rows }) => rows.update(deploymentTable, { id: 'gone' }, { name: '1' }, { name: '0' }))

    const outcome = await Promise.allSettled([
      store.command((session) => raise(session)),
      gone(),
      store.command((session) => raise(session)),
    ])

    expect(outcome.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcome[1]?.status === 'rejected' && String(outcome[1].reason)).to.include('gone')
    expect(onDisk()).to.deep.equal({ a: '2' })
  })

  it('lose nothing by one that overlooks that others could not be written', async () => {
    await insert('a')
    const gone = () =>
      store.command(async ({ rows }) => rows.update(deploymentTable, { id: 'gone' }, { name: '1' }, { name: '0' }))
    const careless = () =>
      store.command(async (session) => {
        // Asking has the changes of those before it written first, which fails.
        await session.look().catch(() => {})
        await raise(session)
      })

    const outcome = await Promise.allSettled([store.command((session) => raise(session)), gone(), careless()])

    expect(outcome.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled'])
    expect(onDisk()).to.deep.equal({ a: '2' })
  })

  it('are run again without one that overlooks that the database has ended the transaction', async () => {
    await insert('a')
    const careless = () =>
      store.command(async (session) => {
        const manager = await session.flush()
        // What a full disk does by itself.
        await manager.query('ROLLBACK')
        await manager.insert(deploymentTable, row('outside of any transaction')).catch(() => {})
      })

    const outcome = await Promise.allSettled([store.command((session) => raise(session)), careless()])
    await store.command((session) => raise(session))

    expect(outcome.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected'])
    expect(onDisk()).to.have.property('a', '2')
  })

  it('bring along what follows them at once, and its failure harms nobody', async () => {
    const callbacks: string[] = []
    const outcome = await store.command(async (session) => {
      session.rows.insert(deploymentTable, row('a'))
      session.follow({
        run: async (next) => {
          await raise(next)
          next.afterCommit(() => callbacks.push('first'))
        },
        failed: async () => {},
      })
      session.follow({
        run: async (next) => {
          await raise(next)
          next.afterCommit(() => callbacks.push('second'))
          throw new Error('no')
        },
        failed: async (_error, next) => next.rows.insert(deploymentTable, row('counted')),
      })
    })

    expect(outcome.followed).to.equal(true)
    expect(onDisk()).to.deep.equal({ a: '1', counted: '0' })
    expect(callbacks).to.deep.equal(['first'])
    expect(told.filter((one) => one === 'commit')).to.have.length(1)
  })

  it('go before due work, which is done some at a time and puts aside what fails', async () => {
    await Promise.all([insert('a'), insert('b', 'poison'), insert('c'), insert('d', 'ruin')])
    const order: string[] = []
    const work: DueWork<DeploymentRow> = {
      find: (manager, limit) =>
        manager.find(deploymentTable, { where: { deployedAt: '' }, order: { id: 'ASC' }, take: limit }),
      run: async ({ id, name }, { rows }) => {
        order.push(id)
        if (name === 'poison') throw new Error('no')
        // Such an update is only found out when it is written, together with all the others.
        rows.update(deploymentTable, { id }, { deployedAt: 'done' }, name === 'ruin' ? { name: 'other' } : {})
      },
      failed: async ({ id }, _error, { rows }) => rows.update(deploymentTable, { id }, { deployedAt: 'aside' }),
    }

    const first = store.due(work)
    const person = store.command(async ({ rows }) => {
      order.push('person')
      await rows.find(deploymentTable, { id: 'a' })
    })
    await Promise.all([first, person])
    for (let done = 1; done > 0;) ({ done } = await store.due(work))

    expect(order[0]).to.equal('person')
    const states = await store.read((manager) => manager.find(deploymentTable, { order: { id: 'ASC' } }))
    expect(states.map(({ id, deployedAt }) => `${id} ${deployedAt}`)).to.deep.equal([
      'a done',
      'b aside',
      'c done',
      'd aside',
    ])
  })

  it('are told when the connection cannot even begin and cannot be brought back', async () => {
    const gone = async (): Promise<never> => {
      throw new StoreUnavailable('gone')
    }
    meddle = { begin: gone, rollback: gone }

    const outcomes = await Promise.allSettled(
      ['a', 'b'].map((id) => store.command(async ({ rows }) => rows.insert(deploymentTable, row(id)))),
    )

    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected'])
    meddle = {}
  })

  it('cannot write any more once they are over', async () => {
    let left: Session | null = null
    await store.command(async (session) => {
      left = session
    })

    const error: unknown = await (left as Session | null)?.look().catch((thrown: unknown) => thrown)

    expect(error).to.have.property('message').that.includes('it went on')
  })

  it('are refused when the first in the queue has waited too long', async () => {
    await store.close()
    const database = await openSqlite(path, {
      clock,
      log: silentLog,
      onFatal: undefined,
      entities: engineTables,
      migrations: engineMigrations,
    })
    store = createStore(database, { clock, log: silentLog, maxWaiting: 1000, maxWaitMs: 20, newId: () => '' })
    let go = (): void => {}
    const gate = new Promise<void>((resolve) => (go = resolve))
    const slow = store.command(() => gate, { alone: true })
    await new Promise((resolve) => setImmediate(resolve))
    const waiting = insert('a')
    await new Promise((resolve) => setTimeout(resolve, 40))

    const refused: unknown = await insert('b').catch((thrown: unknown) => thrown)
    go()
    await Promise.all([slow, waiting])

    expect(refused).to.be.instanceOf(StoreUnavailable)
    expect(onDisk()).to.deep.equal({ a: '0' })
  })
})

describe('the fence', () => {
  it('takes no word for a commit: what is still open is undone, and the second time the process should end', async () => {
    const fatal: string[] = []
    const file = new Database(':memory:')
    file.exec('CREATE TABLE deployment (id, institution_id, holder_id, name, deployed_at, deployed_by)')
    // A driver that says "committed" and does nothing.
    const liar = new Proxy(file, {
      get(target, name) {
        if (name === 'prepare')
          return (text: string) => (text === 'COMMIT' ? { run: () => ({ changes: 0 }) } : target.prepare(text))
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const manager = new EntityManager(new DataSource({ type: 'better-sqlite3', database: ':memory:' }))
    const onUnsafe = (error: Error) => fatal.push(error.message)
    const main = createSqliteConnection(manager, liar, { log: silentLog, onUnsafe })
    const store = createStore(
      { main, patient: [], reader: null, time: null, close: async () => {} },
      { clock, log: silentLog, maxWaiting: 10, maxWaitMs: 1000, newId: () => '' },
    )
    const lie = () =>
      store.command(async ({ rows }) => rows.insert(deploymentTable, row('a'))).catch((thrown: unknown) => thrown)

    expect(await lie()).to.be.instanceOf(StoreUnavailable)
    expect(fatal).to.have.length(0)
    expect(await lie()).to.be.instanceOf(StoreUnavailable)
    expect(fatal).to.have.length(1)
    await store.close()
  })
})
