import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * An inbox among very many open tasks: a case says in a few words what it is about, the words find it, and whoever may
 * take tasks has the open ones in a queue of their own, by due date. Cases of before have no summary until their next
 * step. Who holds a role everywhere is found by equality: tasks of a scope get a row for them.
 */
export class CaseSummaries1763600000015 implements MigrationInterface {
  readonly name = 'CaseSummaries1763600000015'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "case_summary" (
      "root_instance_id" text PRIMARY KEY NOT NULL,
      "institution_id" text NOT NULL,
      "subject" text,
      "case_number" text,
      "category" text,
      "client_name" text,
      "case_priority" text,
      "case_status" text
    )${lean(runner)}`)
    await runner.query(`CREATE TABLE "case_word" (
      "institution_id" text NOT NULL,
      "word" text NOT NULL,
      "root_instance_id" text NOT NULL,
      PRIMARY KEY ("institution_id", "word", "root_instance_id")
    )${lean(runner)}`)
    await runner.query('CREATE INDEX "case_word_root" ON "case_word" ("root_instance_id", "word")')

    await runner.query(`CREATE TABLE "task_candidate_new" (
      "task_id" text NOT NULL,
      "kind" text NOT NULL,
      "value" text NOT NULL,
      "institution_id" text NOT NULL,
      "open_due" text,
      CONSTRAINT "task_candidate_task" FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
      PRIMARY KEY ("task_id", "kind", "value")
    )${lean(runner)}`)
    await runner.query(
      `INSERT INTO "task_candidate_new" SELECT c.task_id, c.kind, c.value, t.institution_id, ${OPEN_DUE} FROM "task_candidate" c JOIN "task" t ON t.id = c.task_id ORDER BY 1, 2, 3`,
    )
    const at = isSqlite(runner) ? `instr(c.value, '@')` : `strpos(c.value, '@')`
    await runner.query(
      `INSERT INTO "task_candidate_new" SELECT DISTINCT c.task_id, 'anywhere', substr(c.value, 1, ${at}) || '*', t.institution_id, ${OPEN_DUE} FROM "task_candidate" c JOIN "task" t ON t.id = c.task_id WHERE c.kind = 'group' AND ${at} > 0`,
    )
    await runner.query('DROP TABLE "task_candidate"')
    await runner.query('ALTER TABLE "task_candidate_new" RENAME TO "task_candidate"')
    await runner.query(
      'CREATE INDEX "task_candidate_open" ON "task_candidate" ("institution_id", "kind", "value", "open_due", "task_id") WHERE open_due IS NOT NULL',
    )
    await runner.query(
      'CREATE INDEX "task_completed_by" ON "task" ("completed_by", "created_at", "id") WHERE completed_by IS NOT NULL',
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "task_completed_by"')
    await runner.query(`CREATE TABLE "task_candidate_old" (
      "task_id" text NOT NULL,
      "kind" text NOT NULL,
      "value" text NOT NULL,
      CONSTRAINT "task_candidate_task" FOREIGN KEY ("task_id") REFERENCES "task" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
      PRIMARY KEY ("task_id", "kind", "value")
    )`)
    await runner.query(
      `INSERT INTO "task_candidate_old" SELECT task_id, kind, value FROM "task_candidate" WHERE kind <> 'anywhere'`,
    )
    await runner.query('DROP TABLE "task_candidate"')
    await runner.query('ALTER TABLE "task_candidate_old" RENAME TO "task_candidate"')
    await runner.query('CREATE INDEX "task_candidate_value" ON "task_candidate" ("value", "kind", "task_id")')
    await runner.query('DROP TABLE "case_word"')
    await runner.query('DROP TABLE "case_summary"')
  }
}

const OPEN_DUE = `CASE WHEN t.state = 'open' THEN COALESCE(t.due_at, '9999') END`

const isSqlite = (runner: QueryRunner): boolean => runner.connection.options.type === 'better-sqlite3'

/** On SQLite the table is its primary key, written once. */
const lean = (runner: QueryRunner): string => (isSqlite(runner) ? ' WITHOUT ROWID' : '')
