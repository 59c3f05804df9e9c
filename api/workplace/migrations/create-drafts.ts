/** Drafts: what people have typed and not sent yet. */
import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { text } from '../../columns.ts'

const TABLE = new Table({
  name: 'draft',
  columns: [
    text('institution_id', { isPrimary: true }),
    text('login', { isPrimary: true }),
    text('key', { isPrimary: true }),
    { name: 'entered', type: 'text' },
    { name: 'version', type: 'integer' },
    text('saved_at'),
  ],
  // Housekeeping looks for the oldest.
  indices: [new TableIndex({ name: 'draft_saved', columnNames: ['saved_at'] })],
})

export class CreateDrafts1795700000001 implements MigrationInterface {
  readonly name = 'CreateDrafts1795700000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TABLE.clone())
  }
}
