/** Where a person is told of their work by e-mail. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddEmail1795700000005 implements MigrationInterface {
  readonly name = 'AddEmail1795700000005'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person ADD COLUMN email varchar')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person DROP COLUMN email')
  }
}
