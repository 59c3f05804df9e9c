/**
 * One transaction that several commands share. Each works in a layer of rows of its own; what it writes by hand stands
 * behind a mark. Who fails is undone alone; the batch goes on.
 */
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm'
import { StoreUnavailable } from '../../model/errors.ts'
import { asStoreError } from '../database-errors.ts'
import type { FollowUp, Rows, Session } from '../session.ts'
import { RowLayer } from './row-layer.ts'
import { shapeOf } from './table-shape.ts'
import type { WriteConnection } from './write-connection.ts'

/** The transaction cannot go on; `cause` is what the command that was running met. */
export class BatchBroken extends Error {
  /** Whose fault it is: that of the command that was running, of what follows it at once, or of any that ran before. */
  blame: 'command' | 'follow-up' | 'unknown' = 'command'
}

type Statement = (manager: EntityManager) => Promise<unknown>

/** What a command that succeeded leaves. */
export interface Attempted<T> {
  readonly value: T
  readonly followUps: readonly FollowUp[]
}

/** A transaction under way. */
export class Batch {
  /** What the commands before have loaded and changed. */
  readonly layer: RowLayer
  /** Called back when all of it is on disk. */
  readonly callbacks: (() => void)[] = []
  private readonly connection: WriteConnection
  private statements: Statement[] = []
  /** Why what the commands have collected could not be written; a command that swallows this must not save it. */
  private fault: BatchBroken | null = null

  constructor(connection: WriteConnection) {
    this.connection = connection
    this.layer = new RowLayer(connection)
  }

  /** @throws BatchBroken when the transaction cannot be kept any more, whoever has overlooked it */
  expectWhole(): void {
    if (this.fault) throw this.fault
    const state = this.connection.state()
    if (state === 'open') return
    const cause =
      state === 'lost'
        ? new StoreUnavailable('Expected a connection to the database, but it is lost. Nothing was stored; try again.')
        : new Error('Expected a failed statement to end the command, but it went on as if nothing had happened.')
    throw new BatchBroken('Expected the transaction to go on, but it cannot.', { cause })
  }

  /**
   * Runs one command; when it fails, nothing of it is left.
   *
   * @throws whatever the command throws
   * @throws BatchBroken when the whole transaction has to be rolled back
   */
  async attempt<T>(run: (session: Session) => Promise<T>): Promise<Attempted<T>> {
    const command = new CommandSession(this, this.connection)
    try {
      const value = await run(command)
      this.expectWhole()
      await command.finish()
      return { value, followUps: command.followUps }
    } catch (error) {
      await command.undo(error)
      throw error
    }
  }

  /** Writes what the commands so far have collected. @throws BatchBroken */
  async flush(): Promise<void> {
    this.expectWhole()
    try {
      await this.writeAll()
    } catch (cause) {
      this.fault = new BatchBroken('Expected to write what the commands have changed.', { cause })
      this.fault.blame = 'unknown'
      throw this.fault
    }
  }

  private async writeAll(): Promise<void> {
    if (this.layer.isChanged) await this.connection.write(this.layer.takeChanges())
    if (this.statements.length === 0) return
    const { statements } = this
    this.statements = []
    for (const statement of statements) await statement(this.connection.manager)
    // Rows were written by other means: what was loaded before is not to be trusted.
    this.layer.forget()
  }

  /** Takes in what a command has collected. @throws BatchBroken when it contradicts what others did */
  take(rows: RowLayer, statements: readonly Statement[]): void {
    try {
      this.layer.absorb(rows)
    } catch (cause) {
      // Half of it is in already.
      throw new BatchBroken('Expected a command to fit to those before it, but it does not.', { cause })
    }
    this.statements.push(...statements)
  }
}

/** The session of one command in a batch. */
class CommandSession implements Session {
  readonly rows: Rows
  readonly followUps: FollowUp[] = []
  private readonly callbacks: (() => void)[] = []
  private readonly batch: Batch
  private readonly connection: WriteConnection
  private readonly layer: RowLayer
  private statements: Statement[] = []
  private isMarked = false
  private isOver = false

  constructor(batch: Batch, connection: WriteConnection) {
    this.batch = batch
    this.connection = connection
    this.layer = new RowLayer(batch.layer)
    this.rows = rowsOf(this.layer, (statement) => this.statements.push(statement))
  }

  readonly look = async (): Promise<EntityManager> => {
    this.expectRunning()
    await this.batch.flush()
    return this.connection.manager
  }

  readonly plain = async (): Promise<EntityManager> => {
    this.expectRunning()
    return this.connection.manager
  }

  readonly direct = async (): Promise<EntityManager> => {
    this.expectRunning()
    if (!this.isMarked) {
      await this.batch.flush()
      await this.connection.mark()
      this.isMarked = true
    }
    return this.connection.manager
  }

  async flush(): Promise<EntityManager> {
    const manager = await this.direct()
    await this.connection.write(this.layer.takeChanges())
    return manager
  }

  async lockName(name: string): Promise<void> {
    this.expectRunning()
    await this.connection.lockName(name)
  }

  follow(work: FollowUp): void {
    this.followUps.push(work)
  }

  afterCommit(callback: () => void): void {
    // Statements run after the command is over may still find somebody to wake.
    if (this.isOver) this.batch.callbacks.push(callback)
    else this.callbacks.push(callback)
  }

  async finish(): Promise<void> {
    this.isOver = true
    if (this.isMarked) await this.finishByHand()
    else this.batch.take(this.layer, this.statements)
    this.batch.callbacks.push(...this.callbacks)
  }

  private async finishByHand(): Promise<void> {
    await this.connection.write(this.layer.takeChanges())
    for (const statement of this.statements) await statement(this.connection.manager)
    await this.connection.keep()
    // Rows may have been written by hand: what was loaded before is not to be trusted.
    this.batch.layer.forget()
  }

  /** @throws BatchBroken when undoing this command alone is not enough */
  async undo(error: unknown): Promise<void> {
    this.isOver = true
    if (error instanceof BatchBroken) throw error
    const broken = new BatchBroken('The transaction cannot go on.', { cause: error })
    if (asStoreError(error) instanceof StoreUnavailable) throw broken
    if (this.isMarked) {
      try {
        await this.connection.undo()
      } catch {
        throw broken
      }
      this.batch.layer.forget()
    }
    if (this.connection.state() !== 'open') throw broken
    this.batch.expectWhole()
  }

  /** What a command left running must not write into another's part of the transaction. */
  private expectRunning(): void {
    if (this.isOver)
      throw new Error('Expected the command to be done with the database when it returned, but it went on.')
    this.batch.expectWhole()
  }
}

function rowsOf(layer: RowLayer, afterwards: (statement: Statement) => void): Rows {
  return {
    async find<Row extends ObjectLiteral>(table: EntitySchema<Row>, key: Partial<Row>) {
      return (await layer.load(shapeOf(table), key)) as Row | null
    },
    async findAll<Row extends ObjectLiteral>(table: EntitySchema<Row>, where: Partial<Row>) {
      return (await layer.loadAll(shapeOf(table), where)) as Row[]
    },
    insert: (table, row) => layer.insert(shapeOf(table), row),
    update: (table, key, values, expected = {}) => layer.update(shapeOf(table), key, values, expected),
    delete: (table, key) => layer.delete(shapeOf(table), key),
    afterwards,
  }
}
