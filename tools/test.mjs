// Runs the tests from a clean clone: installs what is missing, makes what browsers load, then mocha: all tests on SQLite, and at the same time those
// that touch a database on PostgreSQL, on the server that TEST_DATABASE_URL names or on one to throw away; what these say is
// shown behind the others. Further arguments go to mocha, e.g. the path of one test file. Ends with an exit code that
// is not 0 when any test failed; the last line is the count of both runs.
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from './postgres.mjs'
import { buildAssetsIfOlder, checkNode, installIfMissing, root } from './prepare.mjs'
import { ONLY_POSTGRES, testsOfDatabases } from './tests-of-databases.mjs'

checkNode()
await installIfMissing()
await buildAssetsIfOlder()

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
 * @param {string | null} saidTo file that takes what it says; null: it is shown as it comes
 */
async function test(files, databaseUrl, saidTo) {
  // With files of one's own choice the list in .mocharc.json would be added to them.
  const which =
    files.length > 0
      ? ['--no-config', '--node-option', 'import=tsx', '--timeout', '40000', ...files]
      : ['--ignore', 'test/**/postgres-*.test.ts']
  const folder = mkdtempSync(join(tmpdir(), 'counts-'))
  const counts = join(folder, 'counts.json')
  const output = saidTo === null ? 'inherit' : openSync(saidTo, 'a')
  const child = spawn(process.execPath, [mocha, '--reporter', reporter, ...which, ...options], {
    cwd: root,
    stdio: ['inherit', output, output],
    env: { ...process.env, TEST_COUNTS: counts, TEST_DATABASE_URL: databaseUrl },
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (typeof output === 'number') closeSync(output)
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
const onPostgres = testsOfDatabases(chosen)
const sqlite = chosen.length === 0 || onSqlite.length > 0
const postgres = onPostgres.length > 0 ? await startIfPossible() : null
const folder = mkdtempSync(join(tmpdir(), 'said-'))
const said = join(folder, 'on-postgres.txt')
try {
  if (sqlite) console.log('Testing on SQLite …')
  const runs = [
    ...(sqlite ? [test(onSqlite, '', null)] : []),
    ...(postgres ? [test(onPostgres, postgres.url, sqlite ? said : null)] : []),
  ]
  await runs[0]
  if (postgres && sqlite) {
    console.log(`Testing on PostgreSQL what touches a database (${onPostgres.length} files) …`)
    await runs[1]
    process.stdout.write(readFileSync(said))
  }
} finally {
  await postgres?.stop()
  rmSync(folder, { recursive: true })
}
console.log(`${total.passed} passed, ${total.failed} failed`)

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
  console.log(
    `Not tested on PostgreSQL: ${onPostgres.length} test files are skipped there. Install it, or name a server that tests may make databases on in TEST_DATABASE_URL.`,
  )
  return null
}
