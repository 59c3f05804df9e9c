import type { EntitySchema, MigrationInterface } from 'typeorm'
import type { Clock, DatabaseAddress, Log } from '../ports.ts'
import { recordMigrations } from '../records/migrations.ts'
import { recordTables } from '../records/tables.ts'
import { createIdSource } from './id-source.ts'
import { engineMigrations } from './migrations/engine-migrations.ts'
import { followDatabaseClock } from './follow-database-clock.ts'
import { openPostgres } from './postgres/open-postgres.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'
import type { Store } from './store.ts'
import type { StoreOptions } from './store-options.ts'
import { createStore } from './create-store.ts'
import { engineTables } from './tables/engine-tables.ts'

/** What `openStore` takes. */
export type OpenStoreOptions = DatabaseAddress & StoreSettings

interface StoreSettings {
  readonly clock: Clock
  /**
   * Whether the store's clock is the database's, so that several nodes agree on what is due: `clock` is then only what
   * bridges the time between two looks at it. Default false: `clock` is what counts.
   */
  readonly followDatabaseClock?: boolean
  readonly log: Log
  /** Tables of other rooms in the same database, e.g. identity. */
  readonly entities?: readonly EntitySchema[]
  /** Their migrations; run with the engine's in order of their timestamps. */
  readonly migrations?: readonly (new () => MigrationInterface)[]
  /** Commands in the queue before the next is refused. Default 1,000. */
  readonly maxWaiting?: number
  /** How long the first command in the queue may have waited before the next is refused, in milliseconds. Default 1,000. */
  readonly maxWaitMs?: number
  /**
   * Where ids come from, for who must get the same ones again, as a simulation by its seed. They sort by when they were
   * made, and no two are ever the same. Default: UUIDv7.
   */
  readonly newId?: () => string
  /**
   * How long one round of due work goes on beginning items before others have their turn, in milliseconds. Default 10; for
   * a simulation without end, as the order in which things happen must not depend on how busy the machine is.
   */
  readonly dueMs?: number
  /** The connection cannot be trusted any more: the process should end (exit code 70). Default: only the log line. */
  readonly onFatal?: (error: Error) => void
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws Error when another process has the file, or the database refuses a setting that durability rests on
 * @throws Error when the database cannot be reached, as its driver says it
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { log, maxWaiting = 1000, maxWaitMs = 1000, dueMs } = options
  const wanted: StoreOptions = {
    clock: options.clock,
    log,
    entities: [...engineTables, ...recordTables, ...(options.entities ?? [])],
    migrations: [...engineMigrations, ...recordMigrations, ...(options.migrations ?? [])],
    onFatal: options.onFatal,
  }
  const database = 'url' in options ? await openPostgres(options.url, wanted) : await openSqlite(options.path, wanted)
  const { time } = database
  if (!options.followDatabaseClock || !time)
    return createStore(database, {
      log,
      maxWaiting,
      maxWaitMs,
      dueMs,
      clock: options.clock,
      newId: options.newId ?? createIdSource(options.clock),
    })
  const clock = await followDatabaseClock(options.clock, time, log)
  const close = async (): Promise<void> => {
    clock.stop()
    await database.close()
  }
  const newId = options.newId ?? createIdSource(clock)
  return createStore({ ...database, close }, { log, maxWaiting, maxWaitMs, dueMs, clock, newId })
}
