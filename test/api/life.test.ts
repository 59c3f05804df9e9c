import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { maskedUrl, readConfig } from '../../api/config.ts'
import { openHouse } from '../../api/main.ts'
import { nodeNotes } from '../../api/node-notes.ts'
import { projectRoot } from '../../api/project-root.ts'
import { whyNotStarted } from '../../api/why-not-started.ts'
import { QUICK_PASSWORDS } from '../support/quick-passwords.ts'
import { silentLog } from '../support/silent-log.ts'
import { envExample, withSettingsTable } from '../../tools/print-settings.ts'
import { BUNDLE } from './support/bundle.ts'
import { send } from './support/send.ts'

/** On databases in files of their own, whatever the other tests run on. */
describe('the server', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ritums-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** The real process; resolves when it says that it runs. */
  const start = async (environment: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
      cwd: projectRoot(),
      env: {
        PATH: process.env['PATH'],
        DATABASE_PATH: join(folder, 'r.db'),
        PORT: '0',
        LOG_LEVEL: 'silent',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const lines: string[] = []
    let url = ''
    for await (const line of createInterface(child.stdout)) {
      lines.push(line)
      url = /^Ritums is running at (\S+)/.exec(line)?.[1] ?? url
      if (url !== '') break
    }
    createInterface(child.stdout).on('line', (line) => lines.push(line))
    return { child, lines, url }
  }

  it('finishes what runs on SIGTERM, takes nothing new, and ends with 0', async () => {
    const { child, url } = await start({ RITUMS_MODE: 'demo' })
    const login = await send(`${url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: 'kac', password: 'ritums-paraugs' }),
    })
    const Cookie = login.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const { port, hostname } = new URL(url)
    const socket = connect(Number(port), hostname)
    // Half of a request is inside when the signal comes: the server has said that it wants the rest.
    socket.write(
      `POST /api/tasks/query HTTP/1.1\r\nHost: x\r\nCookie: ${Cookie}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n`,
    )
    expect(String((await once(socket, 'data'))[0])).to.match(/^HTTP\/1\.1 100 /)
    const answered = once(socket, 'data')

    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const refused = await new Promise<unknown>((resolve) => {
      const ask = (): void => void send(`${url}/api/health`).then(() => setImmediate(ask), resolve)
      ask()
    })
    socket.write('{}')

    expect((refused as NodeJS.ErrnoException).code).to.be.oneOf(['ECONNREFUSED', 'ECONNRESET'])
    expect(String((await answered)[0])).to.match(/^HTTP\/1\.1 200 /)
    expect(await ended).to.deep.equal([0, null])
  }).timeout(60_000)

  it('ends with 0 also when SIGTERM comes while it is still opening', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
      cwd: projectRoot(),
      env: { PATH: process.env['PATH'], DATABASE_PATH: join(folder, 'early.db'), PORT: '0', LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    child.stdout.resume()
    expect(await ended).to.deep.equal([0, null])
  }).timeout(60_000)

  /** What the real process says on standard error when it cannot start. */
  const said = async (environment: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
      cwd: projectRoot(),
      env: { PATH: process.env['PATH'], DATABASE_PATH: join(folder, 'r.db'), LOG_LEVEL: 'silent', ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const lines: string[] = []
    createInterface(child.stderr).on('line', (line) => lines.push(line))
    expect(await once(child, 'close')).to.deep.equal([1, null])
    return lines
  }

  it('says in one sentence what keeps it from starting', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const noDatabase = join(folder, 'letter.db')
    writeFileSync(noDatabase, 'Dear reader, this is no database. '.repeat(100))

    expect(await said({ PORT: 'abc' })).to.deep.equal([
      'Expected PORT to be a whole number from 0 to 65535, but it is "abc".',
    ])
    expect(await said({ RITUMS_MODE: 'production', PORT: String(port) })).to.deep.equal([
      `Expected port ${port} of 127.0.0.1 to be free, but another program listens there. Stop that one, or set PORT.`,
    ])
    expect(await said({ PORT: '0', DATABASE_PATH: noDatabase })).to.deep.equal([
      `Expected DATABASE_PATH "${noDatabase}" to be a SQLite database that can be read and written, but the system said: file is not a database.`,
    ])
    expect((await said({ PORT: '0', DATABASE_PATH: join(noDatabase, 'r.db') })).join()).to.match(
      /^Expected DATABASE_PATH "[^"]*" to be a SQLite database that can be read and written, but the system said: [^\n]*\.$/,
    )
    other.close()
  }).timeout(60_000)

  it('seeds the demonstration once, deploys the same files once, and keeps what was done', async () => {
    const config = readConfig({ DATABASE_PATH: join(folder, 'r.db'), PORT: '0' })
    const printed: string[] = []
    const open = () =>
      openHouse({ config, log: silentLog, passwordCost: QUICK_PASSWORDS, print: (line) => printed.push(line) })
    const first = await open()
    const query = { institutionId: config.institutionId }
    const tasks = (await first.engine.listTasks(query)).items.map(({ id }) => id)
    const definitions = (await first.engine.listDefinitions(query)).items.map(({ id }) => id)
    await first.close()
    const second = await open()

    expect(printed.join('\n')).to.match(/17 people, 2 open applications[\s\S]*it was there already/)
    expect(tasks.length).to.equal(2)
    expect((await second.engine.listTasks(query)).items.map(({ id }) => id)).to.deep.equal(tasks)
    expect((await second.engine.listDefinitions(query)).items.map(({ id }) => id)).to.deep.equal(definitions)
    await second.close()
  }).timeout(60_000)

  it('goes on with a seeding that was interrupted, without doing anything twice', async () => {
    const config = readConfig({ DATABASE_PATH: join(folder, 'r.db'), PORT: '0' })
    const open = () => openHouse({ config, log: silentLog, passwordCost: QUICK_PASSWORDS, print: () => {} })
    const first = await open()
    const query = { institutionId: config.institutionId }
    const by = { id: 'system', ...query, grants: new Set(['*']) }
    const [role] = (await first.identity.people.get(config.institutionId, 'kac')).roles
    await first.identity.people.takeRole({ by, login: 'kac', assignmentId: role?.id ?? '' })
    await first.close()
    const second = await open()

    expect((await second.engine.listProcessInstances({ ...query, processKey: 'application' })).items.length).to.equal(2)
    expect((await second.identity.people.list({ ...query, limit: 200 })).items.length).to.equal(17)
    await second.close()
  }).timeout(60_000)

  it('does not open a database that another one has', async () => {
    const config = readConfig({ DATABASE_PATH: join(folder, 'r.db'), PORT: '0', RITUMS_MODE: 'production' })
    const open = () => openHouse({ config, log: silentLog, bundle: BUNDLE, print: () => {} })
    const first = await open()
    const second = await open().then(
      () => 'opened',
      (error: unknown) => String(error),
    )

    expect(second).to.include('another server has it open')
    await first.close()
  })
})

describe('settings', () => {
  const refusal = (environment: Readonly<Record<string, string>>): string => {
    try {
      readConfig(environment)
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }

  it('have defaults that start a demonstration on this machine only', () => {
    expect(readConfig({})).to.include({
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      bodyLimitBytes: 1_048_576,
      trustProxyHops: 0,
      workers: 'on',
    })
  })

  const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ RITUMS_MODE: 'test' }, 'RITUMS_MODE'],
    [{ RITUMS_MODUS: 'demo' }, 'RITUMS_MODUS'],
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: '3e3' }, 'PORT'],
    [{ SESSION_HOURS: '0' }, 'SESSION_HOURS'],
    [{ PUBLIC_URL: 'ritums.example.lv' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://ritums.example.lv/path' }, 'PUBLIC_URL'],
    [{ MESSAGE_TTL: 'seven days' }, 'MESSAGE_TTL'],
    [{ JOB_RETRY_PAUSES_MS: '1,two' }, 'JOB_RETRY_PAUSES_MS'],
    [{ INSTITUTION_ID: 'My Institution' }, 'INSTITUTION_ID'],
    [{ DATABASE_URL: 'mysql://ritums@db/ritums' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://ritums@db' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'data/ritums.db' }, 'DATABASE_URL'],
    [{ HOST: '0.0.0.0' }, 'HOST'],
    [{ HOST: '::' }, 'HOST'],
  ]
  for (const [environment, named] of wrong) {
    it(`refuse ${JSON.stringify(environment)} with a sentence`, () => {
      expect(refusal(environment))
        .to.match(/^Expected .*, but .*\.$/)
        .and.to.include(named)
    })
  }

  it('never show the password of a database', () => {
    const shown = [
      refusal({ DATABASE_URL: 'mysql://ritums:s3cret@db/ritums' }),
      refusal({ DATABASE_URL: 'postgres://ritums:s3cret@db' }),
      refusal({ DATABASE_URL: 'postgres://ritums:p@ss:s3cret@db' }),
      refusal({ DATABASE_URL: 'ritums:s3cret@db/ritums' }),
      maskedUrl('postgres://ritums:s3cret@db.example.lv:5432/ritums?sslmode=require'),
      maskedUrl('postgres://db/ritums?user=ritums&password=s3cret'),
      whyNotStarted(Object.assign(new Error('password authentication failed'), { code: '28P01' }), {
        ...readConfig({}),
        databaseUrl: 'postgres://ritums:s3cret@db/ritums',
      }),
    ].join('\n')

    expect(shown).not.to.include('s3cret')
    expect(shown)
      .to.include('postgres://ritums:***@db.example.lv:5432/ritums?sslmode=require')
      .and.include('"postgres://ritums:***@db/ritums", but the user or the password is wrong.')
  })

  it('take both names of PostgreSQL', () => {
    for (const DATABASE_URL of ['postgres://db/ritums', 'postgresql://ritums:p%40ss@db:5433/ritums?sslmode=require'])
      expect(readConfig({ DATABASE_URL }).databaseUrl).to.equal(DATABASE_URL)
  })

  it('let a demonstration listen elsewhere, and production anywhere, when told so', () => {
    expect(refusal({ HOST: '0.0.0.0', RITUMS_DEMO_ANYWHERE: 'yes' })).to.equal('')
    expect(refusal({ HOST: '0.0.0.0', RITUMS_MODE: 'production' })).to.equal('')
    for (const HOST of ['localhost', '127.0.0.1', '127.1.2.3', '::1']) expect(refusal({ HOST }), HOST).to.equal('')
  })

  it('are documented as they are', () => {
    expect(readFileSync(join(projectRoot(), '.env.example'), 'utf8')).to.equal(envExample())
  })

  it('stand in the README as they are', () => {
    const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8')
    expect(readme).to.include('<!-- settings: made by tools/print-settings.ts -->').and.to.include('<!-- /settings -->')
    expect(withSettingsTable(readme)).to.equal(readme)
  })
})

describe('the note on Node.js', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['20.20.2', true],
    ['22.23.3', true],
    ['22.23.4', false],
    ['23.5.0', true],
    ['24.9.0', true],
    ['24.22.1', false],
    ['26.12.1', false],
    ['27.0.0', false],
  ]
  for (const [version, noted] of cases) {
    it(`${noted ? 'warns of' : 'is content with'} ${version}`, () => {
      expect(nodeNotes(version).length > 0).to.equal(noted)
    })
  }
})
