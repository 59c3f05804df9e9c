/**
 * Whether the core indicators of a process were computed for the last closed period and reviewed, asked of the registers
 * `indicator` and `indicator-value`: an installation without them measures nothing.
 */
import type { Engine } from '../../engine/engine.ts'
import { allRecords } from '../all-records.ts'
import { lastClosedPeriods } from '../day-of.ts'

/** The core indicators of one process. */
export interface Measured {
  /** The periods that were looked for, e.g. `2026-02` and `2026-Q1`. */
  readonly periods: readonly string[]
  readonly core: number
  /** How many have a value for their last closed period. */
  readonly computed: number
  /** How many of these values somebody has reviewed. */
  readonly reviewed: number
  /** Ids of the indicators. */
  readonly indicators: readonly string[]
}

const INDICATOR = 'indicator'
const VALUE = 'indicator-value'

/** @returns by process key; empty where no process has core indicators */
export async function measuredProcesses(
  engine: Pick<Engine, 'listRecords' | 'listRegisters'>,
  institutionId: string,
  now: Date,
): Promise<ReadonlyMap<string, Measured>> {
  const records = await allRecords(engine, { institutionId, register: INDICATOR, where: { core: true, active: true } })
  const core = records.filter(({ data }) => typeof data['processKey'] === 'string')
  if (core.length === 0) return new Map()
  const closed = lastClosedPeriods(now)
  const computed = new Set<string>()
  const reviewed = new Set<string>()
  for (const period of new Set(Object.values(closed).flat())) {
    for (const { data } of await allRecords(engine, { institutionId, register: VALUE, where: { period } })) {
      const key = `${String(data['indicatorId'])} ${period}`
      computed.add(key)
      if (data['reviewed'] === true) reviewed.add(key)
    }
  }
  const found = new Map<string, Measured>()
  for (const { id, data } of core) {
    const processKey = String(data['processKey'])
    const periods = closed[FREQUENCIES.find((one) => one === data['frequency']) ?? 'monthly']
    const before = found.get(processKey) ?? { periods: [], core: 0, computed: 0, reviewed: 0, indicators: [] }
    const isIn = (values: ReadonlySet<string>): number =>
      Number(periods.some((period) => values.has(`${id} ${period}`)))
    found.set(processKey, {
      periods: [...new Set([...before.periods, ...periods.slice(0, 1)])],
      core: before.core + 1,
      computed: before.computed + isIn(computed),
      reviewed: before.reviewed + isIn(reviewed),
      indicators: [...before.indicators, id],
    })
  }
  return found
}

const FREQUENCIES = ['monthly', 'quarterly', 'yearly'] as const
