/** Backup and restoration of a SQLite database, as a person runs them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { setImmediate as immediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect } from 'chai'
import { readConfig } from '../../api/config.ts'
import { openHouse, type OpenHouse } from '../../api/main.ts'
import { projectRoot } from '../../api/project-root.ts'
import { checksumOf } from '../../tools/backup/files.ts'
import { readBackup, writeManifest, type Manifest } from '../../tools/backup/manifest.ts'
import { checkSqlite, copySqlite, restoreSqlite } from '../../tools/backup/sqlite.ts'
import { Trouble } from '../../tools/backup/trouble.ts'
import { BUNDLE } from '../api/support/bundle.ts'
import { silentLog } from '../support/silent-log.ts'

const now = new Date('2026-03-02T08:00:00Z')
const by = { id: 'portal', institutionId: 'institution', groups: [], language: 'lv', mayManage: true } as const

describe('a backup', function () {
  this.timeout(120_000)
  let folder: string
  let database: string
  let backups: string
  /** Made once: deploying takes seconds. */
  let withCases: Buffer | null = null
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ritums-backup-'))
    database = join(folder, 'ritums.db')
    backups = join(folder, 'backups')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const pathsOf = (path: string) => ({ DATABASE_PATH: path, FILES_PATH: join(dirname(path), 'files') })

  const open = (path = database): Promise<OpenHouse> =>
    openHouse({
      config: readConfig({ RITUMS_MODE: 'production', WORKERS: 'off', PORT: '0', ...pathsOf(path) }),
      log: silentLog,
      bundle: BUNDLE,
      print: () => {},
    })

  const startCase = async ({ engine }: OpenHouse): Promise<string> =>
    (await engine.startProcessInstance({ by, processKey: 'leave' })).id

  const idsOf = async ({ engine }: OpenHouse): Promise<Set<string>> => {
    const ids = new Set<string>()
    let after: string | undefined
    do {
      const page = await engine.listProcessInstances({ institutionId: by.institutionId, limit: 200, after })
      for (const { id } of page.items) ids.add(id)
      after = page.next ?? undefined
    } while (after !== undefined)
    return ids
  }

  /** As npm runs it. @returns the exit code and what was said */
  const command = async (tool: 'backup' | 'restore', path: string, ...args: string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `tools/${tool}.ts`, ...args], {
      cwd: projectRoot(),
      env: { PATH: process.env['PATH'], ...pathsOf(path) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, said }
  }

  const theBackup = (): string => join(backups, readdirSync(backups)[0] ?? '')

  /** A closed database with some cases, and a backup of it. */
  const backedUp = async (): Promise<{ manifest: Manifest; copy: string; made: string }> => {
    if (withCases === null) {
      const house = await open()
      for (let index = 0; index < 3; index += 1) await startCase(house)
      await house.close()
      withCases = readFileSync(database)
    }
    writeFileSync(database, withCases)
    const made = join(folder, 'made')
    mkdirSync(made)
    const copy = join(made, 'ritums.db')
    copySqlite(database, copy)
    const facts = { ...(await checkSqlite(copy)), bytes: statSync(copy).size, sha256: await checksumOf(copy) }
    const manifest: Manifest = {
      format: 1,
      kind: 'sqlite',
      createdAt: now.toISOString(),
      release: '0',
      file: 'ritums.db',
      ...facts,
    }
    writeManifest(made, manifest)
    return { manifest, copy, made }
  }

  const trouble = async (work: () => unknown): Promise<{ exitCode: number; message: string }> => {
    try {
      await work()
    } catch (error) {
      if (error instanceof Trouble) return { exitCode: error.exitCode, message: error.message }
      throw error
    }
    return { exitCode: 0, message: '' }
  }

  it('made while others write holds exactly what they had done by then, and starts', async () => {
    const house = await open()
    const clients: string[][] = [[], [], [], []]
    const enough = new AbortController()
    const writers = clients.map(async (acknowledged) => {
      while (!enough.signal.aborted) {
        acknowledged.push(await startCase(house))
        // Otherwise nothing else in this process would ever have its turn.
        await immediate()
      }
    })
    const doneBefore = clients.flat()
    const { code, said } = await command('backup', database, backups)
    enough.abort()
    await Promise.all(writers)
    await house.close()
    expect([code, said]).to.satisfy(([exit]: readonly unknown[]) => exit === 0, said)

    const elsewhere = join(folder, 'elsewhere', 'ritums.db')
    const restored = await command('restore', elsewhere, theBackup())
    expect(restored.code, restored.said).to.equal(0)
    const again = await open(elsewhere)
    const stored = await idsOf(again)

    const done = clients.flat()
    expect(doneBefore.every((id) => stored.has(id))).to.equal(true)
    expect(stored.size).to.be.greaterThan(0).and.lessThan(done.length)
    expect([...stored].filter((id) => !done.includes(id))).to.deep.equal([])
    // What one client did later is never there without what it did before.
    for (const acknowledged of clients) {
      const missing = acknowledged.findIndex((id) => !stored.has(id))
      if (missing >= 0) expect(acknowledged.slice(missing).filter((id) => stored.has(id))).to.deep.equal([])
    }
    // And it goes on from there.
    await startCase(again)
    expect((await idsOf(again)).size).to.equal(stored.size + 1)
    await again.close()
  })

  it('is its owner’s alone, says what is in it, and leaves nothing half made', async () => {
    const house = await open()
    await startCase(house)
    const { said } = await command('backup', database, backups)
    await house.close()
    const { manifest } = await readBackup(theBackup())

    expect(said).to.match(/is whole: 1 cases, \d+ lines of history/)
    expect(manifest.counts).to.include({ process_instance: 1 })
    expect(readdirSync(theBackup()).sort()).to.deep.equal(['manifest.json', 'ritums.db'])
    expect(readdirSync(backups).length).to.equal(1)
    for (const path of [theBackup(), join(theBackup(), 'ritums.db'), join(theBackup(), 'manifest.json')])
      expect(statSync(path).mode & 0o077, path).to.equal(0)
  })

  it('has the files that people brought, each looked at, and puts back those that are missing', async () => {
    const bring = async ({ files }: OpenHouse, name: string, content: string) => {
      const taken = await files.take(Readable.from([Buffer.from(content)]), {
        institutionId: by.institutionId,
        name,
        uploadedBy: 'anna',
      })
      if ('problem' in taken) throw new Error(taken.problem)
      return taken.file
    }
    const house = await open()
    const { id, sha256 } = await bring(house, 'a.txt', 'Sveiki')
    await bring(house, 'b.txt', 'Ardievu')
    const { said } = await command('backup', database, backups)
    await house.close()
    expect(said).to.match(/; 2 files with 0\.0 MB\./)

    const elsewhere = join(folder, 'elsewhere', 'ritums.db')
    const restored = await command('restore', elsewhere, theBackup())
    expect([restored.code, restored.said]).to.satisfy(
      ([code, text]: readonly unknown[]) => code === 0 && String(text).includes('and 2 files that were missing'),
      restored.said,
    )
    const again = await open(elsewhere)
    const read = (await again.files.read(await again.files.get(by.institutionId, id))) as AsyncIterable<Buffer>
    for await (const piece of read) expect(piece.toString()).to.equal('Sveiki')
    await again.close()

    writeFileSync(join(theBackup(), 'files', sha256.slice(0, 2), sha256), 'Sveika!')
    const changed = await command('restore', join(folder, 'third', 'ritums.db'), theBackup())
    expect(changed.code).to.equal(3)
    rmSync(join(theBackup(), 'files', sha256.slice(0, 2), sha256))
    const missing = await command('restore', join(folder, 'third', 'ritums.db'), theBackup())
    expect([missing.code, missing.said]).to.satisfy(
      ([code, text]: readonly unknown[]) => code === 3 && String(text).includes('Expected 2 files'),
      missing.said,
    )
    expect(existsSync(join(folder, 'third', 'ritums.db'))).to.equal(false)
  })

  it('is not made of what is missing or no database of ours', async () => {
    const missing = await command('backup', join(folder, 'none.db'), backups)
    const other = new Database(join(folder, 'other.db'))
    other.exec('CREATE TABLE letter (text)')
    other.close()

    expect([missing.code, missing.said]).to.deep.equal([
      1,
      `Copying ${join(folder, 'none.db')} …\nExpected a database at "${join(folder, 'none.db')}", but there is none. See DATABASE_PATH.\n`,
    ])
    expect(readdirSync(backups)).to.deep.equal([])
    expect((await trouble(() => checkSqlite(join(folder, 'other.db')))).message).to.match(
      /its table of migrations cannot be read/,
    )
  })

  it('that was changed or cut off is refused, and the database stays', async () => {
    const { copy, made } = await backedUp()
    const before = readFileSync(database)
    const whole = readFileSync(copy)

    const file = openSync(copy, 'r+')
    writeSync(file, Buffer.from([whole[5000] === 1 ? 2 : 1]), 0, 1, 5000)
    closeSync(file)
    const changed = await command('restore', database, made, '--force')
    truncateSync(copy, whole.length - 4096)
    const cut = await trouble(() => readBackup(made))

    expect(changed.code).to.equal(3)
    expect(changed.said).to.match(/Expected ".*ritums\.db" as it was made, but its checksum is another\./)
    expect(cut.exitCode).to.equal(3)
    expect(readFileSync(database).equals(before)).to.equal(true)
  })

  it('that was damaged before its checksum was computed is refused, too', async () => {
    const { manifest, copy } = await backedUp()
    const target = join(folder, 'new.db')
    const bytes = readFileSync(copy)
    // The middle of the file: pages of tables and indices.
    bytes.fill(0x55, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192)
    writeFileSync(copy, bytes)
    const { exitCode } = await trouble(() => restoreSqlite({ manifest, copy }, target, { force: false, now }))

    expect(exitCode).to.equal(3)
    expect(readdirSync(folder).filter((name) => name.startsWith('new.db') && name !== 'new.db.lock')).to.deep.equal([])
  })

  const faults: readonly (readonly [string, string, RegExp])[] = [
    [
      'a gap in a history',
      'DELETE FROM history_event WHERE sequence = 2',
      /every case to have its history without a gap/,
    ],
    ['a history that ends too early', 'UPDATE process_instance SET history_count = history_count + 1', /without a gap/],
    ['a case of a later format', 'UPDATE process_instance SET state_format = 99', /a format that this release reads/],
    [
      'a migration of a later release',
      `INSERT INTO migration (timestamp, name) VALUES (9, 'Later9')`,
      /but it has Later9/,
    ],
    ['a row without what it refers to', 'DELETE FROM process_definition', /to have what it refers to/],
  ]
  for (const [what, sql, words] of faults) {
    it(`finds ${what}`, async () => {
      const { copy } = await backedUp()
      const editor = new Database(copy)
      editor.pragma('foreign_keys = OFF')
      editor.exec(sql)
      editor.close()

      const { exitCode, message } = await trouble(() => checkSqlite(copy))
      expect(message).to.match(words)
      expect(exitCode).to.be.greaterThan(0)
    })
  }

  it('replaces a database only when told so, keeps the old one, and never while a server has it', async () => {
    const { manifest, copy } = await backedUp()
    const backup = { manifest, copy }
    const house = await open()
    const later = await startCase(house)
    const inUse = await trouble(() => restoreSqlite(backup, database, { force: true, now }))
    await house.close()
    const there = await trouble(() => restoreSqlite(backup, database, { force: false, now }))
    const aside = await restoreSqlite(backup, database, { force: true, now })

    expect([inUse.exitCode, inUse.message]).to.satisfy(
      ([code, message]: readonly unknown[]) => code === 1 && String(message).includes('another server has it open'),
    )
    expect([there.exitCode, there.message]).to.satisfy(
      ([code, message]: readonly unknown[]) => code === 1 && String(message).includes('--force'),
    )
    expect(aside).to.equal(`${database}.before-2026-03-02T08-00-00Z`)
    const old = await open(aside ?? '')
    expect([...(await idsOf(old))]).to.include(later)
    await old.close()
    const restored = await open()
    expect([...(await idsOf(restored))]).not.to.include(later)
    await restored.close()
  })

  it('does not take over the log of the database before', async () => {
    const { manifest, copy } = await backedUp()
    // As after a crash: the file with a log beside it.
    const crashed = new Database(database)
    crashed.pragma('wal_autocheckpoint = 0')
    crashed.exec('DELETE FROM history_event')
    const left = { file: readFileSync(database), log: readFileSync(`${database}-wal`) }
    crashed.close()
    writeFileSync(database, left.file)
    writeFileSync(`${database}-wal`, left.log)
    const aside = (await restoreSqlite({ manifest, copy }, database, { force: true, now })) ?? ''

    expect(existsSync(`${database}-wal`)).to.equal(false)
    expect(existsSync(`${aside}-wal`)).to.equal(true)
    expect((await checkSqlite(database)).counts).to.deep.equal(manifest.counts)
  })
})
