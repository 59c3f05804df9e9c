import { plainContract } from '../definitions/plain-contract.ts'
import type { MessageContract } from '../model/deployment.ts'
import type { Effect } from '../model/effect.ts'
import { type Variables, isObject } from '../model/json.ts'
import type { FlowNode } from '../model/process-definition.ts'
import { messageTable } from '../store/tables/message.ts'
import type { EngineParts } from './engine-parts.ts'
import { newMessageRow, uniqueKeyOf } from './message-row.ts'
import type { OpenInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

/**
 * A thrown message is a row in the thrower's transaction; its delivery is a command on the receiver. Without a contract
 * it goes by name and key alone; the same news by the contract's `uniqueBy` is not taken twice.
 */
export async function throwMessage(
  unit: Unit,
  parts: EngineParts,
  { row, loaded }: OpenInstance,
  thrown: Omit<Extract<Effect, { kind: 'message-thrown' }>, 'kind' | 'elementId'> & {
    readonly elementId: string | null
  },
): Promise<void> {
  const contract = loaded.bundle.contracts.get(thrown.name) ?? plainContract(thrown.name, false)
  const node = thrown.elementId === null ? undefined : loaded.definition.nodes[thrown.elementId]
  const payload = saysWhatToSend(node) ? thrown.payload : onlyContracted(contract, thrown.payload)
  const uniqueKey = uniqueKeyOf(contract, payload)
  if (uniqueKey !== null) {
    const where = { institutionId: row.institutionId, name: thrown.name, uniqueKey }
    if ((await unit.rows.findAll(messageTable, where)).length > 0) return
  }
  const source = { instanceId: row.id, processKey: row.processKey, rootInstanceId: row.rootInstanceId }
  const { correlationKey } = thrown
  const message = newMessageRow(unit, parts, { contract, holderId: row.holderId, correlationKey, payload, source })
  unit.rows.insert(messageTable, message)
  unit.steps.push({ kind: 'message', row: message })
}

function saysWhatToSend(node: FlowNode | undefined): boolean {
  return node === undefined || ('inputs' in node && node.inputs.length > 0)
}

/** Without input mappings all visible variables are offered; the contract takes those that it names. */
function onlyContracted({ payload: schema }: MessageContract, offered: Variables): Variables {
  const named = isObject(schema) ? (schema.properties ?? null) : null
  if (!isObject(named)) return offered
  return Object.fromEntries(Object.entries(offered).filter(([name]) => Object.hasOwn(named, name)))
}
