import type { Clock, Log } from '../../../engine/ports.ts'
import { recordMigrations } from '../../../engine/records/migrations.ts'
import { recordTables } from '../../../engine/records/tables.ts'
import { createStore } from '../../../engine/store/create-store.ts'
import { engineMigrations } from '../../../engine/store/migrations/engine-migrations.ts'
import { openSqlite } from '../../../engine/store/sqlite/open-sqlite.ts'
import type { OpenDatabase } from '../../../engine/store/store-options.ts'
import type { Store } from '../../../engine/store/store.ts'
import { engineTables } from '../../../engine/store/tables/engine-tables.ts'
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'
import { silentLog } from '../../support/silent-log.ts'

/** The database as `openStore` opens it, but that it does not wait for the disk: no power fails in a schedule. */
export async function openDatabase(path: string, clock: Clock): Promise<OpenDatabase> {
  const database = await openSqlite(path, {
    clock,
    log: silentLog,
    entities: [...engineTables, ...recordTables],
    migrations: [...engineMigrations, ...recordMigrations],
    onFatal: undefined,
  })
  await database.main.manager.query('PRAGMA synchronous = OFF')
  return database
}

/** A store as `openStore` makes it, on a connection of one's own. The database outlives it. */
export function storeOn(
  database: OpenDatabase,
  main: WriteConnection,
  options: { readonly clock: Clock; readonly log: Log; readonly newId: () => string },
): Store {
  const { reader } = database
  const lent = { ...database, main, reader: reader && { ...reader, close: async () => {} }, close: async () => {} }
  return createStore(lent, { maxWaiting: 1000, maxWaitMs: Number.POSITIVE_INFINITY, ...options })
}
