import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What goes from one instance to another, or comes from outside, and is delivered in a transaction of its own.
 */
export class BetweenInstances1763600000005 implements MigrationInterface {
  readonly name = 'BetweenInstances1763600000005'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "message" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "holder_id" text NOT NULL,
      "name" text NOT NULL,
      "correlation_key" text,
      "message_id" text NOT NULL,
      "unique_key" text,
      "payload" text NOT NULL,
      "state" text NOT NULL,
      "reason" text,
      "received_at" text NOT NULL,
      "expires_at" text NOT NULL,
      "delivered_at" text,
      "delivered_to" text,
      "source_instance_id" text,
      "source_process_key" text,
      "root_instance_id" text,
      "next_try_at" text NOT NULL,
      "attempts" integer NOT NULL
    )`)
    await runner.query('CREATE UNIQUE INDEX "message_id" ON "message" ("institution_id", "name", "message_id")')
    await runner.query(
      `CREATE UNIQUE INDEX "message_unique_key" ON "message" ("institution_id", "name", "unique_key") WHERE unique_key IS NOT NULL`,
    )
    await runner.query(
      `CREATE INDEX "message_buffered" ON "message" ("institution_id", "name", "correlation_key") WHERE state = 'buffered'`,
    )
    await runner.query(`CREATE INDEX "message_due" ON "message" ("next_try_at", "id") WHERE state = 'buffered'`)
    await runner.query(`CREATE INDEX "message_root" ON "message" ("root_instance_id") WHERE state = 'buffered'`)
    await runner.query(`CREATE TABLE "pending_command" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "process_instance_id" text NOT NULL,
      "root_instance_id" text NOT NULL,
      "kind" text NOT NULL,
      "data" text NOT NULL,
      "created_at" text NOT NULL,
      "next_try_at" text NOT NULL,
      "attempts" integer NOT NULL
    )`)
    await runner.query('CREATE INDEX "pending_command_due" ON "pending_command" ("next_try_at", "id")')
    await runner.query('CREATE INDEX "pending_command_root" ON "pending_command" ("root_instance_id")')
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['pending_command', 'message']) {
      await runner.query(`DROP TABLE "${table}"`)
    }
  }
}
