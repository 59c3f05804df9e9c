import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Bundles of files, the definitions they give, and which of those are in force for whom. The owner ('' is none)
 * is part of the keys from the first day, so that one database serves several institutions.
 */
export class Deployments1763600000001 implements MigrationInterface {
  readonly name = 'Deployments1763600000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "deployment" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "holder_id" text NOT NULL,
      "name" text NOT NULL,
      "deployed_at" text NOT NULL,
      "deployed_by" text
    )`)
    await runner.query('CREATE INDEX "deployment_owner" ON "deployment" ("institution_id", "id")')
    await runner.query(`CREATE TABLE "deployment_resource" (
      "deployment_id" text NOT NULL,
      "name" text NOT NULL,
      "kind" text NOT NULL,
      "content_id" text,
      "checksum" text NOT NULL,
      "content" text NOT NULL,
      "compiled" text,
      "taken_over" integer NOT NULL,
      CONSTRAINT "deployment_resource_deployment" FOREIGN KEY ("deployment_id") REFERENCES "deployment" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
      PRIMARY KEY ("deployment_id", "name")
    )`)
    await runner.query(`CREATE TABLE "process_definition" (
      "id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "holder_id" text NOT NULL,
      "process_key" text NOT NULL,
      "version" integer NOT NULL,
      "version_tag" text,
      "name" text NOT NULL,
      "deployment_id" text NOT NULL,
      "resource_name" text NOT NULL,
      "deployed_at" text NOT NULL,
      "checksum" text NOT NULL,
      "compiled" text NOT NULL,
      "suspended" integer NOT NULL,
      CONSTRAINT "process_definition_deployment" FOREIGN KEY ("deployment_id") REFERENCES "deployment" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    )`)
    await runner.query(
      `CREATE UNIQUE INDEX "process_definition_version" ON "process_definition" ("institution_id", "holder_id", "process_key", "version")`,
    )
    await runner.query(`CREATE TABLE "active_definition" (
      "institution_id" text NOT NULL,
      "holder_id" text NOT NULL,
      "process_key" text NOT NULL,
      "definition_id" text NOT NULL,
      "activated_at" text NOT NULL,
      "activated_by" text,
      CONSTRAINT "active_definition_definition" FOREIGN KEY ("definition_id") REFERENCES "process_definition" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
      PRIMARY KEY ("institution_id", "holder_id", "process_key")
    )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['active_definition', 'process_definition', 'deployment_resource', 'deployment']) {
      await runner.query(`DROP TABLE "${table}"`)
    }
  }
}
