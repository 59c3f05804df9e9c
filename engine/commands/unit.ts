import type { Actor } from '../engine.ts'
import type { Instant } from '../model/json.ts'
import { createRecordUnit } from '../records/create-record-unit.ts'
import type { RecordUnit } from '../records/record-unit.ts'
import type { Session } from '../store/session.ts'
import type { JobRow } from '../store/tables/job.ts'
import type { MessageRow } from '../store/tables/message.ts'
import type { PendingCommandRow } from '../store/tables/pending-command.ts'
import type { EngineParts } from './engine-parts.ts'
import { measureRecord } from './measure-later.ts'
import { noteCaseStatus } from './note-case.ts'
import { renewCasesAfter } from './renew-cases.ts'
import { SYSTEM } from './system-actor.ts'

/** An automatic step that a command leaves, due at once: its row is stored, and whoever comes first does it. */
export type AutomaticStep =
  | { readonly kind: 'job'; readonly row: JobRow }
  | { readonly kind: 'pending-command'; readonly row: PendingCommandRow }
  | { readonly kind: 'message'; readonly row: MessageRow }

/** One command's part of a transaction: what it reads with, what it is going to write, who it is for. */
export interface Unit extends Pick<Session, 'rows' | 'look' | 'plain' | 'flush' | 'lockName' | 'afterCommit'> {
  /** The one instant of this command. */
  readonly now: Instant
  readonly by: Actor
  /** User id for history and rows; null for what happens by itself. */
  readonly actorId: string | null
  /** What the command leaves to be done at once. */
  readonly steps: AutomaticStep[]
  readonly newId: () => string
  /** Records of the actor's institution, in this transaction. */
  readonly records: RecordUnit
}

/** Makes the unit of one command inside a transaction; the clock is read once, here. */
export function createUnit(session: Session, parts: EngineParts, by: Actor): Unit {
  const now = parts.clock.now().toISOString()
  const actorId = by.id === SYSTEM ? null : by.id
  const newId = (): string => parts.store.newId()
  let records: RecordUnit | null = null
  const unit: Unit = {
    rows: session.rows,
    look: session.look,
    plain: session.plain,
    flush: () => session.flush(),
    lockName: (name) => session.lockName(name),
    afterCommit: (callback) => session.afterCommit(callback),
    now,
    by,
    actorId,
    steps: [],
    newId,
    // Few commands ask for records.
    get records() {
      return (records ??= createRecordUnit({
        look: session.plain,
        write: session.direct,
        registers: parts.registers,
        institutionId: by.institutionId,
        actorId,
        now,
        newId,
        forms: parts.forms,
        language: by.language,
        rules: parts.recordRules,
        async written(record, before) {
          renewCasesAfter(unit, parts, record, before)
          await noteCaseStatus(unit, parts, record)
          measureRecord(unit, parts, record)
        },
        removed: (record) => measureRecord(unit, parts, { ...record, version: record.version + 1 }),
      }))
    },
  }
  return unit
}
