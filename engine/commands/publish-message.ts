import type { Told } from '../engine.ts'
import type { MessageContract } from '../model/deployment.ts'
import { DataRejected, type FieldError, NotAllowed, UnknownMessage, refusedValue } from '../model/errors.ts'
import type { Variables } from '../model/json.ts'
import { messageKeyOf } from '../model/message-key.ts'
import { isStorableText } from '../model/storable-text.ts'
import type { MessageView } from '../model/views.ts'
import { type MessageRow, messageTable } from '../store/tables/message.ts'
import { isOfStore } from '../store/is-of-store.ts'
import { messageView } from '../store/to-views.ts'
import { isWaitingTime } from '../time/iso8601.ts'
import { checkVariables } from './check-variables.ts'
import { correlationKeysOf } from './correlation-keys.ts'
import { deliver } from './deliver.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Command, type Executed, execute } from './execute.ts'
import { newMessageRow, uniqueKeyOf } from './message-row.ts'
import { pauseAfter } from './pause-after.ts'
import type { Unit } from './unit.ts'
import { unknownRecords } from './unknown-records.ts'

/** A message from outside. `timeToLive` is an ISO 8601 duration; default: the contract's, then the limit's. */
export interface PublishMessage extends Told {
  readonly name: string
  readonly correlationKey?: string | null
  readonly payload: Variables
  readonly messageId?: string
  readonly timeToLive?: string
}

/** What came of it: the message, the instance that took it, or why none did yet. */
export interface PublishedMessage {
  readonly message: MessageView
  readonly processInstanceId: string | null
  readonly reason: string | null
}

const MAX_NAME_CHARACTERS = 255

/** The receiver could not take it: that is our fault, not the sender's, so the message is kept and tried again. */
class DeliveryFailed extends Error {}

/**
 * Takes in a message and delivers it when its receiver waits.
 *
 * @throws UnknownMessage, DataRejected
 * @throws NotAllowed for a message that only our own processes may send
 */
export async function publishMessage(input: PublishMessage, parts: EngineParts): Promise<Executed<PublishedMessage>> {
  try {
    return await execute('publish-message', takeIn(true), input, parts)
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error
    return execute('publish-message', takeIn(false), input, parts)
  }
}

function takeIn(deliverNow: boolean): Command<PublishMessage, PublishedMessage> {
  return async (input, unit, parts) => {
    const { language } = unit.by
    checkVariables(input.payload, { maxBytes: parts.limits.maxVariablesBytes, language })
    checkText('/messageId', input.messageId)
    checkText('/correlationKey', input.correlationKey)
    const holderId = typeof input.payload.holderId === 'string' ? input.payload.holderId : ''
    const contract = await findContract(unit, parts, holderId, input.name)
    const errors =
      contract.payload === null
        ? []
        : parts.forms.checkSchema(contract.payload, input.payload, language, { now: unit.now })
    if (errors.length > 0) throw refusedPayload(contract, errors)
    const known = await findSame(unit, contract, input)
    if (known) return answer(known)
    // A record that is not there would only fail the case that the message starts.
    const missing = contract.payload === null ? [] : await unknownRecords(contract.payload, input.payload, unit, parts)
    if (missing.length > 0) throw refusedPayload(contract, missing)
    const row = newMessageRow(unit, parts, {
      contract,
      holderId,
      correlationKey: await correlationKeyFor(unit, parts, contract, holderId, input),
      payload: input.payload,
      messageId: input.messageId,
      timeToLive: checkDuration(input.timeToLive),
      source: null,
    })
    if (!deliverNow) {
      const later = {
        ...row,
        reason: 'Its receiver could not take it; it will be tried again.',
        attempts: 1,
        nextTryAt: pauseAfter(unit.now, 1),
      }
      unit.rows.insert(messageTable, later)
      return answer(later)
    }
    unit.rows.insert(messageTable, row)
    try {
      return answer(await deliver(unit, parts, row))
    } catch (error) {
      if (isOfStore(error)) throw error
      parts.log.error(
        { message: row.name, error: error instanceof Error ? error.stack : String(error) },
        'delivery failed',
      )
      throw new DeliveryFailed('Expected the receiver to take the message, but it failed.', { cause: error })
    }
  }
}

function refusedPayload({ name }: MessageContract, errors: readonly FieldError[]): DataRejected {
  const message = `Expected a payload that the contract of "${name}" accepts, but it refuses ${errors.length} field(s).`
  return new DataRejected(message, errors)
}

function answer(row: MessageRow): PublishedMessage {
  return { message: messageView(row), processInstanceId: row.deliveredTo, reason: row.reason }
}

async function findContract(unit: Unit, parts: EngineParts, holderId: string, name: string): Promise<MessageContract> {
  const contracts = await parts.definitions.contracts(unit.look, unit.by.institutionId, holderId)
  const contract = contracts.get(name)
  if (!contract)
    throw new UnknownMessage(
      name,
      [...contracts.values()]
        .filter((one) => one.external)
        .map((one) => one.name)
        .sort(),
    )
  if (!contract.external && !unit.by.mayManage)
    throw new NotAllowed(
      `Expected a message that may come from outside, but "${name}" is only sent between our own processes.`,
      { messageName: name },
    )
  return contract
}

/** The same message, told again: by its id, or by what its contract says names the same news. */
async function findSame(
  unit: Unit,
  contract: MessageContract,
  { messageId, payload }: PublishMessage,
): Promise<MessageRow | null> {
  const { institutionId } = unit.by
  const { name } = contract
  const uniqueKey = uniqueKeyOf(contract, payload)
  const byId = messageId === undefined ? [] : await unit.rows.findAll(messageTable, { institutionId, name, messageId })
  const [same] =
    byId.length > 0 || uniqueKey === null
      ? byId
      : await unit.rows.findAll(messageTable, { institutionId, name, uniqueKey })
  return same ?? null
}

/** What the sender says, else what the contract names, else what the collaborations in force find in the payload. */
async function correlationKeyFor(
  unit: Unit,
  parts: EngineParts,
  { name, key }: MessageContract,
  holderId: string,
  { correlationKey, payload }: PublishMessage,
): Promise<string | null> {
  if (correlationKey !== undefined && correlationKey !== null) return correlationKey
  if (key === null) {
    const correlations = await parts.definitions.correlations(unit.look, unit.by.institutionId, holderId)
    return correlationKeysOf({ correlationKey: null, payload }, correlations.get(name), unit.now).resting
  }
  const found = messageKeyOf(key, payload)
  // Several fields tell repeated news from new: without any of them it is new.
  if (found !== null || key.includes('+')) return found
  const message = `Expected "${key}", which says whom message "${name}" is for, but it is missing.`
  throw refusedValue(`/${key}`, 'required', message)
}

function checkDuration(timeToLive: string | undefined): string | undefined {
  if (timeToLive === undefined || isWaitingTime(timeToLive)) return timeToLive
  const message = `Expected an ISO 8601 duration of at most ten years such as "P7D", but got "${timeToLive}".`
  throw refusedValue('/timeToLive', 'format', message)
}

function checkText(pointer: string, text: string | null | undefined): void {
  if (
    text === undefined ||
    text === null ||
    (text !== '' && text.length <= MAX_NAME_CHARACTERS && isStorableText(text))
  )
    return
  const message = `Expected a text of 1 to ${MAX_NAME_CHARACTERS} characters.`
  throw refusedValue(pointer, 'format', message)
}
