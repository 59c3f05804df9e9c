import type { Told } from '../engine.ts'
import { InstanceNotActive } from '../model/errors.ts'
import type { ProcessInstanceView } from '../model/views.ts'
import { instanceView } from '../store/to-views.ts'
import type { Command } from './execute.ts'
import { openInstance } from './open-instance.ts'
import { stepInstance } from './step-instance.ts'

/**
 * Ends an instance, suspended or not, where it stands; the processes that it called are told to end, too.
 *
 * @throws NotFound
 * @throws InstanceNotActive when it has ended already
 */
export const cancelProcessInstance: Command<
  Told & { readonly processInstanceId: string; readonly reason: string },
  ProcessInstanceView
> = async ({ processInstanceId, reason }, unit, parts) => {
  const instance = await openInstance(unit, parts, processInstanceId)
  if (instance.row.endedAt !== null) throw new InstanceNotActive(processInstanceId, instance.row.status)
  const ended = await stepInstance(unit, parts, instance, { kind: 'cancelled', reason })
  return instanceView(ended.row)
}
