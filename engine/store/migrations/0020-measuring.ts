import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Figures over cases, tasks and records without reading them again: each subject says once what it adds to the sums, and
 * the sums are what pages read. Numbers are whole thousandths, more than 32 bits hold.
 */
export class Measuring1763600000020 implements MigrationInterface {
  readonly name = 'Measuring1763600000020'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "measuring_due" (
      "kind" text NOT NULL,
      "institution_id" text NOT NULL,
      "subject_id" text NOT NULL,
      "version" integer NOT NULL,
      PRIMARY KEY ("kind", "institution_id", "subject_id", "version")
    )${lean(runner)}`)
    await runner.query(`CREATE TABLE "measured_subject" (
      "kind" text NOT NULL,
      "institution_id" text NOT NULL,
      "subject_id" text NOT NULL,
      "facts" text NOT NULL,
      PRIMARY KEY ("kind", "institution_id", "subject_id")
    )${lean(runner)}`)
    await runner.query(`CREATE TABLE "measured_sum" (
      "institution_id" text NOT NULL,
      "figure" text NOT NULL,
      "period" text NOT NULL,
      "bucket" bigint NOT NULL,
      "service" text NOT NULL,
      "group_name" text NOT NULL,
      "version" text NOT NULL,
      "first" text NOT NULL,
      "second" text NOT NULL,
      "n" bigint NOT NULL,
      "total" bigint NOT NULL,
      "per" bigint NOT NULL,
      PRIMARY KEY ("institution_id", "figure", "period", "bucket", "service", "group_name", "version", "first", "second")
    )${lean(runner)}`)
    await runner.query(`CREATE TABLE "measuring_walk" (
      "kind" text PRIMARY KEY NOT NULL,
      "checksum" text NOT NULL,
      "after" text
    )${lean(runner)}`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['measuring_walk', 'measured_sum', 'measured_subject', 'measuring_due'])
      await runner.query(`DROP TABLE "${table}"`)
  }
}

/** On SQLite the table is its primary key, written once. */
const lean = (runner: QueryRunner): string =>
  runner.connection.options.type === 'better-sqlite3' ? ' WITHOUT ROWID' : ''
