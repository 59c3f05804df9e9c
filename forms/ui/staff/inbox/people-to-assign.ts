import { mayManageTasks } from '../../../../api/policies/tasks.ts'
import { everybody } from '../../shared/everybody.ts'
import type { PageCall } from '../../shared/page.ts'
import type { Choice } from './filter-choices.ts'

/** Whom tasks can be assigned to; nobody for who may not assign. */
export async function peopleToAssign(call: PageCall): Promise<readonly Choice[]> {
  return mayManageTasks(call.caller) ? everybody(call) : []
}
