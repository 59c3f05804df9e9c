/** What people set up for themselves: views of the inbox, preferences; and what they are told. */
import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { text } from '../../columns.ts'

const TABLES = [
  new Table({
    name: 'saved_view',
    columns: [
      text('id', { isPrimary: true }),
      text('institution_id'),
      text('owner'),
      text('name'),
      { name: 'query', type: 'text' },
      text('shared_with', { isNullable: true }),
      text('created_at'),
    ],
    indices: [
      new TableIndex({ name: 'saved_view_owner', columnNames: ['institution_id', 'owner'] }),
      new TableIndex({ name: 'saved_view_group', columnNames: ['institution_id', 'shared_with'] }),
    ],
  }),
  new Table({
    name: 'preference',
    columns: [
      text('institution_id', { isPrimary: true }),
      text('login', { isPrimary: true }),
      { name: 'content', type: 'text' },
      text('updated_at'),
    ],
  }),
  new Table({
    name: 'notice',
    columns: [
      text('id', { isPrimary: true }),
      text('institution_id'),
      text('login'),
      text('kind'),
      text('event_key'),
      text('task_id', { isNullable: true }),
      text('process_instance_id', { isNullable: true }),
      { name: 'facts', type: 'text' },
      text('at'),
      text('read_at', { isNullable: true }),
    ],
    indices: [
      // One person is told of one event once, whoever notices it.
      new TableIndex({
        name: 'notice_once',
        columnNames: ['institution_id', 'login', 'event_key'],
        isUnique: true,
      }),
      new TableIndex({ name: 'notice_list', columnNames: ['institution_id', 'login', 'at', 'id'] }),
      new TableIndex({ name: 'notice_unread', columnNames: ['institution_id', 'login', 'read_at'] }),
      new TableIndex({ name: 'notice_age', columnNames: ['at'] }),
    ],
  }),
]

export class CreatePersonal1795700000004 implements MigrationInterface {
  readonly name = 'CreatePersonal1795700000004'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed()) await runner.dropTable(table.clone())
  }
}
