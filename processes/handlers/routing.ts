/** Which role and work group an application goes to: the decision `routing`, which an institution changes as a table. */
import { DecisionFailed } from '../../engine/decisions/decision-failed.ts'
import type { HandlerCall } from '../../engine/ports.ts'
import { text } from './input.ts'

/** What the table looks at. */
export interface ToRoute {
  readonly kind: string | null
  readonly category: string | null
  readonly serviceId: string | null
  readonly priority: string | null
}

/** Who does the work. */
export interface Route {
  /** Role of the lane, e.g. `EXE`. */
  readonly role: string | null
  /** Id of a work group; null: whoever holds the role. */
  readonly groupId: string | null
}

/** Asks the table; where it names no group, the group that executes the service is the answer. */
export async function routeWork(
  call: Pick<HandlerCall, 'environment' | 'records' | 'now'>,
  work: ToRoute,
): Promise<Route> {
  const service = work.serviceId === null ? null : await call.records.get('service', work.serviceId)
  const executorGroupId = service ? text(service.data, 'executorGroupId') : null
  const usual = { role: null, groupId: executorGroupId }
  try {
    const [decided] = call.environment.decide('routing', { ...work, executorGroupId }, call.now).outputs
    return decided ? { role: text(decided, 'role'), groupId: text(decided, 'groupId') } : usual
  } catch (error) {
    // A case whose bundle is older than the table, or leaves it out, still has work to be done.
    if (error instanceof DecisionFailed) return usual
    throw error
  }
}
