// Which test files touch a database: those that import test/support/database.ts, themselves or through a helper, and those
// of PostgreSQL alone.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { root } from './prepare.mjs'

const SUPPORT = join(root, 'test', 'support', 'database.ts')
const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g

/** Tests of one kind of database alone begin with its name. */
export const ONLY_POSTGRES = /(^|\/)postgres-[^/]*\.test\.tsx?$/

/** What a browser draws does not depend on the database, and takes long: once is enough. */
const IN_BROWSER = /-in-browser\.test\.tsx?$/

/**
 * These ask the database through doors of the engine and of the API that are tested on both kinds; here they are run on
 * both only when they are chosen, or all are (`ON_POSTGRES=all`, as in `npm run test:long`).
 *
 * @type {readonly RegExp[]}
 */
const THROUGH_DOORS = [
  /^test\/(forms|processes|bench|bpmn-coverage|year)\//,
  // One story of all rooms together stays, and those that stop and start it.
  /^test\/scenarios\/(?!application\.|killed\.|upgrade\.)/,
  // What HTTP, the contract and an uploaded file are refused for, and what is shown of files that were deployed.
  /^test\/api\/(bad-input|bad-schemes|contract|decisions|form-files|overload|pages|processes|rehearsals)\./,
  // What an element does is decided in the core, and stored by the same commands as that of any other.
  /^test\/engine\/(bpmn|core)\//,
  /^test\/engine\/commands\/(ad-hoc|collaboration|decisions|escalations|global-tasks)\./,
  /^test\/engine\/(integrity\/|queries\/definition-outline\.)/,
]
const ALL = process.env['ON_POSTGRES'] === 'all'

/**
 * @param {readonly string[]} [chosen] files or folders; none: all that say something of the database
 * @returns {string[]} paths from the project's folder
 */
export function testsOfDatabases(chosen = []) {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join('test', name))
    .sort()
  const isChosen = (/** @type {string} */ file) =>
    chosen.length === 0
      ? ALL || !THROUGH_DOORS.some((pattern) => pattern.test(file))
      : chosen.some((one) => `${resolve(root, file)}/`.startsWith(`${resolve(root, one)}/`))
  return tests.filter(
    (file) =>
      isChosen(file) &&
      !IN_BROWSER.test(file) &&
      (ONLY_POSTGRES.test(file) || reachesSupport(join(root, file), new Set())),
  )
}

/**
 * @param {string} file
 * @param {Set<string>} seen
 * @returns {boolean}
 */
function reachesSupport(file, seen) {
  if (file === SUPPORT) return true
  // What is tested never imports a test's helper.
  if (seen.has(file) || !file.startsWith(join(root, 'test')) || !existsSync(file)) return false
  seen.add(file)
  const imported = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, path]) =>
    resolve(dirname(file), path ?? ''),
  )
  return imported.some((path) => reachesSupport(path, seen))
}
