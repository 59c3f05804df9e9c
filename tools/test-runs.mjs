// The runs of which a test of everything consists: each is a mocha process of its own, so that as many go on at once as
// there are processors. A run holds whole rooms; what is long comes first, so that nothing long is left for the end.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './prepare.mjs'
import { ONLY_POSTGRES, testsOfDatabases } from './tests-of-databases.mjs'

/**
 * @typedef {{ name: string, database: 'SQLite' | 'PostgreSQL', files: readonly string[] }} TestRun
 */

/**
 * Which files are in which run on SQLite; a file belongs to the first that takes it.
 *
 * @type {readonly (readonly [string, RegExp])[]}
 */
const ON_SQLITE = [
  ['scenarios', /^test\/(scenarios|simulation)\/(?!.*-in-browser)/],
  ['rooms in a browser', /(?<!\/all-pages)-in-browser\.test\.tsx?$/],
  ['engine', /^test\/engine\//],
  ['processes and forms', /^test\/(processes|forms)\/(?!.*\/all-pages-in-browser)/],
  ['api', /^test\/api\//],
  ['every page in a browser', /\/all-pages-in-browser/],
  ['everything else', /^/],
]

/** @returns {readonly TestRun[]} all tests on SQLite, and on PostgreSQL those that depend on the database */
export function allRuns() {
  const left = new Set(
    readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => join('test', name))
      .filter((file) => !ONLY_POSTGRES.test(file))
      .sort(),
  )
  /** @type {readonly TestRun[]} */
  const onSqlite = ON_SQLITE.map(([name, pattern]) => {
    const files = [...left].filter((file) => pattern.test(file))
    for (const file of files) left.delete(file)
    return { name, database: 'SQLite', files }
  })
  return [{ name: 'what touches a database', database: 'PostgreSQL', files: testsOfDatabases() }, ...onSqlite]
}

/**
 * Files or folders of one's own choice: on SQLite, and all of them that touch a database on PostgreSQL, too.
 *
 * @param {readonly string[]} chosen
 * @returns {readonly TestRun[]}
 */
export function chosenRuns(chosen) {
  const files = chosen.filter((file) => !ONLY_POSTGRES.test(file))
  const onPostgres = testsOfDatabases(chosen)
  return [
    ...(files.length > 0 ? [/** @type {TestRun} */ ({ name: 'chosen', database: 'SQLite', files })] : []),
    ...(onPostgres.length > 0
      ? [/** @type {TestRun} */ ({ name: 'chosen', database: 'PostgreSQL', files: onPostgres })]
      : []),
  ]
}
