/** Which process instances a caller may see: by grant, as their initiator, or by a task of theirs anywhere in the case. */
import { NotFound } from '../../engine/model/errors.ts'
import type { ProcessInstanceDetails } from '../../engine/model/views.ts'
import type { Call } from '../endpoint.ts'
import { maySeeInstance } from '../policies/instances.ts'
import { viewersOf } from '../policies/substitutes.ts'

type Asking = Pick<Call<unknown, unknown, unknown>, 'engine' | 'caller' | 'institutionId'>

/** @throws {NotFound} in the same words, for what is not there and what the caller may not know of */
export async function visibleInstance(
  { engine, caller, institutionId }: Asking,
  processInstanceId: string,
): Promise<ProcessInstanceDetails> {
  const instance = await engine.getProcessInstance({ institutionId, processInstanceId })
  if (maySeeInstance(caller, instance, false)) return instance
  const visibleTo = viewersOf(caller)
  const tasks = await engine.listTasks({ institutionId, rootInstanceId: instance.rootInstanceId, visibleTo, limit: 1 })
  if (maySeeInstance(caller, instance, tasks.items.length > 0)) return instance
  throw new NotFound('process instance', processInstanceId)
}

/** @returns whether there is such an instance, and the caller may see it */
export async function seesInstance(asking: Asking, processInstanceId: string): Promise<boolean> {
  try {
    await visibleInstance(asking, processInstanceId)
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}
