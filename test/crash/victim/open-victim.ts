/** The engine as a victim runs it: the real one, on a store that may have a fault in it. */
import type { Engine } from '../../../engine/engine.ts'
import { createEngine } from '../../../engine/index.ts'
import type { Clock, Log } from '../../../engine/ports.ts'
import { recordMigrations } from '../../../engine/records/migrations.ts'
import { recordTables } from '../../../engine/records/tables.ts'
import { createStore } from '../../../engine/store/create-store.ts'
import { createIdSource } from '../../../engine/store/id-source.ts'
import { engineMigrations } from '../../../engine/store/migrations/engine-migrations.ts'
import { openPostgres } from '../../../engine/store/postgres/open-postgres.ts'
import { openSqlite } from '../../../engine/store/sqlite/open-sqlite.ts'
import type { OpenDatabase, StoreOptions } from '../../../engine/store/store-options.ts'
import { engineTables } from '../../../engine/store/tables/engine-tables.ts'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import { faultNamed } from '../faults/all-faults.ts'
import { slowConnection } from '../faults/slow-connection.ts'
import { createHandlers, RETRY_PAUSES_MS } from '../workload/handlers.ts'
import { LEDGER } from '../workload/processes.ts'
import { createRandom } from '../workload/random.ts'

/** Everything that a victim is told before it opens; JSON. */
export interface VictimOptions {
  readonly database: { readonly path: string } | { readonly url: string }
  readonly seed: string
  /** Name of a seeded fault; none: the store as it is. */
  readonly fault?: string
  /** How far its clock is ahead, e.g. of a downtime. */
  readonly clockAheadMs?: number
  /** Each commit takes so much longer. */
  readonly commitDelayMs?: number
  /** Pages in the write-ahead log before it is folded in; SQLite's default 1,000. */
  readonly checkpointPages?: number
  /** False: it moves only when it is told to. Default true. */
  readonly workers?: boolean
}

/** Opens it; nothing is deployed. */
export async function openVictim(options: VictimOptions, log: Log): Promise<Engine> {
  const { seed, clockAheadMs = 0 } = options
  const random = createRandom(seed)
  const clock = { now: () => new Date(Date.now() + clockAheadMs) }
  const database = await openDatabase(options, clock, log)
  const store = createStore(database, { log, maxWaiting: 1000, maxWaitMs: 1000, clock, newId: createIdSource(clock) })
  const engine = await createEngine({
    store,
    clock,
    log,
    handlers: createHandlers(random.fork('handlers')),
    registers: [LEDGER],
    limits: { jobRetryPausesMs: RETRY_PAUSES_MS },
  })
  if (options.workers !== false) engine.startWorkers()
  return engine
}

async function openDatabase(options: VictimOptions, clock: Clock, log: Log): Promise<OpenDatabase> {
  const { database: address, seed, commitDelayMs = 0, checkpointPages } = options
  const fault = options.fault === undefined ? null : faultNamed(options.fault)
  const stored: StoreOptions = {
    clock,
    log,
    entities: [...engineTables, ...recordTables],
    migrations: [...engineMigrations, ...recordMigrations],
    onFatal: undefined,
  }
  if ('path' in address) fault?.beforeOpening?.(address.path)
  const database = 'url' in address ? await openPostgres(address.url, stored) : await openSqlite(address.path, stored)
  if (checkpointPages !== undefined) await database.main.manager.query(`PRAGMA wal_autocheckpoint = ${checkpointPages}`)
  await fault?.afterOpening?.(database.main.manager)
  const random = createRandom(`${seed}/fault`)
  const wrapped = (connection: WriteConnection): WriteConnection => {
    const faulty = fault?.wrap?.(connection, random) ?? connection
    return commitDelayMs > 0 ? slowConnection(faulty, commitDelayMs) : faulty
  }
  return { ...database, main: wrapped(database.main), patient: database.patient.map(wrapped) }
}
