/** Backup and restoration of a PostgreSQL database; where TEST_DATABASE_URL names a server on which databases may be made. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../../api/project-root.ts'
import { checksumOf } from '../../tools/backup/files.ts'
import { readBackup, writeManifest } from '../../tools/backup/manifest.ts'
import { environmentOf } from '../../tools/backup/postgres.ts'

const SERVER = process.env['TEST_DATABASE_URL'] ?? ''

/** What the checks look at, with two cases of which the second has three lines of history. */
const TABLES = `
  CREATE TABLE migration (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name text NOT NULL);
  INSERT INTO migration ("timestamp", name) VALUES (1763600000001, 'Deployments1763600000001');
  CREATE TABLE process_instance (id text PRIMARY KEY, history_count integer NOT NULL, state_format integer NOT NULL);
  CREATE TABLE history_event (process_instance_id text, sequence integer, PRIMARY KEY (process_instance_id, sequence));
  INSERT INTO process_instance VALUES ('a', 1, 1), ('b', 3, 1);
  INSERT INTO history_event VALUES ('a', 1), ('b', 1), ('b', 2), ('b', 3);`

describe('a backup of PostgreSQL', function () {
  this.timeout(120_000)
  let folder: string
  let name: string
  let url: string
  let made = 0
  before(function () {
    if (SERVER === '' || spawnSync('pg_dump', ['--version']).status !== 0) this.skip()
  })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ritums-backup-'))
    name = `ritums_backup_${process.pid}_${++made}`
    const address = new URL(SERVER)
    address.pathname = `/${name}`
    url = address.href
    sql(SERVER, `CREATE DATABASE ${name}`)
    sql(url, TABLES)
  })
  afterEach(() => {
    for (const database of databases()) sql(SERVER, `DROP DATABASE "${database}"`)
    rmSync(folder, { recursive: true, force: true })
  })

  const sql = (address: string, text: string): string => {
    const env = { ...process.env, ...environmentOf(address) }
    const { status, stdout, stderr } = spawnSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1'], {
      env,
      input: text,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  const databases = (): string[] =>
    sql(SERVER, `SELECT datname FROM pg_database WHERE datname LIKE '${name}%' ORDER BY 1`).split('\n').filter(Boolean)

  const command = async (tool: 'backup' | 'restore', address: string, ...args: string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `tools/${tool}.ts`, ...args], {
      cwd: projectRoot(),
      env: { PATH: process.env['PATH'], DATABASE_URL: address },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, said }
  }
  const backedUp = async (): Promise<string> => {
    const { code, said } = await command('backup', url, join(folder, 'made'))
    expect(code, said).to.equal(0)
    return join(folder, 'made', readdirSync(join(folder, 'made'))[0] ?? '')
  }

  it('is made, restored for a look, and nothing of the look stays', async () => {
    const { code, said } = await command('backup', url, folder, '--verify-restore')

    expect(code, said).to.equal(0)
    expect(said).to.match(/is whole: 2 cases, 4 lines of history/)
    expect(databases()).to.deep.equal([name])
  })

  it('finds a gap in a history when it is restored for a look', async () => {
    sql(url, `DELETE FROM history_event WHERE process_instance_id = 'b' AND sequence = 2`)
    const { code, said } = await command('backup', url, folder, '--verify-restore')

    expect(code).to.equal(3)
    expect(said).to.include('Expected every case to have its history without a gap, but not so: b.')
    expect(readdirSync(folder)).to.deep.equal([])
    expect(databases()).to.deep.equal([name])
  })

  it('is restored into an empty database, or beside one that is kept when told so', async () => {
    const backup = await backedUp()
    const refused = await command('restore', url, backup)
    sql(
      url,
      `UPDATE process_instance SET id = 'later' WHERE id = 'a'; DELETE FROM history_event WHERE process_instance_id = 'a'`,
    )
    const forced = await command('restore', url, backup, '--force')

    const empty = url.replace(name, `${name}_empty`)
    sql(SERVER, `CREATE DATABASE ${name}_empty`)
    const intoEmpty = await command('restore', empty, backup)
    const intoNone = await command('restore', url.replace(name, `${name}_none`), backup)

    for (const { code, said } of [intoEmpty, intoNone]) expect(code, said).to.equal(0)
    expect(sql(empty, 'SELECT count(*) FROM history_event')).to.equal('4')
    expect(refused.code).to.equal(1)
    expect(refused.said).to.include('With --force it is kept under another name and replaced.')
    expect(forced.code, forced.said).to.equal(0)
    expect(sql(url, "SELECT string_agg(id, ',' ORDER BY id) FROM process_instance")).to.equal('a,b')
    const aside = databases().find((database) => database.includes('_before_'))
    expect(forced.said).to.include(`The database before is kept as database "${aside}".`)
  })

  it('is not restored while a server is connected', async () => {
    const backup = await backedUp()
    const holder = spawn('psql', ['-X', '-c', 'SELECT pg_sleep(30)'], {
      env: { ...process.env, ...environmentOf(url) },
      stdio: 'ignore',
    })
    for (
      let tries = 0;
      tries < 100 && sql(SERVER, `SELECT count(*) FROM pg_stat_activity WHERE datname = '${name}'`) === '0';
      tries += 1
    );
    const { code, said } = await command('restore', url, backup, '--force')
    holder.kill()
    await once(holder, 'exit')
    sql(SERVER, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)

    expect(code).to.equal(1)
    expect(said).to.match(
      /Expected nobody to use database ".*", but there are 1 connections\. Stop every server first\./,
    )
    expect(databases()).to.deep.equal([name])
  })

  it('that was cut off is refused, also with a checksum to match', async () => {
    const backup = await backedUp()
    const dump = join(backup, 'ritums.dump')
    const { manifest } = await readBackup(backup)
    // In the middle of the data: what is in it is listed at the beginning, and still can be.
    truncateSync(dump, statSync(dump).size - 40)
    const cut = await command('restore', url, backup, '--force')
    writeManifest(backup, { ...manifest, bytes: statSync(dump).size, sha256: await checksumOf(dump) })
    const cutBefore = await command('restore', url, backup, '--force')

    expect(cut.code).to.equal(3)
    expect(cut.said).to.match(/Expected ".*" of \d+ bytes, but it has \d+\./)
    expect(cutBefore.code).to.equal(3)
    expect(cutBefore.said).to.include('Expected pg_restore to succeed')
    expect(databases()).to.deep.equal([name])
  })

  it('shows its password nowhere', async () => {
    const address = new URL(url)
    address.username = 'nobody_of_that_name'
    address.password = 's3cret'
    const { code, said } = await command('backup', address.href, folder)
    writeFileSync(join(folder, 'said'), said)

    expect(said).not.to.include('s3cret')
    expect(said).to.include('nobody_of_that_name:***@')
    expect(code).to.equal(1)
  })
})

describe('the environment of the programs of PostgreSQL', () => {
  it('has every part of the address, decoded', () => {
    expect(environmentOf('postgres://rit%40ums:p%3Ass@db.example.lv:5433/ritums?sslmode=verify-full')).to.include({
      PGHOST: 'db.example.lv',
      PGPORT: '5433',
      PGUSER: 'rit@ums',
      PGPASSWORD: 'p:ss',
      PGDATABASE: 'ritums',
      PGSSLMODE: 'verify-full',
    })
  })
})
