import type { Told } from '../engine.ts'
import { Conflict, NotFound } from '../model/errors.ts'
import type { OutboxItemView } from '../model/views.ts'
import type { OutboxStanding } from '../ports.ts'
import { outboxTable } from '../store/tables/outbox.ts'
import { outboxItemView } from '../store/to-views.ts'
import type { Command } from './execute.ts'
import { tellRecord, writeStanding } from './outbox-standing.ts'

/**
 * Has an entry of the outbox sent soon, with all tries before it: one that failed, is kept, or waits for its next try.
 *
 * @throws NotFound
 * @throws Conflict `outbox-item-not-waiting` when it was sent or is being sent, `no-connector` when nothing would send it
 */
export const retryOutboxItem: Command<Told & { readonly itemId: string }, OutboxItemView> = async (
  { itemId },
  unit,
  parts,
) => {
  const row = await unit.rows.find(outboxTable, { id: itemId })
  if (row?.institutionId !== unit.by.institutionId) throw new NotFound('outbox item', itemId)
  const { state, connector } = row
  if (state === 'sent' || state === 'sending') {
    const message = `Expected outbox item "${itemId}" to wait or to have failed, but it is ${state}.`
    throw new Conflict('outbox-item-not-waiting', message, { itemId, state })
  }
  if (parts.outbox.connectors[connector] === undefined) {
    const message = `Expected a connector "${connector}" to send outbox item "${itemId}", but none is set up.`
    throw new Conflict('no-connector', message, { itemId, connector })
  }
  const standing: OutboxStanding = { state: 'due', attempts: 0, nextTryAt: unit.now, error: null }
  const after = writeStanding(unit, row, standing)
  await tellRecord(unit, parts, row, standing)
  return outboxItemView(after)
}
