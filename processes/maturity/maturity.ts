/**
 * Where an institution stands: the evidence of every process of the table, judged in all modes. Everything is looked up when
 * it is asked for; nothing here is stored but the managers' confirmations.
 */
import type { Engine } from '../../engine/engine.ts'
import { NotFound } from '../../engine/model/errors.ts'
import { type Instant, isObject, type Variables } from '../../engine/model/json.ts'
import type { Clock } from '../../engine/ports.ts'
import { dayOf, monthsBefore } from '../day-of.ts'
import { assignmentOf, managersOn, PROCESS_ASSIGNMENT } from '../responsibilities/process-managers.ts'
import { settingsOf } from '../settings.ts'
import { allRecords } from '../all-records.ts'
import { assess, type Assessment, type Evidence, type Mode, MODES, pathTo, type Path } from './assess.ts'
import { judge, type ProcessEvidence, type ZeroConfirmation } from './evidence.ts'
import { improvedProcesses } from './improved.ts'
import { measuredProcesses } from './measured.ts'
import type { Level, MaturityProcess, MaturityTable } from './table.ts'

/** The register of confirmations that nothing happened. */
export const MATURITY_CONFIRMATION = 'maturity-confirmation'

/** Counted no further: beyond, "more than" says enough. */
const COUNTED = 1000

/** What it works with. */
export interface MaturityPorts {
  readonly engine: Pick<
    Engine,
    'countCompleted' | 'countRunning' | 'getRecord' | 'listInForce' | 'listRecords' | 'listRegisters'
  >
  readonly clock: Clock
  readonly table: MaturityTable
  readonly defaultSettings: Variables
}

/** Where an institution stands. */
export interface Standing {
  /** The mode that the institution has chosen; setting `maturityMode`. */
  readonly mode: Mode
  /** The level that it wants to reach; setting `targetMaturity`. */
  readonly target: Level
  /** First and last day of the period whose evidence counts. */
  readonly period: { readonly from: string; readonly to: string; readonly months: number }
  readonly processes: readonly ProcessEvidence[]
  readonly assessments: Readonly<Record<Mode, Assessment>>
  /** From the level reached to the target. */
  readonly paths: Readonly<Record<Mode, readonly Path[]>>
  readonly levels: MaturityTable['levels']
}

/** Looks up what is known of every process and judges it. */
export async function standingOf(ports: MaturityPorts, institutionId: string): Promise<Standing> {
  const { engine, clock, table } = ports
  const settings = await settingsFor(ports, institutionId)
  const months = positive(settings['evidenceMonths']) ?? 12
  const now = clock.now()
  const from = monthsBefore(now, months)
  const since = from.toISOString()
  const records = (register: string) => allRecords(engine, { institutionId, register, status: ['active'] })
  const [inForce, running, assignments, confirmations, measured, improved] = await Promise.all([
    engine.listInForce({ institutionId, holderId: '' }),
    engine.countRunning({ institutionId }),
    records(PROCESS_ASSIGNMENT),
    records(MATURITY_CONFIRMATION),
    measuredProcesses(engine, institutionId, now),
    improvedProcesses(engine, institutionId, since),
  ])
  const managers = managersOn(assignments.map(assignmentOf), dayOf(now))
  const confirmed = new Map<string, ZeroConfirmation>()
  for (const { id, data, createdAt: at } of confirmations) {
    const key = String(data['processKey'])
    if (at >= since && at > (confirmed.get(key)?.at ?? ''))
      confirmed.set(key, { recordId: id, by: String(data['confirmedBy']), at })
  }
  const processes = await Promise.all(
    table.processes.map(async (process) => {
      const { processKey } = process
      return judge(
        {
          process,
          inForce: inForce.find(({ definition }) => definition.processKey === processKey) ?? null,
          managers: managers.get(processKey) ?? [],
          completed: await completedOf(engine, institutionId, processKey, since),
          needed: neededOf(process, settings),
          running: running.filter((one) => one.processKey === processKey).reduce((sum, { count }) => sum + count, 0),
          confirmed: confirmed.get(processKey) ?? null,
          measured: measured.get(processKey) ?? null,
          improvements: improved.get(processKey) ?? [],
        },
        institutionId,
      )
    }),
  )
  const evidence: ReadonlyMap<string, Evidence> = new Map(processes.map(({ process, holds }) => [process.code, holds]))
  const mode = MODES.find((one) => one === settings['maturityMode']) ?? 'operational'
  const target = levelOf(settings['targetMaturity'])
  const judged = (one: Mode): Assessment => assess(table, evidence, one)
  const assessments = { operational: judged('operational'), formal: judged('formal'), strict: judged('strict') }
  const path = (one: Mode): readonly Path[] => pathTo(table, evidence, assessments[one], target)
  return {
    mode,
    target,
    period: { from: dayOf(from), to: dayOf(now), months },
    processes,
    assessments,
    paths: { operational: path('operational'), formal: path('formal'), strict: path('strict') },
    levels: table.levels,
  }
}

function completedOf(engine: MaturityPorts['engine'], institutionId: string, processKey: string, since: Instant) {
  return engine.countCompleted({ institutionId, processKey, since, upTo: COUNTED })
}

/** The institution's number, or that of the table. */
function neededOf({ code, minInstances }: MaturityProcess, settings: Variables): number {
  const own = settings['minInstances']
  const wanted = isObject(own) ? positive(own[code]) : null
  return wanted ?? minInstances
}

/** The settings in force for an institution, as cases see them. */
export async function settingsFor(
  { engine, defaultSettings }: Pick<MaturityPorts, 'engine' | 'defaultSettings'>,
  institutionId: string,
): Promise<Variables> {
  const get = async (register: string, id: string) => {
    try {
      return await engine.getRecord({ institutionId, register, id })
    } catch (error) {
      if (error instanceof NotFound) return null
      throw error
    }
  }
  return settingsOf(defaultSettings, { get }, institutionId)
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && value > 0 ? value : null
}

function levelOf(value: unknown): Level {
  const level = typeof value === 'number' ? Math.min(Math.max(Math.trunc(value), 1), 5) : 3
  return level as Level
}
