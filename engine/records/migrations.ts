/** The register store's migrations, oldest first, for the data source's `migrations`. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The register store as it began. Ids are unique per institution; a record's number per institution and register.
 * The indexes are those of the questions asked most: a register's list newest first, its open records by status, and
 * who refers to a record.
 */
export class CreateRecords1795200000000 implements MigrationInterface {
  readonly name = 'CreateRecords1795200000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE record (
      institution_id text NOT NULL,
      id text NOT NULL,
      register text NOT NULL,
      number text,
      status text,
      version integer NOT NULL,
      data text NOT NULL,
      search text NOT NULL,
      created_at text NOT NULL,
      created_by text,
      updated_at text NOT NULL,
      updated_by text,
      PRIMARY KEY (institution_id, id)
    )`)
    await runner.query('CREATE UNIQUE INDEX record_number ON record (institution_id, register, number)')
    await runner.query('CREATE INDEX record_newest ON record (institution_id, register, created_at, id)')
    await runner.query('CREATE INDEX record_status ON record (institution_id, register, status, created_at)')
    await runner.query(`CREATE TABLE record_version (
      institution_id text NOT NULL,
      record_id text NOT NULL,
      version integer NOT NULL,
      at text NOT NULL,
      "by" text,
      status text,
      data text NOT NULL,
      PRIMARY KEY (institution_id, record_id, version)
    )`)
    await runner.query(`CREATE TABLE record_key (
      institution_id text NOT NULL,
      register text NOT NULL,
      key_name text NOT NULL,
      key_value text NOT NULL,
      record_id text NOT NULL,
      PRIMARY KEY (institution_id, register, key_name, key_value)
    )`)
    // A record that changes its keys gives up the old ones.
    await runner.query('CREATE INDEX record_key_record ON record_key (institution_id, record_id)')
    await runner.query(`CREATE TABLE record_reference (
      institution_id text NOT NULL,
      record_id text NOT NULL,
      field text NOT NULL,
      target_id text NOT NULL,
      PRIMARY KEY (institution_id, record_id, field, target_id)
    )`)
    await runner.query('CREATE INDEX record_reference_target ON record_reference (institution_id, target_id, field)')
    await runner.query(`CREATE TABLE number_sequence (
      institution_id text NOT NULL,
      register text NOT NULL,
      year integer NOT NULL,
      last integer NOT NULL,
      PRIMARY KEY (institution_id, register, year)
    )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['number_sequence', 'record_reference', 'record_key', 'record_version', 'record']) {
      await runner.query(`DROP TABLE ${table}`)
    }
  }
}

/**
 * Who refers to a record, answered from the index alone. Without the referring record's id in it SQLite took the primary
 * key instead and read every reference of the institution: two seconds for the relations of a large CMDB.
 */
export class CoverReferences1795200000001 implements MigrationInterface {
  readonly name = 'CoverReferences1795200000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX record_reference_target')
    const columns = 'institution_id, target_id, field, record_id'
    await runner.query(`CREATE INDEX record_reference_target ON record_reference (${columns})`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX record_reference_target')
    await runner.query('CREATE INDEX record_reference_target ON record_reference (institution_id, target_id, field)')
  }
}

/** Records may leave their register; what left it is remembered. */
export class RemoveRecords1795200000002 implements MigrationInterface {
  readonly name = 'RemoveRecords1795200000002'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE record_removal (
      institution_id text NOT NULL,
      record_id text NOT NULL,
      register text NOT NULL,
      number text,
      at text NOT NULL,
      "by" text,
      PRIMARY KEY (institution_id, record_id)
    )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE record_removal')
  }
}

/** Who read personal data, and why. It is asked by time and by reader. */
export class TraceReads1795200000003 implements MigrationInterface {
  readonly name = 'TraceReads1795200000003'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE record_read (
      id text NOT NULL PRIMARY KEY,
      institution_id text NOT NULL,
      at text NOT NULL,
      "by" text NOT NULL,
      register text NOT NULL,
      operation text NOT NULL,
      record_ids text NOT NULL,
      purpose text
    )`)
    await runner.query('CREATE INDEX record_read_at ON record_read (institution_id, at, id)')
    await runner.query('CREATE INDEX record_read_by ON record_read (institution_id, "by", at, id)')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE record_read')
  }
}

/**
 * The day of what a record tells, where it has a `date`: what a month cost is added up without reading other years.
 * Casting text to jsonb and taking a field of it always gives the same, so both databases take it into an index.
 */
export class FindByDate1795200000004 implements MigrationInterface {
  readonly name = 'FindByDate1795200000004'

  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === 'postgres'
    const date = isPostgres ? "((data::jsonb ->> 'date'))" : "data ->> '$.date'"
    const columns = `institution_id, register, ${date}`
    await runner.query(`CREATE INDEX record_date ON record (${columns}) WHERE ${date} IS NOT NULL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX record_date')
  }
}

/**
 * What stands in a status, in order. Without the id, SQLite took the index of all records of the register instead, since
 * that one gives the whole order, and read the register to its end where few are in the status that is asked for.
 */
export class FindByStatus1795200000005 implements MigrationInterface {
  readonly name = 'FindByStatus1795200000005'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX record_status')
    await runner.query('CREATE INDEX record_status ON record (institution_id, register, status, created_at, id)')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX record_status')
    await runner.query('CREATE INDEX record_status ON record (institution_id, register, status, created_at)')
  }
}

/** In the order in which they run. */
export const recordMigrations = [
  CreateRecords1795200000000,
  CoverReferences1795200000001,
  RemoveRecords1795200000002,
  TraceReads1795200000003,
  FindByDate1795200000004,
  FindByStatus1795200000005,
] as const
