import type { Told } from '../engine.ts'
import type { OutboxItem } from '../ports.ts'
import { outboxTable } from '../store/tables/outbox.ts'
import { addDuration } from '../time/iso8601.ts'
import type { Command } from './execute.ts'
import { tellRecord, writeStanding } from './outbox-standing.ts'

/** Who has taken an entry and says nothing for so long is not coming back. Longer than sending a batch may take. */
export const LEASE = 'PT10M'

/** An entry of the outbox, ready to be handed to its connector. */
export interface TakenItem extends OutboxItem {
  readonly connector: string
}

/**
 * Takes an entry that is due, so that nobody else sends it meanwhile; one that somebody else has taken does nothing.
 * Where there is nothing to carry it any more it is kept; where its record is gone, or every sender died of it, it has
 * failed.
 *
 * @param input `taken` is told when it is on disk that the entry is ours
 */
export const takeOutboxItem: Command<
  Told & { readonly itemId: string; readonly taken: (item: TakenItem) => void },
  object
> = async ({ itemId, taken }, unit, parts) => {
  const row = await unit.rows.find(outboxTable, { id: itemId })
  if (!row || row.nextTryAt === null || row.nextTryAt > unit.now) return {}
  if (parts.outbox.connectors[row.connector] === undefined) {
    writeStanding(unit, row, { state: 'kept' })
    await tellRecord(unit, parts, row, { state: 'kept' })
    return {}
  }
  if (row.attempts > parts.limits.outboxRetryPausesMs.length) {
    const { attempts } = row
    const standing = {
      state: 'failed',
      attempts,
      error: 'Nobody who tried to send it came back to say what happened.',
    } as const
    writeStanding(unit, row, standing)
    await tellRecord(unit, parts, row, standing)
    return {}
  }
  const record = await unit.records.get(row.register, row.recordId)
  if (!record) {
    const error = `Expected ${row.register} record "${row.recordId}", but it was removed.`
    writeStanding(unit, row, { state: 'failed', attempts: row.attempts, error })
    return {}
  }
  const { id, institutionId, connector } = row
  const attempt = row.attempts + 1
  const nextTryAt = addDuration(unit.now, LEASE)
  unit.rows.update(outboxTable, { id }, { state: 'sending', attempts: attempt, nextTryAt })
  unit.afterCommit(() => taken({ id, institutionId, connector, record, attempt }))
  return {}
}
