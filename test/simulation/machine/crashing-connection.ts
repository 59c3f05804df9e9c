/**
 * A connection on which the process can die, at any call: everything after that never comes back, and the transaction
 * that was open is gone, as SQLite's recovery would have it. What has been committed stays.
 *
 * It is honest without a killed process, because this connection is the only way to the disk: who waits for it waits for
 * ever, and a rolled back transaction leaves what a recovery leaves. Whether SQLite itself keeps its word when a process
 * or the power goes is not asked here.
 */
import type { WriteConnection } from '../../../engine/store/writing/write-connection.ts'

/** Where a process dies. */
export type CrashPoint =
  /** Before the so-many-th of the calls that follow is done. */
  | { readonly at: 'call'; readonly calls: number }
  | { readonly at: 'before-commit' }
  /** It is on disk, but nobody is told. */
  | { readonly at: 'after-commit' }

export interface CrashingConnection extends WriteConnection {
  /** Lets the process die there; null: it lives on. */
  arm(point: CrashPoint | null): void
  readonly hasCrashed: boolean
  /** Lets go of those who wait for a dead process: each gets an error that nobody hears. */
  bury(): void
  /** How many calls there were. */
  readonly calls: number
}

/** @param inner outlives the process, as the disk does */
export function crashingConnection(inner: WriteConnection): CrashingConnection {
  let armed: CrashPoint | null = null
  let callsLeft = 0
  let hasCrashed = false
  let calls = 0

  let bury = (): void => {}
  const gone = new Promise<never>((_, reject) => (bury = () => reject(new Error('The process is gone.'))))
  gone.catch(() => {})

  async function die(): Promise<never> {
    hasCrashed = true
    await inner.rollback()
    return gone
  }

  /** Passes a call on, or dies. */
  async function pass<Result>(call: () => Promise<Result>): Promise<Result> {
    calls += 1
    if (hasCrashed) return gone
    if (armed?.at === 'call' && callsLeft-- <= 0) return die()
    return call()
  }

  const changes: Partial<CrashingConnection> & ThisType<CrashingConnection> = {
    bury() {
      hasCrashed = true
      bury()
    },
    arm(point) {
      armed = point
      callsLeft = point?.at === 'call' ? point.calls : 0
    },
    begin: () => pass(() => inner.begin()),
    load: (shape, key) => pass(() => inner.load(shape, key)),
    loadAll: (shape, where) => pass(() => inner.loadAll(shape, where)),
    mark: () => pass(() => inner.mark()),
    keep: () => pass(() => inner.keep()),
    undo: () => pass(() => inner.undo()),
    write: (rows) => pass(() => inner.write(rows)),
    // Only who has been let go of comes here when it is dead: there is nothing left to undo.
    rollback: async () => (hasCrashed ? undefined : pass(() => inner.rollback())),
    async commit() {
      await pass(async () => {
        if (armed?.at === 'before-commit') return die()
        await inner.commit()
        if (armed?.at === 'after-commit') await die()
      })
    },
    // Whoever closes it is gone; the disk is still there.
    async close() {},
  }
  const connection = Object.assign(Object.create(inner) as CrashingConnection, changes)
  Object.defineProperties(connection, { hasCrashed: { get: () => hasCrashed }, calls: { get: () => calls } })
  return connection
}
