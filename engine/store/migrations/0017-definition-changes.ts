import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What is in force is one row that the next choice replaces. Who chose before, when and why is kept here, so that a process
 * owner can account for it; of choices made earlier nothing is known.
 */
export class DefinitionChanges1763600000017 implements MigrationInterface {
  readonly name = 'DefinitionChanges1763600000017'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "definition_change" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "holder_id" text NOT NULL,
      "process_key" text NOT NULL,
      "definition_id" text NOT NULL,
      "action" text NOT NULL,
      "note" text,
      "at" text NOT NULL,
      "actor" text
    )`)
    await runner.query(
      'CREATE INDEX "definition_change_list" ON "definition_change" ("institution_id", "process_key", "id")',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "definition_change"')
  }
}
