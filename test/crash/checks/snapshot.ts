/** Everything that is stored, read from outside, without the engine. */
import Database from 'better-sqlite3'
import type { EntitySchema, ObjectLiteral } from 'typeorm'
import {
  type NumberSequenceRow,
  type RecordRow,
  type RecordVersionRow,
  numberSequenceTable,
  recordTable,
  recordVersionTable,
} from '../../../engine/records/tables.ts'
import { type CommandLogRow, commandLogTable } from '../../../engine/store/tables/command-log.ts'
import { type HistoryEventRow, historyEventTable } from '../../../engine/store/tables/history-event.ts'
import { type IncidentRow, incidentTable } from '../../../engine/store/tables/incident.ts'
import { type JobRow, jobTable } from '../../../engine/store/tables/job.ts'
import { type MessageRow, messageTable } from '../../../engine/store/tables/message.ts'
import { type PendingCommandRow, pendingCommandTable } from '../../../engine/store/tables/pending-command.ts'
import { type ProcessInstanceRow, processInstanceTable } from '../../../engine/store/tables/process-instance.ts'
import { type SubscriptionRow, subscriptionTable } from '../../../engine/store/tables/subscription.ts'
import { type TaskRow, taskTable } from '../../../engine/store/tables/task.ts'
import { type TimerRow, timerTable } from '../../../engine/store/tables/timer.ts'

/** Rows of all tables that commands write, and what the database says of its own health. */
export interface Snapshot {
  readonly instances: readonly ProcessInstanceRow[]
  readonly history: readonly HistoryEventRow[]
  readonly tasks: readonly TaskRow[]
  readonly timers: readonly TimerRow[]
  readonly jobs: readonly JobRow[]
  readonly subscriptions: readonly SubscriptionRow[]
  readonly messages: readonly MessageRow[]
  readonly pending: readonly PendingCommandRow[]
  readonly incidents: readonly IncidentRow[]
  readonly answers: readonly CommandLogRow[]
  readonly records: readonly RecordRow[]
  readonly recordVersions: readonly RecordVersionRow[]
  readonly numbers: readonly NumberSequenceRow[]
  /** What is wrong with the database itself. */
  readonly damage: readonly string[]
}

/** Asks for all rows of a table. */
export type ReadTable = <Row extends ObjectLiteral>(table: EntitySchema<Row>) => Promise<Row[]>

/** Reads everything through one reader. */
export async function takeSnapshot(read: ReadTable, damage: readonly string[]): Promise<Snapshot> {
  return {
    instances: await read(processInstanceTable),
    history: await read(historyEventTable),
    tasks: await read(taskTable),
    timers: await read(timerTable),
    jobs: await read(jobTable),
    subscriptions: await read(subscriptionTable),
    messages: await read(messageTable),
    pending: await read(pendingCommandTable),
    incidents: await read(incidentTable),
    answers: await read(commandLogTable),
    records: await read(recordTable),
    recordVersions: await read(recordVersionTable),
    numbers: await read(numberSequenceTable),
    damage,
  }
}

/** Rows of a table with our names for the columns; the same text for both databases. */
export function selectText<Row extends ObjectLiteral>({ options }: EntitySchema<Row>): string {
  const columns = Object.entries(options.columns).map(
    ([property, column]) => `"${column?.name ?? property}" AS "${property}"`,
  )
  return `SELECT ${columns.join(', ')} FROM "${options.tableName ?? options.name}"`
}

/**
 * Reads a SQLite file, its write-ahead log included; call it on a copy, so that what a victim finds at its next start
 * is what the crash left.
 */
export async function readSqlite(path: string): Promise<Snapshot> {
  const database = new Database(path)
  try {
    const integrity = (database.pragma('integrity_check') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((text) => text !== 'ok')
    const foreign = (database.pragma('foreign_key_check') as { table: string; parent: string }[]).map(
      ({ table, parent }) => `A row of "${table}" names a row of "${parent}" that is not there.`,
    )
    return await takeSnapshot(
      async <Row extends ObjectLiteral>(table: EntitySchema<Row>) => database.prepare(selectText(table)).all() as Row[],
      [...integrity, ...foreign],
    )
  } finally {
    database.close()
  }
}
