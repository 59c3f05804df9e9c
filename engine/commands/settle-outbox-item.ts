import type { Told } from '../engine.ts'
import type { OutboxStanding } from '../ports.ts'
import { outboxTable } from '../store/tables/outbox.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Command } from './execute.ts'
import { tellRecord, writeStanding } from './outbox-standing.ts'
import type { Unit } from './unit.ts'

/** What came of one try. */
export type Fate =
  | { readonly kind: 'sent'; readonly reference: string }
  | { readonly kind: 'failed'; readonly error: string; readonly isFinal: boolean }
  /** It was not begun, or broken off because the engine stops: the next who looks sends it. */
  | { readonly kind: 'given-back' }

/**
 * Writes what came of a try, in the row and in the record. What was sent counts even where somebody else has taken the
 * entry meanwhile; any other news of an overtaken try is no news.
 *
 * @param input `tellsRecord`: false leaves the record as it is, where it refuses the change
 */
export const settleOutboxItem: Command<
  Told & { readonly itemId: string; readonly attempt: number; readonly fate: Fate; readonly tellsRecord: boolean },
  object
> = async ({ itemId, attempt, fate, tellsRecord }, unit, parts) => {
  const row = await unit.rows.find(outboxTable, { id: itemId })
  if (!row || row.state === 'sent') return {}
  const isOurs = row.state === 'sending' && row.attempts === attempt
  if (!isOurs && fate.kind !== 'sent') return {}
  const standing = standingAfter(fate, attempt, unit, parts)
  writeStanding(unit, row, standing)
  if (tellsRecord && fate.kind !== 'given-back') await tellRecord(unit, parts, row, standing)
  return {}
}

function standingAfter(fate: Fate, attempts: number, { now }: Unit, { limits }: EngineParts): OutboxStanding {
  switch (fate.kind) {
    case 'sent':
      return { state: 'sent', attempts, sentAt: now, reference: fate.reference }
    case 'given-back':
      return { state: 'due', attempts: attempts - 1, nextTryAt: now, error: null }
    case 'failed': {
      const { error, isFinal } = fate
      const pause = limits.outboxRetryPausesMs[attempts - 1]
      if (isFinal || pause === undefined) return { state: 'failed', attempts, error }
      return { state: 'due', attempts, nextTryAt: new Date(Date.parse(now) + pause).toISOString(), error }
    }
  }
}
