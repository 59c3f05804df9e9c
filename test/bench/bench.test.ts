/** The benchmarks measure what they say: this process, these clients, those rows; no figure is looked at here. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect } from 'chai'
import { inTurns, percentile, runClients } from '../../bench/clients.ts'
import {
  addTarget,
  beginByPhone,
  passOnOneThatWaits,
  runDisruption,
  waitsForClassification,
} from '../../bench/disruption.ts'
import { reaches } from '../../bench/figure.ts'
import { multiplyInstances } from '../../bench/multiply.ts'
import { CASES, permitXml } from '../../bench/permit.ts'
import { installTriggers, readWrites, removeTriggers } from '../../bench/recording.ts'
import { laterId, rekeyed } from '../../bench/rekey.ts'
import { interleave, median, medianRatio } from '../../bench/rounds.ts'
import { tablesOf } from '../../bench/sqlite-tables.ts'
import { House } from '../support/house.ts'
import { compile, Machine } from '../support/machine.ts'

describe('the measured process', () => {
  it('has 27 flow nodes of which 8 are user tasks', async () => {
    const { nodes } = await compile(permitXml())
    const kinds = Object.values(nodes).map(({ kind }) => kind)

    expect(kinds.length).to.equal(27)
    expect(kinds.filter((kind) => kind === 'user-task').length).to.equal(8)
  })

  it('passes all 8 in every case, and the cases end at both ends', async () => {
    const ends = new Set<string | null | undefined>()
    for (const { variables, tasks } of CASES) {
      const machine = await Machine.of(permitXml())
      machine.start(variables)
      for (const { elementId, data } of tasks) machine.complete(elementId, data)
      expect(machine.state?.status).to.equal('completed')
      expect(new Set(tasks.map(({ elementId }) => elementId)).size).to.equal(8)
      ends.add(
        machine.history.findLast(({ elementId }) => elementId === 'closed' || elementId === 'archived')?.elementId,
      )
    }
    expect([...ends].sort()).to.deep.equal(['archived', 'closed'])
  })
})

describe('the rounds of a benchmark', () => {
  it('run every measurement in turn, and keep the results of each by round', async () => {
    const order: string[] = []
    const run = (name: string) => async () => order.push(name)
    const results = await interleave(3, { a: run('a'), b: run('b') }, () => {})

    expect(order.join(' ')).to.equal('a b a b a b')
    expect(results).to.deep.equal({ a: [1, 3, 5], b: [2, 4, 6] })
  })

  it('give a median that one bad round does not move', () => {
    expect(median([9, 1, 5])).to.equal(5)
    expect(median([100, 1, 3, 2])).to.equal(2.5)
    expect(() => median([])).to.throw('Expected values')
  })

  it('give the ratio of what was measured in the same round', () => {
    // The machine was ten times slower in the second round, for both.
    expect(medianRatio([100, 10, 120], [50, 5, 50])).to.equal(2)
  })

  it('reach a goal from its own side', () => {
    expect([12, 11.9].map((value) => reaches(value, { atLeast: 12 }))).to.deep.equal([true, false])
    expect([20, 20.1].map((value) => reaches(value, { atMost: 20 }))).to.deep.equal([true, false])
  })
})

describe('the clients of a benchmark', () => {
  it('run as many instances at once as there are clients, and count what was acknowledged in time', async () => {
    let running = 0
    let most = 0
    let acknowledged = 0
    const settings = { clients: 4, seconds: 0.1, warmUpSeconds: 0.05 }
    const measured = await runClients(settings, async (_number, complete) => {
      most = Math.max(most, ++running)
      await complete(() => new Promise((resolve) => setTimeout(resolve, 2)))
      acknowledged += 1
      running -= 1
    })

    expect(most).to.equal(4)
    const counted = measured.completionsPerSecond * settings.seconds
    expect(counted).to.be.greaterThan(0).and.lessThan(acknowledged)
    expect(measured.p50ms).to.be.at.least(1)
    expect(measured.p99ms).to.be.at.least(measured.p50ms)
  })

  it('come again when they are told to, and say how often', async () => {
    let told = 0
    const settings = { clients: 1, seconds: 0.05, warmUpSeconds: 0 }
    const work = (): void => {
      if (++told % 2 === 1) throw new Error('not now')
    }
    const retryAfter = (error: unknown) => ((error as Error).message === 'not now' ? 5 : null)
    const measured = await runClients(settings, async (_number, complete) => complete(work), retryAfter)

    expect(measured.refused).to.equal(told / 2)
    expect(measured.p50ms).to.be.at.least(4)
    const broken = runClients(
      settings,
      (_number, complete) => complete(() => Promise.reject(new Error('broken'))),
      retryAfter,
    )
    expect(await broken.catch((error: Error) => error.message)).to.equal('broken')
  })

  it('know what share of the waits was shorter', () => {
    const waits = Array.from({ length: 200 }, (_, index) => index + 1)
    expect([percentile(waits, 0.5), percentile(waits, 0.99)]).to.deep.equal([100, 198])
    expect(() => percentile([], 0.5)).to.throw('nothing was')
  })

  it('take cases in turns', () => {
    expect([0, 1, 2, 3].map((number) => inTurns(['a', 'b'], number)).join('')).to.equal('abab')
  })
})

describe('instances that are multiplied', () => {
  it('have all their rows in all tables, are older than the originals, and rest in the same places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ritums-'))
    const path = join(folder, 'few.db')
    const ids = ['01a214a7-63f5-7000-9c4d-8d87c9b8f366', '01a214a7-6400-7000-8000-8d87c9b8f367']
    const few = new SqliteDatabase(path)
    few.exec(`CREATE TABLE i (id TEXT PRIMARY KEY, state TEXT); CREATE TABLE other (name TEXT);
      CREATE TABLE e (n INTEGER PRIMARY KEY, task TEXT REFERENCES t (id)); CREATE TABLE t (id TEXT PRIMARY KEY, i TEXT)`)
    few.prepare('INSERT INTO i VALUES (?, ?), (?, ?)').run(ids[0], 'first', ids[1], 'second')
    few.prepare('INSERT INTO t VALUES (?, ?)').run(`${ids[1]}.k3`, ids[1])
    few.prepare('INSERT INTO e (task) VALUES (?), (?)').run(`${ids[1]}.k3`, `${ids[1]}.k3`)
    few.exec(`INSERT INTO other VALUES ('kept as it is')`)
    few.close()

    expect(
      multiplyInstances(
        path,
        ids.map((id) => [id]),
        100,
        () => {},
      ),
    ).to.equal(100)

    const many = new SqliteDatabase(path, { readonly: true })
    const count = (from: string): unknown => many.prepare(`SELECT count(*) FROM ${from}`).pluck().get()
    expect(['i', 't', 'e', 'other'].map(count)).to.deep.equal([100, 50, 100, 1])
    expect(count(`t JOIN i ON i.id = t.i AND t.id = i.id || '.k3' AND i.state = 'second'`)).to.equal(50)
    expect(many.prepare('SELECT id FROM i ORDER BY id DESC LIMIT 2').pluck().all()).to.deep.equal(ids.toReversed())
    expect(many.pragma('foreign_key_check')).to.deep.equal([])
    many.close()
    rmSync(folder, { recursive: true })
  })
})

describe('cases of service management that are multiplied', () => {
  it('have records, letters and numbers of their own, and name them everywhere', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ritums-'))
    const path = join(folder, 'few.db')
    const [one, letter, other] = [
      '01a214a7-63f5-7000-9c4d-8d87c9b8f366',
      '01a214a7-63f7-7000-9c4d-8d87c9b8f399',
      '01a214a7-6400-7000-8000-8d87c9b8f367',
    ] as const
    const few = new SqliteDatabase(path)
    few.exec(`CREATE TABLE r (i TEXT, id TEXT, number TEXT UNIQUE, data TEXT, PRIMARY KEY (i, id));
      CREATE TABLE k (value TEXT PRIMARY KEY, id TEXT)`)
    const add = few.prepare(`INSERT INTO r VALUES ('demo', ?, ?, ?)`)
    add.run(one, 'P-1', '{}')
    add.run(letter, null, `{"of":"${one}","text":"P-1 is here"}`)
    add.run(other, 'P-2', '{}')
    few.prepare('INSERT INTO k VALUES (?, ?)').run('["320001-1"]', one)
    few.close()

    const originals = [
      [one, letter, 'P-1', '320001-1'],
      [other, 'P-2'],
    ] as const
    expect(multiplyInstances(path, originals, 6, () => {})).to.equal(6)

    const many = new SqliteDatabase(path, { readonly: true })
    const column = (query: string): unknown => many.prepare(query).pluck().all()
    expect(column('SELECT number FROM r WHERE number NOT NULL ORDER BY number')).to.deep.equal([
      'P-1',
      'P-1.0',
      'P-1.1',
      'P-2',
      'P-2.0',
      'P-2.1',
    ])
    const letters = `SELECT data ->> 'text' FROM r l WHERE number IS NULL AND EXISTS
      (SELECT 1 FROM r WHERE id = l.data ->> 'of' AND l.data ->> 'text' = number || ' is here') ORDER BY 1`
    expect(column(letters)).to.deep.equal(['P-1 is here', 'P-1.0 is here', 'P-1.1 is here'])
    expect(column('SELECT value FROM k JOIN r USING (id) ORDER BY 1')).to.deep.equal([
      '["320001-1"]',
      '["320001-1.0"]',
      '["320001-1.1"]',
    ])
    many.close()
    rmSync(folder, { recursive: true })
  })
})

describe('a disruption', () => {
  it('passes through three cases of the typical edition, to their ends', async () => {
    const house = await House.open()
    await house.passTime({ days: 10, hours: 1 })
    const { engine } = house
    engine.startWorkers()
    const target = await addTarget(engine, 'down')
    const [incident = '', ...applications] = await runDisruption(engine, target, 0)

    expect((await house.record('incident', incident)).data['applicationIds']).to.deep.equal(applications)
    for (const id of applications) expect((await house.record('application', id)).status).to.equal('closed')
    expect((await house.records('outage', { incidentId: incident })).length).to.equal(1)
    expect((await house.records('problem', { serviceId: target.serviceId })).length).to.equal(1)
    expect(await house.tasks(incident)).to.deep.equal([])
    await house.close()
  }).timeout(60_000)

  it('begins with an application that waits, which goes on', async () => {
    const house = await House.open()
    await house.passTime({ days: 10, hours: 1 })
    const { engine } = house
    engine.startWorkers()
    const { serviceId } = await addTarget(engine, 'down')
    const waits = await beginByPhone(engine, serviceId, '329999-00000')
    await waitsForClassification(engine, waits)

    expect(await passOnOneThatWaits(engine, serviceId)).to.equal(waits)
    await house.close()
  }).timeout(60_000)
})

describe('rows that are written again', () => {
  const ID = '01a214a7-63f5-7000-9c4d-8d87c9b8f366'

  it('carry another id, of the same shape and sorting later', () => {
    const later = laterId(ID, 0x10000)
    expect(later).to.equal('01a214a8-63f5-7000-9c4d-8d87c9b8f366')
    const values = [ID, 7, null, `${ID}.k3`, `{"root":"${ID}"}`]
    expect(rekeyed(values, ID)(later)).to.deep.equal([later, 7, null, `${later}.k3`, `{"root":"${later}"}`])
    expect(() => laterId('17', 1)).to.throw('begins with its time')
  })

  it('are those that were written, whatever statement wrote them', () => {
    const tables = `CREATE TABLE a (id TEXT PRIMARY KEY, n INTEGER, b BLOB); CREATE TABLE log (n INTEGER PRIMARY KEY, t TEXT)`
    const [original, copy] = [new SqliteDatabase(':memory:'), new SqliteDatabase(':memory:')]
    original.exec(tables)
    copy.exec(tables)
    const found = tablesOf(original)
    installTriggers(original, found)
    original.exec(`INSERT INTO a VALUES ('x', 1, x'00ff'), ('y', 2, NULL)`)
    original.exec(`INSERT INTO a VALUES ('x', 5, NULL) ON CONFLICT (id) DO UPDATE SET n = excluded.n`)
    original.exec(`DELETE FROM a WHERE id = 'y'; UPDATE a SET n = n; INSERT INTO log (t) VALUES ('done')`)
    const writes = readWrites(original, found, 0, 100)
    removeTriggers(original, found)
    for (const { sql, values } of writes) copy.prepare(sql).run(values)

    const contents = (database: SqliteDatabase.Database) =>
      ['a', 'log', 'sqlite_schema'].map((table) => database.prepare(`SELECT * FROM ${table}`).all())
    expect(contents(copy)).to.deep.equal(contents(original))
    // An update that changes nothing is no write of a row.
    expect(writes.map(({ sql }) => sql.split(' ', 1)[0])).to.deep.equal([
      'INSERT',
      'INSERT',
      'UPDATE',
      'DELETE',
      'INSERT',
    ])
  })
})
