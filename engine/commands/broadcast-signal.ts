import type { Variables } from '../model/json.ts'
import { subscriptionTable } from '../store/tables/subscription.ts'
import type { EngineParts } from './engine-parts.ts'
import { leavePending } from './pending-command.ts'
import type { Unit } from './unit.ts'

/**
 * A signal goes to everybody of the institution who listens for its name now, and starts a case at every such start
 * event of the definitions in force; each receiver takes it in a command of its own.
 *
 * @returns how many will take it
 */
export async function broadcastSignal(
  unit: Unit,
  parts: EngineParts,
  signal: {
    readonly name: string
    readonly payload: Variables
    readonly holderId: string
    readonly rootInstanceId: string | null
  },
): Promise<number> {
  const { name, payload, holderId } = signal
  const { institutionId } = unit.by
  // What the same run has begun to listen for hears it, too.
  const listening = await unit.rows.findAll(subscriptionTable, { institutionId, type: 'signal', name })
  for (const { processInstanceId, rootInstanceId, triggerId } of listening)
    leavePending(unit, { institutionId, processInstanceId, rootInstanceId }, { kind: 'signal', triggerId, payload })

  let started = 0
  for (const choice of (await parts.definitions.inForce(unit.look, institutionId, holderId)).values()) {
    if (choice.suspended) continue
    const { entryPoints } = await parts.definitions.get(unit.look, choice.definitionId)
    for (const start of entryPoints.signalStarts.get(name) ?? []) {
      const id = unit.newId()
      const { definitionId } = choice
      leavePending(
        unit,
        { institutionId, processInstanceId: id, rootInstanceId: signal.rootInstanceId ?? id },
        { kind: 'start-by-signal', definitionId, holderId, ...start, payload },
      )
      started += 1
    }
  }
  return listening.length + started
}
