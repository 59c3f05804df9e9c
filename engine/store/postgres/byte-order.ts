import type { DataSource } from 'typeorm'

interface TextColumn {
  readonly table: string
  readonly column: string
  readonly type: string
}

/**
 * Makes every text column of our tables compare by its bytes, as SQLite does. Instants, ids and pages rest on that, and
 * what a database does otherwise depends on the language it was made for, even on the release of its system.
 */
export async function keepByteOrder(source: DataSource, tables: readonly string[]): Promise<void> {
  const found: readonly TextColumn[] = await source.query(
    `SELECT "class".relname AS "table", "attribute".attname AS "column", format_type("attribute".atttypid, "attribute".atttypmod) AS "type"
      FROM pg_attribute AS "attribute"
      JOIN pg_class AS "class" ON "class".oid = "attribute".attrelid
      JOIN pg_collation AS "collation" ON "collation".oid = "attribute".attcollation
      WHERE "class".relnamespace = current_schema()::regnamespace AND "class".relkind IN ('r', 'p') AND "class".relname = ANY($1)
        AND "attribute".attnum > 0 AND NOT "attribute".attisdropped AND "collation".collname <> 'C'
      ORDER BY 1, "attribute".attnum`,
    [tables],
  )
  const changes = new Map<string, string[]>()
  for (const { table, column, type } of found) {
    const change = `ALTER COLUMN "${column}" TYPE ${type} COLLATE "C"`
    const before = changes.get(table)
    if (before) before.push(change)
    else changes.set(table, [change])
  }
  // One statement a table: its indexes are built anew once.
  for (const [table, columns] of changes) await source.query(`ALTER TABLE "${table}" ${columns.join(', ')}`)
}
