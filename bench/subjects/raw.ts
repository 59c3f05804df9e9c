/**
 * The rows that one completion writes, and nothing else: prepared statements on the same tables and indexes, one
 * fsynced commit for each command. What it costs to put other ids into the rows is measured with it; that is about a
 * hundredth of a commit.
 */
import { copyFileSync, readFileSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { inTurns, runClients, type ClientSettings, type Measured } from '../clients.ts'
import { readRecording } from '../recording.ts'
import { laterId, rekeyed } from '../rekey.ts'

export interface RawSettings extends ClientSettings {
  /** The database that `recordInstances` left behind; it is copied to `path`. */
  readonly template: string
  readonly recordingFile: string
  readonly path: string
}

export async function measure(settings: RawSettings): Promise<Measured> {
  copyFileSync(settings.template, settings.path)
  const database = new SqliteDatabase(settings.path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const statements = new Map<string, SqliteDatabase.Statement>()
  const prepare = (sql: string): SqliteDatabase.Statement => {
    const known = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const instances = readRecording(readFileSync(settings.recordingFile, 'utf8')).map(({ id, commands }) => ({
    id,
    commands: commands.map((writes) =>
      writes.map(({ sql, values }) => ({ statement: prepare(sql), valuesFor: rekeyed(values, id) })),
    ),
  }))

  const measured = await runClients(settings, async (number, complete) => {
    const { id, commands } = inTurns(instances, number)
    const newId = laterId(id, number + 1)
    const write = (command: (typeof commands)[number]): void => {
      begin.run()
      for (const { statement, valuesFor } of command) statement.run(valuesFor(newId))
      commit.run()
    }
    for (const [position, command] of commands.entries()) {
      if (position === 0) write(command)
      else await complete(() => write(command))
    }
  })
  database.close()
  return measured
}
