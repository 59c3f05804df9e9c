import type { EntityManager } from 'typeorm'
import type { RowSource, TableChanges } from './row-layer.ts'
import type { AnyRow, TableShape } from './table-shape.ts'

/** Somebody else holds the row just now, and this connection does not wait. */
export class RowLocked extends Error {}

/** A row that a command is going to need. */
export interface Wanted {
  readonly shape: TableShape
  readonly key: AnyRow
}

/**
 * The one connection of a writer: transactions by hand, rows in and out, and for everything else TypeORM's manager on
 * the same connection. TypeORM's own transactions are never used: it counts them wrongly once a statement has failed.
 */
export interface WriteConnection extends RowSource {
  readonly manager: EntityManager
  begin(): Promise<void>
  /** @throws StoreUnavailable when it is not certain that everything is on disk */
  commit(): Promise<void>
  /** Undoes the transaction, whatever state it is in. @throws StoreUnavailable when the connection cannot be trusted any more */
  rollback(): Promise<void>
  /** Begins what `undo` can undo without the rest of the transaction. */
  mark(): Promise<void>
  /** Ends it, keeping what was done since. */
  keep(): Promise<void>
  undo(): Promise<void>
  /**
   * Whether the transaction goes on: `failed` after an error that ends it, `lost` when there is no connection to the
   * database any more.
   */
  state(): 'open' | 'failed' | 'lost'
  /** Reads, and where others may write at the same time locks, rows that are going to be needed; one that is held is left out. */
  loadAhead?(wanted: readonly Wanted[]): Promise<readonly (Wanted & { readonly row: AnyRow | null })[]>
  /** Until the end of the transaction nobody else has the name. @throws RowLocked where this connection does not wait */
  lockName(name: string): Promise<void>
  /** Writes the changes of all tables, every table's rows together. @throws Error when an update found no row as expected */
  write(changes: readonly TableChanges[]): Promise<void>
  close(): Promise<void>
}
