/**
 * `npm start` itself: what is compiled into `dist/` and found from there, which tests that load the sources never see.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'))
  after(() => rmSync(folder, { recursive: true }))

  it('compiles, deploys the typical schemes, answers, and stops when asked', async function () {
    this.timeout(180_000)
    // As a newcomer: nothing is built yet that could hide what is not built now.
    rmSync(join(root, 'dist'), { recursive: true, force: true })
    const database = join(folder, 'ritums.sqlite')
    const child = spawn(process.execPath, ['tools/start.mjs'], {
      cwd: root,
      env: { ...process.env, RITUMS_MODE: 'demo', PORT: '0', DATABASE_PATH: database, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(child, 'exit')
    let url: string | undefined
    for await (const line of createInterface({ input: child.stdout })) {
      url = /running at (http:\S+)/.exec(line)?.[1]
      if (url !== undefined) break
    }
    child.stdout.resume()
    if (url === undefined) throw new Error('Expected the server to print its address, but it ended.')
    try {
      expect((await fetch(url)).status).to.equal(200)
      expect(existsSync(database)).to.equal(true)
    } finally {
      child.kill('SIGTERM')
    }
    expect(await gone).to.deep.equal([0, null])
  })
})
