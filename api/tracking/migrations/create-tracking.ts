/** Codes by which applicants find their applications, and the short sessions in which they look at them. */
import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { text } from '../../columns.ts'

const TABLES = [
  new Table({
    name: 'tracking_code',
    columns: [
      text('institution_id', { isPrimary: true }),
      text('application_id', { isPrimary: true }),
      text('code_hash'),
      text('form_hash'),
      text('content_hash'),
      text('created_at'),
    ],
    indices: [
      new TableIndex({ name: 'tracking_code_hash', columnNames: ['institution_id', 'code_hash'], isUnique: true }),
      new TableIndex({ name: 'tracking_code_form', columnNames: ['institution_id', 'form_hash'] }),
    ],
  }),
  new Table({
    name: 'tracking_session',
    columns: [
      text('token_hash', { isPrimary: true }),
      text('institution_id'),
      text('application_id'),
      text('expires_at'),
      text('last_form', { isNullable: true }),
      text('last_done', { isNullable: true }),
    ],
    // Housekeeping looks for those that are over.
    indices: [new TableIndex({ name: 'tracking_session_expiry', columnNames: ['expires_at'] })],
  }),
]

export class CreateTracking1795700000007 implements MigrationInterface {
  readonly name = 'CreateTracking1795700000007'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed()) await runner.dropTable(table.clone())
  }
}
