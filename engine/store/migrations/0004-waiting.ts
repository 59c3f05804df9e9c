import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What instances wait for: timers, messages, signals, jobs, and people who mend incidents. `next_try_at` is what the
 * workers look at, so that a row that keeps failing steps aside and never blocks the others.
 */
export class Waiting1763600000004 implements MigrationInterface {
  readonly name = 'Waiting1763600000004'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "timer" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "process_instance_id" text NOT NULL,
      "root_instance_id" text NOT NULL,
      "trigger_id" text NOT NULL,
      "element_id" text NOT NULL,
      "due_at" text NOT NULL,
      "next_try_at" text NOT NULL,
      "attempts" integer NOT NULL,
      "suspended" integer NOT NULL
    )`)
    await runner.query('CREATE INDEX "timer_due" ON "timer" ("next_try_at", "id") WHERE suspended = 0')
    await runner.query('CREATE INDEX "timer_instance" ON "timer" ("process_instance_id")')
    await runner.query(`CREATE TABLE "subscription" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "process_instance_id" text NOT NULL,
      "root_instance_id" text NOT NULL,
      "trigger_id" text NOT NULL,
      "element_id" text NOT NULL,
      "type" text NOT NULL,
      "name" text NOT NULL,
      "correlation_key" text,
      "created_at" text NOT NULL,
      "suspended" integer NOT NULL
    )`)
    await runner.query(
      `CREATE INDEX "subscription_receiver" ON "subscription" ("institution_id", "type", "name", "correlation_key", "created_at")`,
    )
    await runner.query('CREATE INDEX "subscription_instance" ON "subscription" ("process_instance_id")')
    await runner.query(`CREATE TABLE "start_timer" (
      "institution_id" text NOT NULL,
      "holder_id" text NOT NULL,
      "process_key" text NOT NULL,
      "element_id" text NOT NULL,
      "definition_id" text NOT NULL,
      "anchor_at" text NOT NULL,
      "due_at" text NOT NULL,
      "remaining" integer,
      "next_try_at" text NOT NULL,
      "attempts" integer NOT NULL,
      PRIMARY KEY ("institution_id", "holder_id", "process_key", "element_id")
    )`)
    await runner.query('CREATE INDEX "start_timer_due" ON "start_timer" ("next_try_at")')
    await runner.query(`CREATE TABLE "job" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "process_instance_id" text NOT NULL,
      "root_instance_id" text NOT NULL,
      "job_id" text NOT NULL,
      "element_id" text NOT NULL,
      "type" text NOT NULL,
      "topic" text NOT NULL,
      "priority" integer NOT NULL,
      "input" text,
      "state" text NOT NULL,
      "retries_left" integer NOT NULL,
      "next_try_at" text NOT NULL,
      "error_message" text,
      "worker_id" text,
      "locked_until" text,
      "created_at" text NOT NULL,
      "suspended" integer NOT NULL
    )`)
    await runner.query(
      `CREATE INDEX "job_due" ON "job" ("next_try_at", "id") WHERE state = 'open' AND type = 'handler' AND suspended = 0`,
    )
    await runner.query(
      `CREATE INDEX "job_topic" ON "job" ("topic", "institution_id", "priority", "id") WHERE state = 'open' AND type = 'external' AND suspended = 0`,
    )
    await runner.query('CREATE INDEX "job_list" ON "job" ("institution_id", "id")')
    await runner.query('CREATE INDEX "job_instance" ON "job" ("process_instance_id")')
    await runner.query('CREATE INDEX "job_root" ON "job" ("root_instance_id")')
    await runner.query(`CREATE TABLE "incident" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "process_instance_id" text NOT NULL,
      "process_key" text NOT NULL,
      "incident_id" text NOT NULL,
      "element_id" text NOT NULL,
      "type" text NOT NULL,
      "message" text NOT NULL,
      "job_id" text,
      "created_at" text NOT NULL,
      "closed_at" text
    )`)
    await runner.query('CREATE INDEX "incident_open" ON "incident" ("institution_id", "id") WHERE closed_at IS NULL')
    await runner.query('CREATE INDEX "incident_instance" ON "incident" ("process_instance_id")')
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['incident', 'job', 'start_timer', 'subscription', 'timer']) {
      await runner.query(`DROP TABLE "${table}"`)
    }
  }
}
