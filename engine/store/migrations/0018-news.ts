import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Of the history only what people are told of is looked for by its time: few lines, so that the others cost nothing. */
export class News1763600000018 implements MigrationInterface {
  readonly name = 'News1763600000018'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "history_news" ON "history_event" ("at", "process_instance_id", "sequence") WHERE type IN ('message-received', 'task-assigned', 'task-delegated', 'task-due-soon', 'task-handed-on', 'task-overdue')`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "history_news"')
  }
}
