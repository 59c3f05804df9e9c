import { allRecords } from '../../../processes/all-records.ts'
import { assignmentOf, managersOn, PROCESS_ASSIGNMENT } from '../../../processes/responsibilities/process-managers.ts'
import type { InForceView } from '../../../engine/model/deployment.ts'
import type { PageCall } from '../shared/page.ts'
import { groupOf } from '../shared/process-groups.ts'
import { dayOf } from '../shared/typed-day.ts'
import { callersOfServices, interactionsOf, type Interaction } from './interactions.ts'

/** Days whose messages are counted. */
export const TRAFFIC_DAYS = 30
const DAY_MS = 86_400_000

/** One process on the landscape. */
export interface LandscapeProcess {
  readonly processKey: string
  readonly name: string
  readonly group: string
  readonly inForce: InForceView
  /** Names of who manages it today. */
  readonly managers: readonly string[]
  readonly cases: number
  readonly tasks: number
  readonly lateTasks: number
  /** Technical incidents and failed jobs. */
  readonly failures: number
  /** Of the integrity check. */
  readonly findings: number
  /** Has steps that differ from service to service. */
  readonly callsServices: boolean
}

export interface Landscape {
  readonly processes: readonly LandscapeProcess[]
  readonly interactions: readonly Interaction[]
}

export async function loadLandscape(call: PageCall): Promise<Landscape> {
  const { ports, institutionId, language } = call
  const { engine, clock, names } = ports
  const now = clock.now()
  const since = new Date(now.getTime() - TRAFFIC_DAYS * DAY_MS).toISOString()
  const [inForce, running, waiting, findings, traffic, appointments] = await Promise.all([
    engine.listInForce({ institutionId, holderId: '' }),
    engine.countRunning({ institutionId }),
    engine.countWaiting({ institutionId, all: true }),
    engine.checkIntegrity({ institutionId, holderId: '' }),
    engine.countTraffic({ institutionId, since }),
    allRecords(engine, { institutionId, register: PROCESS_ASSIGNMENT, status: ['active'] }),
  ])
  const outlines = await Promise.all(inForce.map(({ definition }) => names.outline(institutionId, definition.id)))
  const managers = managersOn(appointments.map(assignmentOf), dayOf(now))
  const keyOf = new Map(running.map(({ definitionId, processKey }) => [definitionId, processKey]))
  const callers = new Set(callersOfServices(outlines))
  const processes = await Promise.all(
    inForce.map(async (view, index): Promise<LandscapeProcess> => {
      const { processKey } = view.definition
      const outline = outlines[index]
      const here = waiting.filter(({ definitionId }) => keyOf.get(definitionId) === processKey)
      const sum = (count: (one: (typeof here)[number]) => number): number =>
        here.reduce((total, one) => total + count(one), 0)
      return {
        processKey,
        name: (language === 'en' ? outline?.nameEn : null) ?? outline?.name ?? processKey,
        group: groupOf(outline?.properties ?? {}),
        inForce: view,
        managers: await Promise.all(
          (managers.get(processKey) ?? []).map(({ manager }) => names.person(institutionId, manager, language)),
        ),
        cases: running.filter((one) => one.processKey === processKey).reduce((total, { count }) => total + count, 0),
        tasks: sum(({ tasks }) => tasks),
        lateTasks: sum(({ lateTasks }) => lateTasks),
        failures: sum(({ incidents, failedJobs }) => Math.max(incidents, failedJobs)),
        findings: findings.filter((one) => one.processKey === processKey).length,
        callsServices: callers.has(processKey),
      }
    }),
  )
  const collator = new Intl.Collator(language)
  return {
    processes: processes.sort((a, b) => collator.compare(a.name, b.name)),
    interactions: interactionsOf(outlines, traffic),
  }
}
