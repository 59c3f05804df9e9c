/**
 * One connection to PostgreSQL that belongs to one writer or reader for as long as it lives, and is made again when it
 * was lost. Statements of our own go to the driver's client, everything else through TypeORM's manager on the same one.
 */
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { StoreUnavailable } from '../../model/errors.ts'
import { asStoreError } from '../database-errors.ts'
import { type SessionSettings, applySettings } from './postgres-settings.ts'

interface Link {
  readonly runner: QueryRunner
  readonly client: PoolClient
  isLost: boolean
  /** Whether a statement of the running transaction has failed: the server refuses all others until it is undone. */
  isAborted: boolean
}

/** What the server says when it speaks; any other error leaves it open what the connection is doing. */
const SQL_STATE = /^[0-9A-Z]{5}$/

/** Connects when it is first used, and again when it has to. */
export class DedicatedConnection {
  private readonly source: DataSource
  private readonly settings: SessionSettings
  private link: Link | null = null
  private isClosed = false

  constructor(source: DataSource, settings: SessionSettings) {
    this.source = source
    this.settings = settings
  }

  /** TypeORM's manager on this connection, as long as it lives. */
  get manager(): EntityManager {
    if (!this.link) throw lost()
    return this.link.runner.manager
  }

  /** Whether it is open and no statement of the transaction has failed. */
  get isUsable(): boolean {
    const { link } = this
    return link !== null && !link.isLost && !link.isAborted && link.client.getTransactionStatus() !== 'E'
  }

  get isLost(): boolean {
    return this.link === null || this.link.isLost
  }

  /**
   * Begins a transaction. A connection that was lost while it rested is made again: nothing can have been done on it.
   *
   * @throws StoreUnavailable when there is no database to be had
   */
  async begin(text: string): Promise<void> {
    const wasOpen = !this.isLost
    try {
      await this.open()
      await this.query(text)
    } catch (error) {
      this.drop()
      const fault = asStoreError(error)
      if (!wasOpen || !(fault instanceof StoreUnavailable)) throw fault
      await this.open()
      await this.query(text)
    }
  }

  /** Connects where there is no connection. @throws StoreUnavailable when there is no database to be had */
  async open(): Promise<void> {
    if (this.isClosed) throw new StoreUnavailable('Expected an open database, but it is closing.')
    if (!this.isLost) return
    this.drop()
    const runner = this.source.createQueryRunner('master')
    let link: Link | null = null
    try {
      const client = (await runner.connect()) as PoolClient
      link = { runner, client, isLost: false, isAborted: false }
      watch(link)
      // Our transactions are unknown to TypeORM: without this it refuses to lock rows, or would begin and end its own.
      ;(runner as { isTransactionActive: boolean }).isTransactionActive = true
      await applySettings(client, this.settings)
    } catch (error) {
      if (link) release(link)
      else await runner.release()
      throw asConnectError(error)
    }
    this.link = link
  }

  async query<Row extends QueryResultRow>(text: string | QueryConfig): Promise<QueryResult<Row>> {
    if (!this.link || this.link.isLost) throw lost()
    return this.link.client.query<Row>(text)
  }

  /** After what was done since a savepoint is undone, the transaction goes on. */
  goOn(): void {
    if (this.link) this.link.isAborted = false
  }

  /** Ends the transaction, whatever state it is in; where that cannot be done the connection is given up, which ends it too. */
  async rollback(): Promise<void> {
    try {
      await this.query('ROLLBACK')
      this.goOn()
    } catch {
      this.drop()
    }
  }

  /** Gives the connection up; the server ends its transaction. */
  drop(): void {
    const { link } = this
    this.link = null
    if (link) release(link)
  }

  close(): void {
    this.isClosed = true
    this.drop()
  }
}

/** Sees every failure on a client, whoever uses it. */
function watch(link: Link): void {
  const { client } = link
  // Stays until the client is gone: an error that nobody hears would end the process.
  client.on('error', () => (link.isLost = true))
  client.on('end', () => (link.isLost = true))
  const send = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>
  const watched = async (...given: unknown[]): Promise<unknown> => {
    try {
      return await send(...given)
    } catch (error) {
      link.isAborted = true
      if (!isAnswer(error)) link.isLost = true
      throw error
    }
  }
  client.query = watched as typeof client.query
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'code' in error && SQL_STATE.test(String(error.code))
}

/** Gives the client back to be thrown away, never to be used by others. */
function release({ runner, client }: Link): void {
  // TypeORM's type hides that its driver takes a reason, with which the pool does not keep the client.
  const giveBack = runner as unknown as { releasePostgresConnection(reason: Error): Promise<void> }
  void giveBack.releasePostgresConnection(new Error('Given up.'))
  // `end` waits politely for a statement that may never be answered.
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}

/** A server that is being started again has not made its socket yet. */
function asConnectError(error: unknown): unknown {
  const isConnecting = error instanceof Error && 'syscall' in error && error.syscall === 'connect'
  return isConnecting
    ? new StoreUnavailable(`Expected PostgreSQL to listen, but ${error.message}.`, {}, { cause: error })
    : asStoreError(error)
}

function lost(): StoreUnavailable {
  return new StoreUnavailable(
    'Expected a connection to the database, but it was lost before the end of the transaction. Nothing was stored; try again.',
  )
}
