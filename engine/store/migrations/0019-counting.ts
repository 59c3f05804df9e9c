import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * How many cases of a process were completed in a period, and which messages went between processes, is counted along an
 * index: the work grows with the period that is asked about, not with all that ever happened.
 */
export class Counting1763600000019 implements MigrationInterface {
  readonly name = 'Counting1763600000019'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "process_instance_completed" ON "process_instance" ("institution_id", "process_key", "ended_at") WHERE status = 'completed'`,
    )
    await runner.query(
      'CREATE INDEX "message_traffic" ON "message" ("institution_id", "received_at", "name", "source_process_key")',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "message_traffic"')
    await runner.query('DROP INDEX "process_instance_completed"')
  }
}
