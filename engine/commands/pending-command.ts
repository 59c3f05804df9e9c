import type { ResolvedBinding } from '../model/effect.ts'
import type { Json, Variables } from '../model/json.ts'
import type { RecordChange } from '../ports.ts'
import { type PendingCommandRow, pendingCommandTable } from '../store/tables/pending-command.ts'
import type { TaskChange } from './change-tasks.ts'
import type { Unit } from './unit.ts'

/** What one instance tells another, by kind; stored as JSON until the receiver takes it. */
export type Pending =
  | {
      readonly kind: 'start-called'
      readonly parentInstanceId: string
      readonly callId: string
      readonly processKey: string
      readonly binding: ResolvedBinding
      readonly holderId: string
      readonly businessKey: string | null
      readonly startedBy: string | null
      readonly variables: Variables
    }
  | {
      readonly kind: 'call-completed'
      readonly callId: string
      readonly calledInstanceId: string
      readonly variables: Variables
    }
  | {
      readonly kind: 'call-failed'
      readonly callId: string
      readonly calledInstanceId: string
      readonly message: string
    }
  | {
      readonly kind: 'call-error'
      readonly callId: string
      readonly calledInstanceId: string
      readonly errorCode: string
      readonly message: string | null
      readonly variables: Variables
    }
  | {
      readonly kind: 'call-escalation'
      readonly callId: string
      readonly calledInstanceId: string
      readonly escalationCode: string
      readonly variables: Variables
    }
  | { readonly kind: 'cancel-called'; readonly reason: string }
  | { readonly kind: 'variables-changed'; readonly variables: Variables }
  | ({
      readonly kind: 'change-tasks'
      /** Null: all open tasks at `elementId`. */
      readonly taskId: string | null
      readonly elementId: string | null
    } & TaskChange)
  | {
      readonly kind: 'add-history'
      readonly type: string
      readonly elementId: string | null
      readonly data: { readonly [key: string]: Json }
    }
  | { readonly kind: 'signal'; readonly triggerId: string; readonly payload: Variables }
  | {
      readonly kind: 'start-by-signal' | 'start-by-condition'
      readonly definitionId: string
      readonly holderId: string
      readonly startEventId: string
      /** Which definition of a multiple event it is; absent for the first. */
      readonly part?: number
      readonly payload: Variables
    }
  /** A record that cases go by has changed: each is to look at it. `after`: those up to this id have been told. */
  | { readonly kind: 'renew-cases'; readonly change: RecordChange; readonly after: string | null }
  | { readonly kind: 'renew-case'; readonly change: RecordChange }

/** How a command is left for another instance. */
export interface LeaveOptions {
  /** True: the workers come to it in their own time; nobody who waits for the teller's commit waits for this too. */
  readonly inTheBackground?: boolean
}

/**
 * Leaves a command for another instance, in the teller's own transaction.
 *
 * @param to the receiver; for a start the id that the new instance will have
 */
export function leavePending(
  unit: Unit,
  to: { readonly institutionId: string; readonly processInstanceId: string; readonly rootInstanceId: string },
  { kind, ...data }: Pending,
  { inTheBackground = false }: LeaveOptions = {},
): void {
  const row: PendingCommandRow = {
    id: unit.newId(),
    institutionId: to.institutionId,
    processInstanceId: to.processInstanceId,
    rootInstanceId: to.rootInstanceId,
    kind,
    data: JSON.stringify(data),
    createdAt: unit.now,
    nextTryAt: unit.now,
    attempts: 0,
  }
  unit.rows.insert(pendingCommandTable, row)
  if (!inTheBackground) unit.steps.push({ kind: 'pending-command', row })
}

/** A stored command, read back. */
export function readPending(row: PendingCommandRow): Pending {
  const pending: Pending = { kind: row.kind, ...JSON.parse(row.data) }
  return pending
}
