import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Data stores of diagrams: values that outlive the instances that write them, per institution. */
export class DataStores1763600000010 implements MigrationInterface {
  readonly name = 'DataStores1763600000010'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "data_store_item" (
      "institution_id" text NOT NULL,
      "data_store_id" text NOT NULL,
      "value" text NOT NULL,
      "version" integer NOT NULL,
      PRIMARY KEY ("institution_id", "data_store_id")
    )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "data_store_item"')
  }
}
