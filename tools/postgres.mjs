// A PostgreSQL server to throw away: made in a temporary folder, on a free port of this machine alone, gone with the
// process that started it. As a command it prints its address and runs until it is stopped:
//
//     node tools/postgres.mjs [--durable]
//
// Without --durable it does not wait for the disk, and is on none where there is memory: quick, for tests of what is done, not of
// what survives a power cut.
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const DEBIAN = '/usr/lib/postgresql'
const READY = 'database system is ready to accept connections'
const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 10_000
const MEMORY = '/dev/shm'
/** Databases of tests are some 10 MB each, and few at a time. */
const MEMORY_BYTES = 2 ** 31

/** Runs the server until its input ends, which it does with us, however we end; then takes its folder away. */
const KEEPER = `
"$1/postgres" -D "$2/data" -k "" -c listen_addresses=127.0.0.1 -c port="$3" -c max_connections=300 $4 </dev/null &
server=$!
trap "" INT TERM HUP
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
rm -rf "$2"
`

/**
 * The folder of PostgreSQL's programs: on the path, where `pg_config` says, or where Debian puts them.
 *
 * @returns {string | null} null when there are none
 */
export function findPostgres() {
  const candidates = (process.env.PATH ?? '').split(delimiter)
  try {
    candidates.push(
      execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
    )
  } catch {
    // Not everybody has it.
  }
  if (existsSync(DEBIAN))
    for (const version of readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)))
      candidates.push(join(DEBIAN, version, 'bin'))
  return (
    candidates.find(
      (folder) => folder !== '' && ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
    ) ?? null
  )
}

/**
 * Starts a server with one empty database.
 *
 * @param {{ durable?: boolean }} [options] durable: it waits for the disk as in production. Default false.
 * @returns {Promise<{ url: string, folder: string, stop: () => Promise<void> }>} `folder` is the server's data
 * @throws {Error} when there are no programs, or the server does not start
 */
export async function startPostgres({ durable = false } = {}) {
  const programs = findPostgres()
  if (programs === null)
    throw new Error(`Expected initdb and postgres on the path or below ${DEBIAN}, but found none. Install PostgreSQL.`)
  const who = identity()
  const folder = mkdtempSync(join((durable ? null : memory()) ?? tmpdir(), 'postgres-'))
  const password = randomBytes(12).toString('hex')
  try {
    chmodSync(folder, 0o700)
    writeFileSync(join(folder, 'password'), password)
    if (who) for (const path of [folder, join(folder, 'password')]) chownSync(path, who.uid, who.gid)
    initialize(programs, folder, who)
    const port = await freePort()
    return await run(programs, folder, port, password, durable, who)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** A folder that is no disk, where there is one with room. */
function memory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > MEMORY_BYTES ? MEMORY : null
  } catch {
    return null
  }
}

/** PostgreSQL refuses to run as root: then as a user that is there for such things. */
function identity() {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody'])
    try {
      const id = (/** @type {string} */ flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // The next one, then.
    }
  throw new Error(
    'Expected a user "postgres" or "nobody" to run PostgreSQL as, since it refuses root, but there is neither.',
  )
}

/**
 * @param {string} programs
 * @param {string} folder
 * @param {{ uid: number, gid: number } | null} who
 */
function initialize(programs, folder, who) {
  const always = [
    '-D',
    join(folder, 'data'),
    '-U',
    'ritums',
    '--pwfile',
    join(folder, 'password'),
    '-A',
    'password',
    '-E',
    'UTF8',
    '--no-sync',
  ]
  // A language's order, where it can be had: nothing of ours may depend on the order that a database was made with.
  const languages = [['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=lv'], ['--no-locale']]
  let last
  for (const language of languages)
    try {
      execFileSync(join(programs, 'initdb'), [...always, ...language], { cwd: folder, stdio: 'pipe', ...who })
      return
    } catch (error) {
      last = error
      rmSync(join(folder, 'data'), { recursive: true, force: true })
    }
  throw last
}

/**
 * @param {string} programs
 * @param {string} folder
 * @param {number} port
 * @param {string} password
 * @param {boolean} durable
 * @param {{ uid: number, gid: number } | null} who
 */
async function run(programs, folder, port, password, durable, who) {
  const quick = durable ? '' : '-c fsync=off -c full_page_writes=off -c checkpoint_timeout=1h'
  const keeper = spawn('sh', ['-c', KEEPER, 'keeper', programs, folder, String(port), quick], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
    ...who,
  })
  const ended = new Promise((resolve) => keeper.once('close', resolve))
  let said = ''
  const ready = new Promise((resolve, reject) => {
    keeper.once('error', reject)
    keeper.stderr.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-2000)
      if (said.includes(READY)) resolve(undefined)
      else if (said.includes('FATAL')) reject(new Error(`Expected PostgreSQL to start, but it said: ${said}`))
    })
  })
  const stop = async () => {
    keeper.stdin.end()
    const timer = setTimeout(() => keeper.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    clearTimeout(timer)
  }
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Expected PostgreSQL to start within ${START_TIMEOUT_MS} ms, but it did not: ${said}`)),
      START_TIMEOUT_MS,
    )
  })
  try {
    await Promise.race([ready, late])
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(timer)
  }
  return { url: `postgres://ritums:${password}@127.0.0.1:${port}/postgres`, folder: join(folder, 'data'), stop }
}

/** @returns {Promise<number>} a port that nobody listens on just now */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const server = await startPostgres({ durable: process.argv.includes('--durable') })
  console.log(server.url)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop())
}
