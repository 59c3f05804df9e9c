import type { OutboxStanding } from '../ports.ts'
import { type OutboxRow, outboxTable } from '../store/tables/outbox.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** Changes how an entry of the outbox stands. @returns the row as it is now */
export function writeStanding(unit: Unit, row: OutboxRow, standing: OutboxStanding): OutboxRow {
  const changes: Partial<OutboxRow> = {
    state: standing.state,
    attempts: standing.state === 'kept' ? row.attempts : standing.attempts,
    nextTryAt: standing.state === 'due' ? standing.nextTryAt : null,
    reference: standing.state === 'sent' ? standing.reference : row.reference,
    error: 'error' in standing ? standing.error : null,
  }
  unit.rows.update(outboxTable, { id: row.id }, changes)
  return { ...row, ...changes }
}

/** Lets the record say how its entry stands; one that was removed says nothing. */
export async function tellRecord(
  unit: Unit,
  { outbox }: EngineParts,
  { register, recordId }: OutboxRow,
  standing: OutboxStanding,
): Promise<void> {
  const told = outbox.describe?.(register, standing)
  if (!told || !(await unit.records.get(register, recordId))) return
  await unit.records.update(register, recordId, told.patch, { status: told.status })
}
