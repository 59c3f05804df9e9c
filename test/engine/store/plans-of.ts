import type { EntityManager } from 'typeorm'
import type { Store } from '../../../engine/store/store.ts'
import { DATABASE_KIND } from '../../support/database.ts'

/** What the database makes of the statements of some reading. */
export async function plansOf(store: Store, read: (manager: EntityManager) => Promise<unknown>): Promise<string> {
  return store.read(async (manager) => {
    const { dataSource } = manager
    const { logger } = dataSource
    const asked: { sql: string; values: readonly unknown[] }[] = []
    const silent = () => undefined
    dataSource.logger = {
      logQuery: (sql, values) => void asked.push({ sql, values: Array.isArray(values) ? values : [] }),
      logQueryError: silent,
      logQuerySlow: silent,
      logSchemaBuild: silent,
      logMigration: silent,
      log: silent,
    }
    try {
      await read(manager)
    } finally {
      dataSource.logger = logger
    }
    // PostgreSQL reads small tables whole; what it would do with large ones is what counts.
    if (DATABASE_KIND === 'postgres') await manager.query('SET LOCAL enable_seqscan = off')
    const explain = DATABASE_KIND === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
    const lines: string[] = []
    for (const { sql, values } of asked) {
      const rows: Readonly<Record<string, unknown>>[] = await manager.query(`${explain} ${sql}`, [...values])
      lines.push(...rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])))
    }
    return lines.join('\n')
  })
}
