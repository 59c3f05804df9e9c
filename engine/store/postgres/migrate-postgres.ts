import { DataSource, type DataSourceOptions } from 'typeorm'
import { keepByteOrder } from './byte-order.ts'

/** Nodes that start together agree by this name on who brings the tables up to date. */
const MIGRATING = 'ritums: migrations'

/**
 * Brings the tables up to date, one node at a time; on connections of their own, since a large table may take minutes.
 *
 * @param tables names of the tables that are ours
 */
export async function migratePostgres(
  options: Extract<DataSourceOptions, { type: 'postgres' }>,
  tables: readonly string[],
): Promise<void> {
  // One that holds the lock, one that works.
  const source = new DataSource({ ...options, extra: { ...(options.extra as object), max: 2 } })
  await source.initialize()
  try {
    const guard = source.createQueryRunner('master')
    try {
      // The lock ends with its session, however that ends.
      await guard.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [MIGRATING])
      await source.runMigrations({ transaction: 'each' })
      await keepByteOrder(source, tables)
      await guard.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [MIGRATING])
    } finally {
      await guard.release()
    }
  } finally {
    await source.destroy()
  }
}
