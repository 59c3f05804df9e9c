import { addDuration } from '../time/iso8601.ts'
import type { MessageContract } from '../model/deployment.ts'
import type { Variables } from '../model/json.ts'
import type { MessageRow } from '../store/tables/message.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Unit } from './unit.ts'

/** A message about to be taken in, from outside or thrown by an instance. */
export interface NewMessage {
  readonly contract: MessageContract
  readonly holderId: string
  readonly correlationKey: string | null
  readonly payload: Variables
  readonly messageId?: string | undefined
  /** ISO 8601; undefined: as the contract or the limits say. */
  readonly timeToLive?: string | undefined
  readonly source: { readonly instanceId: string; readonly processKey: string; readonly rootInstanceId: string } | null
}

/** A message as it is taken in: buffered, to be looked at now. */
export function newMessageRow(unit: Unit, parts: EngineParts, message: NewMessage): MessageRow {
  const { contract, source } = message
  const id = unit.newId()
  return {
    id,
    institutionId: unit.by.institutionId,
    holderId: message.holderId,
    name: contract.name,
    correlationKey: message.correlationKey,
    messageId: message.messageId ?? id,
    uniqueKey: uniqueKeyOf(contract, message.payload),
    payload: JSON.stringify(message.payload),
    state: 'buffered',
    reason: null,
    receivedAt: unit.now,
    expiresAt: addDuration(unit.now, message.timeToLive ?? contract.timeToLive ?? parts.limits.messageTtl),
    deliveredAt: null,
    deliveredTo: null,
    sourceInstanceId: source?.instanceId ?? null,
    sourceProcessKey: source?.processKey ?? null,
    rootInstanceId: source?.rootInstanceId ?? null,
    nextTryAt: unit.now,
    attempts: 0,
  }
}

/** The values that together name the same news; null where the contract names none or one is missing. */
export function uniqueKeyOf(contract: MessageContract, payload: Variables): string | null {
  if (contract.uniqueBy.length === 0) return null
  const values = contract.uniqueBy.map((field) => (Object.hasOwn(payload, field) ? payload[field] : null) ?? null)
  return values.includes(null) ? null : JSON.stringify(values)
}
