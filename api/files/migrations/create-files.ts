/** What is known of stored files. Their bytes are not in the database. */
import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { text } from '../../columns.ts'

const TABLE = new Table({
  name: 'file',
  columns: [
    text('id', { isPrimary: true }),
    text('institution_id'),
    text('sha256'),
    text('name'),
    text('media_type'),
    { name: 'size', type: 'integer' },
    text('uploaded_by'),
    text('uploaded_at'),
    text('context', { isNullable: true }),
    text('process_instance_id', { isNullable: true }),
    text('keep_until', { isNullable: true }),
  ],
  indices: [
    // Whether somebody else still has the same bytes.
    new TableIndex({ name: 'file_bytes', columnNames: ['sha256'] }),
    new TableIndex({ name: 'file_case', columnNames: ['process_instance_id', 'id'] }),
    new TableIndex({ name: 'file_keep', columnNames: ['keep_until'] }),
  ],
})

export class CreateFiles1795700000002 implements MigrationInterface {
  readonly name = 'CreateFiles1795700000002'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TABLE.clone())
  }
}
