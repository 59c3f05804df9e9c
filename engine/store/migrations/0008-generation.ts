import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Several nodes on one database: each remembers what is in force, and looks here whether that has changed. */
export class Generation1763600000008 implements MigrationInterface {
  readonly name = 'Generation1763600000008'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "generation" ("of" text NOT NULL, "number" integer NOT NULL, PRIMARY KEY ("of"))`)
    await runner.query(`INSERT INTO "generation" ("of", "number") VALUES ('in-force', 0)`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "generation"')
  }
}
