// Runs the tests from a clean clone: installs what is missing, then mocha: all tests on SQLite, then those that touch a
// database again on PostgreSQL, on the server that TEST_DATABASE_URL names or on one to throw away. Further arguments go
// to mocha, e.g. the path of one test file. Ends with an exit code that is not 0 when any test failed; the last line is
// the count of both runs.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from './postgres.mjs'
import { checkNode, installIfMissing, root } from './prepare.mjs'
import { ONLY_POSTGRES, testsOfDatabases } from './tests-of-databases.mjs'

checkNode()
await installIfMissing()

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
const reporter = join(root, 'tools', 'reporter.cjs')
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const total = { passed: 0, failed: 0 }

/**
 * Runs mocha once and adds to the total.
 *
 * @param {readonly string[]} files none: all
 * @param {string} databaseUrl empty: SQLite
 */
async function test(files, databaseUrl) {
  // With files of one's own choice the list in .mocharc.json would be added to them.
  const which =
    files.length > 0
      ? ['--no-config', '--node-option', 'import=tsx', '--timeout', '20000', ...files]
      : ['--ignore', 'test/**/postgres-*.test.ts']
  const folder = mkdtempSync(join(tmpdir(), 'counts-'))
  const counts = join(folder, 'counts.json')
  const child = spawn(process.execPath, [mocha, '--reporter', reporter, ...which, ...options], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_COUNTS: counts, TEST_DATABASE_URL: databaseUrl },
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  try {
    const { passes, failures } = JSON.parse(readFileSync(counts, 'utf8'))
    total.passed += passes
    total.failed += failures
  } catch {
    console.log('Expected the tests to run to their end, but they did not.')
  }
  rmSync(folder, { recursive: true })
  if (code !== 0) process.exitCode = typeof code === 'number' ? code : 1
}

const onSqlite = chosen.filter((file) => !ONLY_POSTGRES.test(file))
if (chosen.length === 0 || onSqlite.length > 0) {
  console.log('Testing on SQLite …')
  await test(onSqlite, '')
}
const onPostgres = testsOfDatabases(chosen)
if (onPostgres.length > 0) await testOnPostgres()
console.log(`${total.passed} passed, ${total.failed} failed`)

async function testOnPostgres() {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? null : await startIfPossible()
  const url = given ?? server?.url
  if (!url) return
  try {
    console.log(`Testing on PostgreSQL what touches a database (${onPostgres.length} files) …`)
    await test(onPostgres, url)
  } finally {
    await server?.stop()
  }
}

async function startIfPossible() {
  try {
    if (findPostgres() !== null) return await startPostgres()
    console.log('Expected initdb and postgres on the path, but found neither.')
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error))
  }
  console.log(
    `Not tested on PostgreSQL: ${onPostgres.length} test files are skipped there. Install it, or name a server that tests may make databases on in TEST_DATABASE_URL.`,
  )
  return null
}
