import type { EntityManager, EntitySchema, MigrationInterface } from 'typeorm'
import type { Clock, Log } from '../ports.ts'
import type { WriteConnection } from './writing/write-connection.ts'

/** What opening a database of either kind takes. */
export interface StoreOptions {
  readonly clock: Clock
  readonly log: Log
  readonly entities: readonly EntitySchema[]
  readonly migrations: readonly (new () => MigrationInterface)[]
  readonly onFatal: ((error: Error) => void) | undefined
}

/** A database with its tables up to date, as the store uses it. */
export interface OpenDatabase {
  /** Of the writer that everybody uses. */
  readonly main: WriteConnection
  /** Of the writers that wait for what other nodes hold; none where there are no other nodes. */
  readonly patient: readonly WriteConnection[]
  /** Null: reads go to the main writer's connection. */
  readonly reader: {
    read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>
    close(): Promise<void>
  } | null
  /** What the database's own clock shows, in milliseconds since 1970; null where it is this machine's. */
  readonly time: (() => Promise<number>) | null
  close(): Promise<void>
}
