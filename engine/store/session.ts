import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm'

/** Gives TypeORM's manager when it is asked for. */
export type Look = () => Promise<EntityManager>

/** Rows read by their keys, and the rows that a command is going to write. Each table is written once, at the end. */
export interface Rows {
  /** The row as this transaction sees it, with what the command itself has changed; null where there is none. */
  find<Row extends ObjectLiteral>(table: EntitySchema<Row>, key: Partial<Row>): Promise<Row | null>
  /** All rows with these values. */
  findAll<Row extends ObjectLiteral>(table: EntitySchema<Row>, where: Partial<Row>): Promise<Row[]>
  insert<Row extends ObjectLiteral>(table: EntitySchema<Row>, row: Row): void
  /**
   * Changes one row. `expected` are values that it must still have: the fence against a writer who read an older one.
   *
   * @param key values of the primary key
   */
  update<Row extends ObjectLiteral>(
    table: EntitySchema<Row>,
    key: Partial<Row>,
    values: Partial<Row>,
    expected?: Partial<Row>,
  ): void
  delete<Row extends ObjectLiteral>(table: EntitySchema<Row>, key: Partial<Row>): void
  /** A statement over many rows; run after the rows are written, in order. What it does must bear being repeated. */
  afterwards(statement: (manager: EntityManager) => Promise<unknown>): void
}

/** Work that follows a command at once, if there is room, in the same commit. */
export interface FollowUp {
  run(session: Session): Promise<void>
  failed(error: unknown, session: Session): Promise<void>
}

/** What one command does with the database. */
export interface Session {
  readonly rows: Rows
  /** For any question to tables that commands write by `rows`: it sees what commands before this one changed, not what this one did. */
  readonly look: Look
  /** For tables that are never written by `rows`. */
  readonly plain: Look
  /** For writing by hand: what is written is undone if the command fails. It sees what commands before this one changed. */
  readonly direct: Look
  /** Writes what the command has collected so far, so that it can be asked for. */
  flush(): Promise<EntityManager>
  /** Nobody else has the name until this transaction has ended. */
  lockName(name: string): Promise<void>
  /** Leaves work that can be done at once; its rows are there for the workers in any case. */
  follow(work: FollowUp): void
  /** Calls back when everything is on disk; never when this command leaves nothing. */
  afterCommit(callback: () => void): void
}

/** For those who ask outside of a command: the manager that they have. */
export const lookBy =
  (manager: EntityManager): Look =>
  async () =>
    manager
