import type { Database } from 'better-sqlite3'
import { DataSource } from 'typeorm'
import type { OpenDatabase, StoreOptions } from '../store-options.ts'
import { createSqliteConnection } from './sqlite-connection.ts'
import { lockDatabaseFile } from './process-lock.ts'
import { createSqliteReader } from './sqlite-reader.ts'
import { applySqliteSettings, checkSqliteSettings } from './sqlite-settings.ts'

/**
 * Opens a SQLite file, brings its tables up to date and lets nobody else in.
 *
 * @param path made with its folder when missing; `:memory:` for none
 * @throws Error when another process has the file, or the database refuses a setting that durability rests on
 */
export async function openSqlite(path: string, options: StoreOptions): Promise<OpenDatabase> {
  const { log, entities, migrations } = options
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
      entities: [...entities],
      migrations: [...migrations],
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

  async function close(): Promise<void> {
    // Emptied as it goes: closing again does nothing.
    for (let source = opened.pop(); source; source = opened.pop()) await source.destroy()
    unlock()
  }

  const onUnsafe = (error: Error): void => {
    log.error({ path }, 'The database connection cannot be trusted any more; the process should end.')
    options.onFatal?.(error)
  }

  try {
    const writer = await connect(false)
    checkSqliteSettings(writer.connection, path)
    await writer.source.runMigrations({ transaction: 'each' })
    const { manager } = writer.source.createQueryRunner()
    // A database in memory has only the one connection.
    const reader = inMemory ? null : await connect(true)
    return {
      main: createSqliteConnection(manager, writer.connection, { log, onUnsafe }),
      patient: [],
      reader: reader && createSqliteReader(reader.source.createQueryRunner().manager, reader.connection),
      time: null,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
