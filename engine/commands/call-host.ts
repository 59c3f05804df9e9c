/** What the host's code gets to know of a case, for handlers of service tasks and of task events alike. */
import { integrityOfProcess } from '../integrity/integrity-of-process.ts'
import { scopeVariables } from '../core/visible-variables.ts'
import type { Variables } from '../model/json.ts'
import type { CaseLookUp, HandlerCall } from '../ports.ts'
import { countCompleted } from '../queries/counts.ts'
import { listInForce } from '../queries/definitions.ts'
import { countRunning } from '../queries/waiting.ts'
import { createSumsReader } from '../store/look-ups/measured-sums.ts'
import { lastCompletedBy } from '../store/look-ups/tasks.ts'
import { processInstanceTable } from '../store/tables/process-instance.ts'
import { caseEnvironment, caseFacts } from './case-environment.ts'
import type { EngineParts } from './engine-parts.ts'
import { withinLimits } from './handler-limits.ts'
import type { OpenInstance } from './open-instance.ts'
import type { Unit } from './unit.ts'

/** Which piece of work the host is called for. */
export interface HostWork {
  /** For messages, e.g. `handler "notify.client"`. */
  readonly what: string
  readonly elementId: string
  /** Of the job, or of the task. */
  readonly id: string
  /** What is seen there. */
  readonly variables: Variables
}

/** Calls the host with everything that it may know, within the time that it may take. */
export async function callHost<T>(
  unit: Unit,
  parts: EngineParts,
  { row, state, loaded }: OpenInstance,
  { what, elementId, id, variables }: HostWork,
  call: (known: Omit<HandlerCall, 'input'>) => Promise<T>,
): Promise<T> {
  const environment = await caseEnvironment(unit, parts, row, loaded, scopeVariables(state))
  const resources = { records: unit.records, cases: caseLookUp(unit, parts, row.id) }
  return withinLimits(what, resources, (lent) =>
    call({
      variables,
      facts: {
        ...caseFacts(row, variables),
        elementId,
        jobId: id,
        initiator: row.startedBy,
        parentInstanceId: row.parentInstanceId,
        definitionId: row.definitionId,
      },
      properties: loaded.definition.nodes[elementId]?.properties ?? {},
      processProperties: loaded.definition.properties,
      ...lent,
      connectors: new Set(Object.keys(parts.outbox.connectors)),
      environment,
      now: unit.now,
    }),
  )
}

/** What the host may ask about other cases than its own. */
export function caseLookUp(unit: Unit, parts: EngineParts, ownId: string): CaseLookUp {
  return {
    async instance(processInstanceId) {
      const manager = await unit.look()
      const found = await manager.findOne(processInstanceTable, {
        select: {
          id: true,
          rootInstanceId: true,
          processKey: true,
          businessKey: true,
          endedAt: true,
          definitionId: true,
        },
        where: { id: processInstanceId, institutionId: unit.by.institutionId },
      })
      if (!found) return null
      const { definition } = await parts.definitions.get(unit.look, found.definitionId)
      return {
        processInstanceId: found.id,
        rootInstanceId: found.rootInstanceId,
        processKey: found.processKey,
        businessKey: found.businessKey,
        isRunning: found.endedAt === null,
        processProperties: definition.properties,
      }
    },
    peopleAway: async () => parts.peopleAway(await unit.look(), unit.by.institutionId, unit.now),
    completedBy: async (elementIds) => lastCompletedBy(await unit.look(), ownId, elementIds),
    // Read anew: a command sees what is not committed yet, and that must not stay in memory.
    sums: async (query) => createSumsReader()(await unit.look(), { ...query, institutionId: unit.by.institutionId }),
    inForce: async () => {
      const owner = { institutionId: unit.by.institutionId, holderId: '' }
      return listInForce(await unit.look(), parts.definitions, owner)
    },
    running: async () => countRunning(await unit.look(), unit.by),
    completed: async (query) => countCompleted(await unit.look(), { ...query, institutionId: unit.by.institutionId }),
    integrity: (processKey) => integrityOfProcess(parts.definitions, unit.look, unit.by.institutionId, processKey),
  }
}
