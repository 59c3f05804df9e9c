import type { HandlerOutcome } from '../ports.ts'
import { runningOfCase } from '../store/look-ups/instances.ts'
import type { EngineParts } from './engine-parts.ts'
import type { OpenInstance } from './open-instance.ts'
import { leavePending } from './pending-command.ts'
import { throwMessage } from './throw-message.ts'
import type { Unit } from './unit.ts'

/** New values for other instances of the case, and messages beside the drawn ones. */
export async function tellOthers(
  unit: Unit,
  parts: EngineParts,
  { row, loaded, state }: OpenInstance,
  outcome: Pick<HandlerOutcome, 'changes' | 'messages'>,
): Promise<void> {
  const { institutionId } = row
  for (const { where, variables } of outcome.changes ?? []) {
    const receivers = await runningOfCase(await unit.look(), institutionId, where)
    for (const { id, rootInstanceId } of receivers)
      leavePending(
        unit,
        { institutionId, processInstanceId: id, rootInstanceId },
        { kind: 'variables-changed', variables },
      )
  }
  for (const message of outcome.messages ?? [])
    await throwMessage(unit, parts, { row, loaded, state }, { ...message, elementId: null })
}
