/** A real database with the register store's tables, and record units on it. */
import { DataSource } from 'typeorm'
import { createRecordUnit } from '../../../engine/records/create-record-unit.ts'
import { recordMigrations } from '../../../engine/records/migrations.ts'
import type { RecordUnit } from '../../../engine/records/record-unit.ts'
import type { Register } from '../../../engine/records/register.ts'
import { recordTables } from '../../../engine/records/tables.ts'
import { createFormChecker } from '../../../forms/checker.ts'
import { freshDatabase } from '../../support/database.ts'

export interface OpenRecords {
  readonly source: DataSource
  /** A unit of an institution at an instant; the actor is `liga`. */
  unit(options?: { institutionId?: string; now?: string; registers?: readonly Register[] }): RecordUnit
  close(): Promise<void>
}

export async function openRecords(registers: readonly Register[]): Promise<OpenRecords> {
  // Its tables alone: migrations of others would stand between ours and the way back.
  const database = await freshDatabase({ empty: true })
  const { address } = database
  const kind =
    'url' in address
      ? ({ type: 'postgres', url: address.url } as const)
      : ({ type: 'better-sqlite3', database: address.path } as const)
  const source = new DataSource({
    ...kind,
    migrationsTableName: 'migration',
    entities: [...recordTables],
    migrations: [...recordMigrations],
    migrationsRun: true,
  })
  await source.initialize()
  const forms = createFormChecker()
  let ids = 0
  const newId = () => `id-${String((ids += 1)).padStart(4, '0')}`
  return {
    source,
    unit: ({ institutionId = 'institution', now = '2026-03-12T07:02:00.000Z', registers: others = registers } = {}) =>
      createRecordUnit({
        look: async () => source.manager,
        write: async () => source.manager,
        registers: others,
        institutionId,
        actorId: 'liga',
        now,
        newId,
        forms,
        language: 'en',
      }),
    async close() {
      await source.destroy()
      await database.release()
    },
  }
}
