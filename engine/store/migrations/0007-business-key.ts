import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Questions about one business key. Without the id in its index SQLite prefers to walk the whole institution in the
 * order of ids; tasks had none at all.
 */
export class BusinessKey1763600000007 implements MigrationInterface {
  readonly name = 'BusinessKey1763600000007'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "process_instance_business_key"')
    await runner.query(
      `CREATE INDEX "process_instance_business_key" ON "process_instance" ("institution_id", "business_key", "id") WHERE business_key IS NOT NULL`,
    )
    await runner.query(
      `CREATE INDEX "task_business_key" ON "task" ("institution_id", "business_key", "id") WHERE business_key IS NOT NULL`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "task_business_key"')
    await runner.query('DROP INDEX "process_instance_business_key"')
    await runner.query(
      `CREATE INDEX "process_instance_business_key" ON "process_instance" ("institution_id", "business_key") WHERE business_key IS NOT NULL`,
    )
  }
}
