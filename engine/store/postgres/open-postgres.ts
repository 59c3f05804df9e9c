import { DataSource, type DataSourceOptions } from 'typeorm'
import type { PoolClient } from 'pg'
import type { OpenDatabase, StoreOptions } from '../store-options.ts'
import { DedicatedConnection } from './dedicated-connection.ts'
import { migratePostgres } from './migrate-postgres.ts'
import { createPostgresConnection } from './postgres-connection.ts'
import { createPostgresReader } from './postgres-reader.ts'
import { LOCK_TIMEOUT_MS, READER_SETTINGS, checkServer, writerSettings } from './postgres-settings.ts'

const PATIENT_WRITERS = 4
const READERS = 5
const CONNECT_TIMEOUT_MS = 5000
/** Longer than the server's own limit for a statement: only a server that is gone does not answer by then. */
const ANSWER_TIMEOUT_MS = 20_000

/**
 * Opens a PostgreSQL database, which other nodes may use at the same time, and brings its tables up to date.
 *
 * @param url `postgres://user:password@host:port/database`, with the driver's options behind `?`
 * @throws Error when the server cannot be reached, as the driver says it, or refuses a setting that durability rests on
 */
export async function openPostgres(url: string, options: StoreOptions): Promise<OpenDatabase> {
  const { log, entities, migrations } = options
  const base = {
    type: 'postgres',
    url,
    entities: [...entities],
    installExtensions: false,
    applicationName: 'ritums',
    migrationsTableName: 'migration',
    poolErrorHandler: (error: unknown) => log.warn({ error: String(error) }, 'A database connection was lost.'),
  } as const satisfies DataSourceOptions
  const extra = { connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true, keepAliveInitialDelayMillis: 3000 }

  const source = new DataSource({
    ...base,
    extra: { ...extra, max: 1 + PATIENT_WRITERS + READERS + 1, query_timeout: ANSWER_TIMEOUT_MS },
  })
  try {
    await source.initialize()
    await check(source, options)
    const tables = source.entityMetadatas.map(({ tableName }) => tableName)
    await migratePostgres({ ...base, entities: [], migrations: [...migrations], extra }, tables)
  } catch (error) {
    if (source.isInitialized) await source.destroy()
    throw error
  }

  const connect = (lockTimeoutMs: number): DedicatedConnection =>
    new DedicatedConnection(source, writerSettings(lockTimeoutMs))
  const main = connect(LOCK_TIMEOUT_MS.hasty)
  const patient = Array.from({ length: PATIENT_WRITERS }, () => connect(LOCK_TIMEOUT_MS.patient))
  const clock = new DedicatedConnection(source, READER_SETTINGS)
  const readers = Array.from({ length: READERS }, () => new DedicatedConnection(source, READER_SETTINGS))
  return {
    main: createPostgresConnection(main, false),
    patient: patient.map((connection) => createPostgresConnection(connection, true)),
    reader: createPostgresReader(readers),
    time: () => readClock(clock),
    close: async () => {
      clock.close()
      if (source.isInitialized) await source.destroy()
    },
  }
}

async function check(source: DataSource, { log }: StoreOptions): Promise<void> {
  const runner = source.createQueryRunner('master')
  try {
    await checkServer((await runner.connect()) as PoolClient, log)
  } finally {
    await runner.release()
  }
}

async function readClock(connection: DedicatedConnection): Promise<number> {
  await connection.open()
  const { rows } = await connection.query<{ time: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "time"',
  )
  const [row] = rows
  if (!row) throw new Error('Expected PostgreSQL to tell the time, but it told nothing.')
  return row.time
}
