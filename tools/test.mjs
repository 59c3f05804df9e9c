// Runs the tests from a clean clone: installs what is missing, makes what browsers load, then mocha: all tests on SQLite, and
// those that depend on the database on PostgreSQL, too, on the server that TEST_DATABASE_URL names or on one to throw away.
// Arguments are files or folders to test instead, or options of mocha. The tests are several runs (`test-runs.mjs`), as many
// at once as there are processors; what a run says is shown when it has ended. Ends with an exit code that is not 0 when any
// test failed; the last line is the count of all runs.
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from './postgres.mjs'
import { buildAssetsIfOlder, checkNode, installIfMissing, root } from './prepare.mjs'
import { allRuns, chosenRuns } from './test-runs.mjs'

/** @typedef {import('./test-runs.mjs').TestRun} TestRun */

checkNode()
await installIfMissing()
await buildAssetsIfOlder()

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
const reporter = join(root, 'tools', 'reporter.cjs')
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
/** What browsers, servers and databases of tests need beside them is little: one run for each processor, and never alone. */
const AT_ONCE = Math.max(2, availableParallelism())
const total = { passed: 0, failed: 0 }

const runs = chosen.length > 0 ? chosenRuns(chosen) : allRuns()
const onPostgres = runs.filter(({ database }) => database === 'PostgreSQL')
const postgres = onPostgres.length > 0 ? await startIfPossible() : null
const folder = mkdtempSync(join(tmpdir(), 'tests-'))
try {
  const waiting = runs.filter(({ database }) => database === 'SQLite' || postgres !== null)
  // Who waits for one run alone sees it go on.
  const isShown = waiting.length === 1
  const work = async () => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) await test(run, isShown)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
} finally {
  await postgres?.stop()
  rmSync(folder, { recursive: true })
}
console.log(`${total.passed} passed, ${total.failed} failed`)

/**
 * Runs mocha once and adds to the total.
 *
 * @param {TestRun} run
 * @param {boolean} isShown as it goes on, and not when it has ended
 */
async function test({ name, database, files }, isShown) {
  const title = `On ${database}: ${name} (${files.length} ${files.length === 1 ? 'file' : 'files'})`
  console.log(`${title} …`)
  const started = Date.now()
  const own = mkdtempSync(join(folder, 'run-'))
  const [counts, said] = [join(own, 'counts.json'), join(own, 'said.txt')]
  const output = isShown ? 'inherit' : openSync(said, 'a')
  // The list in .mocharc.json would be added to these files.
  const which = ['--no-config', '--node-option', 'import=tsx', '--timeout', '40000', ...files]
  // Where everything is to be tested, no test may be singled out.
  const only = chosen.length > 0 ? [] : ['--forbid-only']
  const child = spawn(process.execPath, [mocha, '--reporter', reporter, ...which, ...only, ...options], {
    cwd: root,
    stdio: ['inherit', output, output],
    env: { ...process.env, TEST_COUNTS: counts, TEST_DATABASE_URL: database === 'PostgreSQL' ? postgres?.url : '' },
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (typeof output === 'number') {
    closeSync(output)
    process.stdout.write(`\n${title}, ${Math.round((Date.now() - started) / 1000)} s:\n${readFileSync(said, 'utf8')}`)
  }
  try {
    const { passes, failures } = JSON.parse(readFileSync(counts, 'utf8'))
    total.passed += passes
    total.failed += failures
  } catch {
    console.log(`Expected the run "${name}" on ${database} to come to its end, but it did not.`)
    process.exitCode = 1
  }
  if (code !== 0) process.exitCode = typeof code === 'number' ? code : 1
}

/** @returns {Promise<{ url: string, stop: () => Promise<void> } | null>} */
async function startIfPossible() {
  const url = process.env.TEST_DATABASE_URL
  if (url) return { url, stop: async () => {} }
  try {
    if (findPostgres() !== null) return await startPostgres()
    console.log('Expected initdb and postgres on the path, but found neither.')
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error))
  }
  const skipped = onPostgres.reduce((sum, { files }) => sum + files.length, 0)
  console.log(
    `Not tested on PostgreSQL: ${skipped} test files are skipped there. Install it, or name a server that tests may make databases on in TEST_DATABASE_URL.`,
  )
  return null
}
