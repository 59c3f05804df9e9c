/**
 * Whether what is stored fits together, asked of the database in SQL that SQLite and PostgreSQL both know. What a database
 * checks itself (pages, indices, foreign keys) is asked elsewhere.
 */
import { API_MIGRATIONS } from '../../api/tables.ts'
import { recordMigrations } from '../../engine/records/migrations.ts'
import { engineMigrations } from '../../engine/store/migrations/engine-migrations.ts'
import { STATE_FORMAT } from '../../engine/store/state-upgrades.ts'
import { Trouble } from './trouble.ts'

export type Row = Readonly<Record<string, string | number | null>>
export type Ask = (sql: string) => Promise<readonly Row[]> | readonly Row[]

/** Everything that this release can bring a database up to. */
const KNOWN_MIGRATIONS: ReadonlySet<string> = new Set(
  [...engineMigrations, ...recordMigrations, ...API_MIGRATIONS].map(({ name }) => name),
)

const CHECKS: readonly { readonly rule: string; readonly sql: string }[] = [
  {
    rule: 'every case to have its history without a gap',
    sql: `SELECT i.id AS id FROM process_instance i LEFT JOIN history_event h ON h.process_instance_id = i.id
      GROUP BY i.id, i.history_count
      HAVING COUNT(h.sequence) <> i.history_count OR COALESCE(MAX(h.sequence), 0) <> i.history_count
        OR COALESCE(MIN(h.sequence), 1) <> 1`,
  },
  {
    rule: 'every history event to belong to a case',
    sql: `SELECT DISTINCT h.process_instance_id AS id FROM history_event h
      WHERE NOT EXISTS (SELECT 1 FROM process_instance i WHERE i.id = h.process_instance_id)`,
  },
  {
    rule: 'every case to be in a format that this release reads',
    sql: `SELECT id FROM process_instance WHERE state_format > ${STATE_FORMAT}`,
  },
]

/** @throws {Trouble} 3 with the first rule that is broken and some ids */
export async function checkContent(ask: Ask): Promise<void> {
  for (const { rule, sql } of CHECKS) {
    const wrong = await ask(`${sql} LIMIT 5`)
    if (wrong.length > 0) throw new Trouble(3, `Expected ${rule}, but not so: ${wrong.map(({ id }) => id).join(', ')}.`)
  }
}

/**
 * @returns the names of the migrations that were run, oldest first
 * @throws {Trouble} 1 when it is not ours, or of a later release: this one could neither check nor open it
 */
export async function checkMigrations(ask: Ask, what: string): Promise<readonly string[]> {
  const rows = await askForMigrations(ask, what)
  const names = rows.map(({ name }) => String(name))
  const unknown = names.filter((name) => !KNOWN_MIGRATIONS.has(name))
  if (unknown.length > 0) {
    throw new Trouble(
      1,
      `Expected ${what} to be of this release or an earlier one, but it has ${unknown.join(', ')}. Use the release that made it.`,
    )
  }
  return names
}

async function askForMigrations(ask: Ask, what: string): Promise<readonly Row[]> {
  try {
    return await ask('SELECT name FROM migration ORDER BY timestamp, id')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Trouble(
      1,
      `Expected ${what} to be a database of Ritums, but its table of migrations cannot be read: ${why}`,
      { cause },
    )
  }
}

/** @param tables a query of the names of all tables, as `name` @returns rows of each */
export async function countRows(ask: Ask, tables: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const { name } of await ask(tables)) {
    const [row] = await ask(`SELECT COUNT(*) AS n FROM "${String(name)}"`)
    counts[String(name)] = Number(row?.['n'])
  }
  return counts
}

/** @throws {Trouble} 3 when there are more or fewer rows than the backup was made with */
export function compareCounts(now: Readonly<Record<string, number>>, then: Readonly<Record<string, number>>): void {
  const other = Object.keys({ ...now, ...then }).filter((name) => now[name] !== then[name])
  if (other.length > 0) {
    const facts = other.map((name) => `${name}: ${then[name] ?? 'none'} then, ${now[name] ?? 'none'} now`)
    throw new Trouble(3, `Expected as many rows as the backup was made with, but: ${facts.join('; ')}.`)
  }
}
