import type { EntityManager } from 'typeorm'
import type { Actor } from '../engine.ts'
import type { Instant } from '../model/json.ts'
import { createRecordUnit } from '../records/create-record-unit.ts'
import type { RecordUnit } from '../records/record-unit.ts'
import { type RowChanges, createRowChanges } from '../store/row-changes.ts'
import type { EngineParts } from './engine-parts.ts'
import { SYSTEM } from './system-actor.ts'

/** One command's transaction: what it may read with, what it is going to write, who it is for. */
export interface Unit {
  /** For reading; what the command writes goes into `rows`. */
  readonly manager: EntityManager
  readonly rows: RowChanges
  /** The one instant of this command. */
  readonly now: Instant
  readonly by: Actor
  /** User id for history and rows; null for what happens by itself. */
  readonly actorId: string | null
  /** Root instances for which automatic steps were left to the workers. */
  readonly roots: Set<string>
  readonly newId: () => string
  /** Records of the actor's institution, in this transaction. */
  readonly records: RecordUnit
}

/** Makes the unit of one command inside a transaction; the clock is read once, here. */
export function createUnit(manager: EntityManager, parts: EngineParts, by: Actor): Unit {
  const now = parts.clock.now().toISOString()
  const actorId = by.id === SYSTEM ? null : by.id
  const newId = (): string => parts.store.newId()
  return {
    manager,
    rows: createRowChanges(),
    now,
    by,
    actorId,
    roots: new Set<string>(),
    newId,
    records: createRecordUnit({
      manager,
      registers: parts.registers,
      institutionId: by.institutionId,
      actorId,
      now,
      newId,
      forms: parts.forms,
      language: by.language,
    }),
  }
}
