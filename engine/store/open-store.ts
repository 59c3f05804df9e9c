import type { EntitySchema, MigrationInterface } from 'typeorm'
import type { Clock, Log } from '../ports.ts'
import { recordMigrations } from '../records/migrations.ts'
import { recordTables } from '../records/tables.ts'
import { createIdSource } from './id-source.ts'
import { engineMigrations } from './migrations/engine-migrations.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'
import type { Store } from './store.ts'
import { createStore } from './create-store.ts'
import { engineTables } from './tables/engine-tables.ts'

/** What `openStore` takes. */
export interface OpenStoreOptions {
  /** File of the SQLite database, made with its folder when missing; `:memory:` for none. */
  readonly path: string
  readonly clock: Clock
  readonly log: Log
  /** Tables of other rooms in the same database, e.g. identity. */
  readonly entities?: readonly EntitySchema[]
  /** Their migrations; run with the engine's in order of their timestamps. */
  readonly migrations?: readonly (new () => MigrationInterface)[]
  /** Commands in the queue before the next is refused. Default 1,000. */
  readonly maxWaiting?: number
  /** How long the first command in the queue may have waited before the next is refused, in milliseconds. Default 1,000. */
  readonly maxWaitMs?: number
  /** The connection cannot be trusted any more: the process should end (exit code 70). Default: only the log line. */
  readonly onFatal?: (error: Error) => void
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws Error when another process has the file, or the database refuses a setting that durability rests on
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { clock, log, maxWaiting = 1000, maxWaitMs = 1000 } = options
  const database = await openSqlite(options.path, {
    clock,
    log,
    entities: [...engineTables, ...recordTables, ...(options.entities ?? [])],
    migrations: [...engineMigrations, ...recordMigrations, ...(options.migrations ?? [])],
    onFatal: options.onFatal,
  })
  return createStore(database, { log, maxWaiting, maxWaitMs, newId: createIdSource(clock) })
}
