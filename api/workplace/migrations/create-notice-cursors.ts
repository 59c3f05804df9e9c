/** How far people have been told of what happened. */
import { Table, type MigrationInterface, type QueryRunner } from 'typeorm'
import { text } from '../../columns.ts'

const TABLE = new Table({
  name: 'notice_cursor',
  columns: [
    text('institution_id', { isPrimary: true }),
    text('told_until'),
    text('telling_until', { isNullable: true }),
  ],
})

export class CreateNoticeCursors1795700000006 implements MigrationInterface {
  readonly name = 'CreateNoticeCursors1795700000006'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(TABLE.clone())
  }
}
