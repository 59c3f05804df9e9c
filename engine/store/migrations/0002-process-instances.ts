import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Cases and what happened in them. The primary key of a history event is what makes a transition happen exactly once;
 * the partial indexes keep the questions of workers and lists from walking ended cases.
 */
export class ProcessInstances1763600000002 implements MigrationInterface {
  readonly name = 'ProcessInstances1763600000002'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "process_instance" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "holder_id" text NOT NULL,
      "process_key" text NOT NULL,
      "definition_id" text NOT NULL,
      "definition_version" integer NOT NULL,
      "business_key" text,
      "status" text NOT NULL,
      "state" text NOT NULL,
      "state_format" integer NOT NULL,
      "version" integer NOT NULL,
      "history_count" integer NOT NULL,
      "started_at" text NOT NULL,
      "started_by" text,
      "ended_at" text,
      "end_state" text,
      "result" text,
      "error_code" text,
      "error_message" text,
      "parent_instance_id" text,
      "parent_call_id" text,
      "root_instance_id" text NOT NULL,
      CONSTRAINT "process_instance_definition" FOREIGN KEY ("definition_id") REFERENCES "process_definition" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    )`)
    await runner.query('CREATE INDEX "process_instance_list" ON "process_instance" ("institution_id", "id")')
    await runner.query(
      'CREATE INDEX "process_instance_key" ON "process_instance" ("institution_id", "process_key", "id")',
    )
    await runner.query(
      `CREATE INDEX "process_instance_business_key" ON "process_instance" ("institution_id", "business_key") WHERE business_key IS NOT NULL`,
    )
    await runner.query(
      `CREATE INDEX "process_instance_running" ON "process_instance" ("institution_id", "definition_id") WHERE ended_at IS NULL`,
    )
    await runner.query(
      `CREATE INDEX "process_instance_parent" ON "process_instance" ("parent_instance_id") WHERE parent_instance_id IS NOT NULL`,
    )
    await runner.query('CREATE INDEX "process_instance_root" ON "process_instance" ("root_instance_id")')
    await runner.query(`CREATE TABLE "history_event" (
      "process_instance_id" text NOT NULL,
      "sequence" integer NOT NULL,
      "root_instance_id" text NOT NULL,
      "at" text NOT NULL,
      "type" text NOT NULL,
      "element_id" text,
      "by" text,
      "data" text NOT NULL,
      PRIMARY KEY ("process_instance_id", "sequence")
    )`)
    await runner.query(
      `CREATE INDEX "history_event_root" ON "history_event" ("root_instance_id", "at", "process_instance_id", "sequence")`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['history_event', 'process_instance']) {
      await runner.query(`DROP TABLE "${table}"`)
    }
  }
}
