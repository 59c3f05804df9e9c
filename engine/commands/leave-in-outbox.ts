import type { OutboxEntry } from '../ports.ts'
import { outboxTable } from '../store/tables/outbox.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/**
 * Leaves a record for another system, in the transaction that writes it. Without a connector it is kept from the
 * beginning: one that comes later must not send what is long past.
 */
export function leaveInOutbox(unit: Unit, { outbox }: EngineParts, institutionId: string, entry: OutboxEntry): void {
  const { connector, register, recordId } = entry
  const isCarried = outbox.connectors[connector] !== undefined
  unit.rows.insert(outboxTable, {
    id: unit.newId(),
    institutionId,
    connector,
    register,
    recordId,
    state: isCarried ? 'due' : 'kept',
    attempts: 0,
    nextTryAt: isCarried ? unit.now : null,
    reference: null,
    error: null,
    createdAt: unit.now,
  })
}
