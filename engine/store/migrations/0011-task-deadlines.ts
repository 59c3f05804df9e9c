import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Tasks that come near their due date ask for attention by themselves: the worker finds them by one instant. A due date
 * given by hand is marked, because computing dates again must leave it. Tasks open today ask at their due date.
 */
export class TaskDeadlines1763600000011 implements MigrationInterface {
  readonly name = 'TaskDeadlines1763600000011'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "task" ADD COLUMN "attention_at" text')
    await runner.query('ALTER TABLE "task" ADD COLUMN "due_by_hand" integer')
    await runner.query(`UPDATE "task" SET "attention_at" = "due_at" WHERE "state" = 'open'`)
    await runner.query('CREATE INDEX "task_attention" ON "task" ("attention_at", "id") WHERE attention_at IS NOT NULL')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "task_attention"')
    await runner.query('ALTER TABLE "task" DROP COLUMN "due_by_hand"')
    await runner.query('ALTER TABLE "task" DROP COLUMN "attention_at"')
  }
}
