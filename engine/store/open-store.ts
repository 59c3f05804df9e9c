import type { Database } from 'better-sqlite3'
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm'
import type { Clock, Log } from '../ports.ts'
import { recordMigrations } from '../records/migrations.ts'
import { recordTables } from '../records/tables.ts'
import { createDoor } from './door.ts'
import { createIdSource } from './id-source.ts'
import { engineMigrations } from './migrations/engine-migrations.ts'
import { lockDatabaseFile } from './process-lock.ts'
import { applySqliteSettings, checkSqliteSettings } from './sqlite-settings.ts'
import type { Store } from './store.ts'
import { engineTables } from './tables/engine-tables.ts'

/** What `openStore` takes. */
export interface StoreOptions {
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
  /** The connection cannot be trusted any more: the process should end (exit code 70). Default: only the log line. */
  readonly onFatal?: (error: Error) => void
}

/**
 * Opens the database, brings its tables up to date and lets nobody else in.
 *
 * @throws Error when another process has the file, or the database refuses a setting that durability rests on
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { path, log } = options
  const inMemory = path === ':memory:'
  const unlock = inMemory ? () => {} : lockDatabaseFile(path)
  const opened: DataSource[] = []

  /** One data source is one connection: the driver never makes a second. */
  async function connect(readonly: boolean): Promise<{ source: DataSource; connection: Database }> {
    let connection: Database | null = null
    const source = new DataSource({
      type: 'better-sqlite3',
      database: path,
      readonly,
      statementCacheSize: 500,
      entities: [...engineTables, ...recordTables, ...(options.entities ?? [])],
      migrations: [...engineMigrations, ...recordMigrations, ...(options.migrations ?? [])],
      migrationsTableName: 'migration',
      prepareDatabase: (database: Database) => {
        connection = database
        if (!readonly) applySqliteSettings(database)
      },
    })
    await source.initialize()
    opened.push(source)
    if (connection === null) throw new Error(`Expected a connection to database "${path}", but the driver gave none.`)
    return { source, connection }
  }

  async function closeAll(): Promise<void> {
    // Emptied as it goes: closing again does nothing.
    for (let source = opened.pop(); source; source = opened.pop()) await source.destroy()
    unlock()
  }

  const onUnsafe = (error: Error): void => {
    log.error({ path }, 'The database connection cannot be trusted any more; the process should end.')
    options.onFatal?.(error)
  }
  const doorOptions = { maxWaiting: options.maxWaiting ?? 1000, log, onUnsafe }

  try {
    const writer = await connect(false)
    checkSqliteSettings(writer.connection, path)
    await writer.source.runMigrations({ transaction: 'each' })
    const writeDoor = createDoor(writer.source.createQueryRunner(), writer.connection, doorOptions)
    // Readers see the last commit and never wait for the writer. A database in memory has only the one connection.
    const reader = inMemory ? null : await connect(true)
    const readDoor = reader ? createDoor(reader.source.createQueryRunner(), reader.connection, doorOptions) : writeDoor

    return {
      write: (work) => writeDoor.enter(work),
      read: (work) => (writeDoor.current() ? writeDoor.enter(work) : readDoor.enter(work)),
      newId: createIdSource(options.clock),
      async close() {
        await writeDoor.close()
        await readDoor.close()
        await closeAll()
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
