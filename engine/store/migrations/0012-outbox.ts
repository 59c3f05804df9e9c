import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What goes to other systems leaves through an outbox: a row beside the record, written in the same transaction and sent
 * after it. A record goes by each way once.
 */
export class Outbox1763600000012 implements MigrationInterface {
  readonly name = 'Outbox1763600000012'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "outbox" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "connector" text NOT NULL,
      "register" text NOT NULL,
      "record_id" text NOT NULL,
      "state" text NOT NULL,
      "attempts" integer NOT NULL,
      "next_try_at" text,
      "reference" text,
      "error" text,
      "created_at" text NOT NULL
    )`)
    await runner.query('CREATE INDEX "outbox_due" ON "outbox" ("next_try_at", "id") WHERE next_try_at IS NOT NULL')
    await runner.query('CREATE INDEX "outbox_list" ON "outbox" ("institution_id", "state", "id")')
    await runner.query('CREATE UNIQUE INDEX "outbox_record" ON "outbox" ("register", "record_id", "connector")')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "outbox"')
  }
}
