/** What several nodes on one PostgreSQL database do to each other, and what its failures do to them. */
import { once } from 'node:events'
import { type AddressInfo, type Socket, createConnection, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { Client } from 'pg'
import { StoreUnavailable } from '../../../engine/model/errors.ts'
import { openStore } from '../../../engine/store/open-store.ts'
import { openPostgres } from '../../../engine/store/postgres/open-postgres.ts'
import type { Session } from '../../../engine/store/session.ts'
import type { Store } from '../../../engine/store/store.ts'
import { processInstanceTable } from '../../../engine/store/tables/process-instance.ts'
import { startTimerTable } from '../../../engine/store/tables/start-timer.ts'
import { taskTable } from '../../../engine/store/tables/task.ts'
import { shapeOf } from '../../../engine/store/writing/table-shape.ts'
import { DATABASE_KIND, type TestDatabase, ask, freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/silent-log.ts'
import { addInstances } from './instance-rows.ts'

const clock = { now: () => new Date('2026-03-02T08:00:00.000Z') }

describe('nodes on one PostgreSQL database', function () {
  this.timeout(30_000)
  let database: TestDatabase
  let url: string
  let here: Store
  let there: Store
  const others: Client[] = []

  const open = (): Promise<Store> => openStore({ url, clock, log: silentLog })
  /** Somebody else's connection. */
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    others.push(client)
    return client
  }
  const holdInstance = async (id: string): Promise<Client> => {
    const holder = await connect()
    await holder.query('BEGIN')
    await holder.query('SELECT 1 FROM process_instance WHERE id = $1 FOR UPDATE', [id])
    return holder
  }
  const refusal = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'stored',
      (error: unknown) => error,
    )

  /** A step: reads the task and its instance, and counts one up in both. */
  const step =
    (id: string) =>
    async ({ rows }: Session): Promise<number> => {
      const task = await rows.find(taskTable, { id: `${id}/task` })
      const instance = await rows.find(processInstanceTable, { id })
      if (!task || !instance) throw new Error(`Expected instance "${id}", but it is not there.`)
      rows.update(taskTable, { id: task.id }, { priority: task.priority + 1 }, { priority: task.priority })
      const version = instance.version + 1
      rows.update(processInstanceTable, { id }, { version }, { version: instance.version })
      return version
    }
  const wants = (id: string) => [{ shape: shapeOf(taskTable), key: { id: `${id}/task` } }]
  const counted = async (id: string): Promise<[number?, number?]> =>
    here.read(async (manager) => [
      (await manager.findOneBy(processInstanceTable, { id }))?.version,
      (await manager.findOneBy(taskTable, { id: `${id}/task` }))?.priority,
    ])

  before(function () {
    if (DATABASE_KIND !== 'postgres') this.skip()
  })
  beforeEach(async () => {
    database = await freshDatabase()
    url = 'url' in database.address ? database.address.url : ''
    here = await open()
    there = await open()
    await addInstances(here, ['a', 'b'])
  })
  afterEach(async () => {
    for (const client of others.splice(0)) await client.end()
    await here.close()
    await there.close()
    await database.release()
  })

  it('sets its sessions so that nobody holds the others up for long', async () => {
    const { value } = await here.command(async ({ look }) => {
      const manager = await look()
      const names = ['idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout', 'synchronous_commit']
      const [row] = await manager.query<{ shown: string }[]>(
        `SELECT concat_ws(' ', ${names.map((name) => `current_setting('${name}')`).join(', ')}) AS shown`,
      )
      return row?.shown
    })
    expect(value).to.equal('3s 100ms 15s on')
  })

  it('refuses a database that acknowledges before it has stored', async () => {
    const name = new URL(url).pathname.slice(1)
    await ask(`ALTER DATABASE "${name}" SET synchronous_commit = off`)
    expect(await refusal(open()))
      .to.have.property('message')
      .that.includes('synchronous_commit')
  })

  it('opens a new database from several nodes at once, and every text compares by its bytes', async () => {
    const empty = await freshDatabase({ empty: true })
    const address = 'url' in empty.address ? empty.address.url : ''
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ url: address, clock, log: silentLog })))
    const [store] = stores

    const ids = ['a', 'B', 'ā', 'Z', '_', '-a', 'aB']
    await store?.command(async ({ direct }) => {
      const manager = await direct()
      for (const key of ids) {
        const row = { institutionId: key, actorId: '', key: '', fingerprint: '', answer: '', at: '' }
        await manager.insert('command_log', row)
      }
    })
    const sorted = await store?.read((manager) =>
      manager.query<{ institution_id: string }[]>('SELECT institution_id FROM command_log ORDER BY institution_id'),
    )
    const otherwise = await store?.read((manager) =>
      manager.query<{ count: string }[]>(
        `SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'migration'
          AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'`,
      ),
    )

    expect(sorted?.map((row) => row.institution_id)).to.deep.equal([...ids].sort())
    expect(otherwise).to.deep.equal([{ count: '0' }])
    for (const one of stores) await one.close()
    await empty.release()
  })

  it('gives back what it was given: quotes, nulls, numbers', async () => {
    const { value } = await here.command(({ rows }) => rows.find(processInstanceTable, { id: 'a' }))
    const [read] = await here.read((manager) => manager.findBy(processInstanceTable, { id: 'a' }))
    expect(value).to.deep.equal(read)
    expect(value).to.deep.include({ state: '{"text":"{\\"quoted\\", \\\\ and NULL}"}', version: 0, endedAt: null })
  })

  it('does a command whose instance somebody holds when it is free, and all others meanwhile', async () => {
    const holder = await holdInstance('a')
    let done = false
    const held = here.command(step('a'), { wants: wants('a') }).then(() => (done = true))
    for (let turn = 0; turn < 5; turn++) await here.command(step('b'), { wants: wants('b') })
    await pause(200)
    const doneWhileHeld = done
    await holder.query('UPDATE task SET priority = 10 WHERE id = $1', ['a/task'])
    await holder.query('COMMIT')
    await held

    expect(doneWhileHeld).to.equal(false)
    expect(await counted('b')).to.deep.equal([5, 5])
    // It has read the task as the holder left it.
    expect(await counted('a')).to.deep.equal([1, 11])
  })

  for (const ahead of [false, true])
    it(`loses no step of two nodes with eight callers each${ahead ? ', rows read ahead' : ''}`, async () => {
      const TURNS = 15
      const caller = async (store: Store): Promise<void> => {
        for (let turn = 0; turn < TURNS; turn++)
          for (;;) {
            const answer = await refusal(store.command(step('a'), ahead ? { wants: wants('a') } : {}))
            if (answer === 'stored') break
            if (!(answer instanceof StoreUnavailable)) throw answer
          }
      }
      await Promise.all([here, there].flatMap((store) => Array.from({ length: 8 }, () => caller(store))))
      expect(await counted('a')).to.deep.equal([16 * TURNS, 16 * TURNS])
    })

  it('loses no step where the row is its own guard', async () => {
    const key = { institutionId: 'i', holderId: '', processKey: 'p', elementId: 's' }
    const rest = { definitionId: 'p:1', anchorAt: '', dueAt: '', remaining: null, nextTryAt: '', attempts: 0 }
    await here.command(async ({ rows }) => rows.insert(startTimerTable, { ...key, ...rest }))
    const count = async ({ rows }: Session): Promise<void> => {
      const row = await rows.find(startTimerTable, key)
      const attempts = row?.attempts ?? 0
      rows.update(startTimerTable, key, { attempts: attempts + 1 }, { attempts })
    }
    await Promise.all(
      [here, there].map(async (store) => {
        for (let turn = 0; turn < 50; turn++) await store.command(count)
      }),
    )
    const { value } = await here.command(({ rows }) => rows.find(startTimerTable, key))
    expect(value?.attempts).to.equal(100)
  })

  it('lets a name belong to one node at a time', async () => {
    const holder = await connect()
    await holder.query('BEGIN')
    await holder.query("SELECT pg_advisory_xact_lock(hashtextextended('a name', 0))")
    let done = false
    const named = here.command((session) => session.lockName('a name')).then(() => (done = true))
    await here.command(step('b'))
    await pause(200)
    const doneWhileHeld = done
    await holder.query('COMMIT')
    await named
    expect(doneWhileHeld).to.equal(false)
  })

  it('gives locks back with what is undone, and takes them again', async () => {
    const options = { clock, log: silentLog, entities: [], migrations: [], onFatal: undefined }
    const { main, close } = await openPostgres(url, options)
    const instance = [shapeOf(processInstanceTable), { id: 'a' }] as const
    await main.begin()
    await main.mark()
    await main.load(...instance)
    await main.undo()
    await there.command(step('a'))

    const read = await main.load(...instance)
    let isDone = false
    const next = there.command(step('a')).then(() => (isDone = true))
    await pause(200)
    const isDoneWhileHeld = isDone
    await main.rollback()
    await next

    expect(read).to.include({ version: 1 })
    expect(isDoneWhileHeld).to.equal(false)
    await main.close()
    await close()
  })

  it('undoes only the command whose statement the database refused', async () => {
    const answers = await Promise.all([
      here.command(step('a')).then(() => 'stored'),
      refusal(here.command(async ({ look }) => (await look()).query('SELECT nothing FROM nowhere'))),
      here.command(step('a')).then(() => 'stored'),
    ])
    expect([answers[0], answers[2]]).to.deep.equal(['stored', 'stored'])
    expect(answers[1]).to.have.property('message').that.includes('nowhere')
    expect(await counted('a')).to.deep.equal([2, 2])
  })

  it('never takes a transaction for stored that PostgreSQL undid, and stores what others did in it', async () => {
    const careless = here.command(async ({ look }) => {
      await (await look()).query('SELECT nothing FROM nowhere').catch(() => {})
    })
    const [answer] = await Promise.all([refusal(careless), here.command(step('a'))])
    expect(answer).to.have.property('message').that.includes('a failed statement to end the command')
    expect(await counted('a')).to.deep.equal([1, 1])
  })

  it('says that nothing was stored when the connection is lost in the middle, and goes on', async () => {
    const answer = await refusal(
      here.command(async (session) => {
        await step('a')(session)
        await terminate(session)
      }),
    )
    expect(answer).to.be.instanceOf(StoreUnavailable)
    expect(answer).to.have.property('details').that.does.not.have.property('outcome')
    await here.command(step('a'))
    expect(await counted('a')).to.deep.equal([1, 1])
  })

  it('notices nothing of a connection that is lost while it rests', async () => {
    await ask('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      new URL(url).pathname.slice(1),
    ])
    await pause(50)
    await here.command(step('a'))
    expect(await counted('a')).to.deep.equal([1, 1])
  })

  it('refuses while the database cannot be reached, and works as soon as it can', async () => {
    const { hostname, port } = new URL(url)
    const sockets = new Set<Socket>()
    const way = createServer((inward) => {
      const outward = createConnection(Number(port), hostname)
      for (const socket of [inward, outward]) sockets.add(socket.on('error', () => {}))
      inward.pipe(outward).pipe(inward)
    })
    await once(way.listen(0, '127.0.0.1'), 'listening')
    const { port: at } = way.address() as AddressInfo
    const detour = new URL(url)
    detour.host = `127.0.0.1:${at}`
    const store = await openStore({ url: detour.href, clock, log: silentLog })
    await store.command(step('a'))

    way.close()
    for (const socket of sockets) socket.destroy()
    const refused = [
      await refusal(store.command(step('a'))),
      await refusal(store.read((manager) => manager.query('SELECT 1'))),
    ]
    await once(way.listen(at, '127.0.0.1'), 'listening')
    await store.command(step('a'))

    for (const answer of refused) expect(answer).to.be.instanceOf(StoreUnavailable)
    expect(await store.read((manager) => manager.countBy(processInstanceTable, { version: 2 }))).to.equal(1)
    await store.close()
    way.close()
    for (const socket of sockets) socket.destroy()
  })

  it('says that it does not know when the connection is lost during the commit', async () => {
    const client = await connect()
    await client.query(
      `CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(5); RETURN NULL; END'`,
    )
    await client.query(
      'CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON task DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()',
    )
    let pid = 0
    const answered = refusal(
      here.command(async (session) => {
        pid = await pidOfSession(session)
        return step('a')(session)
      }),
    )
    await pause(500)
    await ask('SELECT pg_terminate_backend($1)', [pid])
    const answer = await answered

    expect(answer).to.be.instanceOf(StoreUnavailable)
    expect(answer).to.have.nested.property('details.outcome', 'unknown')
    expect(answer).to.have.property('message').that.includes('same idempotency key')
  })

  it('takes over from a node that froze in the middle, whose late commit is refused', async () => {
    let thaw = (): void => {}
    const frozen = new Promise<void>((resolve) => (thaw = resolve))
    let isInside = (): void => {}
    const inside = new Promise<void>((resolve) => (isInside = resolve))
    const late = refusal(
      there.command(async (session) => {
        await step('a')(session)
        isInside()
        await frozen
      }),
    )
    await inside

    const began = performance.now()
    await here.command(step('a'))
    const tookMs = performance.now() - began
    thaw()

    expect(await late).to.be.instanceOf(StoreUnavailable)
    expect(tookMs).to.be.within(2500, 4900)
    expect(await counted('a')).to.deep.equal([1, 1])
  })

  it('reads one snapshot, whatever is stored meanwhile', async () => {
    const seen = await here.read(async (manager) => {
      const before = await manager.findOneBy(processInstanceTable, { id: 'a' })
      await there.command(step('a'))
      const after = await manager.findOneBy(processInstanceTable, { id: 'a' })
      return [before?.version, after?.version]
    })
    expect(seen).to.deep.equal([0, 0])
    expect(await counted('a')).to.deep.equal([1, 1])
  })

  /** Ends the session's own connection from outside. */
  async function terminate(session: Session): Promise<void> {
    await ask('SELECT pg_terminate_backend($1)', [await pidOfSession(session)])
    await pause(50)
  }
})

async function pidOfSession({ plain }: Session): Promise<number> {
  const [row] = await (await plain()).query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid')
  return row?.pid ?? 0
}
