import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Work for people, who may take it, and what they wrote beside it.
 */
export class Tasks1763600000003 implements MigrationInterface {
  readonly name = 'Tasks1763600000003'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "task" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "process_instance_id" text NOT NULL,
      "root_instance_id" text NOT NULL,
      "business_key" text,
      "process_key" text NOT NULL,
      "definition_id" text NOT NULL,
      "element_id" text NOT NULL,
      "name" text,
      "name_en" text,
      "form_key" text,
      "assignee" text,
      "priority" integer NOT NULL,
      "due_at" text,
      "follow_up_at" text,
      "state" text NOT NULL,
      "created_at" text NOT NULL,
      "claimed_at" text,
      "ended_at" text,
      "completed_by" text,
      CONSTRAINT "task_process_instance" FOREIGN KEY ("process_instance_id") REFERENCES "process_instance" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    )`)
    await runner.query(`CREATE INDEX "task_open_due" ON "task" ("institution_id", "due_at", "id") WHERE state = 'open'`)
    await runner.query(`CREATE INDEX "task_open_assignee" ON "task" ("assignee", "id") WHERE state = 'open'`)
    await runner.query('CREATE INDEX "task_instance" ON "task" ("process_instance_id", "element_id")')
    await runner.query('CREATE INDEX "task_root" ON "task" ("root_instance_id")')
    await runner.query('CREATE INDEX "task_created" ON "task" ("institution_id", "created_at", "id")')
    await runner.query(`CREATE TABLE "task_candidate" (
      "task_id" text NOT NULL,
      "kind" text NOT NULL,
      "value" text NOT NULL,
      CONSTRAINT "task_candidate_task" FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
      PRIMARY KEY ("task_id", "kind", "value")
    )`)
    await runner.query('CREATE INDEX "task_candidate_value" ON "task_candidate" ("value", "kind", "task_id")')
    await runner.query(`CREATE TABLE "task_comment" (
      "id" text PRIMARY KEY NOT NULL,
      "task_id" text NOT NULL,
      "by" text NOT NULL,
      "at" text NOT NULL,
      "text" text NOT NULL,
      CONSTRAINT "task_comment_task" FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    )`)
    await runner.query('CREATE INDEX "task_comment_task" ON "task_comment" ("task_id", "id")')
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['task_comment', 'task_candidate', 'task']) {
      await runner.query(`DROP TABLE "${table}"`)
    }
  }
}
