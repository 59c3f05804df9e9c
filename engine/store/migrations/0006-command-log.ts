import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The answers given, so that a caller who repeats a request with its idempotency key gets the same one.
 */
export class CommandLog1763600000006 implements MigrationInterface {
  readonly name = 'CommandLog1763600000006'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "command_log" (
      "institution_id" text NOT NULL,
      "actor_id" text NOT NULL,
      "key" text NOT NULL,
      "fingerprint" text NOT NULL,
      "answer" text NOT NULL,
      "at" text NOT NULL,
      PRIMARY KEY ("institution_id", "actor_id", "key")
    )`)
    await runner.query('CREATE INDEX "command_log_at" ON "command_log" ("at")')
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['command_log']) {
      await runner.query(`DROP TABLE "${table}"`)
    }
  }
}
