/** Absences, and who does the work meanwhile. Never deleted: they say on whose behalf somebody acted. */
import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { text } from '../../columns.ts'

const TABLE = new Table({
  name: 'absence',
  columns: [
    text('id', { isPrimary: true }),
    text('institution_id'),
    text('login'),
    text('substitute'),
    text('from_at'),
    text('until_at'),
    text('roles', { isNullable: true }),
    text('reason', { isNullable: true }),
    text('created_by'),
    text('created_at'),
    text('ended_by', { isNullable: true }),
    text('ended_at', { isNullable: true }),
  ],
  indices: [
    new TableIndex({ name: 'absence_person', columnNames: ['institution_id', 'login', 'until_at'] }),
    // Asked for every session that is looked up.
    new TableIndex({ name: 'absence_substitute', columnNames: ['institution_id', 'substitute', 'until_at'] }),
  ],
})

export class CreateAbsences1795700000003 implements MigrationInterface {
  readonly name = 'CreateAbsences1795700000003'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TABLE.clone())
  }
}
