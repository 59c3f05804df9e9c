/**
 * `npm start` itself: what is compiled into `dist/` and found from there, which tests that load the sources never see.
 * In a copy of the project, so that nothing built or set here hides anything, and a server that runs here keeps its files.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ROOMS = ['api', 'engine', 'forms', 'processes', 'tools']
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'))
  before(() => {
    // With their times: packages that are older than the lock file would be installed again.
    for (const name of [...ROOMS, ...FILES])
      cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  })
  after(() => rmSync(folder, { recursive: true }))

  it('compiles, deploys the typical schemes, answers, and stops when asked', async function () {
    this.timeout(180_000)
    // What the build of an older release left must not be taken for the program's own folder.
    mkdirSync(join(folder, 'dist'))
    writeFileSync(join(folder, 'dist', 'package.json'), '{}')
    const database = join(folder, 'ritums.sqlite')
    const child = spawn(process.execPath, ['tools/start.mjs'], {
      cwd: folder,
      env: { ...process.env, RITUMS_MODE: 'demo', PORT: '0', DATABASE_PATH: database, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(child, 'exit')
    const said: string[] = []
    let url: string | undefined
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line)
      url = /running at (http:\S+)/.exec(line)?.[1]
      if (url !== undefined) break
    }
    child.stdout.resume()
    if (url === undefined)
      throw new Error(`Expected the server to print its address, but it ended:\n${said.join('\n')}`)
    try {
      expect((await fetch(url)).status).to.equal(200)
      expect(existsSync(database)).to.equal(true)
      // Applications are open only if their scheme was deployed and its steps ran.
      expect(said.join('\n')).to.match(/, [1-9]\d* open applications/)
    } finally {
      child.kill('SIGTERM')
    }
    expect(await gone).to.deep.equal([0, null])
  })
})
