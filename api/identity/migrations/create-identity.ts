/** The tables of identity as they began. Texts and instants as text, so that both databases agree. */
import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'

const text = (name: string, options: { isPrimary?: boolean; isNullable?: boolean } = {}) => ({
  name,
  type: 'varchar',
  ...options,
})

const TABLES = [
  new Table({
    name: 'person',
    columns: [
      text('institution_id', { isPrimary: true }),
      text('login', { isPrimary: true }),
      text('name'),
      text('language', { isNullable: true }),
      text('password_hash'),
      text('state'),
      text('created_at'),
      text('updated_at'),
    ],
  }),
  new Table({
    name: 'role_assignment',
    columns: [
      text('id', { isPrimary: true }),
      text('institution_id'),
      text('login'),
      text('role'),
      text('scope_kind'),
      text('scope_id'),
      text('valid_from'),
      text('valid_to', { isNullable: true }),
    ],
    // Holding one role in one place twice would make taking it away a surprise.
    indices: [
      new TableIndex({
        name: 'role_assignment_once',
        columnNames: ['institution_id', 'login', 'role', 'scope_id'],
        isUnique: true,
      }),
    ],
  }),
  new Table({
    name: 'session',
    columns: [
      text('token_hash', { isPrimary: true }),
      text('institution_id'),
      text('login'),
      text('created_at'),
      text('expires_at'),
      text('last_seen_at'),
    ],
    indices: [
      new TableIndex({ name: 'session_person', columnNames: ['institution_id', 'login'] }),
      new TableIndex({ name: 'session_expiry', columnNames: ['expires_at'] }),
    ],
  }),
  new Table({
    name: 'api_key',
    columns: [
      text('id', { isPrimary: true }),
      text('institution_id'),
      text('name'),
      text('secret_hash'),
      { name: 'grants', type: 'text' },
      text('created_at'),
      text('created_by'),
      text('expires_at'),
      text('last_used_at', { isNullable: true }),
      text('revoked_at', { isNullable: true }),
    ],
    indices: [new TableIndex({ name: 'api_key_institution', columnNames: ['institution_id', 'id'] })],
  }),
  new Table({
    name: 'setup_token',
    columns: [text('token_hash', { isPrimary: true }), text('institution_id'), text('created_at'), text('expires_at')],
  }),
  new Table({
    name: 'identity_command',
    columns: [
      text('institution_id', { isPrimary: true }),
      text('caller', { isPrimary: true }),
      text('key', { isPrimary: true }),
      text('fingerprint'),
      { name: 'answer', type: 'text' },
      text('created_at'),
    ],
  }),
]

export class CreateIdentity1760000000200 implements MigrationInterface {
  readonly name = 'CreateIdentity1760000000200'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.createTable(table.clone())
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed()) await runner.dropTable(table.clone())
  }
}
