/**
 * Makes the examples of this release: a database file with a case of every kind of waiting, and the stored states alone.
 * Run once per release and state format (`npx tsx test/engine/store/examples/make-examples.ts <name>`); what is checked in
 * is never made again, because it shows what that program wrote.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { readConfig } from '../../../../api/config.ts'
import { openHouse } from '../../../../api/main.ts'
import { STATE_FORMAT } from '../../../../engine/store/state-upgrades.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { BEGUN_AT, BUNDLE, INSTITUTION, beginCases, by, diagramOf } from './waiting-cases.ts'

const [name] = process.argv.slice(2)
if (name === undefined) throw new Error('Expected the name of the release, e.g. "release-1".')
const here = dirname(fileURLToPath(import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'example-'))
const path = join(folder, 'example.db')

let now = Date.parse(BEGUN_AT)
const house = await openHouse({
  config: readConfig({ RITUMS_MODE: 'production', PORT: '0', DATABASE_PATH: path, WORKERS: 'off' }),
  clock: { now: () => new Date((now += 1)) },
  log: silentLog,
  print: () => {},
  bundle: BUNDLE,
})
const told = { by: { id: 'system', institutionId: INSTITUTION, grants: new Set(['*']) } }
await house.identity.people.create({ ...told, login: 'anna', name: 'Anna Bērziņa', password: 'correct horse battery' })
await house.identity.people.giveRole({ ...told, login: 'anna', role: { role: 'KAC' } })
await house.engine.createRecord({
  by,
  register: 'client',
  data: { kind: 'natural_person', identifier: '161179-10005', name: 'Anna Bērziņa', preferredChannel: 'email' },
})
await beginCases(house.engine)
await house.close()

const database = new Database(path)
const rows = database
  .prepare("SELECT process_key AS processKey, state FROM process_instance WHERE status = 'active' ORDER BY id")
  .all() as { processKey: string; state: string }[]
database.pragma('journal_mode = DELETE')
database.exec('VACUUM')
database.close()
keep(`${name}.db.gz`, gzipSync(readFileSync(path), { level: 9 }))
keep(
  `state-format-${STATE_FORMAT}.json`,
  `${JSON.stringify(
    rows.map(({ processKey, state }) => ({
      processKey,
      diagram: diagramOf(processKey),
      state: JSON.parse(state) as object,
    })),
    null,
    2,
  )}\n`,
)
rmSync(folder, { recursive: true })

function keep(file: string, content: string | Buffer): void {
  const target = join(here, file)
  if (existsSync(target)) console.log(`${file} is there already and stays as it is.`)
  else {
    writeFileSync(target, content)
    console.log(`${file}: ${content.length} bytes`)
  }
}
