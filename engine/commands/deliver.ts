/**
 * How a message finds its one receiver: the instance that has waited for its name and key the longest, else a start
 * event of the definition in force, else the buffer until its time to live ends, else the process for messages that
 * nobody could receive. The message's row and the receiver's step are written together, so nothing is delivered twice.
 */
import type { StartPoint } from '../definitions/entry-points.ts'
import type { MessageContract } from '../model/deployment.ts'
import type { Variables } from '../model/json.ts'
import { type MessageRow, messageTable } from '../store/tables/message.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import type { SubscriptionRow } from '../store/tables/subscription.ts'
import type { EngineParts } from './engine-parts.ts'
import { createReceiverSearch } from './receiver-search.ts'
import { openInstance } from './open-instance.ts'
import { startInstance, stepInstance } from './step-instance.ts'
import type { Unit } from './unit.ts'

/**
 * Delivers a buffered message if it can be now. Its row must be in the database or among the rows collected.
 *
 * @returns the row as it is afterwards
 */
export async function deliver(unit: Unit, parts: EngineParts, message: MessageRow): Promise<MessageRow> {
  const change = async (changes: Partial<MessageRow>): Promise<MessageRow> => {
    unit.rows.update(messageTable, { id: message.id }, changes)
    return { ...message, ...changes }
  }
  const deliveredTo = (processInstanceId: string): Promise<MessageRow> =>
    change({ state: 'delivered', deliveredTo: processInstanceId, deliveredAt: unit.now, reason: null })
  const giveUp = async (reason: string): Promise<MessageRow> => {
    if (!(await isInformative(unit, parts, message))) await startUndelivered(unit, parts, message, reason)
    return change({ state: 'undeliverable', reason })
  }
  const wait = (reason: string): Promise<MessageRow> =>
    change({ reason, nextTryAt: message.expiresAt, correlationKey: search.resting })

  if (message.expiresAt <= unit.now) return giveUp(`No receiver came to wait for it until ${message.expiresAt}.`)
  const refused = await refusedPayload(unit, parts, message)
  if (refused !== null) return giveUp(refused)

  const search = createReceiverSearch(unit, parts, message, payloadOf(message))
  const give = async (receiver: SubscriptionRow): Promise<MessageRow> => {
    const { processInstanceId, triggerId, suspended } = receiver
    if (suspended === 1) return wait(`Its receiver "${processInstanceId}" is suspended.`)
    const instance = await openInstance(unit, parts, processInstanceId)
    await stepInstance(unit, parts, instance, { kind: 'trigger-fired', triggerId, payload: payloadOf(message) })
    return deliveredTo(processInstanceId)
  }
  const receiver = await search.byDefinitionsInForce()
  if (receiver) return give(receiver)

  const start = await findStart(unit, parts, message)
  if (start?.suspended) return wait(`Process "${start.processKey}", which it would start, is suspended.`)
  if (start) return deliveredTo(await startByMessage(unit, parts, message, start))

  const ofOlder = await search.byOlderDefinitions()
  if (ofOlder) return give(ofOlder)
  if (await parts.definitions.canReceive(unit.look, message.institutionId, message.holderId, message.name)) {
    const key = message.correlationKey === null ? '' : ` with key "${message.correlationKey}"`
    return wait(`No process instance waits for "${message.name}"${key} yet.`)
  }
  return giveUp(`No process in force can receive "${message.name}".`)
}

/** News that nobody has to hear may end without a receiver. */
async function isInformative(unit: Unit, parts: EngineParts, { institutionId, holderId, name }: MessageRow) {
  const contracts = await parts.definitions.contracts(unit.look, institutionId, holderId)
  return contracts.get(name)?.informative === true
}

function payloadOf(message: MessageRow): Variables {
  return JSON.parse(message.payload)
}

/** Our own processes, too, must keep to the contract that was deployed with them. */
async function refusedPayload(unit: Unit, parts: EngineParts, message: MessageRow): Promise<string | null> {
  if (message.sourceInstanceId === null) return null
  const source = await (
    await unit.look()
  ).findOne(processInstanceTable, { select: { definitionId: true }, where: { id: message.sourceInstanceId } })
  if (!source) return null
  const { bundle } = await parts.definitions.get(unit.look, source.definitionId)
  const schema: MessageContract['payload'] = bundle.contracts.get(message.name)?.payload ?? null
  if (schema === null) return null
  const errors = parts.forms.checkSchema(schema, payloadOf(message), 'en', { now: unit.now })
  if (errors.length === 0) return null
  const where = errors.slice(0, 5).map((error) => `${error.pointer || '/'}: ${error.message}`)
  return `Its contract refuses the payload that was sent. ${where.join(' ')}`
}

interface MessageStart extends StartPoint {
  readonly processKey: string
  readonly definitionId: string
  readonly suspended: boolean
}

/** The start of the definition in force; where several have one, of the definition activated last. */
async function findStart(unit: Unit, parts: EngineParts, message: MessageRow): Promise<MessageStart | null> {
  const inForce = await parts.definitions.inForce(unit.look, message.institutionId, message.holderId)
  const newestFirst = [...inForce.values()].sort((a, b) => (a.activatedAt < b.activatedAt ? 1 : -1))
  for (const { processKey, definitionId, suspended } of newestFirst) {
    const { entryPoints } = await parts.definitions.get(unit.look, definitionId)
    const start = entryPoints.messageStarts.get(message.name)
    if (start !== undefined) return { processKey, definitionId, ...start, suspended }
  }
  return null
}

async function startByMessage(
  unit: Unit,
  parts: EngineParts,
  message: MessageRow,
  start: MessageStart,
): Promise<string> {
  const variables = payloadOf(message)
  const started = await startInstance(unit, parts, {
    loaded: await parts.definitions.get(unit.look, start.definitionId),
    holderId: message.holderId,
    businessKey: typeof variables.businessKey === 'string' ? variables.businessKey : null,
    startEventId: start.startEventId,
    part: start.part,
    variables,
    startedBy: unit.actorId,
    parent: null,
  })
  return started.row.id
}

/** Nothing is lost: a person of the sending process gets to see what could not be delivered. */
async function startUndelivered(unit: Unit, parts: EngineParts, message: MessageRow, reason: string): Promise<void> {
  const processKey = parts.undeliveredMessageProcess
  // A message of that very process starts no further one, or they would go round for ever.
  if (processKey === null || message.sourceProcessKey === processKey) return
  const choice = (await parts.definitions.inForce(unit.look, message.institutionId, message.holderId)).get(processKey)
  if (!choice || choice.suspended) return
  await startInstance(unit, parts, {
    loaded: await parts.definitions.get(unit.look, choice.definitionId),
    holderId: message.holderId,
    businessKey: null,
    startEventId: null,
    variables: {
      messageName: message.name,
      correlationKey: message.correlationKey,
      payload: payloadOf(message),
      sourceInstanceId: message.sourceInstanceId,
      sourceProcessKey: message.sourceProcessKey,
      reason,
    },
    startedBy: null,
    parent: null,
  })
}
