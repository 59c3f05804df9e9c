import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A list of open tasks comes in the order of its index, by due date with those without one last. The index on the bare
 * due date has another order: with 50,000 open tasks every page read and sorted all of them.
 */
export class OpenTasksInOrder1763600000014 implements MigrationInterface {
  readonly name = 'OpenTasksInOrder1763600000014'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "task_open_due"')
    const columns = `"institution_id", (COALESCE("due_at", '9999')), "id"`
    await runner.query(`CREATE INDEX "task_open_due" ON "task" (${columns}) WHERE state = 'open'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "task_open_due"')
    await runner.query(`CREATE INDEX "task_open_due" ON "task" ("institution_id", "due_at", "id") WHERE state = 'open'`)
  }
}
