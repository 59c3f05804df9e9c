/** A case that a page names, for who may know of it. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { ProcessInstanceDetails } from '../../../engine/model/views.ts'
import { maySeeInstance } from '../../../api/policies/instances.ts'
import type { PageCall } from './page.ts'

/** @throws {NotFound} in the same words, for what is not there and what the reader may not know of */
export async function visibleCase(call: PageCall, processInstanceId: string): Promise<ProcessInstanceDetails> {
  const { ports, institutionId, caller } = call
  const instance = await ports.engine.getProcessInstance({ institutionId, processInstanceId })
  if (maySeeInstance(caller, instance, false)) return instance
  const { rootInstanceId } = instance
  const visibleTo = { userId: caller.id, groups: caller.groups }
  const { items } = await ports.engine.listTasks({ institutionId, rootInstanceId, visibleTo, limit: 1 })
  if (maySeeInstance(caller, instance, items.length > 0)) return instance
  throw new NotFound('process instance', processInstanceId)
}
