import { acknowledgedBeforeCommit, commitSkipped, noFence } from './acknowledging.ts'
import { logThrownAway, synchronousNormal, synchronousOff } from './durability.ts'
import type { Fault } from './fault.ts'
import { frozenKeepsLocks, noLockNoFence, noRowLock } from './nodes.ts'
import {
  flushLosesTable,
  historyLineLost,
  messageLost,
  noIdempotencyLog,
  pendingCommandLost,
  pendingCommandStays,
  taskStaysOpen,
  timerStays,
} from './rows.ts'
import { oldStateWrittenBack, refusedStays, transactionInParts } from './transactions.ts'

/** Every fault that the checkers are checked with. */
export const FAULTS: readonly Fault[] = [
  acknowledgedBeforeCommit,
  commitSkipped,
  noFence,
  synchronousNormal,
  synchronousOff,
  logThrownAway,
  transactionInParts,
  refusedStays,
  oldStateWrittenBack,
  noIdempotencyLog,
  flushLosesTable,
  historyLineLost,
  messageLost,
  pendingCommandLost,
  pendingCommandStays,
  timerStays,
  taskStaysOpen,
  noRowLock,
  noLockNoFence,
  frozenKeepsLocks,
]

/** @throws Error when there is none of that name */
export function faultNamed(name: string): Fault {
  const found = FAULTS.find((fault) => fault.name === name)
  if (!found) throw new Error(`Expected a seeded fault named "${name}", but there is none.`)
  return found
}
