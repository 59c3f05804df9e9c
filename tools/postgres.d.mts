/** Types of postgres.mjs, for those who are checked. */

/** A server to throw away, with one empty database. */
export interface ThrowAwayServer {
  readonly url: string
  /** Its data. */
  readonly folder: string
  stop(): Promise<void>
}

export function findPostgres(): string | null
export function startPostgres(options?: { durable?: boolean }): Promise<ThrowAwayServer>
