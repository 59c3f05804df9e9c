import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Which months of a figure there are, and how often their sums have changed: who has read a month, mostly one that is long
 * over, can tell that it is still as it was without reading it again.
 */
export class MeasuredMonths1763600000021 implements MigrationInterface {
  readonly name = 'MeasuredMonths1763600000021'

  async up(runner: QueryRunner): Promise<void> {
    const lean = runner.connection.options.type === 'better-sqlite3' ? ' WITHOUT ROWID' : ''
    await runner.query(`CREATE TABLE "measured_month" (
      "institution_id" text NOT NULL,
      "figure" text NOT NULL,
      "period" text NOT NULL,
      "version" bigint NOT NULL,
      PRIMARY KEY ("institution_id", "figure", "period")
    )${lean}`)
    await runner.query(
      `INSERT INTO "measured_month" ("institution_id", "figure", "period", "version")
        SELECT DISTINCT "institution_id", "figure", "period", 1 FROM "measured_sum"`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "measured_month"')
  }
}
