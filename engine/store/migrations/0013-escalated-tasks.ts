import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A task says when somebody above was asked about it: where it ends before they have decided, they need not. Of tasks open
 * today that is not known; their escalations wait for a decision, as they always did.
 */
export class EscalatedTasks1763600000013 implements MigrationInterface {
  readonly name = 'EscalatedTasks1763600000013'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "task" ADD COLUMN "escalated_at" text')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "task" DROP COLUMN "escalated_at"')
  }
}
