import type { MigrationInterface, QueryRunner } from 'typeorm'

const COLUMNS = ['owner', 'delegation_state', 'take_back', 'completed_for']

/**
 * A task may be done by somebody for its owner (delegation), or for somebody who is absent; and a completion remembers
 * what it would take to take it back, where the diagram allows that.
 */
export class TaskHandBacks1763600000016 implements MigrationInterface {
  readonly name = 'TaskHandBacks1763600000016'

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`ALTER TABLE "task" ADD COLUMN "${column}" text`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS.toReversed()) await runner.query(`ALTER TABLE "task" DROP COLUMN "${column}"`)
  }
}
