/**
 * What goes to other systems: a few entries are taken in one transaction, handed to their connectors outside of any, and
 * what came of each is written in a transaction of its own.
 *
 * Always true: an entry is with one sender at a time, on however many nodes; one whose sender died comes again when its
 * lease is over. A sender that stops gives back what it has not begun.
 */
import type { EngineParts } from '../commands/engine-parts.ts'
import { execute, executeIn } from '../commands/execute.ts'
import { postpone } from '../commands/postpone.ts'
import { type Fate, settleOutboxItem } from '../commands/settle-outbox-item.ts'
import { systemActor } from '../commands/system-actor.ts'
import { type TakenItem, takeOutboxItem } from '../commands/take-outbox-item.ts'
import { DeliveryRefused, EngineError, StoreUnavailable } from '../model/errors.ts'
import { reasonOf } from '../model/reason-of.ts'
import { dueOutboxRows } from '../store/look-ups/due-work.ts'
import type { OutboxRow } from '../store/tables/outbox.ts'
import type { Work } from './worker.ts'

/** Taken at a time and sent one after the other: with the time that each may take well within a lease. */
const MOST_AT_A_TIME = 5
const SEND_WITHIN_MS = 90_000
/** A stopping engine waits so long for the entry that is being sent. */
const STOP_WITHIN_MS = 5_000

/** Entries of the outbox that are due, and those whose sender never came back. */
export function outboxSending(parts: EngineParts): Work<OutboxRow> {
  const taken: TakenItem[] = []
  return {
    name: 'outbox',
    find: (manager, limit) => dueOutboxRows(manager, parts.clock.now().toISOString(), Math.min(limit, MOST_AT_A_TIME)),
    run({ id, institutionId }, session) {
      const input = { by: systemActor(institutionId), itemId: id, taken: (item: TakenItem) => void taken.push(item) }
      return executeIn(session, 'take-outbox-item', takeOutboxItem, input, parts)
    },
    failed({ id, attempts, institutionId }, _error, session) {
      const failed = { kind: 'outbox', id, attempts } as const
      return executeIn(session, 'postpone', postpone, { by: systemActor(institutionId), failed }, parts)
    },
    async outside(stopping) {
      for (const item of taken.splice(0)) {
        const fate: Fate = stopping.aborted ? { kind: 'given-back' } : await send(item, parts, stopping)
        await settle(item, fate, parts)
      }
    },
  }
}

async function send(item: TakenItem, { outbox, clock, log }: EngineParts, stopping: AbortSignal): Promise<Fate> {
  const { connector: name, ...handed } = item
  const connector = outbox.connectors[name]
  // It was there when the entry was taken.
  if (!connector) return { kind: 'given-back' }
  const { signal, done } = timeLimit(stopping)
  try {
    const context = { now: clock.now().toISOString(), signal }
    const { reference } = await Promise.race([connector.send(handed, context), rejection(signal)])
    return { kind: 'sent', reference }
  } catch (error) {
    if (stopping.aborted && signal.aborted) return { kind: 'given-back' }
    const isFinal = error instanceof DeliveryRefused
    // The reason is for the operators' list; a log is read by more people.
    log.warn({ itemId: item.id, connector: name, attempt: item.attempt, isFinal }, 'not sent')
    return { kind: 'failed', error: reasonOf(error).slice(0, 2000), isFinal }
  } finally {
    done()
  }
}

/** A record that refuses what it is told must not lead to the same being sent again. */
async function settle(item: TakenItem, fate: Fate, parts: EngineParts): Promise<void> {
  const input = { by: systemActor(item.institutionId), itemId: item.id, attempt: item.attempt, fate }
  const tell = async (tellsRecord: boolean): Promise<unknown> =>
    execute('settle-outbox-item', settleOutboxItem, { ...input, tellsRecord }, parts)
  const again = (tellsRecord: boolean) => async (error: unknown) => {
    if (!(error instanceof EngineError) || error instanceof StoreUnavailable) throw error
    return tell(tellsRecord)
  }
  // Once more for a record that somebody changed at the same moment.
  await tell(true).catch(again(true)).catch(again(false))
}

/** Aborted when sending takes too long, or a moment after the engine is asked to stop. */
function timeLimit(stopping: AbortSignal): { readonly signal: AbortSignal; readonly done: () => void } {
  const limit = new AbortController()
  const abort = (): void => {
    const message = `Expected the other system to answer within ${SEND_WITHIN_MS / 1000} s, but it did not.`
    limit.abort(new Error(message))
  }
  let timers = [setTimeout(abort, SEND_WITHIN_MS)]
  const hurry = (): void => void timers.push(setTimeout(abort, STOP_WITHIN_MS))
  stopping.addEventListener('abort', hurry, { once: true })
  return {
    signal: limit.signal,
    done() {
      for (const timer of timers) clearTimeout(timer)
      timers = []
      stopping.removeEventListener('abort', hurry)
    },
  }
}

/** Never resolves: a connector that does not heed the signal is left behind. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}
