import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * History is most of what a step writes. On SQLite each row went into three trees: the table, its primary key, and an
 * index by root instance; now the table is its primary key, and the instances of a root are found among the instances. Tasks lose
 * their index by root for the same reason.
 */
export class LeanHistory1763600000009 implements MigrationInterface {
  readonly name = 'LeanHistory1763600000009'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "history_event_root"')
    await runner.query('DROP INDEX "task_root"')
    await remake(runner, ' WITHOUT ROWID')
  }

  async down(runner: QueryRunner): Promise<void> {
    await remake(runner, '')
    await runner.query('CREATE INDEX "task_root" ON "task" ("root_instance_id")')
    await runner.query(
      `CREATE INDEX "history_event_root" ON "history_event" ("root_instance_id", "at", "process_instance_id", "sequence")`,
    )
  }
}

async function remake(runner: QueryRunner, how: string): Promise<void> {
  if (runner.connection.options.type !== 'better-sqlite3') return
  await runner.query(`CREATE TABLE "history_event_new" (
    "process_instance_id" text NOT NULL,
    "sequence" integer NOT NULL,
    "root_instance_id" text NOT NULL,
    "at" text NOT NULL,
    "type" text NOT NULL,
    "element_id" text,
    "by" text,
    "data" text NOT NULL,
    PRIMARY KEY ("process_instance_id", "sequence")
  )${how}`)
  await runner.query(
    'INSERT INTO "history_event_new" SELECT "process_instance_id", "sequence", "root_instance_id", "at", "type", "element_id", "by", "data" FROM "history_event" ORDER BY 1, 2',
  )
  await runner.query('DROP TABLE "history_event"')
  await runner.query('ALTER TABLE "history_event_new" RENAME TO "history_event"')
}
