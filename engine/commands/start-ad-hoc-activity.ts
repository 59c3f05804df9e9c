import type { Told } from '../engine.ts'
import type { ProcessInstanceView } from '../model/views.ts'
import { instanceView } from '../store/to-views.ts'
import type { Command } from './execute.ts'
import { expectActive, openInstance } from './open-instance.ts'
import { stepInstance } from './step-instance.ts'

/**
 * Begins an activity of an ad-hoc sub-process that no flow leads to, once more or for the first time.
 *
 * @param input `scopeId` says in which one, where several of the sub-process run
 * @throws NotFound
 * @throws InstanceNotActive when it is suspended or has ended
 * @throws Conflict `activity-not-enabled`, `several-scopes`, `activity-running`
 */
export const startAdHocActivity: Command<
  Told & { readonly processInstanceId: string; readonly elementId: string; readonly scopeId?: string },
  ProcessInstanceView
> = async ({ processInstanceId, elementId, scopeId }, unit, parts) => {
  const instance = await openInstance(unit, parts, processInstanceId)
  expectActive(instance)
  const after = await stepInstance(unit, parts, instance, {
    kind: 'activity-selected',
    elementId,
    ...(scopeId === undefined ? {} : { scopeId }),
  })
  return instanceView(after.row)
}
